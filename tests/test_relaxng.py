"""RELAX NG: what is valid, and what is said of what is not. libxml2, which knows nothing of this code, agrees."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Code, Diagnostic
from edition.tei import documents
from edition.validate import relaxng
from edition.validate.relaxng import matcher
from edition.validate.relaxng.schema import Schema
from tests.examples import Example, examples

EXAMPLES = Path(__file__).parent / "examples" / "relaxng"
PROJECT = Path(__file__).parent.parent
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
BEFORE = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text><body>\n'
AFTER = "\n</body></text></TEI>\n"


@pytest.fixture(scope="module")
def letters() -> Schema:
    """The small schema of the examples."""
    return Schema(EXAMPLES / "letters.rng", "letters.rng", EXAMPLES)


def found(body: str, schema: Schema, before: str = BEFORE) -> list[Diagnostic]:
    """What the schema has against a document with this body, which begins in line 3."""
    return list(relaxng.findings((before + body + AFTER).encode(), schema, "letter.xml"))


@pytest.mark.parametrize("example", examples("relaxng"))
def test_example(example: Example, letters: Schema) -> None:
    told = [
        f"{(each.location.line or 0) - 2}:{each.location.column}: {each.code.label}: {each.message} {each.help}"
        for each in found(example.input, letters)
    ]
    assert "\n".join(told) == example.output
    grammar = etree.RelaxNG(etree.parse(EXAMPLES / "letters.rng"))
    assert grammar.validate(etree.fromstring(BEFORE + example.input + AFTER)) is (not told)


def test_the_place_in_words(letters: Schema) -> None:
    body = '<div type="letter" n="57"><p/><p>One</p><p><pb/><hi>!</hi></p></div><div type="letter"><p/><hi/></div>'
    first, second = found(body, letters)
    assert first.place == "letter 57, paragraph 3"
    assert second.place == "letter 2"


def test_columns_count_characters(letters: Schema) -> None:
    body = '<div type="letter"><p>Жуков, 東京, 𝄞, é <hi/></p></div>'
    [told] = found(body, letters)
    assert told.location.column == body.index("<hi") + 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "koi8-r"])
def test_encodings(encoding: str, letters: Schema) -> None:
    word = "Жуков" if encoding == "koi8-r" else "é"
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>{BEFORE}<div type="letter"><p>{word}<hi/></p></div>{AFTER}'
    [told] = relaxng.findings(text.encode(encoding), letters, "letter.xml")
    assert (told.code, told.location.line) == (Code.ELEMENT_NOT_ALLOWED, 3)
    assert told.location.column == 23 + len(word)


def test_entities_are_words_and_never_expanded(letters: Schema) -> None:
    before = '<!DOCTYPE TEI [<!ENTITY e "<hi/>">]>' + BEFORE
    assert found('<div type="letter"><p>&e;</p></div>', letters, before) == []
    [told] = found('<div type="letter"><p/>&e;</div>', letters, before)
    assert told.code is Code.TEXT_NOT_ALLOWED


def test_a_document_of_a_newer_tei_gives_one_finding(letters: Schema) -> None:
    before = BEFORE.replace(">", ' version="4.10.0">', 1)
    [told] = found('<div type="letter"><p><hi/><hi/></p><p><hi/><hi/><hi/></p></div>', letters, before)
    assert told.code is Code.NEWER_TEI
    assert told.message == "The document declares TEI 4.10.0; letters.rng is made from TEI 4.6.0."
    assert "5 places do not fit" in told.help
    assert [each.location.line for each in told.related] == [3, 3, 3]


@pytest.mark.parametrize("version", ["4.6.0", "4.5.9", "", "P5"])
def test_a_document_of_another_tei_is_checked_as_any(version: str, letters: Schema) -> None:
    before = BEFORE.replace(">", f' version="{version}">', 1)
    assert len(found('<div type="letter"><p><hi/><hi/></p></div>', letters, before)) == 2


def test_a_newer_document_that_is_valid_has_no_finding(letters: Schema) -> None:
    assert found('<div type="letter"><p/></div>', letters, BEFORE.replace(">", ' version="9.0.0">', 1)) == []


def test_a_long_document_needs_no_more_states(letters: Schema) -> None:
    body = '<div type="letter"><p>On <date when="1942">it</date></p><list><item/></list></div>'
    assert found(body * 2, letters) == []
    made = len(letters.derivatives._states)
    assert found(body * 300, letters) == []
    assert len(letters.derivatives._states) == made


def test_every_mistake_of_a_long_document_is_told(letters: Schema) -> None:
    assert len(found('<div type="letter"><p><hi/></p></div>' * 500, letters)) == 500


def test_the_shipped_edition_changed_at_random_is_judged_as_by_libxml2() -> None:
    """A thousand documents, about half of them invalid: the two never disagree."""
    file = PROJECT / "tei" / "schema" / "edition.rng"
    schema, other = Schema(file, file.name, file.parent), etree.RelaxNG(etree.parse(file))
    chance = random.Random(1942)
    files = sorted((PROJECT / "tei").rglob("*.xml"), key=lambda each: (each.stat().st_size, each))[:40]
    trees = [etree.parse(each, documents.parser()) for each in files]
    valid = 0
    for _ in range(1000):
        tree = copy.deepcopy(chance.choice(trees))
        change(tree, chance, trees)
        content = etree.tostring(tree)
        judged = not matcher.check(content, schema).mismatches
        ids = [each.get(XML_ID) for each in tree.iter(etree.Element) if each.get(XML_ID)]
        judged_there = other.validate(etree.fromstring(content, documents.parser()))
        assert (judged and len(ids) == len(set(ids))) == judged_there, content.decode()
        valid += judged
    assert 200 < valid < 800


def change(tree: etree._ElementTree, chance: random.Random, others: list[etree._ElementTree]) -> None:
    """Change one thing in a document, as an editor's slip may."""
    elements = list(tree.iter(etree.Element))
    element = chance.choice(elements)
    other = chance.choice(list(chance.choice(others).iter(etree.Element)))
    names = list(element.attrib)
    match chance.randrange(7):
        case 0:
            element.tag = other.tag
        case 1 if (parent := element.getparent()) is not None:
            parent.remove(element)
        case 2:
            element.insert(chance.randint(0, len(element)), copy.deepcopy(other))
        case 3 if names:
            del element.attrib[chance.choice(names)]
        case 4 if names:
            element.set(chance.choice(names), chance.choice(["", "x", "a b", "1942-13-01", "-1", "#x", "1.5", " en "]))
        case 5 if other.attrib:
            name = chance.choice(list(other.attrib))
            element.set(name, other.attrib[name])
        case _:
            element.text = (element.text or "") + " word "
