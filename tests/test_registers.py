"""Registers: what is read of them, how a mention finds its entry, what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree

from edition.diagnostics import in_order
from edition.tei import registers
from edition.tei.names import TEI
from edition.tei.registers import Entry, Register, coordinates, kind_of
from edition.validate.registers import findings
from tests.annotating import REGISTER, entries_of, finding, register_file, tei
from tests.examples import Example, examples

ENTRIES, FINDINGS = (
    [one for one in examples("registers") if name in str(one.id)] for name in ("entries.md", "findings.md")
)
LARK = """<person xml:id="lark"><persName>Anna Lark</persName><idno type="GND">https://d-nb.info/gnd/118616676</idno></person>
<person xml:id="finch"><persName>Finch</persName><idno type="wikidata">Q1394</idno></person>"""


@pytest.mark.parametrize("example", ENTRIES)
def test_entries(example: Example) -> None:
    register = entries_of(tei(f"<standOff>{example.input}</standOff>", "register"))
    assert "\n".join(line for entry in register.entries for line in described(entry)) == example.output


@pytest.mark.parametrize("example", FINDINGS)
def test_findings(example: Example) -> None:
    register = entries_of(register_file(f"{example.input}"))
    assert "\n".join(map(finding, in_order(findings(register)))) == example.output


@pytest.mark.parametrize(
    ("attributes", "meant"),
    [
        ('ref="../register.xml#lark"', ["lark"]),
        ('ref="#lark"', ["lark"]),  # the habit of editions whose registers are files of their own
        ('ref="psn:lark"', ["lark"]),
        ('ref="https://d-nb.info/gnd/118616676"', ["lark"]),
        ('ref="http://d-nb.info/gnd/118616676/"', ["lark"]),
        ('ref="#lark http://www.wikidata.org/wiki/Q1394"', ["lark", "finch"]),
        ('ref="https://d-nb.info/gnd/118616676 #lark"', ["lark"]),
        ('key="finch"', ["finch"]),
        ('ref="#wren"', []),
        ('ref=""', []),
        ("", []),
    ],
)
def test_what_a_mention_points_to(attributes: str, meant: list[str]) -> None:
    register = entries_of(register_file(LARK))
    mention = etree.fromstring(f'<rs xmlns="{TEI}" type="person" {attributes}>she</rs>')
    assert [entry.id for entry in register.meant(mention, "letters/letter-1.xml")] == meant


@pytest.mark.parametrize(
    ("mention", "kind"),
    [
        ("<persName/>", "person"), ("<rs type='person'/>", "person"), ("<rs type='Persons'/>", "person"),
        ("<placeName/>", "place"), ("<settlement/>", "place"), ("<rs type='work'/>", "work"), ("<rs/>", "name"),
        ("<name type='ship'/>", "object"), ("<p/>", ""),
    ],
)  # fmt: skip
def test_the_kind_of_a_mention(mention: str, kind: str) -> None:
    assert kind_of(etree.fromstring(mention.replace("/>", f' xmlns="{TEI}"/>'))) == kind


def test_copies_of_an_entry_in_letters_are_left_out() -> None:
    copies = [
        *registers.read(etree.fromstring(register_file(LARK)), REGISTER),
        *registers.read(etree.fromstring(register_file(LARK.splitlines()[0])), "a-letter.xml"),
    ]
    register = Register.of(copies)
    assert [entry.path for entry in register.entries] == [REGISTER, REGISTER]
    assert not register.repeated


def test_a_file_without_registers_is_known_before_it_is_parsed() -> None:
    assert not registers.may_have(b"<TEI><text><list><item>x</item></list></text></TEI>")
    assert registers.may_have(b'<TEI><tei:listPerson/></TEI>')
    assert registers.may_have(b'<list><item xml:id="a">\n<name>Otter</name></item></list>')


@pytest.mark.parametrize("written", ["", "1 2 3", "48° 12'", "48", "N48 E16", "1,2,3"])
def test_what_are_no_coordinates(written: str) -> None:
    assert coordinates(written) is None


def described(entry: Entry) -> Iterator[str]:
    """An entry to read."""
    yield f"{entry.id}, {' '.join(filter(None, (entry.kind, entry.type)))}, line {entry.line - 1}: {entry.preferred}"
    for form in entry.forms:
        yield f"  form {form.text} ({form.type}{f'; surname {form.surname}' if form.surname else ''})"
    for moment in entry.moments:
        yield f"  {moment.kind} {moment.when or f'{moment.not_before}/{moment.not_after}'}"
    if entry.point:
        yield f"  {entry.point.latitude:g} {entry.point.longitude:g}"
    for one in entry.identifiers:
        yield f"  {one.authority} {one.value} {one.url}"
    if entry.description:
        yield f"  {entry.description}"
