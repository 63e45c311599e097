"""The shipped registers: what points to them, what is used of them, what they rest on."""

from __future__ import annotations

import re
from functools import cache

import pytest
import yaml
from lxml import etree

from edition.api import Edition
from edition.tei import documents, registers
from edition.tei.names import XML_ID, tei
from edition.tei.registers import FORM, OFFICE, Entry, Register
from edition.tei.text import AUDIT, SEARCH, raw
from edition.validate.registers import findings
from tests.conftest import PROJECT

TEI = PROJECT / "tei"
REGISTERS = tuple(
    path for path in sorted((TEI / "registers").glob("*.xml")) if registers.may_have(path.read_bytes())
)
# The headers of the documents, where correspondents and participants stand.
NAMED = ("persName", "placeName", "orgName", "name", "rs", "author")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition.load(PROJECT, jobs=2)


def tree(path: str) -> etree._Element:
    return etree.parse(TEI / path, documents.parser()).getroot()


@cache
def entries() -> tuple[Entry, ...]:
    """The entries of all registers of the edition."""
    read = [(path.relative_to(TEI).as_posix(), path) for path in REGISTERS]
    return tuple(one for shown, _ in read for one in registers.read(tree(shown), shown))


def test_every_name_with_a_reference_leads_to_an_entry() -> None:
    register = Register.of(entries())
    lost = [
        f"{path.name}:{element.sourceline} {element.get('ref')}"
        for path in sorted(TEI.glob("*/*.xml"))
        for element in etree.parse(path, documents.parser()).getroot().iter(*map(tei, NAMED))
        for pointer in element.get("ref", "").split()
        if register.find(pointer, path.relative_to(TEI).as_posix()) is None
    ]
    assert lost == []


def test_everybody_who_wrote_received_or_handed_on_a_letter_is_an_entry(edition: Edition) -> None:
    unknown = [
        f"{document.id}: {agent.name}"
        for document in edition.documents
        for agent in (*document.senders, *document.addressees, *document.transmitters, *document.participants)
        if edition.catalog.register.find(agent.ref) is None
    ]
    assert unknown == []


def test_the_letters_of_a_correspondent_are_those_that_name_him(edition: Edition) -> None:
    (entry,) = edition.find("pers-stalin")
    sent = [one.document.id for one in edition.catalog.roles(entry, "sent")]
    expected = [one.id for one in edition.documents if any(agent.name == "J. V. Stalin" for agent in one.senders)]
    assert sorted(sent) == sorted(expected)
    assert [one.document.id for one in edition.catalog.roles(entry, "attended")] == ["harriman-1944"]


def test_every_entry_is_mentioned_or_takes_part(edition: Edition) -> None:
    unused = [one.id for one in entries() if not edition.catalog.mentions(one) and not edition.catalog.roles(one)]
    assert unused == []


def test_every_form_occurs_in_the_texts() -> None:
    """In the words as corrected, or as transmitted; headings may be in capitals, a line may end within a form."""
    texts = [
        reading
        for path in sorted(TEI.glob("*/*.xml"))
        if path not in REGISTERS
        for body in etree.parse(path, documents.parser()).getroot().iter(tei("text"), tei("note"))
        for reading in (raw(body, SEARCH), raw(body, AUDIT))
    ]
    words = plain(" ".join(texts))
    absent = [
        f"{entry.id}: {form.text}"
        for entry in entries()
        for form in entry.forms
        if form.type in (FORM, OFFICE) and plain(form.text) not in words
    ]
    assert absent == []


def test_no_form_belongs_to_two_entries_without_a_rule_and_nothing_else_is_wrong() -> None:
    decided = yaml.safe_load((TEI / "registers" / "decisions.yml").read_text(encoding="utf-8"))
    ruled = {form for rule in decided["rules"] for form in rule["forms"]}
    assert list(findings(Register.of(entries()), ruled)) == []


def test_every_description_is_one_line_and_rests_on_a_record_that_is_named() -> None:
    for path in REGISTERS:
        root = tree(path.relative_to(TEI).as_posix())
        records = {bibl.get(XML_ID) for bibl in root.iter(tei("bibl"))}
        for element in root.iter("{*}note"):
            if element.get("type") == "description":
                words = "".join(map(str, element.itertext()))
                assert "\n" not in words and words.endswith(".") and len(words) <= 180, words
        cited = {one for element in root.iter("{*}*") for one in element.get("source", "").split() if one[0] == "#"}
        assert {one[1:] for one in cited} <= records
        unused = records - {one[1:] for one in cited} - {"sources"}
        assert unused == set(), f"records of {path.name} that nothing rests on"


def test_identifiers_and_dates_name_the_record_that_they_are_from() -> None:
    for path in REGISTERS:
        for element in tree(path.relative_to(TEI).as_posix()).iter(*map(tei, ("idno", "birth", "death", "location"))):
            if next(element.iterancestors(tei("teiHeader")), None) is None:
                assert element.get("source"), f"{path.name}:{element.sourceline}"


def test_no_two_entries_have_one_identifier() -> None:
    owners: dict[tuple[str, str], list[str]] = {}
    for entry in entries():
        for one in entry.identifiers:
            owners.setdefault((one.authority, one.value), []).append(entry.id)
    assert {address: owned for address, owned in owners.items() if len(owned) > 1} == {}


def test_a_life_ends_after_it_begins() -> None:
    for element in tree("registers/persons.xml").iter(tei("person")):
        days = [one.get("when", "") for one in (*element.iter(tei("birth")), *element.iter(tei("death")))]
        assert days in ([], sorted(days)) and len(days) in (0, 2), element.get(XML_ID)


def test_no_form_is_broken_by_the_end_of_a_line() -> None:
    """The texts are read as corrected, so that a register needs no “Chur- chill”."""
    broken = re.compile(r"\w- \w")
    assert [form.text for entry in entries() for form in entry.forms if broken.search(form.text)] == []


def plain(words: str) -> str:
    """Words parted by single blanks, whatever stands between them and however they are written."""
    joined = re.sub(r"[\W_]+", " ", words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")).casefold()
    return f" {joined.strip()} "
