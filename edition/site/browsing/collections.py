"""The volumes and series of an edition, each with its documents in its own order: the list of what is printed where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.site import lists
from edition.site.parts import parts, ways
from edition.site.plan import PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import Entry, Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.collections import Collection as Gathered
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

FILE = "collections.html"
# Bytes of markup around an entry: an allowance, see `parts`.
ENTRY_MARKUP = 230


@dataclass(frozen=True, slots=True)
class Collection:
    """A volume or series: where it begins in the list, how many documents it has, and over which time they reach."""

    link: Link  # to its own page, to its only document, or to its place in the list
    count: str
    span: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The documents of a collection, or those that are on a page; `volume` is the address of its own page."""

    anchor: str
    title: str
    count: str
    span: str
    volume: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CollectionsPage:
    """`collections.html`: all collections, or a part of them."""

    shell: Shell
    places: tuple[Link, ...]
    collections: tuple[Listed, ...]
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of the list; none where all documents are one collection that has no volume of its own."""
    if len(catalog.collections) < 2 and not any(one.volume for one in catalog.collections):
        return ()
    pages = parts(_members(catalog), _weight, together=lambda one: one[0])
    return tuple(
        PlannedPage("collections", collections_file(part.number), source="config.yml", part=part) for part in pages
    )


def collections_file(number: int = 1) -> str:
    """The file of the list, or of a further part of it."""
    return FILE if number == 1 else f"documents/by-volume/{number}.html"


def collections_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> CollectionsPage:
    """What the list of the collections shows, or the part of it that is on a page."""
    words = around.interface
    has_volumes = any(one.volume for one in catalog.collections)
    title = words.say("collections.title" if has_volumes else "collections.title_of_series")
    shown = _members(catalog)[page.part.start : page.part.end]
    gathered = _in_order(catalog)
    return CollectionsPage(
        shell=around.shell(page, title, words.say("collections.summary", edition=around.imprint.title)),
        places=tuple(
            Link(href(page.file, file, _anchor(place)), _title(gathered[place], words))
            for place, file in _files(catalog).items()
        ),
        collections=tuple(
            _listed(place, gathered[place], [document for _, document in group], page.file, words)
            for place, group in groupby(shown, lambda one: one[0])
        ),
        ways=ways(page, collections_file, words),
    )


def collections_in(catalog: Catalog, page: str, words: Interface) -> Iterator[Collection]:
    """Yield the collections by their first dates, with the addresses that a page at file `page` has for them.

    A collection of one document leads to it, one with a volume to that.
    """
    files = _files(catalog)
    for place, one in enumerate(_in_order(catalog)):
        own = one.volume or (one.members[0] if len(one.members) == 1 else None)
        listed = href(page, files[place], _anchor(place)) if place in files else href(page, "documents.html")
        yield Collection(
            Link(href(page, document_file(own.id)) if own else listed, _title(one, words)),
            words.say("documents.count", count=len(one.members)),
            words.span([lists.sort_day(document) for document in one.members]),
        )


def _in_order(catalog: Catalog) -> list[Gathered]:
    return sorted(catalog.collections, key=lambda one: min(map(_day, one.members), default=lists.LAST))


def _day(document: DocumentFacts) -> str:
    return lists.sort_day(document) or lists.LAST


def _members(catalog: Catalog) -> list[tuple[int, DocumentFacts]]:
    """Every document with the place of its collection among them."""
    return [(place, document) for place, one in enumerate(_in_order(catalog)) for document in one.members]


def _files(catalog: Catalog) -> dict[int, str]:
    """The page that each collection begins on, by its place among them."""
    members = _members(catalog)
    files: dict[int, str] = {}
    for planned_page in planned(catalog):
        for place, _ in members[planned_page.part.start : planned_page.part.end]:
            files.setdefault(place, planned_page.file)
    return files


def _listed(
    place: int, gathered: Gathered, shown: Sequence[DocumentFacts], page: str, words: Interface
) -> Listed:
    return Listed(
        anchor=_anchor(place),
        title=_title(gathered, words),
        count=words.say("documents.count", count=len(gathered.members)),
        span=words.span([lists.sort_day(document) for document in gathered.members]),
        volume=href(page, document_file(gathered.volume.id)) if gathered.volume else "",
        entries=tuple(lists.entry(document, page, words) for document in shown),
    )


def _title(gathered: Gathered, words: Interface) -> str:
    return gathered.title or gathered.folder or words.say("collections.others")


def _anchor(place: int) -> str:
    return f"collection-{place + 1}"


def _weight(item: tuple[int, DocumentFacts], _before: tuple[int, DocumentFacts] | None) -> int:
    return ENTRY_MARKUP + len(item[1].id) + len(item[1].title.encode())
