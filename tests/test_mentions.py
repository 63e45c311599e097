"""Who is mentioned where: what is collected of a document, and what the catalog makes of it with the registers."""

from __future__ import annotations

import pickle

import pytest

from edition.tei.catalog import Catalog, link
from edition.tei.facts import DocumentFacts, collect
from tests.test_facts import document, facts

LISTS = """<listPerson><person xml:id="lark"><persName>Lark</persName>
    <idno type="GND">https://d-nb.info/gnd/118616676</idno><note>Wife of <persName ref="#finch">Finch</persName>.</note>
  </person><person xml:id="finch"><persName>Finch</persName></person></listPerson>"""


def register(path: str = "listperson.xml") -> DocumentFacts:
    """A register as many editions have it: one file, its lists in the text, no type."""
    return facts(LISTS, path)


def mentions(body: str) -> list[tuple[str, str, str]]:
    return [(one.before, one.text, one.after) for one in facts(body).mentions]


def letter(name: str, day: str, body: str) -> DocumentFacts:
    sent = f'<correspAction type="sent"><date when="{day}"/></correspAction>'
    header = f"<teiHeader><profileDesc><correspDesc>{sent}</correspDesc></profileDesc></teiHeader>"
    return facts(body, f"letters/{name}.xml", header)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>Mr <persName ref="#lark">Lark</persName>’s hay</p>', ("Mr ", "Lark", "’s hay")),
        ('<p><rs ref="#lark">She</rs> hid<note n="1">So.</note>, at<lb/>home.</p>', ("", "She", " hid, at home.")),
        ('<p><name key="lark"><choice><sic>Lrak</sic><corr>Lark</corr></choice></name></p>', ("", "Lark", "")),
        ('<p>He <note><persName ref="#lark">Lark</persName>, see above</note></p>', ("", "Lark", ", see above")),
        ('<app><lem><rs ref="#lark">she</rs></lem><rdg><rs ref="#lark">he</rs></rdg></app>', ("", "she", "")),
    ],
    ids=["in the text", "beside a note", "corrected", "in a note", "in the reading that the text shows"],
)
def test_a_mention_has_its_words_and_those_around(body: str, expected: tuple[str, str, str]) -> None:
    assert mentions(body) == [expected]


@pytest.mark.parametrize(
    "body",
    ["<p><persName>Lark</persName></p>", '<p><surplus><rs ref="#lark">Lark</rs></surplus></p>', LISTS],
    ids=["a name that points nowhere", "residue", "a register's own"],
)
def test_what_is_no_mention(body: str) -> None:
    assert mentions(body) == []


def test_a_mention_says_where_it_stands_and_how_sure_it_is() -> None:
    body = """<p xml:id="p1">Hay<note xml:id="n1">
      <rs type="persons" ref="#lark u:1" cert="low" resp="#a">she</rs></note>
      <hi xml:id="h1"><placeName ref="#weir">Weir</placeName></hi></p>"""
    inner, outer = facts(body).mentions
    assert (inner.pointers, inner.kind, inner.certainty, inner.responsible) == (("#lark", "u:1"), "person", "low", "#a")
    assert (inner.note, inner.within, outer.note, outer.within) == ("n1", "n1", "", "p1")


def test_scripts_without_blanks_have_contexts_of_bounded_length() -> None:
    (one,) = facts(f'<p>{"字" * 5000}<persName ref="#lark">雲雀</persName>{"字" * 5000}</p>').mentions
    assert (len(one.before), len(one.after)) == (122, 122)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (f"<text><body>{LISTS}</body></text>", "register"),
        (f"<standOff>{LISTS}</standOff>", "register"),
        (f"<text><body><p>Hay.</p></body><back>{LISTS}</back></text>", "text"),
        ("<text><body><p>Hay.</p></body></text>", "text"),
    ],
    ids=["lists in the text", "lists beside", "a letter with its own entries", "a letter"],
)
def test_a_document_of_lists_is_a_register(source: str, kind: str) -> None:
    assert collect(document(source)).kind == kind


def corpus() -> Catalog:
    """A register, two letters, and a volume whose note the older letter calls."""
    note = '<note xml:id="n1" n="1">See <persName ref="u:1 https://d-nb.info/gnd/118616676">her</persName>.</note>'
    call = '<ref xml:id="c1" type="noteAnchor" target="volume.xml#n1">1</ref>'
    return link(
        [
            register(),
            letter("late", "1901-05-09", '<p><persName key="lark">Lark</persName> and <rs ref="#finch">he</rs></p>'),
            letter("old", "1900-03-03", f'<p>{call} <rs ref="#lark">she</rs>, <rs ref="#wren">it</rs></p>'),
            facts(f"<p/>{note}", "letters/volume.xml", attributes='type="volume"'),
        ]
    )


def test_mentions_come_by_date_and_those_of_a_note_with_the_letter_that_calls_it() -> None:
    catalog = corpus()
    lark = catalog.register.find("lark")
    assert lark is not None
    found = [(one.document.id, one.read_in.id, one.mention.text) for one in catalog.mentions(lark)]
    assert found == [("old", "old", "she"), ("volume", "old", "her"), ("late", "late", "Lark")]


def test_each_document_knows_its_entries() -> None:
    catalog = corpus()
    entries = {one.id: [entry.id for entry in catalog.entries_in(one)] for one in catalog.documents}
    assert entries == {"late": ["lark", "finch"], "old": ["lark"], "volume": ["lark"]}
    assert [one.id for one in catalog.on("1900-03-03")] == ["old"]


def test_a_register_is_no_letter() -> None:
    catalog = corpus()
    assert [one.id for one in catalog.registers] == ["listperson"]
    assert "listperson" not in {one.id for one in catalog.documents}
    assert "listperson" not in {dated.document.id for dated in catalog.chronology}
    assert catalog.document("listperson") is None
    target = catalog.target("listperson.xml#lark")
    assert target is not None and target.entry is not None and target.entry.preferred == "Lark"


def test_a_catalog_with_registers_goes_to_other_processes() -> None:
    catalog = corpus()
    assert pickle.loads(pickle.dumps(catalog)).register.entries == catalog.register.entries
