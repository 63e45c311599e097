"""Dates in words: what a reader sees of ISO days and of bounds."""

from __future__ import annotations

from collections.abc import Sequence

from edition.tei.facts import Moment

MONTHS = "January February March April May June July August September October November December".split()


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


def words(moment: Moment) -> str:
    """Say when something happened: a day, or what is known of its bounds."""
    if moment.when:
        return day(moment.when)
    if moment.not_before and moment.not_after:
        same_year = moment.not_before[:4] == moment.not_after[:4]
        first = day(moment.not_before).removesuffix(moment.not_before[:4] if same_year else "").strip()
        return f"between {first} and {day(moment.not_after)}"
    if moment.not_after:
        return f"not later than {day(moment.not_after)}"
    return f"not earlier than {day(moment.not_before)}" if moment.not_before else "unknown"


def span(days: Sequence[str]) -> str:
    """The years, months or days that ISO dates reach over: "1941–1944", "1 July 1943"."""
    known = sorted(iso for iso in days if iso)
    if not known:
        return ""
    first, last = known[0], known[-1]
    if first == last:
        return day(first)
    years = sorted({first[:4], last[:4]})
    if len(years) == 2:
        return "–".join(years)
    return f"{day(first).removesuffix(years[0]).strip()} – {day(last)}"
