"""Dates in words: what a reader sees of ISO days, in the manner of a language as Unicode CLDR has it.

Source of the dates: TEI Guidelines, section CONADA; attributes of the class att.datable.w3c.
"""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton

# Has every day that some year may have.
_LEAP_YEAR = "2000"
# Figures that make a number: a year, a month, a day.
_FIGURES = re.compile(r"[0-9]{1,9}")


@lru_cache(maxsize=4096)
def day(iso: str, locale: str) -> str:
    """Put an ISO day, month or year in words; what is no such date stays as written.

    >>> day("1942-05-09", "en_GB"), day("1942-05-09", "de"), day("1942-05", "de"), day("before 1942", "de")
    ('9 May 1942', '9. Mai 1942', 'Mai 1942', 'before 1942')
    >>> day("--05-09", "en_GB"), day("-0043", "de"), day("-0050-03-15", "en_GB")
    ('9 May', '43 v. Chr.', '15 March 50 BC')
    """
    if iso.startswith("--"):
        return _without_year(iso, locale)
    if iso.startswith("-"):
        return _before_christ(iso, locale)
    parts = iso.split("T")[0].split("-")
    found = _date(parts)
    if found is None:
        return iso
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:
        return format_skeleton("yMMMM", found, locale=_locale(locale))
    return format_date(found, "long", locale=_locale(locale))


@lru_cache(maxsize=4096)
def month(iso: str, locale: str, pattern: str = "LLLL") -> str:
    """The month of an ISO date alone, or "" when it has none; `pattern` as CLDR has it, "LLL" for short names.

    >>> month("1942-05-09", "de"), month("1942", "de"), month("1942-09-09", "en_GB", "LLL")
    ('Mai', '', 'Sept')
    """
    parts = iso.split("-")
    found = _date(parts[:2]) if len(parts) > 1 else None
    return format_date(found, pattern, locale=_locale(locale)) if found else ""


def _without_year(iso: str, locale: str) -> str:
    """Put a day or month of some year, `--05-09` or `--05`, in words."""
    parts = iso.removeprefix("--").split("-")
    found = _date([_LEAP_YEAR, *parts])
    if found is None:
        return iso
    return format_skeleton("MMMMd" if len(parts) == 2 else "MMMM", found, locale=_locale(locale))


def _before_christ(iso: str, locale: str) -> str:
    """Put a date before Christ in words; the years are counted as in XML Schema 1.0, `-0043` is 43 BC."""
    year, *rest = iso.removeprefix("-").split("T")[0].split("-")
    if not _FIGURES.fullmatch(year) or len(rest) > 2:
        return iso
    era = f"{int(year)} {_locale(locale).eras['abbreviated'][0]}"
    words = _without_year("--" + "-".join(rest), locale) if rest else ""
    return iso if words.startswith("--") else f"{words} {era}".strip()


def _date(parts: list[str]) -> datetime.date | None:
    """The day that the parts of an ISO date name, the first where it is a month's or a year's."""
    if not 1 <= len(parts) <= 3 or not all(map(_FIGURES.fullmatch, parts)):
        return None
    try:
        return datetime.date(*([int(part) for part in parts] + [1, 1])[:3])
    except ValueError:
        return None


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)
