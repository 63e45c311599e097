"""What editors changed in a text."""

from __future__ import annotations

from edition.site.plan import document_file, href
from edition.site.reading.apparatus import place
from edition.site.views import ChangeView, Link
from edition.tei.facts import DocumentFacts
from edition.tei.interventions import Intervention
from edition.words.interface import Interface


def changes_of(document: DocumentFacts, page: str, interface: Interface) -> tuple[ChangeView, ...]:
    """The changes in a document's text, in its order, for its own page at file `page`."""
    return tuple(change(one, document, page, place(one.place, interface), interface) for one in document.interventions)


def change(
    one: Intervention, document: DocumentFacts, page: str, where: str, interface: Interface, *, kind: bool = True
) -> ChangeView:
    """A change, for the page at file `page`; its remark names its `kind` where no heading does."""
    what = described(one.kind, one.fault, interface) if kind else ""
    sure = interface.certainty(one.certainty) if one.certainty not in ("", "high") else ""
    return ChangeView(
        where=Link(href(page, document_file(document.id), one.within) if one.within else "", where),
        before=one.before,
        after=one.after,
        around=one.context,
        remark=", ".join(part for part in (what, sure) if part),
        reason=one.reason,
        by=one.by,
        language=document.language,
        of=one.id,
    )


def described(kind: str, fault: str, interface: Interface) -> str:
    """What a kind of change is called, and whose the error was."""
    words = (interface.term("interventions", kind), interface.term("faults", fault) if fault else "")
    return ", ".join(part for part in words if part)
