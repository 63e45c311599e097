"""Datatypes of W3C XML Schema, by examples that jing judges alike; and regular expressions of its facet `pattern`."""

from __future__ import annotations

import pytest

from edition.validate.relaxng.datatypes import XSD, datatype
from edition.validate.relaxng.xsd_regex import matcher

# Type: values, then what is none, parted by |.
VALUES = {
    "string": ("| |a b", ""),
    "boolean": ("true|false|1|0| true ", "TRUE|yes|2"),
    "decimal": ("1|-1|+1.0|.5|5.|007", "1e5|1,5|one|.|INF"),
    "double": ("1|1e5|-1.5E-3|INF|-INF|NaN", "inf|+INF|e5|1 2"),
    "integer": ("0|-7|+7|007", "1.0|1e2|x|١"),
    "positiveInteger": ("1|12", "0|-1|+"),
    "nonNegativeInteger": ("0|-0|3", "-1"),
    "byte": ("127|-128", "128|-129"),
    "date": (
        "1942-07-31|1942-07-31Z|1942-07-31+14:00|1944-02-29|2000-02-29|12345-01-01|-0001-02-29",
        "31.7.1942|1942-7-31|1942-02-30|1943-02-29|1900-02-29|0000-01-01|01942-01-01|1942-07-31+14:01|1942-07",
    ),
    "dateTime": (
        "1942-07-31T12:00:00|1942-07-31T12:00:00.5Z|1942-12-31T23:59:60",
        "1942-07-31|1942-07-31T12:00|1942-07-31T24:00:00|1942-07-31 12:00:00|1942-07-31T12:60:00",
    ),
    "time": ("12:00:00|23:59:59.999+01:00", "24:00:00|12:00|1:00:00"),
    "gYear": ("1942|-0044|1942Z", "42|0000|1942-07"),
    "gYearMonth": ("1942-07", "1942-13|1942-7|1942"),
    "gMonth": ("--07", "07|--13|--7"),
    "gMonthDay": ("--07-31|--02-29", "--02-30|--04-31|07-31"),
    "gDay": ("---31", "---32|---00|31"),
    "duration": ("P1Y|PT1H|-P1M2DT3.5S|P0D", "P|PT|P1YT|1Y|P1H|P-1D"),
    "language": ("en|de-AT|x-klingon|i-navajo", "e1|en_GB|english-|abcdefghi"),
    "Name": ("a|a:b|_x.1-2|é", "1a|-a|a b|"),
    "NCName": ("a|_x|Жуков-1|あ|á", "a:b|1a||ⲁ|١a|×"),
    "NMTOKENS": ("a 1b", "|a#"),
    "anyURI": (
        "#a|a.xml#b|http://example.org/ä b|urn:x:y|?q|a/b:c|..|http://[::1]:80/|mailto:x",
        "a#b#c|100%|%zz|:a|1:b|http://|a_b:c|http://[a|a[1].xml",
    ),
    "hexBinary": ("|0fF0", "0|0g"),
    "base64Binary": ("|AAAA|AQ==|AA E=", "A|AB==|===="),
    "token": ("| a  b ", ""),
}


@pytest.mark.parametrize("name", VALUES)
def test_values(name: str) -> None:
    type_ = datatype(XSD, name)
    good, bad = VALUES[name]
    assert [value for value in good.split("|") if not type_.allows(value)] == []
    if bad:
        assert [value for value in bad.split("|") if type_.allows(value)] == []


FACETS = {
    ("string", "length", "2"): ("ab|é!", "a|abc"),
    ("token", "maxLength", "2"): ("a| ab ", "abc"),
    ("NMTOKENS", "minLength", "2"): ("a b", "ab"),
    ("decimal", "totalDigits", "3"): ("1.23|0012.30", "12.34"),
    ("decimal", "fractionDigits", "1"): ("1.20", "1.25"),
    ("integer", "maxExclusive", "10"): ("9|-11", "10|11"),
    ("date", "minInclusive", "1900-03-01"): ("1900-03-01|1942-07-31", "1900-02-28|0001-01-01"),
    ("dateTime", "maxInclusive", "1942-07-31T12:00:00Z"): ("1942-07-31T13:00:00+01:00", "1942-07-31T12:00:01Z"),
    ("duration", "minExclusive", "P1D"): ("PT25H", "PT24H|P1D"),
    ("double", "maxInclusive", "1e1"): ("10|-INF", "10.5|INF"),
}


@pytest.mark.parametrize("facet", FACETS)
def test_facets(facet: tuple[str, str, str]) -> None:
    name, parameter, value = facet
    type_ = datatype(XSD, name, ((parameter, value),))
    good, bad = FACETS[facet]
    assert [each for each in good.split("|") if not type_.allows(each)] == []
    assert [each for each in bad.split("|") if type_.allows(each)] == []


def test_all_patterns_of_a_type_hold() -> None:
    type_ = datatype(XSD, "token", (("pattern", "[a-z]+"), ("pattern", ".{3}")))
    assert [each for each in ("abc", "ab", "ABC") if type_.allows(each)] == ["abc"]


EXPRESSIONS = {
    r"[^\p{C}\p{Z}]+": (["210", "é-ж", "𝄞"], ["a b", "a\u00a0b", "", "\u200b"]),
    r"\d+(\.\d+){0,2}": (["1", "1.2.3", "٣"], ["1.", "1.2.3.4", "x"]),
    r"[a-z-[aeiou]]+": (["bcd"], ["bad", "B"]),
    r"\i\c*": (["a-1", "_"], ["1a", ""]),
    r".+:.+": (["a:b"], ["a:", "a:\n"]),
    r"[\-+]?\d+(%|cm)": (["+1%", "-2cm"], ["1", "1%%"]),
    r"^a$": (["^a$"], ["a"]),
    r"\p{IsCyrillic}+|\P{L}": (["Жук", "1"], ["Zh", "a"]),
    r"[&~|#a-c]+": (["&&a~~||#"], ["d"]),
    r"[\w\s]*": (["a 1é", ""], ["a-b"]),
    r"(ab|c)*": (["", "abcab"], ["a"]),
}


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_regular_expressions(expression: str) -> None:
    good, bad = EXPRESSIONS[expression]
    matches = matcher(expression)
    assert [each for each in good if not matches(each)] == []
    assert [each for each in bad if matches(each)] == []


@pytest.mark.parametrize("expression", ["[a", "(a", r"\q", r"\p{Nothing}", "(?i)a", "*", "[a-z-[b]c]", "\\"])
def test_what_is_no_regular_expression(expression: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        matcher(expression)
