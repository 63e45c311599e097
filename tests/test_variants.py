"""Variants between witnesses, from the TEI to the apparatus at the foot of the page."""

from __future__ import annotations

from lxml import etree

from edition.site.reading.apparatus import apparatus_of
from edition.tei.documents import TeiDocument
from edition.tei.facts import DocumentFacts, collect
from edition.words.interface import standard

TWO_WITNESSES = """
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="minutes">
  <teiHeader><fileDesc><sourceDesc><listWit>
    <witness xml:id="draft">the draft</witness><witness xml:id="copy">the fair copy</witness>
  </listWit></sourceDesc></fileDesc></teiHeader>
  <text><body><div xml:id="d1">
    <head><app type="layout"><lem wit="#draft">7</lem><rdg wit="#copy"/></app></head>
    <p xml:id="p1" n="1">They met
      <app type="wording"><lem wit="#draft">soon</lem><rdg wit="#copy">at once</rdg></app>
      and <app type="form"><lem wit="#draft"><del>Parted</del></lem><rdg wit="#copy">parted</rdg></app>.</p>
  </div></body></text>
</TEI>
"""


def facts_of(xml: str) -> DocumentFacts:
    return collect(TeiDocument("minutes.xml", "minutes", etree.fromstring(xml)))


def test_each_variant_tells_its_place_and_its_readings() -> None:
    layout, wording, form = facts_of(TWO_WITNESSES).variants
    assert (layout.type, layout.within, layout.place) == ("layout", "d1", "div")
    assert [reading.text for reading in layout.readings] == ["7", ""]
    assert (wording.within, wording.place) == ("p1", "1")
    assert [(reading.witnesses, reading.role, reading.text) for reading in wording.readings] == [
        (("draft",), "lemma", "soon"),
        (("copy",), "reading", "at once"),
    ]
    assert [reading.change for reading in form.readings] == ["del", ""]


def test_the_apparatus_begins_with_differences_of_wording_and_says_what_is_lacking() -> None:
    apparatus = apparatus_of(facts_of(TWO_WITNESSES), standard())
    assert apparatus is not None
    assert [(one.sigil, one.name) for one in apparatus.witnesses] == [("draft", "the draft"), ("copy", "the fair copy")]
    assert [heading for heading, _ in apparatus.groups] == ["Wording", "Form", "Layout and marks"]
    _, (layout,) = apparatus.groups[-1]
    assert [(reading.witness, reading.text, reading.remark) for reading in layout.readings] == [
        ("draft", "7", ""),
        ("copy", "", "lacks this"),
    ]


def test_a_text_of_one_witness_has_no_apparatus() -> None:
    plain = TWO_WITNESSES.replace("app", "seg").replace("lem", "hi").replace("rdg", "hi")
    assert apparatus_of(facts_of(plain), standard()) is None
