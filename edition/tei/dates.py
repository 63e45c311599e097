"""ISO 8601 dates, as TEI's @when, @notBefore and @notAfter have them, in words.

Source: TEI Guidelines, section CONADA; datable attributes, class att.datable.w3c.
"""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_YEAR = re.compile(r"-?[0-9]{4,9}(?![0-9])")
# A year, a month or a day.
_WRITTEN = re.compile(r"(?P<year>[0-9]+)(?:-(?P<month>0?[1-9]|1[0-2])(?:-(?P<day>[0-9]{1,2}))?)?")
_NO_YEAR = 10**9
# Two bounds, the later one alone, the earlier one alone.
_BOUNDED = ("between {} and {}", "not later than {}", "not earlier than {}")
_LASTED = ("from {} to {}", "until {}", "from {}")


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
        return _day(when)
    two, until, since = _LASTED if lasted else _BOUNDED
    if not_before and not_after:
        return two.format(without_shared_end(_day(not_before), _day(not_after)), _day(not_after))
    if not_after:
        return until.format(_day(not_after))
    return since.format(_day(not_before)) if not_before else ""


def without_shared_end(first: str, second: str) -> str:
    """The first of two dates in words without what the second repeats: its year, or month and year.

    >>> without_shared_end("6. Dezember 1942", "20. Dezember 1942")
    '6.'
    >>> without_shared_end("December 6, 1942", "December 20, 1942")
    'December 6'
    """
    words, others = first.split(), second.split()
    while len(words) > 1 and others and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words).rstrip(",")


def _day(iso: str) -> str:
    """An ISO date in words: `1942-01-05` is "5 January 1942"; what is no such date stays as written."""
    found = _WRITTEN.fullmatch(iso.split("T")[0])
    if found is None:
        return iso
    day, month = (int(found[name] or 0) for name in ("day", "month"))
    return " ".join([*([str(day)] if found["day"] else []), *MONTHS[month - 1 : month], found["year"]])
