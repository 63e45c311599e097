"""What editors changed: at the foot of each text, and all on one page. Nothing is corrected silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from edition.site import lists
from edition.site.plan import CHANGES_DATA, PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import ChangesGroup, ChangesPage, ChangesRow, ChangeView, Link
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts
from edition.tei.interventions import Intervention

# The order of kinds and faults on the page, with what each is called.
KINDS = {
    "correction": "corrected",
    "regularisation": "regularised",
    "supplied": "supplied",
    "surplus": "residue, left out",
    "unclear": "reading queried",
    "joined": "joined to one paragraph",
}
FAULTS = {
    "transcription": "error of the transcription",
    "print": "error of the print",
    "message": "error of the message itself",
}

# An edition with more changes than this lists them with each document only; the page then has their counts.
LISTED = 1000


def changes_of(document: DocumentFacts, page: str) -> tuple[ChangeView, ...]:
    """The changes in a document's text, in its order, for its own page at file `page`."""
    return tuple(_view(one, document, page, _place(one)) for one in document.interventions)


def changes_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> ChangesPage:
    """What the page of all changes shows: how many of each kind and fault, then each with its place and reason."""
    changed = [document for document in catalog.documents if document.interventions]
    total = sum(len(document.interventions) for document in changed)
    found = {(one.kind, one.fault) for document in changed for one in document.interventions}
    kinds = sorted(found, key=lambda kind: (_rank(KINDS, kind[0]), _rank(FAULTS, kind[1])))
    summary = "Every place where the editors changed, supplied or queried what a source has, with the reason."
    return ChangesPage(
        shell=around.shell(page, "What was changed", summary),
        total=total,
        kinds=tuple(_described(*kind) for kind in kinds),
        rows=tuple(_rows(changed, kinds, catalog)),
        groups=tuple(_group(kind, changed, page.file) for kind in kinds) if total <= LISTED else (),
        documents=tuple((_link(one, page.file), len(one.interventions)) for one in changed),
        data=href(page.file, CHANGES_DATA),
    )


def _rows(
    changed: Sequence[DocumentFacts], kinds: Sequence[tuple[str, str]], catalog: Catalog
) -> Iterator[ChangesRow]:
    """Count by collection: a row each, in the order of the documents, a column for each kind."""
    titles = {one.volume.id: one.title for one in catalog.collections if one.volume is not None}
    titles |= {member.id: one.title for one in catalog.collections for member in one.members}
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for document in changed:
        title = titles.get(document.id) or "Other documents"
        counts.setdefault(title, Counter()).update((one.kind, one.fault) for one in document.interventions)
    for title, found in counts.items():
        yield ChangesRow(title, tuple(found[kind] for kind in kinds), found.total())
    if len(counts) > 1:
        whole = sum(counts.values(), Counter[tuple[str, str]]())
        yield ChangesRow("All", tuple(whole[kind] for kind in kinds), whole.total())


def _group(kind: tuple[str, str], changed: Sequence[DocumentFacts], page: str) -> ChangesGroup:
    """The changes of one kind and fault in all documents, in their order."""
    return ChangesGroup(
        anchor="-".join(part for part in kind if part),
        title=_described(*kind),
        changes=tuple(
            _view(one, document, page, f"{_link(document, page).text}, {_place(one)}")
            for document in changed
            for one in document.interventions
            if (one.kind, one.fault) == kind
        ),
    )


def _link(document: DocumentFacts, page: str) -> Link:
    number = lists.number(document)
    return Link(href(page, document_file(document.id)), f"{document.title} ({number})" if number else document.title)


def _rank(order: Iterable[str], name: str) -> tuple[int, str]:
    known = list(order)
    return (known.index(name), "") if name in known else (len(known), name)


def _place(one: Intervention) -> str:
    return f"paragraph {one.place}" if one.place.isdigit() else "outside the paragraphs"


def _view(one: Intervention, document: DocumentFacts, page: str, where: str) -> ChangeView:
    sure = f"certainty {one.certainty}" if one.certainty not in ("", "high") else ""
    return ChangeView(
        where=Link(href(page, document_file(document.id), one.within) if one.within else "", where),
        before=one.before,
        after=one.after,
        around=one.context,
        remark=", ".join(part for part in (_described(one.kind, one.fault), sure) if part),
        reason=one.reason,
        by=one.by,
        language=document.language,
        of=one.id,
    )


def _described(kind: str, fault: str) -> str:
    return ", ".join(part for part in (KINDS.get(kind, kind), FAULTS.get(fault, fault)) if part)
