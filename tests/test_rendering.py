"""TEI to HTML: readable examples, and what holds for any TEI."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.render.context import Context
from edition.render.documents import render_notes, render_text
from edition.render.html import VOID, Html, join, tag, text
from edition.render.rules import Element, looks, placed, renders, rule_for, rules, typed, within
from edition.tei.catalog import Catalog, link
from edition.tei.documents import TeiDocument, parser
from edition.tei.facts import collect
from edition.tei.names import TEI
from tests.examples import Example, examples

VOLUME = """<text><body><p>Volume</p></body><back><div type="notes">
  <note xml:id="volume-n17" n="17" place="end"><p xml:id="volume-p2"><label>17.</label> See
    <ref target="other.xml">No. 40</ref>, <ref target="#volume-n18">note 18</ref>, and this<ref
    type="noteAnchor" target="#volume-n18" xml:id="volume-c1">18</ref>.</p></note>
  <note xml:id="volume-n18" n="18" place="end"><p>Another.</p></note></div></back></text>"""
OTHER = """<teiHeader><fileDesc><titleStmt><title type="main">The other letter</title><title type="short">No. 40</title>
  </titleStmt></fileDesc></teiHeader><text><body><p xml:id="other-p1">First words of it.</p></body></text>"""

# Elements of many kinds, for trees that no schema would allow.
NAMES = """body div head p ab opener closer dateline salute signed list label item table row cell figure lg l sp speaker
    stage quote q note ref hi emph title date choice sic corr supplied surplus gap unclear del add app lem rdg fw
    floatingText text titlePage bibl listBibl unknownElement""".split()


def document(source: str, identifier: str = "letter") -> TeiDocument:
    """A document from the source of what stands in its `TEI`."""
    root = etree.fromstring(f'<TEI xmlns="{TEI}" xml:id="{identifier}" xml:lang="en">{source}</TEI>', parser())
    return TeiDocument(f"{identifier}.xml", identifier, root)


def catalog_with(*documents: TeiDocument) -> Catalog:
    return link([collect(one) for one in (*documents, document(OTHER, "other"), document(VOLUME, "volume"))])


def rendered(source: str) -> str:
    """The text of a document with this body, and below a line for each of its notes, as the examples show them."""
    body = source if source.startswith(("<front", "<body", "<back")) else f"<body>{source}</body>"
    letter = document(f"<text>{body}</text>")
    catalog = catalog_with(letter)
    notes = [f"{identifier}: {content}" for identifier, content in render_notes(letter, catalog).items()]
    shown = render_text(letter, catalog).removeprefix('<div class="tei-body">').removesuffix("</div>")
    return "\n".join([shown if body != source else str(render_text(letter, catalog)), *notes])


@pytest.mark.parametrize("example", examples("rendering"))
def test_example(example: Example) -> None:
    assert rendered(example.input) == example.output


def test_notes_of_a_volume_lead_from_any_page() -> None:
    volume = document(VOLUME, "volume")
    notes = render_notes(volume, catalog_with())
    assert notes["volume-n17"] == (
        '<p id="volume-p2" class="tei-p"><span class="tei-label note-sign" hidden>17.</span> See '
        '<a class="tei-ref" href="other.html">No. 40</a>, '
        '<a class="tei-ref" href="volume.html#note-volume-n18">note 18</a>, and this'
        '<a class="call" id="volume-c1" href="#note-volume-n18" role="doc-noteref">18</a>.</p>'
    )
    assert list(notes) == ["volume-n17", "volume-n18"]


def test_a_volumes_notes_stand_out_of_its_text() -> None:
    assert "note" not in render_text(document(VOLUME, "volume"), catalog_with()).lower()


def test_rendering_twice_gives_the_same() -> None:
    letter = document("<text><body><p>One<note>a</note> two<note>b</note></p></body></text>")
    catalog = catalog_with(letter)
    assert render_text(letter, catalog) == render_text(letter, catalog)


def test_a_rule_registered_later_wins_where_it_applies() -> None:
    before = {name: list(found) for name, found in rules.items()}
    try:

        @renders("hi", when=looks("red"))
        def red(element: Element, context: Context) -> Html:
            return tag("mark", {}, context.children(element))

        assert '<mark>b</mark> <span class="tei-hi">c</span>' in rendered('<p><hi rend="red">b</hi> <hi>c</hi></p>')
    finally:
        rules.clear()
        rules.update(before)


def test_predicates() -> None:
    note = etree.fromstring(f'<p xmlns="{TEI}"><note place="margin" type="gloss" rend="a b"/></p>')[0]
    assert placed("margin")(note) and not placed("foot")(note)
    assert typed("gloss")(note) and not typed("source")(note)
    assert looks("b")(note) and not looks("ab")(note)
    assert within("p")(note) and not within("div")(note)


def test_an_element_of_another_vocabulary_has_no_rule_of_ours() -> None:
    assert rule_for(etree.fromstring('<p xmlns="http://www.w3.org/1999/xhtml"/>')) is None


def test_html_escapes_text_and_attributes() -> None:
    assert tag("p", {"title": '"<&>"'}, "a < b & c > d") == (
        '<p title="&quot;&lt;&amp;&gt;&quot;">a &lt; b &amp; c &gt; d</p>'
    )


def test_html_keeps_what_is_markup_already() -> None:
    assert tag("p", {}, tag("b", {}, "<")) == "<p><b>&lt;</b></p>"
    assert text("<").__html__() == "&lt;"


def test_html_leaves_out_attributes_without_value() -> None:
    assert tag("span", {"id": None, "hidden": True, "lang": False, "class": ""}) == '<span hidden class=""></span>'


def test_html_refuses_names_and_content_that_are_wrong() -> None:
    with pytest.raises(ValueError, match="no name of an HTML element"):
        tag("p onclick", {})
    with pytest.raises(ValueError, match="no name of an HTML attribute"):
        tag("p", {"a=b": "c"})
    with pytest.raises(ValueError, match="br holds nothing"):
        tag("br", {}, "x")


def test_html_has_no_block_in_a_phrase_and_no_link_in_a_link() -> None:
    block = tag("ul", {}, tag("li", {}, "x"))
    assert tag("p", {"class": "tei-p"}, "a", block) == '<div class="tei-p">a<ul><li>x</li></ul></div>'
    assert tag("span", {}, tag("em", {}, block)) == "<div><div><ul><li>x</li></ul></div></div>"
    inner = tag("a", {"href": "#b"}, "b")
    assert tag("a", {"class": "c", "href": "#a"}, inner) == '<span class="c"><a href="#b">b</a></span>'


@given(st.text())
def test_text_comes_back_out_of_the_html(words: str) -> None:
    reader = _Reader()
    reader.feed(tag("p", {"title": words}, words))
    reader.close()
    assert "".join(reader.words) == words


def trees() -> st.SearchStrategy[str]:
    """Trees of TEI elements in any order and depth, with words in them that are all different from markup."""
    words = st.text(alphabet="abc<&>\" '", max_size=5).map(lambda found: str(text(found)))
    leaf = st.one_of(words, st.sampled_from(["<lb/>", "<pb n='2'/>", "<gap/>", "<ptr target='other.xml'/>"]))

    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda name, held: f"<{name}>{''.join(held)}</{name}>", st.sampled_from(NAMES), st.lists(inner)
        )

    return st.recursive(leaf, around, max_leaves=25)


@given(trees())
def test_any_tree_keeps_its_words_and_is_nested_as_html_wants(source: str) -> None:
    letter = document(f"<text>{source}</text>")
    catalog = catalog_with(letter)
    reader = _Reader()
    reader.feed(render_text(letter, catalog))
    reader.feed(join(tag("li", {}, note) for note in render_notes(letter, catalog).values()))
    reader.close()
    assert not reader.wrong
    assert not reader.open
    assert Counter(_letters(map(str, letter.element.itertext()))) <= Counter(_letters(reader.words))


class _Reader(HTMLParser):
    """Reads HTML: its words, the elements left open, and what stands where it may not."""

    PHRASES_ONLY = frozenset({"p", "span", "em", "i", "b", "q", "cite", "h1", "h2", "h3", "h4", "h5", "h6", "time"})
    BLOCKS = frozenset({"p", "div", "ul", "ol", "dl", "li", "table", "section", "blockquote", "h2", "h3", "figure"})
    PARENTS: ClassVar = {"li": {"ul", "ol"}, "tr": {"tbody"}, "td": {"tr"}, "th": {"tr"}, "dt": {"dl"}, "dd": {"dl"}}

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        if name in self.BLOCKS and self.PHRASES_ONLY.intersection(self.open):
            self.wrong.append(f"{name} in {self.open}")
        if name == "a" and "a" in self.open:
            self.wrong.append("a in a")
        if self.open and name in self.PARENTS and self.open[-1] not in self.PARENTS[name]:
            self.wrong.append(f"{name} in {self.open[-1]}")
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name: str) -> None:
        if self.open.pop() != name:
            self.wrong.append(f"</{name}>")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _letters(pieces: Iterable[str]) -> str:
    """All that is not white space, in order."""
    return re.sub(r"\s", "", "".join(pieces))


def test_the_copy_of_an_entry_in_a_letter_is_a_link_and_an_entry_of_its_own_is_text() -> None:
    person = '<listPerson><person xml:id="lark"><persName>Ada Lark</persName><p>Miller.</p></person></listPerson>'
    letter = document(f"<text><body><p>Hay.</p></body><back>{person}</back></text>")
    register = document(f"<standOff>{person}<listPerson><person xml:id='b'/></listPerson></standOff>", "register")
    copied = render_text(letter, link([collect(letter), collect(register)]))
    assert '<div id="lark" class="tei-person"><a href="../entries/lark.html">Ada Lark</a></div>' in copied
    assert "Miller." in render_text(letter, link([collect(letter)]))


def test_the_copy_of_an_entry_still_calls_its_notes() -> None:
    name = "<persName>Ada Lark<note>So in the parish register.<note>Now lost.</note></note></persName>"
    person = f'<listPerson><person xml:id="lark">{name}</person></listPerson>'
    letter = document(f"<text><body><p>Hay.</p></body><back>{person}</back></text>")
    register = document(f"<standOff>{person}<listPerson><person xml:id='b'/></listPerson></standOff>", "register")
    copied = render_text(letter, link([collect(letter), collect(register)]))
    assert copied.count('role="doc-noteref"') == 1
    assert 'Ada Lark</a><a class="call" id="call-auto-note1"' in copied
