"""Events of the register as bands over the quarters of the timeline: conferences, operations, journeys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from edition.maps.labels import width
from edition.site.chronology.days import Days, days_of
from edition.site.chronology.timeline_layout import ROW, WIDTH, Quarter, packed
from edition.site.plan import entry_file, href, is_safe
from edition.tei.catalog import Catalog
from edition.tei.facts import Entry, Moment
from edition.words.interface import Interface

NAME = 2.0  # a name stands so far from the edge
MOST = 24  # events of a year
EM = 11.0  # size of a name
GAP = 6.0  # between events in one row
OPEN = 24.0  # length of an end that nobody knows


@dataclass(frozen=True, slots=True)
class BandView:
    """An event, or the part of it that is in a quarter; only the first part has the name, at `x`, `y`."""

    href: str
    title: str
    name: str
    x: str
    y: str
    left: str
    width: str
    line: str  # height at which it is drawn
    row: int
    open: bool  # its beginning or its end is not known


@dataclass(frozen=True, slots=True)
class _Event:
    """An event with its days."""

    entry: Entry
    moment: Moment
    days: Days


def rows(
    catalog: Catalog, quarters: Sequence[Quarter], page: str, words: Interface
) -> tuple[list[list[BandView]], int]:
    """The bands of each of the quarters, which are of one year, and how many more events the year has.

    Events of more mentions are preferred; each has one row in all quarters.
    """
    first, last = quarters[0].first, quarters[-1].last
    known = [event for event in _events(catalog) if event.days.meets(first, last)]
    known.sort(key=lambda event: (-len(catalog.mentions(event.entry)), event.entry.address))
    chosen = sorted(known[:MOST], key=lambda event: (_ends(event.days)[0], event.entry.address))
    stretches = [list(_stretches(event.days, quarters)) for event in chosen]
    ends = [_taken(found, _name(event)) for found, event in zip(stretches, chosen, strict=True)]
    order = sorted(range(len(chosen)), key=lambda index: ends[index])
    found: list[list[BandView]] = [[] for _ in quarters]
    for index, row in zip(order, packed(ends[index] for index in order), strict=True):
        for view, at in _views(chosen[index], stretches[index], row, page, words):
            found[at].append(view)
    return found, len(known) - len(chosen)


def _events(catalog: Catalog) -> Iterator[_Event]:
    for entry in catalog.register.entries:
        if entry.kind == "event" and entry.id and is_safe(entry.id):
            dated = ((moment, days) for moment in entry.moments if (days := days_of(moment)))
            yield from (_Event(entry, moment, days) for moment, days in dated)


def _ends(days: Days) -> tuple[date, date]:
    """The first and the last day, as far as one is known."""
    first, last = days.first or days.last, days.last or days.first
    if first is None or last is None:
        raise ValueError("days without a bound")
    return first, last


def _stretches(days: Days, quarters: Sequence[Quarter]) -> Iterator[tuple[int, float, float]]:
    """Yield the index of each quarter that an event is in, and its left and right end there."""
    first, last = _ends(days)
    for index, quarter in enumerate(quarters):
        if days.meets(quarter.first, quarter.last):
            left, right = quarter.stretch(first, last)
            if days.first is None:
                left = max(0.0, left - OPEN)
            if days.last is None:
                right = min(WIDTH, right + OPEN)
            yield index, left, right


def _taken(stretches: Sequence[tuple[int, float, float]], name: str) -> tuple[float, float]:
    """From where to where the event and its name go, counted over all quarters."""
    first, left, _ = stretches[0]
    last, _, right = stretches[-1]
    begins = _name_at(left, name)
    start, end = first * WIDTH + min(left, begins), first * WIDTH + begins + EM * width(name)
    return start, max(end, last * WIDTH + right) + GAP


def _name_at(left: float, name: str) -> float:
    """Where a name begins that stands over a band: where that does, unless it would not have room."""
    return max(NAME, min(left, WIDTH - NAME - EM * width(name)))


def _name(event: _Event) -> str:
    """The name of an event, cut at the end of a word where it is longer than a quarter."""
    name = event.entry.preferred or event.entry.id
    if EM * width(name) <= WIDTH - 2 * NAME:
        return name
    kept = name.split(" ")
    while len(kept) > 1 and EM * width(" ".join(kept) + " …") > WIDTH - 2 * NAME:
        kept.pop()
    return " ".join(kept) + " …"


def _views(
    event: _Event, stretches: Sequence[tuple[int, float, float]], row: int, page: str, words: Interface
) -> Iterator[tuple[BandView, int]]:
    name = _name(event)
    title = words.say("timeline.on", title=event.entry.preferred or event.entry.id, date=_dates(event.moment, words))
    for position, (index, left, right) in enumerate(stretches):
        view = BandView(
            href=href(page, entry_file(event.entry.id)) if position == 0 else "",
            title=title,
            name=name if position == 0 else "",
            x=f"{_name_at(left, name):.1f}",
            y=f"{ROW * row + 10:.1f}",
            left=f"{left:.1f}",
            width=f"{max(right - left, 2.6):.1f}",
            line=f"{ROW * row + 13:.1f}",
            row=row,
            open=event.days.first is None or event.days.last is None,
        )
        yield view, index


def _dates(moment: Moment, words: Interface) -> str:
    """The dates of an event in words: from which day to which, where it has two."""
    both = moment.lasted and moment.not_before and moment.not_after and not moment.when
    return words.span([moment.not_before, moment.not_after]) if both else words.moment(moment)
