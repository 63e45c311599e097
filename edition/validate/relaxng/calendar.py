"""Dates, times and durations of W3C XML Schema part 2: which texts are some, and which of two comes first.

As in its first edition, which the validators in use follow: there is no year 0, no hour 24, and a second 60 (a leap
second).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal

YEAR = r"(?P<year>-?(?!0000)([1-9][0-9]{3,99}|0[0-9]{3}))"
MONTH = r"(?P<month>0[1-9]|1[0-2])"
DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
TIME = r"(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>([0-5][0-9]|60)(\.[0-9]*)?)"
ZONE = r"(?P<zone>Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"

TYPES: Mapping[str, re.Pattern[str]] = {
    "dateTime": re.compile(f"{YEAR}-{MONTH}-{DAY}T{TIME}{ZONE}"),
    "date": re.compile(f"{YEAR}-{MONTH}-{DAY}{ZONE}"),
    "time": re.compile(f"{TIME}{ZONE}"),
    "gYearMonth": re.compile(f"{YEAR}-{MONTH}{ZONE}"),
    "gYear": re.compile(f"{YEAR}{ZONE}"),
    "gMonthDay": re.compile(f"--{MONTH}-{DAY}{ZONE}"),
    "gMonth": re.compile(f"--{MONTH}{ZONE}"),
    "gDay": re.compile(f"---{DAY}{ZONE}"),
    "duration": re.compile(
        r"(?P<sign>-?)P(?=[0-9T])((?P<years>[0-9]+)Y)?((?P<months>[0-9]+)M)?((?P<days>[0-9]+)D)?"
        r"(T(?=[0-9.])((?P<hours>[0-9]+)H)?((?P<minutes>[0-9]+)M)?((?P<seconds>[0-9]+(\.[0-9]*)?|\.[0-9]+)S)?)?"
    ),
}

# Days of 400 years, after which the calendar begins again.
CYCLE = 146097


def is_valid(name: str, text: str) -> bool:
    """Tell whether a text is a value of the type, and a day that there is."""
    found = TYPES[name].fullmatch(text)
    if found is None:
        return False
    parts = found.groupdict()
    if not (parts.get("day") and parts.get("month")):
        return True
    return int(parts["day"]) <= _days_in(_year(parts.get("year")), int(parts["month"]))


def value(name: str, text: str) -> tuple[int, Decimal] | None:
    """What a text stands for, to compare with others of its type, None if nothing.

    Of a duration months and seconds; else 1 if there is a time zone, 0 if not, and seconds.
    """
    found = TYPES[name].fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    if name == "duration":
        sign = -1 if parts["sign"] else 1
        months = int(parts["years"] or 0) * 12 + int(parts["months"] or 0)
        seconds = int(parts["days"] or 0) * 86400 + int(parts["hours"] or 0) * 3600 + int(parts["minutes"] or 0) * 60
        return sign * months, sign * (seconds + Decimal(parts["seconds"] or 0))
    day = _days_before(_year(parts.get("year")), int(parts.get("month") or 1)) + int(parts.get("day") or 1)
    seconds = day * 86400 + int(parts.get("hour") or 0) * 3600 + int(parts.get("minute") or 0) * 60
    zone = parts.get("zone")
    return int(zone is not None), seconds - _offset(zone) + Decimal(parts.get("second") or 0)


def _year(text: str | None) -> int:
    """A year as astronomers count, with the year 0 before the year 1; a leap year if none is given."""
    year = int(text or 2000)
    return year + 1 if year < 0 else year


def _days_in(year: int, month: int) -> int:
    return monthrange(year % 400 + 400, month)[1]


def _days_before(year: int, month: int) -> int:
    """The days before a month since the beginning of the calendar."""
    cycles, year = divmod(year, 400)
    years = sum(337 + _days_in(each, 2) for each in range(year))
    return cycles * CYCLE + years + sum(_days_in(year, each) for each in range(1, month))


def _offset(zone: str | None) -> int:
    """Seconds that a time zone is before Greenwich; none without a zone."""
    if zone in (None, "Z"):
        return 0
    assert zone is not None
    return (-1 if zone[0] == "-" else 1) * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)
