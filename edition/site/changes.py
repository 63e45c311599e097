"""What editors changed in a text, listed at its foot: nothing is corrected silently."""

from __future__ import annotations

from edition.site.views import ChangeView, Link
from edition.tei.facts import DocumentFacts
from edition.tei.interventions import Intervention

KINDS = {
    "correction": "corrected",
    "supplied": "supplied",
    "surplus": "residue, left out",
    "unclear": "reading queried",
}
FAULTS = {
    "transcription": "error of the transcription",
    "print": "error of the print",
    "message": "error of the message itself",
}


def changes_of(document: DocumentFacts) -> tuple[ChangeView, ...]:
    """The changes in a document's text, in its order."""
    return tuple(_view(one) for one in document.interventions)


def _view(one: Intervention) -> ChangeView:
    where = f"paragraph {one.place}" if one.place.isdigit() else "outside the paragraphs"
    sure = f"certainty {one.certainty}" if one.certainty not in ("", "high") else ""
    remarks = (KINDS.get(one.kind, one.kind), FAULTS.get(one.fault, one.fault), sure)
    return ChangeView(
        where=Link(f"#{one.within}" if one.within else "", where),
        before=one.before,
        after=one.after,
        remark=", ".join(remark for remark in remarks if remark),
    )
