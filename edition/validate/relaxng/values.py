"""What kind of value a pattern asks for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from edition.validate.relaxng.patterns import TEXT, Choice, Data, Group, Items, OneOrMore, Pattern

KINDS: Mapping[str, str] = {
    "anyURI": "an address, or `#` and an identifier",
    "boolean": "`true` or `false`",
    "date": "a day (1942-07-31)",
    "dateTime": "a day and time (1942-07-31T12:00:00)",
    "decimal": "a number (2.5)",
    "double": "a number (2.5)",
    "duration": "a duration (P2D)",
    "float": "a number (2.5)",
    "gDay": "a day of the month (---31)",
    "gMonth": "a month (--07)",
    "gMonthDay": "a month and day (--07-31)",
    "gYear": "a year (1942)",
    "gYearMonth": "a year and month (1942-07)",
    "ID": "an identifier: a letter first, no space, no colon",
    "IDREF": "the identifier of another element",
    "integer": "a whole number",
    "language": "a language tag (en, de-AT)",
    "Name": "a name: a letter first, no space",
    "NCName": "a name: a letter first, no space, no colon",
    "negativeInteger": "a whole number below 0",
    "NMTOKEN": "a word of letters and digits",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
    "time": "a time (12:00:00)",
}
PATTERNS: Mapping[str, str] = {
    r"[^\p{C}\p{Z}]+": "a word without spaces",
    r"(\-?[\d]+/\-?[\d]+)": "a fraction (1/2)",
    r"[0-9.,DHMPRSTWYZ/:+\-]+": "a date or time by ISO 8601",
    r"[\d]+[a-z]*[\d]*(\.[\d]+[a-z]*[\d]*){0,3}": "the number of a version (1.2.0)",
    r"(-?[0-9]+(\.[0-9]+)?,-?[0-9]+(\.[0-9]+)?)": "pairs of numbers (10,20)",
}


def described(pattern: Pattern) -> Iterator[str]:
    """Yield the kinds of values that a pattern accepts, in words; not the single values that it lists."""
    match pattern:
        case Data():
            yield _datum(pattern)
        case Items():
            yield from (f"{kind} (several, with spaces between)" for kind in described(pattern.words))
        case Choice() | Group():
            for part in pattern.parts:
                yield from described(part)
        case OneOrMore():
            yield from described(pattern.repeated)
        case _ if pattern is TEXT:
            yield "text"


def _datum(data: Data) -> str:
    facets = data.datatype.facets
    known = KINDS.get(data.datatype.name)
    if not facets:
        return known or f"a value of the type {data.datatype.name}"
    said = [PATTERNS.get(value, f"text of the form {value}") if name == "pattern" else f"{name} {value}"
            for name, value in facets]  # fmt: skip
    return f"{known} ({', '.join(said)})" if known else ", ".join(said)
