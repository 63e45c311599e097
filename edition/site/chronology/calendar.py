"""The calendar: the months of each year at a glance, each day with its letters."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel import Locale

from edition.site import lists
from edition.site.chronology.days import Days, days_of, place_of
from edition.site.chronology.years import jump, undated
from edition.site.exchanges import missing
from edition.site.exchanges.letters import missing_label
from edition.site.parts import parts
from edition.site.plan import TEI, Part, PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts, Moment
from edition.tei.threads.model import Missing
from edition.words.interface import Interface

CALENDAR = "calendar.html"
# Bytes of a month, and of a letter in it, as a page has them.
MONTH_MARKUP, LETTER_MARKUP = 1_500, 460

Month = tuple[int, int]  # year, and 1 to 12
# Of a day, what all its letters are: sent or otherwise dated, dated by their receipt alone, missing.
Kind = Literal["day", "received", "missing"]


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of a month; `href` leads to its letter, or to the list of its letters."""

    number: str
    iso: str
    href: str = ""
    title: str = ""
    count: str = ""  # of several letters
    kind: Kind = "day"


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month in its weeks; days of other months are None."""

    name: str
    weeks: tuple[tuple[DayView | None, ...], ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter in a list; the remark says what its date is of, or that the letter is missing."""

    link: Link
    remark: str
    missing: bool


@dataclass(frozen=True, slots=True)
class DayOfSeveral:
    """A day that has several letters."""

    anchor: str
    iso: str
    title: str
    letters: tuple[LetterView, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """A year, or those months of it that are on a page; `bounded` are letters whose day is not known."""

    anchor: str
    title: str
    count: str
    months: tuple[MonthView, ...]
    several: tuple[DayOfSeveral, ...]
    bounded: tuple[LetterView, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """`calendar.html`, and `calendar/2.html` and so on where there is too much for one page."""

    shell: Shell
    title: str
    summary: str
    weekdays: tuple[tuple[str, str], ...]  # as short as can be, and in full, from the first day of a week
    jump: tuple[tuple[Link, bool], ...]  # to each year, with whether it is on this page
    kinds: tuple[Kind, ...]  # of the days on the page that need to be explained
    years: tuple[YearView, ...]
    undated: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter, or one that the edition does not have, with its place in time and the page and anchor it leads to."""

    letter: DocumentFacts | Missing
    moment: Moment
    days: Days
    place: date
    file: str
    fragment: str = ""

    @property
    def kind(self) -> Kind:
        if isinstance(self.letter, Missing):
            return "missing"
        return "received" if self.moment.kind == "received" else "day"


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the pages of the calendar, whole years as far as they fit; none for an edition without dates."""
    letters = _letters(catalog)
    if letters:
        for part in _parts(letters):
            yield PlannedPage("calendar", calendar_file(part.number), "", TEI, part)


def calendar_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> CalendarPage:
    """What the calendar shows, or the months of it that are on a page."""
    words, letters = around.interface, _letters(catalog)
    months = _months(letters)[page.part.start : page.part.end]
    shown = frozenset(months)
    here = [one for one in letters if (one.place.year, one.place.month) in shown]
    years = tuple(_years(months, here, page.file, words))
    lost = sum(one.kind == "missing" for one in letters)
    summary = words.say("calendar.summary", count=len(letters) - lost)
    summary += " " + words.say("timeline.and_missing", count=lost) if lost else ""
    kinds = {day.kind for year in years for month in year.months for week in month.weeks for day in week if day}
    return CalendarPage(
        shell=around.shell(page, words.say("calendar.title"), summary),
        title=words.say("calendar.title"),
        summary=summary,
        weekdays=tuple(_weekdays(words)),
        jump=tuple(jump([year for year, _ in _months(letters)], _parts(letters), calendar_file, page.file)),
        kinds=tuple(sorted(kinds - {"day"}, reverse=True)),
        years=years,
        undated=tuple(undated(page, catalog, words)),
    )


def calendar_file(number: int = 1) -> str:
    """The file of the calendar, or of a further part of it."""
    return CALENDAR if number == 1 else f"calendar/{number}.html"


def files_of_months(catalog: Catalog) -> dict[Month, str]:
    """The page that each month is on."""
    letters = _letters(catalog)
    months = _months(letters)
    return {
        month: calendar_file(part.number)
        for part in (_parts(letters) if letters else ())
        for month in months[part.start : part.end]
    }


def _letters(catalog: Catalog) -> list[_Letter]:
    """The documents that have a place in time, and the missing letters that have one, by that."""
    dated: list[tuple[DocumentFacts | Missing, Moment | None, str, str]] = [
        (one.document, one.moment, document_file(one.document.id), "") for one in catalog.chronology
    ]
    files = missing.files(catalog)
    dated += [(one, one.moment, files[one.id], one.id) for one in catalog.threads.missing]
    found = [
        _Letter(letter, moment, days, place, file, fragment)
        for letter, moment, file, fragment in dated
        if moment and (days := days_of(moment)) and (place := place_of(days))
    ]
    return sorted(found, key=lambda one: one.place)


def _months(letters: Sequence[_Letter]) -> list[Month]:
    """All months of the years that have letters."""
    return [(year, month) for year in sorted({one.place.year for one in letters}) for month in range(1, 13)]


def _parts(letters: Sequence[_Letter]) -> list[Part]:
    """The months of each page; those of a year stay together as long as one page can hold them."""
    weights: defaultdict[Month, int] = defaultdict(lambda: MONTH_MARKUP)
    for one in letters:
        words = 0 if isinstance(one.letter, Missing) else len(one.letter.title.encode())
        weights[one.place.year, one.place.month] += LETTER_MARKUP + 3 * words + len(one.letter.id)
    return parts(_months(letters), lambda month, _: weights[month], lambda month: month[0])


def _years(months: Sequence[Month], letters: Sequence[_Letter], page: str, words: Interface) -> Iterator[YearView]:
    on: defaultdict[date, list[_Letter]] = defaultdict(list)
    for one in letters:
        if one.days.single:
            on[one.days.single].append(one)
    for year in dict.fromkeys(year for year, _ in months):
        own = [one for one in letters if one.place.year == year]
        yield YearView(
            anchor=f"y{year}",
            title=str(year),
            count=words.say("timeline.letters", count=sum(one.kind != "missing" for one in own)),
            months=tuple(_month(month, on, page, words) for month in months if month[0] == year),
            several=tuple(
                _several(day, found, page, words) for day, found in on.items() if day.year == year and len(found) > 1
            ),
            bounded=tuple(_listed(one, page, words) for one in own if not one.days.single),
        )


def _month(month: Month, on: Mapping[date, Sequence[_Letter]], page: str, words: Interface) -> MonthView:
    weeks = calendar.Calendar(_locale(words).first_week_day).monthdatescalendar(*month)
    return MonthView(
        name=words.month(f"{month[0]:04}-{month[1]:02}"),
        weeks=tuple(
            tuple(_day(day, on.get(day, ()), page, words) if day.month == month[1] else None for day in week)
            for week in weeks
        ),
    )


def _day(day: date, letters: Sequence[_Letter], page: str, words: Interface) -> DayView:
    iso = day.isoformat()
    if not letters:
        return DayView(str(day.day), iso)
    kinds = {one.kind for one in letters}
    kind = kinds.pop() if len(kinds) == 1 else "day"
    if len(letters) == 1:
        found = _listed(letters[0], page, words)
        title = ", ".join(filter(None, (found.link.text, found.remark)))
        return DayView(str(day.day), iso, found.link.href, _with_day(title, iso, words), kind=kind)
    number = words.number(len(letters))
    return DayView(str(day.day), iso, f"#{_anchor(iso)}", _with_day(_counted(letters, words), iso, words), number, kind)


def _counted(letters: Sequence[_Letter], words: Interface) -> str:
    """How many letters there are, and how many that are missing."""
    lost = sum(one.kind == "missing" for one in letters)
    there = words.say("timeline.letters", count=len(letters) - lost) if lost < len(letters) else ""
    return words.listed([part for part in (there, words.say("threads.lost", count=lost) if lost else "") if part])


def _with_day(title: str, iso: str, words: Interface) -> str:
    """A title behind its day, unless it names that."""
    day = words.date(iso)
    return title if day in title else words.say("calendar.on", day=day, title=title)


def _several(day: date, letters: Sequence[_Letter], page: str, words: Interface) -> DayOfSeveral:
    iso = day.isoformat()
    return DayOfSeveral(
        anchor=_anchor(iso),
        iso=iso,
        title=words.date(iso),
        letters=tuple(_listed(one, page, words) for one in letters),
    )


def _anchor(iso: str) -> str:
    return f"d{iso}"


def _listed(letter: _Letter, page: str, words: Interface) -> LetterView:
    """A letter in a list, with what its title does not say of the date: the bounds, or that it is of receipt."""
    if isinstance(letter.letter, Missing):
        title = words.say("timeline.missing", letter=missing_label(letter.letter, words))
        return LetterView(Link(href(page, letter.file, letter.fragment), title), "", missing=True)
    remark = words.moment(letter.moment) if not letter.days.single else ""
    if letter.kind == "received":
        remark = f"{words.say('dates.received')} {remark}".rstrip()
    said = letter.letter.title.casefold()
    link = Link(href(page, letter.file), lists.title(letter.letter, words))
    return LetterView(link, "" if remark.casefold() in said else remark, missing=False)


def _weekdays(words: Interface) -> Iterator[tuple[str, str]]:
    names = _locale(words).days["stand-alone"]
    for day in calendar.Calendar(_locale(words).first_week_day).iterweekdays():
        yield names["short"][day], names["wide"][day]


def _locale(words: Interface) -> Locale:
    return Locale.parse(words.locale)
