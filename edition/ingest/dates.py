"""Dates as texts write them, and as ISO 8601 says them."""

from __future__ import annotations

import datetime
import re

from edition.tei.dates import MONTHS

_MONTH = "|".join(MONTHS)
_DAY = r"\d{1,2} ?(?:st|nd|rd|th)?"

# "January 5, 1942", "September 30th, 1942"; "1 July 1943", "30th December, 1942".
DATE = rf"(?:(?:{_MONTH}) {_DAY},? ?\d{{4}}|{_DAY} (?:{_MONTH}),? \d{{4}})"
_PARTS = re.compile(rf"(?P<month>{_MONTH})|(?P<year>\d{{4}})|(?P<day>\d{{1,2}})(?=\D|$)")
# A day, a month or a year in ISO 8601.
_WRITTEN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def iso(words: str) -> str:
    """The ISO 8601 day that an English full date means.

    >>> iso("September 30th, 1942")
    '1942-09-30'

    Raises `ValueError` when `words` is no full date, or no day of the calendar.
    """
    found = {match.lastgroup: match.group() for match in _PARTS.finditer(words)}
    try:
        month = MONTHS.index(found["month"]) + 1
        return datetime.date(int(found["year"]), month, int(found["day"])).isoformat()
    except KeyError as missing:
        raise ValueError(f"no {missing} in {words!r}") from None


def checked(day: str) -> str:
    """The same ISO 8601 day; raises `ValueError` when it is none."""
    if len(day) != len("1942-07-31"):
        raise ValueError("a day is written YYYY-MM-DD")
    return datetime.date.fromisoformat(day).isoformat()


def day(words: str) -> str:
    """The same day, or "" where the words name none: a date may be printed wrongly."""
    try:
        return iso(words)
    except ValueError:
        return ""


def bounds_of(words: str) -> tuple[str, str, str]:
    """When, not before, not after: of a day, a month or a year in ISO 8601, two of them with `/`, or a printed date.

    Three times "" where the words name none.

    >>> bounds_of("1890-03"), bounds_of("4 March 1890")
    (('1890-03', '', ''), ('1890-03-04', '', ''))
    """
    parts = words.split("/")
    if len(parts) == 2 and all(_WRITTEN.fullmatch(part) and _exists(part) for part in parts):
        return "", parts[0], parts[1]
    if _WRITTEN.fullmatch(words) and _exists(words):
        return words, "", ""
    return day(words), "", ""


def _exists(written: str) -> bool:
    try:
        datetime.date.fromisoformat(f"{written}-01-01"[: len("1890-03-04")])
    except ValueError:
        return False
    return True
