"""Days of the calendar: what the dates of TEI reach over, from which day to which.

Source: TEI Guidelines, section CONADA; attributes of the class att.datable.w3c (@when, @notBefore, @notAfter).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edition.tei.facts import Moment


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included; None where a bound is not known, but never both."""

    first: date | None
    last: date | None

    @property
    def single(self) -> date | None:
        """The day, when it is one; else None."""
        return self.first if self.first == self.last else None

    def meets(self, first: date, last: date) -> bool:
        """Tell whether any of these days is in a period; of an open one only the bound that is known counts."""
        start, end = self.first or self.last, self.last or self.first
        return start is not None and end is not None and start <= last and end >= first


def days_of(moment: Moment) -> Days | None:
    """The days that a moment reaches over; None when it names none of the calendar.

    >>> days_of(Moment("sent", "1942-02"))
    Days(first=datetime.date(1942, 2, 1), last=datetime.date(1942, 2, 28))
    >>> days_of(Moment("sent", not_after="1942"))
    Days(first=None, last=datetime.date(1942, 12, 31))
    """
    if moment.when:
        return _reach(moment.when)
    before, after = _reach(moment.not_before), _reach(moment.not_after)
    first, last = before.first if before else None, after.last if after else None
    if first and last and first > last:
        return None
    return Days(first, last) if first or last else None


def place_of(days: Days) -> date | None:
    """The day at which something stands: the day itself, or the later bound, else the earlier one, as in all lists."""
    return days.last or days.first


@lru_cache(maxsize=8192)
def _reach(iso: str) -> Days | None:
    """The days of an ISO day, month or year."""
    parts = iso.split("T")[0].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = ([int(part) for part in parts] + [0, 0])[:3]
    try:
        if len(parts) == 1:
            return Days(date(year, 1, 1), date(year, 12, 31))
        if len(parts) == 2:
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
