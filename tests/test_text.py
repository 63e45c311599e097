"""The text extractor: what each reading keeps and leaves out, and where words part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.tei.documents import parser
from edition.tei.names import TEI
from edition.tei.text import AUDIT, HEADING, SEARCH, Reading, content, preview, text


def element(source: str) -> etree._Element:
    """A TEI element from its source, without the namespace's declaration."""
    name, rest = source[1:].split(">", 1)
    return etree.fromstring(f'<{name} xmlns="{TEI}">{rest}', parser())


@pytest.mark.parametrize(
    ("source", "reading", "words"),
    [
        ("<p>a <choice><sic>Goverment</sic><corr>Government</corr></choice></p>", SEARCH, "a Government"),
        ("<p>a <choice><sic>Goverment</sic><corr>Government</corr></choice></p>", AUDIT, "a Goverment"),
        ("<p><choice><orig>shew</orig><reg>show</reg></choice></p>", SEARCH, "show"),
        ("<p><choice><orig>shew</orig><reg>show</reg></choice></p>", AUDIT, "shew"),
        ("<p><choice><abbr>H.M.G.</abbr><expan>Government</expan></choice></p>", SEARCH, "Government"),
        ("<p><choice><abbr>H.M.G.</abbr><expan>Government</expan></choice></p>", AUDIT, "H.M.G."),
        ("<p><choice><unclear>one</unclear><unclear>two</unclear></choice></p>", SEARCH, "one"),
        ("<p>It is <app><lem>agreed</lem><rdg>agread</rdg></app>.</p>", SEARCH, "It is agreed."),
        ("<p>He said <sic>nothing</sic></p>", SEARCH, "He said nothing"),
        ("<head><supplied>No. 58</supplied></head>", SEARCH, "No. 58"),
        ("<head><supplied>No. 58</supplied></head>", AUDIT, ""),
        ('<p>Here<ref type="noteAnchor" target="#n">17</ref> it is</p>', SEARCH, "Here it is"),
        ('<p>Here<ref type="noteAnchor" target="#n">17</ref> it is</p>', AUDIT, "Here17 it is"),
        ("<p>Here<note>A note.</note> it is</p>", SEARCH, "Here it is"),
        ("<p>Here<note>A note.</note> it is</p>", AUDIT, "Here A note. it is"),
        ("<p>one <surplus>page 2</surplus> two <fw>running head</fw></p>", SEARCH, "one two"),
        ("<p>one <surplus>page 2</surplus> two <fw>running head</fw></p>", AUDIT, "one page 2 two running head"),
        ("<head>one <del>two</del> three</head>", SEARCH, "one two three"),
        ("<head>one <del>two</del> three</head>", HEADING, "one three"),
        ('<note n="17"><p><label>17.</label> In a letter</p></note>', SEARCH, "In a letter"),
        ('<note n="17"><p><label>17.</label> In a letter</p></note>', AUDIT, "17. In a letter"),
        ('<note n="17"><p><label>2.</label> A paragraph</p></note>', SEARCH, "2. A paragraph"),
        ("<p><label>2.</label> I am willing</p>", SEARCH, "2. I am willing"),
        ("<gap><desc>[undec.]</desc></gap>", AUDIT, "[undec.]"),
        ("<p>a<!-- no text -->b<?pi no text?>c</p>", AUDIT, "abc"),
    ],
)
def test_a_reading_keeps_and_leaves_out(source: str, reading: Reading, words: str) -> None:
    assert text(element(source), reading) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<div><head>No. 28</head><p>One</p><p>two</p></div>", "No. 28 One two"),
        ("<closer><salute>Yours,</salute><signed>W. CH.</signed></closer>", "Yours, W. CH."),
        ("<list><label>(a)</label><item>one</item><label>(b)</label><item>two</item></list>", "(a) one (b) two"),
        ("<row><cell>1</cell><cell>2</cell></row>", "1 2"),
        ("<p>one<lb/>two</p>", "one two"),
        ('<p>Govern<lb break="no"/>ment</p>', "Government"),
        ("<p>Govern<unclear>ment</unclear></p>", "Government"),
        ("<p> one \n\t two </p>", "one two"),
        ("<p>one\u00a0two</p>", "one\u00a0two"),
    ],
)
def test_words_part_at_blocks_and_breaks_only(source: str, words: str) -> None:
    assert text(element(source), SEARCH) == words


def test_content_yields_text_and_children_in_order() -> None:
    pieces = [p if isinstance(p, str) else p.tag for p in content(element("<p>a<hi>b</hi>c<!--d-->e</p>"))]
    assert pieces == ["a", f"{{{TEI}}}hi", "c", "e"]


def test_an_entity_that_is_not_expanded_stays_visible() -> None:
    source = f'<!DOCTYPE p [<!ENTITY who SYSTEM "file:///etc/passwd">]><p xmlns="{TEI}">I, &who;</p>'
    assert text(etree.fromstring(source, parser()), AUDIT) == "I, &who;"


@pytest.mark.parametrize(("words", "shown"), [(2, "one two …"), (3, "one two three"), (9, "one two three")])
def test_preview_cuts_between_words(words: int, shown: str) -> None:
    assert preview(element("<p>one <hi>t</hi>wo<note>not this</note> three</p>"), words) == shown


@given(st.lists(st.text(alphabet="ab \n", max_size=6), min_size=1, max_size=6), st.integers(1, 9))
def test_preview_is_the_beginning_of_the_search_reading(pieces: list[str], words: int) -> None:
    paragraph = element("<p>" + "<hi>" + "</hi><hi>".join(pieces) + "</hi></p>")
    all_words = text(paragraph, SEARCH).split()
    more = [" …"] if len(all_words) > words else []
    assert preview(paragraph, words) == " ".join(all_words[:words]) + "".join(more)
