"""Retired addresses: pages that lead on to what took their place, and parts of documents that are named no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.site.plan import PlannedPage, Retired, document_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog

KIND = "moved"
# The identifier of a part of a document: "hamlets-12-p3".
PART = re.compile(r"(?P<document>.+)-[a-z][\w.]*")


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
    sources = {_document(one.id, catalog): one.source for one in retired}
    for id, source in sorted(sources.items()):
        if catalog.document(id) is None and is_safe(id):
            yield PlannedPage(KIND, document_file(id), id, source)


def by_document(retired: Iterable[Retired], catalog: Catalog) -> Mapping[str, tuple[Retired, ...]]:
    """What is retired, by the identifiers of the documents that had it."""
    found: defaultdict[str, list[Retired]] = defaultdict(list)
    for one in retired:
        found[_document(one.id, catalog)].append(one)
    return {id: tuple(each) for id, each in found.items()}


def moved_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> MovedPage:
    """What the page of a retired document says: what took its place, and that of its parts."""
    say = around.interface.say
    known = around.retired.get(page.subject, ())
    named = next((one.goal for one in known if one.id == page.subject), "")
    document = catalog.document(_document(named, catalog))
    goal = Link(href(page.file, document_file(document.id)), document.title) if document else None
    return MovedPage(
        shell=around.shell(page, say("moved.title"), say("moved.title")),
        title=say("moved.title"),
        goal=goal,
        canonical=around.address(document_file(document.id)) if document else "",
        index=Link(href(page.file, "documents.html"), say("moved.all")),
        parts=addresses([one for one in known if one.id != page.subject], page.file, catalog),
    )


def addresses(retired: Sequence[Retired], page: str, catalog: Catalog) -> tuple[Address, ...]:
    """The retired parts of a document, with links from the page at file `page` to what took their places."""
    return tuple(Address(one.id, _goal(one, page, catalog)) for one in retired)


def _goal(retired: Retired, page: str, catalog: Catalog) -> Link | None:
    """The place that took that of an identifier, named by its own; None where the edition has none."""
    document = _document(retired.goal, catalog)
    if catalog.document(document) is None:
        return None
    fragment = "" if retired.goal == document else retired.goal
    return Link(href(page, document_file(document), fragment), retired.goal)


def _document(id: str, catalog: Catalog) -> str:
    """The document that an identifier is of, or names itself: "hamlets-12" of "hamlets-12-p3"."""
    part = PART.fullmatch(id)
    return part["document"] if part and catalog.document(id) is None else id
