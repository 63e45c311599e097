"""The timeline: the letters of each year by sender, missing ones in their places, and the events of the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from edition.site.chronology import bands, timeline_marks
from edition.site.chronology.bands import BandView
from edition.site.chronology.calendar import files_of_months
from edition.site.chronology.timeline_layout import (
    LABEL,
    PAD,
    RADIUS,
    ROW,
    STEP,
    WIDTH,
    Quarter,
    bar_of,
    reaches,
    stacked,
)
from edition.site.chronology.timeline_marks import CROWDED, FEW, LANES, Item, Kind, Lanes, Mark, Senders
from edition.site.chronology.years import jump, undated
from edition.site.parts import parts
from edition.site.plan import TEI, Part, PlannedPage
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.threads.model import Missing
from edition.words.interface import Interface

TIMELINE = "timeline.html"
AXIS = 18.0  # height of the names of the months
# Bytes of a quarter, and of a mark in it, as a page has them.
QUARTER_MARKUP, MARK_MARKUP = 2_500, 275
MOST_MARKS = 92 * FEW * (LANES + 1)  # of a crowded quarter


@dataclass(frozen=True, slots=True)
class MarkView:
    """A letter on the timeline; `left` and `right` are the ends of the days that it may be of, or ""."""

    href: str
    title: str
    kind: str  # see `timeline_marks.Kind`
    x: str
    y: str
    hit: str  # radius of what can be hit
    left: str
    right: str
    count: str  # of several letters in one mark, else ""


@dataclass(frozen=True, slots=True)
class LaneView:
    """The letters of a sender in a quarter; `y` is where the name stands, `base` the line below the marks."""

    name: str
    title: str
    y: str
    base: str
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class QuarterView:
    """Three months, drawn; `months` are their names with where each begins."""

    number: int
    title: str
    width: str
    height: str
    months: tuple[tuple[str, str], ...]
    axis: str  # height of the names of the months
    bands: tuple[BandView, ...]
    lanes: tuple[LaneView, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class YearView:
    """A year in its quarters; `gap` says which years before have no letters, `more_events` what is not shown."""

    anchor: str
    title: str
    count: str
    gap: str
    quarters: tuple[QuarterView, ...]
    more_events: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """`timeline.html`, and `timeline/2.html` and so on where there is too much for one page."""

    shell: Shell
    title: str
    summary: str
    radius: str
    jump: tuple[tuple[Link, bool], ...]  # to each year, with whether it is on this page
    kinds: tuple[str, ...]  # of the marks on this page
    years: tuple[YearView, ...]
    undated: tuple[Link, ...]


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the pages of the timeline, whole years as far as they fit; none for an edition without dates."""
    found = timeline_marks.items(catalog)
    if found:
        for part in _parts(_quarters(found), found):
            yield PlannedPage("timeline", timeline_file(part.number), "", TEI, part)


def timeline_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> TimelinePage:
    """What the timeline shows, or the quarters of it that are on a page."""
    words = around.interface
    found = timeline_marks.items(catalog)
    quarters = _quarters(found)
    shown = quarters[page.part.start : page.part.end]
    on_page = frozenset(shown)
    here = [item for item in found if Quarter.of(item.place) in on_page]
    lanes = timeline_marks.lanes(found, words)
    years = tuple(_years(shown, here, lanes, page.file, catalog, words))
    lost = sum(isinstance(item.letter, Missing) for item in found)
    summary = words.say("timeline.summary", count=len(found) - lost)
    summary += " " + words.say("timeline.and_missing", count=lost) if lost else ""
    has_events = any(quarter.bands for year in years for quarter in year.quarters)
    summary += " " + words.say("timeline.with_events") if has_events else ""
    return TimelinePage(
        shell=around.shell(page, words.say("timeline.title"), summary),
        title=words.say("timeline.title"),
        summary=summary,
        radius=_units(RADIUS),
        jump=tuple(jump([one.year for one in quarters], _parts(quarters, found), timeline_file, page.file)),
        kinds=tuple(_kinds(years)),
        years=years,
        undated=tuple(undated(page, catalog, words)),
    )


def _kinds(years: Sequence[YearView]) -> Iterator[str]:
    """Yield the kinds of marks that years have, in the order in which they are defined."""
    lanes = [lane for year in years for quarter in year.quarters for lane in quarter.lanes]
    found = {mark.kind for lane in lanes for mark in lane.marks}
    yield from (kind for kind in get_args(Kind) if kind in found)


def timeline_file(number: int = 1) -> str:
    """The file of the timeline, or of a further part of it."""
    return TIMELINE if number == 1 else f"timeline/{number}.html"


def _quarters(found: Iterable[Item]) -> list[Quarter]:
    """All quarters of the years that have letters."""
    return [Quarter(year, number) for year in sorted({item.place.year for item in found}) for number in (1, 2, 3, 4)]


def _parts(quarters: Sequence[Quarter], found: Iterable[Item]) -> list[Part]:
    """The quarters of each page; those of a year stay together as long as one page can hold them."""
    weights: defaultdict[Quarter, list[int]] = defaultdict(list)
    for item in found:
        title = item.letter.id if isinstance(item.letter, Missing) else item.letter.title + item.letter.id
        weights[Quarter.of(item.place)].append(MARK_MARKUP + len(title.encode()))

    def weight(quarter: Quarter, _before: Quarter | None) -> int:
        marks = weights[quarter]
        whole = sum(marks)
        return QUARTER_MARKUP + (whole if len(marks) <= CROWDED else min(whole, MOST_MARKS * MARK_MARKUP))

    return parts(quarters, weight, lambda quarter: quarter.year)


def _years(
    quarters: Sequence[Quarter], found: Sequence[Item], lanes: Lanes, page: str, catalog: Catalog, words: Interface
) -> Iterator[YearView]:
    before = None
    for year in dict.fromkeys(quarter.year for quarter in quarters):
        shown = [quarter for quarter in quarters if quarter.year == year]
        own = [item for item in found if item.place.year == year]
        drawn = _by_lane(shown, own, lanes, page, catalog, words)
        rows, left_out = bands.rows(catalog, shown, page, words)
        yield YearView(
            anchor=f"y{year}",
            title=str(year),
            count=words.say("timeline.letters", count=sum(not isinstance(one.letter, Missing) for one in own)),
            gap=_gap(before, year, words),
            quarters=tuple(_drawings(shown, drawn, lanes, rows, words)),
            more_events=words.say("timeline.more_events", count=left_out) if left_out else "",
        )
        before = year


def _by_lane(
    quarters: Sequence[Quarter], found: Sequence[Item], lanes: Lanes, page: str, catalog: Catalog, words: Interface
) -> dict[tuple[Quarter, Senders], Sequence[Mark]]:
    """The marks of each quarter and lane."""
    drawn: dict[tuple[Quarter, Senders], Sequence[Mark]] = {}
    for quarter in quarters:
        inside = [item for item in found if Quarter.of(item.place) == quarter]
        calendar = files_of_months(catalog) if len(inside) > CROWDED else {}
        for lane in lanes.names:
            marks = timeline_marks.marks([item for item in inside if lanes.of(item) == lane], page, catalog, words)
            drawn[quarter, lane] = list(timeline_marks.thinned(marks, page, calendar, words)) if calendar else marks
    return drawn


def _gap(before: int | None, year: int, words: Interface) -> str:
    """Which years have no letters, between one that has and the next; "" for none."""
    if before is None or year == before + 1:
        return ""
    return words.say("timeline.gap", years="–".join(dict.fromkeys((str(before + 1), str(year - 1)))))


def _drawings(
    quarters: Sequence[Quarter],
    drawn: Mapping[tuple[Quarter, Senders], Sequence[Mark]],
    lanes: Lanes,
    rows: Sequence[Sequence[BandView]],
    words: Interface,
) -> Iterator[QuarterView]:
    """Yield the drawings of the quarters of a year, with their lanes and lines at the same heights."""
    stacks = {key: stacked([key[0].at(mark.place) for mark in marks]) for key, marks in drawn.items()}
    top = ROW * max((band.row + 1 for found in rows for band in found), default=0) + PAD
    bases: dict[Senders, float] = {}
    tops: dict[Senders, float] = {}
    for lane in lanes.names:
        highest = max((row for quarter in quarters for row in stacks[quarter, lane]), default=-1)
        if highest >= 0:
            tops[lane], bases[lane] = top + LABEL - 3, top + LABEL + STEP * (highest + 1)
            top = bases[lane] + PAD
    for quarter, found in zip(quarters, rows, strict=True):
        views = [
            LaneView(
                name=lanes.names[lane],
                title=lanes.names[lane] or words.say("timeline.title"),
                y=_units(tops[lane]),
                base=_units(base),
                marks=tuple(_marks(quarter, drawn[quarter, lane], stacks[quarter, lane], base, words)),
            )
            for lane, base in bases.items()
        ]
        yield QuarterView(
            number=quarter.number,
            title=words.span([quarter.first.isoformat()[:7], quarter.last.isoformat()[:7]]),
            width=_units(WIDTH),
            height=_units(top + AXIS),
            months=tuple(
                (words.month(month.isoformat()), _units(quarter.stretch(month, month)[0])) for month in quarter.months
            ),
            axis=_units(top + AXIS - 5),
            bands=tuple(found),
            lanes=tuple(views),
            empty=not found and not any(view.marks for view in views),
        )


def _marks(
    quarter: Quarter, marks: Sequence[Mark], rows: Sequence[int], base: float, words: Interface
) -> Iterator[MarkView]:
    spots = [(quarter.at(mark.place), base - STEP * (row + 0.5)) for mark, row in zip(marks, rows, strict=True)]
    for mark, (x, y), hit in zip(marks, spots, reaches(spots), strict=True):
        bar = bar_of(mark.days, quarter)
        yield MarkView(
            href=mark.href,
            title=mark.title,
            kind=mark.kind,
            x=_units(x),
            y=_units(y),
            hit=_units(hit),
            left=_units(bar[0]) if bar else "",
            right=_units(bar[1]) if bar else "",
            count=words.number(mark.count) if mark.count > 1 else "",
        )


def _units(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
