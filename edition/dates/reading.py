"""Dates found in running text, by the patterns of its language; nothing is inferred here."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from edition.dates.languages import LANGUAGES, Kind, Language

# What may stand beside a date: no letter, no figure, no sign that would make it part of something else.
EDGES = (r"(?<![\w/.\-–])", r"(?![\w/]|[-–.]\d)")


class Written(NamedTuple):
    """A date as a text writes it: where it stands (offsets), its kind, and what is said of its first and last day.

    A number is 0 where the text does not say it. `last_year`, `last_month` and `last_day` are those of the second day
    or month of a span or of two alternatives, else 0.
    """

    start: int
    end: int
    kind: Kind
    year: int
    month: int
    day: int = 0
    last_month: int = 0
    last_day: int = 0
    last_year: int = 0
    relative: str = ""  # of a day without its month: it is in "this" month, in the "last" one, or "past"

    def in_year(self, year: int) -> Written:
        """The same date, in a year that the text does not say."""
        return self._replace(year=year)

    @property
    def iso(self) -> tuple[str, str]:
        """The first and the last day or month in ISO 8601, twice the same for one alone; the month must be known.

        Without a year they are written as ISO 8601 and XML Schema have them: `--05-03`, `--05`.
        """
        first = _iso(self.year, self.month, self.day)
        if not self.last_month and not self.last_day:
            return first, first
        last_month = self.last_month or self.month
        turned = (last_month, self.last_day) < (self.month, self.day)
        year = self.last_year or (self.year + turned if self.year else 0)
        return first, _iso(year, last_month, self.last_day)


def find(text: str, language: str) -> Iterator[Written]:
    """Yield the dates in a text, in its order, none overlapping another; none in a language that is not known.

    A figure that is no day of its month makes no date. `language` is a BCP 47 tag; its first part counts.

    >>> [one.iso for one in find("from the 3rd to the 5th of May, 1942, and in June 1943", "en")]
    [('1942-05-03', '1942-05-05'), ('1943-06', '1943-06')]
    """
    name = language.partition("-")[0].lower()
    for start, end, months in _stretches(text, name) if name in LANGUAGES else ():
        found: list[Written] = []
        taken: set[int] = set()
        figures = len(FIGURE.findall(text, start, end))
        for one in _patterns(name):
            if one.months > months or one.figures > figures:
                continue
            for match in one.pattern.finditer(text, start, end):
                written = _read(match, one.kind, LANGUAGES[name])
                if _possible(written) and taken.isdisjoint(range(written.start, written.end)):
                    found.append(written)
                    taken.update(range(written.start, written.end))
        yield from sorted(found, key=lambda one: one.start)


def are_joined(between: str, language: str) -> bool:
    """Tell whether two dates, by what stands between them, share a year: "June 30 and July 1, 1940".

    >>> are_joined(" and ", "en"), are_joined(" and on ", "en")
    (True, False)
    """
    known = LANGUAGES.get(language.partition("-")[0].lower())
    return known is not None and re.fullmatch(known.joining.replace(" ", r"\s+"), between) is not None


def _stretches(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Yield the stretches that may have dates, with the number of months named there: patterns are slow.

    They are around names of months, and around figures that make a date without one.
    """
    words = _words(language)
    hits: list[tuple[int, int]] = []
    if not words.isdisjoint(CAPITALISED.findall(text)):
        hits = [(match.start(), 1) for match in CAPITALISED.finditer(text) if match.group() in words]
    hits += ((match.start(), 0) for match in _figures(language).finditer(text))
    start = end = -1
    months = 0
    for hit, names_month in sorted(hits):
        if hit - AROUND > end and end >= 0:
            yield start, end, months
            start, months = -1, 0
        start = max(hit - AROUND, 0) if start < 0 else start
        end = min(hit + AROUND, len(text))
        months += names_month
    if end >= 0:
        yield start, end, months


@lru_cache(maxsize=8)
def _words(language: str) -> frozenset[str]:
    return frozenset(name.rstrip(".") for name in LANGUAGES[language].months)


@lru_cache(maxsize=8)
def _figures(language: str) -> re.Pattern[str]:
    return re.compile(LANGUAGES[language].figures)


class _Pattern(NamedTuple):
    """A pattern, and how many names of months and how many figures it has at least."""

    kind: Kind
    pattern: re.Pattern[str]
    months: int
    figures: int


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[_Pattern, ...]:
    """The patterns of a language, compiled, in their order."""
    known = LANGUAGES[language]
    months = _any_of(known.months)
    groups = {
        "{day}": rf"(?P<day>\d{{1,2}}){known.ordinal}",
        "{day2}": rf"(?P<day2>\d{{1,2}}){known.ordinal}",
        "{nth}": rf"(?P<nth>{_any_of(known.days)})",
        "{month}": rf"(?P<month>{months})",
        "{month2}": rf"(?P<month2>{months})",
        "{clear}": rf"(?P<month>{_any_of(known.clear)})",
        "{any}": months,
        "{number}": r"(?P<number>\d{1,2})\.",
        "{year}": r"(?P<year>\d{4})",
        "{year2}": r"(?P<year2>\d{4})",
        "{said}": r"(?<=[a-z.])",  # the ordinal sign is there
        **{f"{{{name}}}": f"(?P<{name}>{getattr(known, name)})" for name in RELATIVE},
    }
    compiled = []
    for kind, pattern in known.patterns:
        needed = OPTIONAL.sub("", pattern)
        counts = [sum(needed.count(sign) for sign in signs) for signs in (MONTHS, FIGURES)]
        for name, group in groups.items():
            pattern = pattern.replace(name, group)
        spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
        edge = "" if pattern.startswith(r"\b") else EDGES[0]
        compiled.append(_Pattern(kind, re.compile(f"{edge}{spaced}{EDGES[1]}"), *counts))
    return tuple(compiled)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


def _read(match: re.Match[str], kind: Kind, language: Language) -> Written:
    said = match.groupdict(default="")
    return Written(
        start=min(match.start(name) for name, words in said.items() if words and name != "past"),
        end=match.end(),
        kind=kind,
        year=_first_year(said, language),
        month=language.months.get(said.get("month", ""), 0) or int(said.get("number") or 0),
        day=int(said.get("day") or 0) or language.days.get(said.get("nth", ""), 0),
        last_month=language.months.get(said.get("month2", ""), 0),
        last_day=int(said.get("day2") or 0),
        last_year=int(said.get("year2") or 0),
        relative=next((name for name in RELATIVE if said.get(name)), ""),
    )


def _first_year(said: Mapping[str, str], language: Language) -> int:
    """The year of the first day: a year written once, behind a span over New Year, is that of the last one."""
    year = int(said.get("year") or 0)
    first, last = (language.months.get(said.get(name, ""), 0) for name in ("month", "month2"))
    return year - 1 if year and last and last < first and not said.get("year2") else year


def _possible(written: Written) -> bool:
    """Tell whether the days are days of their months; without a year the month is as long as it can be."""
    if written.year and not 1 <= written.year <= 9999:
        return False
    if written.month > 12:
        return False
    year, last_month = written.year or LEAP, written.last_month or written.month
    lengths = [calendar.monthrange(year, month)[1] if month else LONGEST for month in (written.month, last_month)]
    if written.day > lengths[0] or written.last_day > lengths[1]:
        return False
    if not written.day:
        return bool(written.month) and written.kind != "day"
    if not written.last_day or last_month != written.month:
        return True
    return written.last_year > written.year or written.day < written.last_day


def _iso(year: int, month: int, day: int) -> str:
    return (f"{year:04}" if year else "-") + f"-{month:02}" + (f"-{day:02}" if day else "")


# What tells where a day is whose month is not named.
RELATIVE = ("this", "last", "past")
# What a pattern may do without, and its signs for months and for figures.
OPTIONAL = re.compile(r"\(\?:[^()]*\)[?*]")
MONTHS = ("{month}", "{month2}", "{clear}")
FIGURES = ("{day}", "{day2}", "{number}", "{year}", "{year2}")
FIGURE = re.compile(r"\d++")
LEAP, LONGEST = 2000, 31
# No date has so many characters before or behind the name of its last or first month.
AROUND = 60
# Names of months begin with a capital.
CAPITALISED = re.compile(r"[A-ZÄ]\w+")
