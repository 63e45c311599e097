"""Schemas of every make: what they mean (RELAX NG specification, section 4), and what is refused, with its reason."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError
from edition.validate import relaxng
from edition.validate.relaxng import matcher
from edition.validate.relaxng.schema import Schema

HEAD = 'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
X = '<element name="x"><empty/></element>'
Y = '<element name="y"><empty/></element>'


def schema(folder: Path, content: str, **others: str) -> Schema:
    """A schema in a folder, with other files beside it: `schema(folder, "<text/>", other="…")`."""
    for name, other in {"main": content, **others}.items():
        (folder / f"{name}.rng").write_text(other.replace("HEAD", HEAD), encoding="utf-8")
    return Schema(folder / "main.rng", "main.rng", folder)


def is_valid(document: str, by: Schema) -> bool:
    """Tell whether a schema has nothing against a document."""
    return not matcher.check(document.encode(), by).mismatches


GRAMMARS = {
    "an element alone": (f'<element name="a" HEAD>{X}</element>', ["<a><x/></a>"], ["<a/>", "<x/>", "<a><x/><x/></a>"]),
    "several patterns are a group": (
        f'<element name="a" HEAD><optional>{X}{Y}</optional></element>',
        ["<a/>", "<a><x/><y/></a>"],
        ["<a><x/></a>", "<a><y/><x/></a>"],
    ),
    "interleave": (
        f'<element name="a" HEAD><interleave><zeroOrMore>{X}</zeroOrMore><group>{Y}{Y}</group></interleave></element>',
        ["<a><y/><x/><y/></a>", "<a><y/><y/></a>", "<a><x/><y/><y/><x/></a>"],
        ["<a><x/><y/></a>", "<a><y/><y/><y/></a>"],
    ),
    "mixed": (f'<element name="a" HEAD><mixed>{X}{Y}</mixed></element>', ["<a>1<x/>2<y/>3</a>"], ["<a>1<y/>2<x/></a>"]),
    "what can never be met is no way": (
        f'<element name="a" HEAD><choice><group>{X}<notAllowed/></group>{Y}</choice></element>',
        ["<a><y/></a>"],
        ["<a><x/></a>"],
    ),
    "an ambiguous content is followed in all ways": (
        '<element name="a" HEAD><choice>'
        f'<element name="b">{X}</element>'
        f'<group><element name="b">{Y}</element><element name="c"><empty/></element></group>'
        "</choice></element>",
        ["<a><b><x/></b></a>", "<a><b><y/></b><c/></a>"],
        ["<a><b><x/></b><c/></a>", "<a><b><y/></b></a>"],
    ),
    "an attribute decides on the content": (
        '<element name="a" HEAD><choice>'
        f'<group><attribute name="t"><value>1</value></attribute>{X}</group>'
        f'<group><attribute name="t"><value>2</value></attribute>{Y}</group></choice></element>',
        ['<a t="1"><x/></a>', '<a t=" 2 "><y/></a>'],
        ['<a t="1"><y/></a>', '<a t="3"><x/></a>'],
    ),
    "definitions that combine": (
        '<grammar HEAD><start><element name="a"><ref name="c"/></element></start>'
        f'<define name="c" combine="choice">{X}</define><div><define name="c">{Y}</define></div></grammar>',
        ["<a><x/></a>", "<a><y/></a>"],
        ["<a/>", "<a><x/><y/></a>"],
    ),
    "definitions that interleave": (
        '<grammar HEAD><start><element name="a"><ref name="c"/></element></start>'
        f'<define name="c" combine="interleave">{X}</define>'
        f'<define name="c" combine="interleave">{Y}</define></grammar>',
        ["<a><x/><y/></a>", "<a><y/><x/></a>"],
        ["<a><x/></a>"],
    ),
    "a definition that holds itself": (
        '<grammar HEAD><start><ref name="a"/></start>'
        '<define name="a"><element name="a"><zeroOrMore><ref name="a"/></zeroOrMore></element></define></grammar>',
        ["<a><a><a/></a><a/></a>"],
        ["<a><b/></a>"],
    ),
    "a grammar in a grammar": (
        '<grammar HEAD><start><element name="a"><grammar>'
        '<start><group><ref name="c"/><parentRef name="c"/></group></start>'
        f'<define name="c">{X}</define></grammar></element></start><define name="c">{Y}</define></grammar>',
        ["<a><x/><y/></a>"],
        ["<a><y/><x/></a>"],
    ),
    "namespaces are inherited, but not by attributes": (
        '<element name="a" HEAD ns="urn:n" xmlns:m="urn:m"><attribute name="t"/>'
        '<element name="m:b"><empty/></element><element name="c" ns=""><empty/></element></element>',
        ['<a xmlns="urn:n" t=""><b xmlns="urn:m"/><c xmlns=""/></a>'],
        ['<a xmlns="urn:n" t=""><b/><c/></a>', '<a t=""/>', '<n:a xmlns:n="urn:n" n:t=""/>'],
    ),
    "classes of names": (
        '<element HEAD><anyName><except><nsName ns="urn:n"><except><name ns="urn:n">a</name></except></nsName>'
        '<choice><name ns="">p</name><name ns="">q</name></choice></except></anyName>'
        '<zeroOrMore><attribute><nsName ns="urn:n"/></attribute></zeroOrMore></element>',
        ["<a/>", '<a xmlns="urn:n"/>', '<n:a xmlns:n="urn:n" n:b="" n:c=""/>'],
        ['<b xmlns="urn:n"/>', "<p/>", "<q/>", '<a b=""/>'],
    ),
    "lists": (
        '<element name="a" HEAD><list><data type="int"/><zeroOrMore><value>x</value></zeroOrMore></list></element>',
        ["<a>1</a>", "<a> 2 x  x </a>"],
        ["<a/>", "<a>x</a>", "<a>1 2</a>"],
    ),
    "data with exceptions": (
        '<element name="a" HEAD><data type="token"><except><value>x</value><value>y</value></except></data></element>',
        ["<a>z</a>", "<a/>", "<a>x y</a>"],
        ["<a> x </a>", "<a>y</a>"],
    ),
    "values of types": (
        '<element name="a" HEAD><choice><value type="integer">1</value><value type="string"> s</value>'
        '<value type="boolean">true</value></choice></element>',
        ["<a>01</a>", "<a>+1</a>", "<a> s</a>", "<a>1</a>"],
        ["<a>s</a>", "<a>1.0</a>", "<a>2</a>"],
    ),
    "white space is nothing or text": (
        '<element name="a" HEAD><choice><data type="string"><param name="length">2</param></data>'
        f"{X}</choice></element>",
        ["<a>  </a>", "<a> <x/> </a>"],
        ["<a> </a>", "<a/>"],
    ),
    "annotations count for nothing": (
        f'<element name="a" HEAD xmlns:n="urn:n" n:x="1"><n:doc>Words <b xmlns=""/></n:doc>{X}</element>',
        ["<a><x/></a>"],
        ["<a/>"],
    ),
}


@pytest.mark.parametrize("name", GRAMMARS)
def test_what_a_schema_means(name: str, tmp_path: Path) -> None:
    content, accepted, refused = GRAMMARS[name]
    by = schema(tmp_path, content)
    assert [document for document in accepted if not is_valid(document, by)] == []
    assert [document for document in refused if is_valid(document, by)] == []


@pytest.mark.parametrize("name", GRAMMARS)
def test_libxml2_says_the_same(name: str) -> None:
    content, accepted, refused = GRAMMARS[name]
    other = etree.RelaxNG(etree.fromstring(content.replace("HEAD", HEAD)))
    assert [document for document in accepted if not other.validate(etree.fromstring(document))] == []
    assert [document for document in refused if other.validate(etree.fromstring(document))] == []


def test_an_included_file_and_what_replaces_its_definitions(tmp_path: Path) -> None:
    start = '<start><element name="a"><ref name="c"/></element></start>'
    other = f'<grammar HEAD>{start}<define name="c">{X}</define></grammar>'
    main = f'<grammar HEAD ns="urn:n"><include href="other.rng"><define name="c">{Y}</define></include></grammar>'
    by = schema(tmp_path, main, other=other)
    assert is_valid('<a xmlns="urn:n"><y/></a>', by)
    assert not is_valid('<a xmlns="urn:n"><x/></a>', by)
    assert not is_valid("<a><y/></a>", by)


def test_an_external_pattern(tmp_path: Path) -> None:
    main = '<element name="a" HEAD><externalRef href="other.rng" ns="urn:n"/></element>'
    by = schema(tmp_path, main, other='<element name="x" HEAD><empty/></element>')
    assert is_valid('<a><x xmlns="urn:n"/></a>', by)
    assert not is_valid("<a><x/></a>", by)


BAD = {
    "<grammar": (1, "is not well-formed"),
    "<html/>": (1, "is no RELAX NG, but a file with the root element `html`"),
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>': (1, "is no RELAX NG, but a W3C XML Schema"),
    '<schema xmlns="http://purl.oclc.org/dsdl/schematron"/>': (1, "but a Schematron schema"),
    "<!ELEMENT p (#PCDATA)>": (1, "is a DTD"),
    "# A schema\nstart = element p { text }": (1, "is in the compact syntax"),
    "": (1, "is not well-formed"),
    '<element name="a" HEAD>\n<txt/></element>': (2, "RELAX NG has no element `txt`"),
    '<element name="a" HEAD>\n<choice/></element>': (2, "`choice` is empty"),
    '<element name="a" HEAD/>': (1, "says nothing of what it holds"),
    '<element name="p:a" HEAD><text/></element>': (1, "The prefix of `p:a` has no namespace"),
    '<element name="a" HEAD><data type="datum"/></element>': (1, "XML Schema has no datatype `datum`"),
    '<element name="a" HEAD><data type="x" datatypeLibrary="urn:x"/></element>': (1, "urn:x is not known"),
    '<element name="a" HEAD><data type="int"><param name="size">1</param></data></element>': (1, "no parameter `size`"),
    '<element name="a" HEAD><data type="string"><param name="pattern">[a</param></data></element>': (1, "bracket"),
    '<grammar HEAD>\n<define name="x"><text/></define></grammar>': (1, "There is no `start`"),
    f'<grammar HEAD>\n<start>{X}{Y}</start></grammar>': (2, "`start` holds more than one pattern"),
    '<grammar HEAD><start>\n<ref name="gone"/></start></grammar>': (2, "There is no definition `gone`"),
    '<grammar HEAD><start><ref name="c"/></start><define name="c"><text/></define>\n<define name="c"><text/></define>'
    "</grammar>": (2, "`c` is defined twice"),
    '<grammar HEAD><start><ref name="c"/></start>\n<define name="c"><optional><ref name="c"/></optional></define>'
    "</grammar>": (2, "refers to itself"),
    '<element name="a" HEAD>\n<externalRef href="http://example.org/x"/></element>': (2, "schemas are never fetched"),
    '<element name="a" HEAD>\n<externalRef href="../x.rng"/></element>': (2, "lies outside the folder"),
    '<element name="a" HEAD>\n<externalRef href="gone.rng"/></element>': (None, "gone.rng cannot be read"),
    '<element name="a" HEAD>\n<externalRef href="main.rng"/></element>': (2, "main.rng includes itself"),
    '<grammar HEAD>\n<include href="main.rng"/></grammar>': (2, "main.rng includes itself"),
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><element name="a" HEAD>&b;<text/></element>': (
        1, "the entity &b;, which is not expanded",
    ),
}  # fmt: skip


def refused(folder: Path, content: str) -> Diagnostic:
    """Why a schema is refused, when it is read or when a document is held against it."""
    with pytest.raises(EditionError) as caught:
        matcher.check(b"<a/>", schema(folder, content))
    [reason] = caught.value.diagnostics
    return reason


@pytest.mark.parametrize("content", BAD)
def test_what_is_no_schema(content: str, tmp_path: Path) -> None:
    line, message = BAD[content]
    reason = refused(tmp_path, content)
    assert reason.code is Code.BAD_SCHEMA
    assert message in reason.message
    assert reason.location.line == line
    assert reason.help


def test_a_pattern_that_would_take_for_ever(tmp_path: Path) -> None:
    content = '<element name="a" HEAD><data type="string"><param name="pattern">(a|aa)+</param></data></element>'
    by = schema(tmp_path, content)
    [found] = relaxng.findings(f"<a>{'a' * 60}c</a>".encode(), by, "one.xml")
    assert (found.code, found.location.path) == (Code.BAD_SCHEMA, "main.rng")
    assert "“(a|aa)+”, that takes for ever" in found.message
    assert list(relaxng.findings(b"<a>aaa</a>", by, "one.xml")) == []


def test_two_files_that_include_each_other(tmp_path: Path) -> None:
    (tmp_path / "other.rng").write_text(f'<grammar {HEAD}><include href="main.rng"/></grammar>', encoding="utf-8")
    reason = refused(tmp_path, '<grammar HEAD><include href="other.rng"/></grammar>')
    assert "main.rng includes itself, directly or through other files" in reason.message
    assert reason.location.path == "other.rng"


def test_an_xml_bomb_in_an_attribute_of_a_schema(tmp_path: Path) -> None:
    entities = '<!ENTITY e0 "aaaaaaaaaa">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    reason = refused(tmp_path, f'<!DOCTYPE x [{entities}]><element name="&e11;" HEAD><text/></element>')
    assert reason.code is Code.BAD_SCHEMA


def test_the_same_reason_each_time(tmp_path: Path) -> None:
    by = schema(tmp_path, '<grammar HEAD><start><element name="a"><ref name="c"/></element></start>'
                '<define name="c"><data type="datum"/></define></grammar>')  # fmt: skip
    reasons = set()
    for _ in range(2):
        with pytest.raises(EditionError) as caught:
            matcher.check(b"<a/>", by)
        reasons.add(caught.value.diagnostics[0].message)
    assert len(reasons) == 1


def test_definitions_nested_too_deep(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(2000)]
    chain = "".join(f'<define name="{one}"><ref name="{next_}"/></define>' for one, next_ in pairwise(names))
    content = f'<grammar HEAD><start><ref name="d0"/></start>{chain}<define name="d1999"><text/></define></grammar>'
    (tmp_path / "deep.rng").write_text(content.replace("HEAD", HEAD), encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        relaxng.load(tmp_path / "deep.rng", "deep.rng", tmp_path)
    assert "too deep" in caught.value.diagnostics[0].message


IDS = """
<element name="a" HEAD><zeroOrMore><element name="b">
  <optional><attribute name="i"><data type="ID"/></attribute></optional>
  <optional><attribute name="r"><data type="IDREFS"/></attribute></optional>
</element></zeroOrMore></element>"""


def test_identifiers_and_references_to_them(tmp_path: Path) -> None:
    by = schema(tmp_path, IDS)
    told = list(relaxng.findings(b'<a><b i="x" r="y x"/>\n<b i="y"/><b i=" x "/><b r="z"/></a>', by, "a.xml"))
    assert [(each.code, each.location.line) for each in told] == [(Code.REPEATED_ID, 2), (Code.DANGLING_REFERENCE, 2)]
    assert [each.location.line for each in told[0].related] == [1]
