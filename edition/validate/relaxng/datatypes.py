"""Datatypes of RELAX NG: the two built in, and those of W3C XML Schema part 2 with their facets.

The RELAX NG guidelines for XML Schema datatypes say which facets count: all but `enumeration` and `whiteSpace`. Of
`QName`, `NOTATION` and `ENTITY` the form alone is looked at, not what is declared.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from edition.validate.relaxng import calendar
from edition.validate.relaxng.xml_names import NCNAME, NCNAME_START
from edition.validate.relaxng.xsd_regex import matcher

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
BLANKS = re.compile("[ \\t\\n\\r]+")

NAME_FORM = f"[:{NCNAME_START}][:{NCNAME}]*"
NCNAME_FORM = f"[{NCNAME_START}][{NCNAME}]*"
NMTOKEN_FORM = f"[:{NCNAME}]+"
NUMBER_FORM = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"

# The bounds of the kinds of whole numbers.
INTEGERS: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}

# What the values of a type look like; white space around them has been taken off.
FORMS: Mapping[str, str] = {
    "string": r"(?s:.)*",
    "normalizedString": r"(?s:.)*",
    "token": r"(?s:.)*",
    "boolean": "true|false|1|0",
    "decimal": NUMBER_FORM,
    "float": rf"{NUMBER_FORM}([eE][+-]?[0-9]+)?|-?INF|NaN",
    "double": rf"{NUMBER_FORM}([eE][+-]?[0-9]+)?|-?INF|NaN",
    "hexBinary": "([0-9a-fA-F]{2})*",
    "base64Binary": "(([A-Za-z0-9+/] ?){4})*(([A-Za-z0-9+/] ?){2}[AEIMQUYcgkosw048] ?=|[A-Za-z0-9+/] ?[AQgw] ?= ?=)?",
    "language": "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*",
    "Name": NAME_FORM,
    "NCName": NCNAME_FORM,
    "ID": NCNAME_FORM,
    "IDREF": NCNAME_FORM,
    "ENTITY": NCNAME_FORM,
    "QName": f"({NCNAME_FORM}:)?{NCNAME_FORM}",
    "NOTATION": f"({NCNAME_FORM}:)?{NCNAME_FORM}",
    "NMTOKEN": NMTOKEN_FORM,
    "IDREFS": f"{NCNAME_FORM}( {NCNAME_FORM})*",
    "ENTITIES": f"{NCNAME_FORM}( {NCNAME_FORM})*",
    "NMTOKENS": f"{NMTOKEN_FORM}( {NMTOKEN_FORM})*",
    **dict.fromkeys(INTEGERS, "[+-]?[0-9]+"),
}
ADDRESS = re.compile(
    r"""([A-Za-z][A-Za-z0-9+.-]*: (?=[^#]) | (?![^/?#]*:))          # a scheme, or nothing that could be one
    (//(?=.) (([^\[\]/?\#@]*@)?\[[0-9A-Fa-f:.]+\](:[0-9]*)? | [^\[\]/?\#]*) | (?!//))    # a host, or none
    ([^\[\]?\#]* (\?[^\#]*)? | (?<=:)[^/\#][^\#]*)                # path and question, or words
    (\#[^\#]*)?                                                   # fragment""",
    re.VERBOSE | re.DOTALL,
)
LISTS = frozenset({"IDREFS", "ENTITIES", "NMTOKENS"})
ORDERED = frozenset({"decimal", "float", "double", *INTEGERS})


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype with its facets; `library` is "" for the two types that RELAX NG has itself."""

    library: str
    name: str
    facets: tuple[tuple[str, str], ...] = ()
    allows: Callable[[str], bool] = field(compare=False, default=lambda text: True)

    def equal(self, one: str, other: str) -> bool:
        """Tell whether two texts are the same value."""
        if self.name == "string":
            return one == other
        one, other = normalised(self.name, one), normalised(self.name, other)
        value = _value_of(self.name)
        if one == other or value is None:
            return one == other
        return self.allows(one) and self.allows(other) and bool(value(one) == value(other))

    @property
    def identifies(self) -> str:
        """`ID`, `IDREF` or `IDREFS` for a type that gives identifiers or refers to them, else ""."""
        return self.name if self.library == XSD and self.name in ("ID", "IDREF", "IDREFS") else ""


def datatype(library: str, name: str, facets: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """A datatype of a library. Raises `ValueError` when there is none of this name, or a facet cannot be used."""
    if library == "":
        if name not in ("string", "token"):
            raise ValueError(f"RELAX NG itself has no datatype `{name}`; datatypeLibrary may be missing")
        if facets:
            raise ValueError(f"the datatype `{name}` of RELAX NG itself has no parameters")
        return Datatype(library, name)
    if library.rstrip("#") != XSD.rstrip("#"):
        raise ValueError(f"the library of datatypes {library} is not known")
    return Datatype(XSD, name, facets, _test(name, facets))


def normalised(name: str, text: str) -> str:
    """A text with its white space as the datatype sees it."""
    if name == "string":
        return text
    if name == "normalizedString":
        return re.sub("[\\t\\n\\r]", " ", text)
    return BLANKS.sub(" ", text).strip(" ")


def _test(name: str, facets: tuple[tuple[str, str], ...]) -> Callable[[str], bool]:
    """A function that tells whether a text, as it stands in the document, is a value."""
    form = _form(name)
    tests = [_facet(name, facet, value) for facet, value in facets]
    if not tests and name in ("string", "normalizedString", "token"):
        return lambda text: True

    def allows(text: str) -> bool:
        text = normalised(name, text)
        return form(text) and all(test(text) for test in tests)

    return allows


def _form(name: str) -> Callable[[str], bool]:
    if name == "anyURI":
        return _is_address
    if name in calendar.TYPES:
        return partial(calendar.is_valid, name)
    if name not in FORMS:
        raise ValueError(f"XML Schema has no datatype `{name}`")
    compiled = re.compile(FORMS[name])
    least, most = INTEGERS.get(name, (None, None))

    def fits(text: str) -> bool:
        if compiled.fullmatch(text) is None:
            return False
        return (least is None or Decimal(text) >= least) and (most is None or Decimal(text) <= most)

    return fits


def _facet(name: str, facet: str, value: str) -> Callable[[str], bool]:
    """A function that tells whether a text of the right form keeps to a facet."""
    if facet == "pattern":
        return matcher(value)
    if facet in ("length", "minLength", "maxLength") and name not in ORDERED and name not in calendar.TYPES:
        size, length = _natural(facet, value), _length_of(name)
        if facet == "length":
            return lambda text: length(text) == size
        return (lambda text: length(text) >= size) if facet == "minLength" else (lambda text: length(text) <= size)
    if facet in ("totalDigits", "fractionDigits") and (name == "decimal" or name in INTEGERS):
        size = _natural(facet, value)
        return lambda text: _digits(text)[facet == "fractionDigits"] <= size
    if facet in ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"):
        return _bound(name, facet, value)
    raise ValueError(f"the datatype `{name}` has no parameter `{facet}`")


def _bound(name: str, facet: str, value: str) -> Callable[[str], bool]:
    value_of = _value_of(name)
    bound = value_of(normalised(name, value)) if value_of and _form(name)(normalised(name, value)) else None
    if value_of is None or bound is None:
        raise ValueError(f"the parameter `{facet}` of `{name}` is “{value}”, which is no value to compare with")
    known = value_of

    def within(text: str) -> bool:
        found = known(text)
        if facet.startswith("min"):
            return bool(found >= bound if facet == "minInclusive" else found > bound)
        return bool(found <= bound if facet == "maxInclusive" else found < bound)

    return within


def _value_of(name: str) -> Callable[[str], Any] | None:
    """What texts of a type mean, where two texts may mean the same; None for types that are texts themselves."""
    if name in ("float", "double"):
        return lambda text: float(text.replace("INF", "inf"))
    if name == "boolean":
        return lambda text: text in ("true", "1")
    if name == "decimal" or name in INTEGERS:
        return Decimal
    if name in calendar.TYPES:
        return partial(calendar.value, name)
    return None


def _natural(facet: str, value: str) -> int:
    if not re.fullmatch("[0-9]+", value.strip()):
        raise ValueError(f"the parameter `{facet}` is “{value}”, which is no number")
    return int(value)


def _length_of(name: str) -> Callable[[str], int]:
    if name in LISTS:
        return lambda text: len(text.split())
    if name == "hexBinary":
        return lambda text: len(text) // 2
    if name == "base64Binary":
        return lambda text: len(re.sub("[ =]", "", text)) * 3 // 4
    return len


def _digits(text: str) -> tuple[int, int]:
    """How many digits a number has, and how many of them after the point; none that only fill up."""
    whole, _, part = text.lstrip("+-").partition(".")
    whole, part = whole.lstrip("0"), part.rstrip("0")
    return len(whole) + len(part), len(part)


def _is_address(text: str) -> bool:
    """An address by RFC 2396 and 2732, any other character being taken for escaped: hardly anything is none."""
    return ADDRESS.fullmatch(text) is not None and re.search("%(?![0-9A-Fa-f]{2})", text) is None
