"""Long lists on several pages: how many pages they need, which items stand on each, the ways from one to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from edition.site.plan import Part, PlannedPage, href
from edition.site.views import Link
from edition.words.interface import Interface

# How much of the content a page holds, in bytes of its words and an allowance for the markup around: with it no page
# is larger than 300 kB.
BUDGET = 200_000

Item = TypeVar("Item")


def parts(
    items: Sequence[Item],
    weight: Callable[[Item, Item | None], int],
    together: Callable[[Item], Hashable] | None = None,
    *,
    budget: int = BUDGET,
) -> list[Part]:
    """Divide items into as many pages of `budget` bytes as they need; there is one even for none.

    `weight` gives the bytes of an item, by the item and the one before it on the same page (None for the first).
    Neighbours for which `together` gives the same are on one page if one page can hold them.
    """
    starts, filled = [0], 0
    for start, end in _groups(items, together):
        whole = sum(weight(items[at], items[at - 1] if at > start else None) for at in range(start, end))
        if filled and filled + whole > budget:
            starts.append(start)
            filled = 0
        for at in range(start, end):
            more = weight(items[at], items[at - 1] if at > starts[-1] else None)
            if filled and filled + more > budget:
                starts.append(at)
                filled, more = 0, weight(items[at], None)
            filled += more
    ends = [*starts[1:], len(items)]
    pairs = enumerate(zip(starts, ends, strict=True), 1)
    return [Part(number, len(starts), start, end) for number, (start, end) in pairs]


def ways(page: PlannedPage, file: Callable[[int], str], interface: Interface) -> tuple[Link, ...]:
    """The ways from a page to those before and after that share its subject; `file` has their files by number."""
    number = page.part.number
    before = (number - 1, "pages.previous") if number > 1 else None
    behind = (number + 1, "pages.next") if number < page.part.of else None
    return tuple(Link(href(page.file, file(one)), interface.say(key)) for one, key in filter(None, (before, behind)))


def _groups(items: Sequence[Item], together: Callable[[Item], Hashable] | None) -> Iterator[tuple[int, int]]:
    """Yield where groups of items begin and end; without `together` each item is one."""
    if together is None:
        yield from ((at, at + 1) for at in range(len(items)))
        return
    start = 0
    for _, group in groupby(items, together):
        end = start + sum(1 for _ in group)
        yield start, end
        start = end
