"""ISO 8601 dates, as TEI's @when, @notBefore and @notAfter have them, in words.

Source: TEI Guidelines, section CONADA; datable attributes, class att.datable.w3c.
"""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


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


def bounds(when: str, not_before: str, not_after: str) -> str:
    """Say when something happened: a day, or what is known of its bounds; "" when nothing is.

    >>> bounds("", "1942-12-06", "1942-12-20")
    'between 6 and 20 December 1942'
    """
    if when:
        return day(when)
    if not_before and not_after:
        return f"between {_without_shared_end(day(not_before), day(not_after))} and {day(not_after)}"
    if not_after:
        return f"not later than {day(not_after)}"
    return f"not earlier than {day(not_before)}" if not_before else ""


def _without_shared_end(first: str, second: str) -> str:
    """The first of two dates without the year, or the month and year, that the second repeats."""
    words, others = first.split(), second.split()
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)
