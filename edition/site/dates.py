"""Dates in words: what a reader sees of ISO days and of bounds."""

from __future__ import annotations

from collections.abc import Sequence

from edition.tei.dates import bounds, day, month
from edition.tei.facts import Moment

__all__ = ["day", "month", "span", "words"]


def words(moment: Moment) -> str:
    """Say when something happened: a day, or what is known of its bounds."""
    return bounds(moment.when, moment.not_before, moment.not_after) or "unknown"


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
