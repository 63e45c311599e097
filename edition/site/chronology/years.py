"""What the timeline and the calendar share: a link to each year, and the documents that have no place in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from edition.site.chronology.days import days_of
from edition.site.plan import Part, href
from edition.site.views import Link
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts


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


def undated(catalog: Catalog) -> list[DocumentFacts]:
    """The documents that have no place in time, in their order."""
    return [one.document for one in catalog.chronology if one.moment is None or days_of(one.moment) is None]
