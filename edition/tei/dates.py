"""ISO 8601 dates, as TEI's @when, @notBefore and @notAfter have them, in words.

Source: TEI Guidelines, section CONADA; datable attributes, class att.datable.w3c.
"""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"-?[0-9]{4,}(?![0-9])")
_NO_YEAR = 10**9
# Two bounds, the later one alone, the earlier one alone.
_BOUNDED = ("between {} and {}", "not later than {}", "not earlier than {}")
_LASTED = ("from {} to {}", "until {}", "from {}")


def day(iso: str) -> str:
    """Put an ISO date in words: `1942-01-05` is "5 January 1942"; what is no such date stays as written."""
    parts = iso.split("T")[0].split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    year, *rest = parts
    if rest and not 1 <= int(rest[0]) <= 12:
        return iso
    words = [str(int(rest[1]))] if len(rest) == 2 else []
    return " ".join([*words, *(MONTHS[int(number) - 1] for number in rest[:1]), year])


def month(iso: str) -> str:
    """The month of an ISO date in words, or "" when it has none: `1942-01-05` is "January"."""
    parts = iso.split("-")
    known = len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12
    return MONTHS[int(parts[1]) - 1] if known else ""


def in_time(iso: str) -> tuple[int, str]:
    """A key that sorts ISO dates by time, those before Christ too; what begins with no year comes last.

    >>> sorted(["1888-10-03", "-0043", "1888", "-0050-03-15"], key=in_time)
    ['-0050-03-15', '-0043', '1888', '1888-10-03']
    """
    found = _YEAR.match(iso)
    return (int(found[0]), iso[found.end() :]) if found else (_NO_YEAR, iso)


def year(iso: str) -> str:
    """The year of an ISO date as it is written, "-0043" of a day before Christ; "" when it has none."""
    found = _YEAR.match(iso)
    return found[0] if found else ""


def month_of_year(iso: str) -> str:
    """Year and month of an ISO date as they are written, "1942-05"; the year where it has no month."""
    return iso[: len(year(iso)) + len("-05")] if year(iso) else ""


def bounds(when: str, not_before: str, not_after: str, *, lasted: bool = False) -> str:
    """Say when something happened: a day, or what is known of its bounds, or of the time that it lasted; else "".

    >>> bounds("", "1942-12-06", "1942-12-20"), bounds("", "1942-12-06", "1942-12-20", lasted=True)
    ('between 6 and 20 December 1942', 'from 6 to 20 December 1942')
    """
    if when:
        return day(when)
    two, until, since = _LASTED if lasted else _BOUNDED
    if not_before and not_after:
        return two.format(_without_shared_end(day(not_before), day(not_after)), day(not_after))
    if not_after:
        return until.format(day(not_after))
    return since.format(day(not_before)) if not_before else ""


def _without_shared_end(first: str, second: str) -> str:
    """The first of two dates without the year, or the month and year, that the second repeats."""
    words, others = first.split(), second.split()
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)
