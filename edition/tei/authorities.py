"""Authorities: collections of identifiers for persons, places and things, and what an identifier of each looks like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from edition.tei.pointers import is_external


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of another collection: whose (`wikidata`, `viaf`, `gnd`, `geonames` or as written), and which."""

    authority: str
    value: str  # without the address around it: "Q1394", "118616676"
    written: str
    line: int

    @property
    def url(self) -> str:
        """The address of the record; "" when it cannot be told."""
        if is_external(self.written):
            return self.written
        known = AUTHORITIES.get(self.authority)
        return known.url + self.value if known else ""


def identifier(written: str, *types: str, line: int) -> Identifier:
    """The identifier that an `idno` has; its types say whose it is, or else its address does."""
    said = [one.lower() for one in types]
    addressed = (name for name, known in AUTHORITIES.items() if known.address.match(written))
    authority = next((name for name in said if name in AUTHORITIES), "") or next(addressed, said[0])
    return Identifier(authority, _value(authority, written), written, line)


def bare(url: str) -> str:
    """An address without what two writers of it may do differently: its scheme, `www`, a slash at the end."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


def _value(authority: str, written: str) -> str:
    """An identifier without the address around it; as written where the address is not the authority's."""
    known = AUTHORITIES.get(authority)
    if known is None or not is_external(written):
        return written
    match = known.address.match(written)
    return match.group(1) if match else written


@dataclass(frozen=True, slots=True)
class Authority:
    """A collection of identifiers: its name, what one looks like, and where its record stands, written in any way."""

    name: str
    pattern: re.Pattern[str]
    url: str
    address: re.Pattern[str]

    def has(self, value: str) -> bool:
        """Tell whether an identifier looks like those of the collection, its check digit among it."""
        return self.pattern.fullmatch(value) is not None and (self.name != "GND" or _fits_check_digit(value))


def _fits_check_digit(value: str) -> bool:
    """Tell whether the last sign of an identifier of the GND follows from those before it, which is a sum modulo 11.

    Numbers with a hyphen, of the older files of subjects and of corporate bodies, have the sum itself, others what it
    lacks. Source: the numbers of records (PPN) of the German National Library, and those of its files SWD and GKD.

    >>> _fits_check_digit("118616676"), _fits_check_digit("118616667"), _fits_check_digit("4074987-3")
    (True, False, True)
    """
    *digits, last = list(value.replace("-", ""))
    weighed = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 2))
    check = CHECK_DIGITS.index(last)
    return (weighed - check if "-" in value else weighed + check) % len(CHECK_DIGITS) == 0


CHECK_DIGITS = "0123456789X"


# Wikidata's own properties say what the identifiers of the others look like (P214, P227, P1566).
AUTHORITIES: Mapping[str, Authority] = {
    name: Authority(shown, re.compile(pattern), url, re.compile(rf"https?://(?:\w+\.)?{address}([^/?#]+)"))
    for name, shown, pattern, url, address in (
        (
            "wikidata", "Wikidata", r"Q[1-9]\d*",
            "https://www.wikidata.org/wiki/", r"wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?",
        ),
        ("viaf", "VIAF", r"[1-9]\d(?:\d{0,7}|\d{17,20})", "https://viaf.org/viaf/", r"viaf\.org/(?:\w\w/)?viaf/"),
        (
            "gnd", "GND", r"1[0123]?\d{7}[0-9X]|[47]\d{6}-\d|[1-9]\d{0,7}-[0-9X]|3\d{7}[0-9X]",
            "https://d-nb.info/gnd/", r"d-nb\.info/gnd/",
        ),
        ("geonames", "GeoNames", r"[1-9]\d{0,8}", "https://www.geonames.org/", r"geonames\.org/"),
    )
}  # fmt: skip
