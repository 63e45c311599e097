"""What the timeline and the calendar share: a link to each year, and the documents that have no place in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from edition.site.chronology.days import days_of
from edition.site.plan import Part, PlannedPage, document_file, href
from edition.site.views import Link
from edition.tei.catalog import Catalog
from edition.words.interface import Interface

# So many documents without a place in time are named.
NAMED = 100


def jump(
    years: Sequence[int], divided: Sequence[Part], file: Callable[[int], str], page: str
) -> Iterator[tuple[Link, bool]]:
    """Yield a link to each year from the page at file `page`, and whether it begins on that page.

    `years` are those of the items that are `divided` into pages, one an item; `file` has the files of these by number.
    """
    known: set[int] = set()
    for part in divided:
        for year in dict.fromkeys(years[part.start : part.end]):
            if year not in known:
                known.add(year)
                yield Link(href(page, file(part.number), f"y{year}"), str(year)), file(part.number) == page


def undated(page: PlannedPage, catalog: Catalog, words: Interface) -> Iterator[Link]:
    """Yield, on the last page, links to the documents without a place in time; of many, one link to all the rest."""
    if page.part.number < page.part.of:
        return
    found = [one.document for one in catalog.chronology if one.moment is None or days_of(one.moment) is None]
    yield from (Link(href(page.file, document_file(one.id)), one.title) for one in found[:NAMED])
    if more := len(found[NAMED:]):
        yield Link(href(page.file, "documents.html"), words.say("timeline.more_undated", count=more))
