"""Retired addresses: pages that lead on to what took their place, and parts of documents that are named no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.site.plan import PlannedPage, Retired, document_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.indexes import first_of_each, grouped

KIND = "moved"


@dataclass(frozen=True, slots=True)
class Address:
    """A retired address of a part, as an anchor, and where it leads; `goal` is None where the text was withdrawn."""

    anchor: str
    goal: Link | None


@dataclass(frozen=True, slots=True)
class MovedPage:
    """`moved.html`: the page of a document that is retired; `goal` is None where nothing took its place."""

    shell: Shell
    title: str
    goal: Link | None
    canonical: str  # the public address of the goal, "" where there is none
    index: Link
    parts: tuple[Address, ...]


def planned(retired: Iterable[Retired], catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield a page for each retired document, also for one of which parts alone are on record."""
    sources = {one.document: one.source for one in retired}
    for id, source in sorted(sources.items()):
        if catalog.document(id) is None and is_safe(id):
            yield PlannedPage(KIND, document_file(id), id, source)


def by_document(retired: Sequence[Retired], catalog: Catalog) -> Mapping[str, tuple[Retired, ...]]:
    """What is retired, by the identifiers of the documents that had it, with the documents in which the goals stand."""
    homes = _homes(catalog) if retired else {}
    return grouped((one.document, replace(one, goal_document=homes.get(one.goal, ""))) for one in retired)


def moved_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> MovedPage:
    """What the page of a retired document says: what took its place, and that of its parts."""
    say = around.interface.say
    known = around.retired.get(page.subject, ())
    named = next((one.goal_document for one in known if one.id == page.subject), "")
    document = catalog.document(named)
    goal = Link(href(page.file, document_file(document.id)), document.title) if document else None
    return MovedPage(
        shell=around.shell(page, say("moved.title"), say("moved.title")),
        title=say("moved.title"),
        goal=goal,
        canonical=around.address(document_file(document.id)) if document else "",
        index=Link(href(page.file, "documents.html"), say("moved.all")),
        parts=addresses([one for one in known if one.id != page.subject], page.file),
    )


def addresses(retired: Sequence[Retired], page: str) -> tuple[Address, ...]:
    """The retired parts of a document, with links from the page at file `page` to what took their places."""
    return tuple(Address(one.id, _goal(one, page)) for one in retired)


def _goal(retired: Retired, page: str) -> Link | None:
    """The place that took that of an identifier, named by its own; None where the edition has none."""
    if not retired.goal_document:
        return None
    fragment = "" if retired.goal == retired.goal_document else retired.goal
    return Link(href(page, document_file(retired.goal_document), fragment), retired.goal)


def _homes(catalog: Catalog) -> dict[str, str]:
    """The document of each identifier, be it of a part or of the document itself."""
    documents = ((one.id, one.id) for one in catalog.documents)
    parts = ((anchor.id, one.id) for one in catalog.documents for anchor in one.anchors)
    return first_of_each((*documents, *parts))
