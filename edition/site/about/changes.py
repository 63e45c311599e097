"""What editors changed, all on one page. Nothing is corrected silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from edition.site import lists
from edition.site.plan import CHANGES_DATA, PlannedPage, href
from edition.site.reading.apparatus import place
from edition.site.reading.changes import change, described
from edition.site.shell import Surroundings
from edition.site.views import ChangeView, Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

# The order of kinds and faults on the page.
KINDS = ("correction", "regularisation", "supplied", "surplus", "unclear", "joined")
FAULTS = ("transcription", "print", "message")

# An edition with more changes than this lists them with each document only; the page then has their counts.
LISTED = 1000


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """How often each kind of change was made in a collection, and how often any."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ChangesGroup:
    """The changes of one kind and fault."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`changes.html`."""

    shell: Shell
    total: int
    kinds: tuple[str, ...]
    rows: tuple[ChangesRow, ...]
    groups: tuple[ChangesGroup, ...]  # none where there are too many: the pages of the documents list them
    documents: tuple[tuple[Link, int], ...]  # each with the number of its changes
    data: str


def changes_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> ChangesPage:
    """What the page of all changes shows: how many of each kind and fault, then each with its place and reason."""
    changed = [document for document in catalog.documents if document.interventions]
    total = sum(len(document.interventions) for document in changed)
    found = {(one.kind, one.fault) for document in changed for one in document.interventions}
    kinds = sorted(found, key=lambda kind: (_rank(KINDS, kind[0]), _rank(FAULTS, kind[1])))
    interface = around.interface
    return ChangesPage(
        shell=around.shell(page, interface.say("changes.title"), interface.say("changes.summary")),
        total=total,
        kinds=tuple(described(*kind, interface) for kind in kinds),
        rows=tuple(_rows(changed, kinds, catalog, interface)),
        groups=tuple(_group(kind, changed, page.file, interface) for kind in kinds) if total <= LISTED else (),
        documents=tuple((lists.link(one, page.file, interface), len(one.interventions)) for one in changed),
        data=href(page.file, CHANGES_DATA),
    )


def _rows(
    changed: Sequence[DocumentFacts], kinds: Sequence[tuple[str, str]], catalog: Catalog, interface: Interface
) -> Iterator[ChangesRow]:
    """Count by collection: a row each, in the order of the documents, a column for each kind."""
    titles = {one.volume.id: one.title for one in catalog.collections if one.volume is not None}
    titles |= {member.id: one.title for one in catalog.collections for member in one.members}
    counts: dict[str, Counter[tuple[str, str]]] = {}
    for document in changed:
        title = titles.get(document.id) or interface.say("collections.others")
        counts.setdefault(title, Counter()).update((one.kind, one.fault) for one in document.interventions)
    for title, found in counts.items():
        yield ChangesRow(title, tuple(found[kind] for kind in kinds), found.total())
    if len(counts) > 1:
        whole = sum(counts.values(), Counter[tuple[str, str]]())
        yield ChangesRow(interface.say("changes.all"), tuple(whole[kind] for kind in kinds), whole.total())


def _group(
    kind: tuple[str, str], changed: Sequence[DocumentFacts], page: str, interface: Interface
) -> ChangesGroup:
    """The changes of one kind and fault in all documents, in their order."""
    return ChangesGroup(
        anchor="-".join(part for part in kind if part),
        title=described(*kind, interface),
        changes=tuple(
            change(one, document, page, f"{title}, {place(one.place, interface)}", interface, kind=False)
            for document in changed
            for title in (lists.title(document, interface),)
            for one in document.interventions
            if (one.kind, one.fault) == kind
        ),
    )


def _rank(order: Iterable[str], name: str) -> tuple[int, str]:
    known = list(order)
    return (known.index(name), "") if name in known else (len(known), name)
