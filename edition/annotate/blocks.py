"""The words of a document, block by block, in which steps look for what they encode; each knows where its words stand.

A block's words are its reading text: of a `choice` the correction, of an `app` the lemma; no residue, no note calls, a
blank where lines or pages break. What is encoded already by somebody else (a name, a date), or is no text of the
document (a label, a formula), stands as `BAR`, which no words run across. Notes, variant readings and words that are
struck out are blocks of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.markup import Layout
from edition.tei.names import TEI, XML_LANG, tei
from edition.tei.text import chosen, is_block, parts_words

# Stands for what words do not run across; XML allows no such character in a document.
BAR = "\x01"


def _names(names: str) -> frozenset[str]:
    return frozenset(map(tei, names.split()))


# Encoded by somebody who knew better, or no running text.
CLOSED = _names(
    """persName placeName orgName geogName name rs country settlement region district bloc geogFeat forename surname
    roleName addName genName nameLink objectName eventName date time num measure label idno email code ident gi att val
    tag eg formula g gap metamark figure graphic media binaryObject listBibl listPerson listPlace listOrg listEvent
    listObject teiHeader standOff geo locus dim height width depth measureGrp postBox postCode msName series m f string
    interp oRef pRef altIdent constraint defaultVal memberOf outputRendition"""
)
# No words of the text, and words run on across them.
PASSED = _names("fw surplus pb lb cb gb milestone anchor ptr index handShift space noteGrp")
APART = _names("note del rdg")
# Names do not stand directly in these: a name that is all of one goes around it.
HOLD_NO_NAMES = _names("choice app subst w pc c am ex")
# Nothing but other elements, an `app` perhaps with all the words of a block: no name stands here either.
HOLD_NO_WORDS = _names(
    """text front body back group div div1 div2 div3 div4 div5 div6 div7 floatingText argument castGroup castList cit
    docTitle entry epigraph epilogue imprint lg list msItem performance postscript prologue set sp spGrp table
    titlePage"""
)
# No names hold these, and so none goes across where one of them begins or ends.
HELD_BY_NO_NAMES = _names(
    """author editor publisher distributor pubPlace edition biblScope citedRange bibl desc street stage caption camera
    sound tech view role roleDesc actor rb rt wit seal musicNotation orth pron hyph syll stress gramGrp gram gen number
    case per tns mood pos subc colloc usg lbl xr re hom"""
)
NOTE_CALLS = _names("ref ptr")


@dataclass(frozen=True, slots=True)
class Block:
    """The words of one block: `text`, and where each stretch of it stands in the tree."""

    document: TeiDocument
    element: etree._Element
    language: str  # BCP 47, "" if nothing tells
    text: str
    starts: tuple[int, ...]  # offsets in `text` of the stretches below, rising
    holders: tuple[tuple[etree._Element, bool], ...]  # the node whose text a stretch is, or, if True, whose tail


@dataclass(slots=True)
class _Gathered:
    """A block while its words are gathered."""

    element: etree._Element
    pieces: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    holders: list[tuple[etree._Element, bool]] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, holder: etree._Element, *, tail: bool) -> None:
        self.pieces.append(words)
        self.starts.append(self.length)
        self.holders.append((holder, tail))
        self.length += len(words)

    def drop_hyphen(self) -> None:
        """Take out the hyphen at which a word was broken."""
        if self.pieces and (kept := self.pieces[-1].rstrip())[-1:] in HYPHENS:
            self.length -= len(self.pieces[-1]) - len(kept) + 1
            self.pieces[-1] = kept[:-1]


def blocks(document: TeiDocument, default: str = "") -> Iterator[Block]:
    """Yield the blocks of a document's texts that have words, each before those within it; headers have none.

    `default` is the language of what names none itself.
    """
    languages = _Languages(language_of_header(document.element.getroottree().getroot()) or default)
    for text in document.element.iterchildren(tei("text")):
        waiting = [text]
        while waiting:
            element = waiting.pop()
            gathered = _Gathered(element)
            apart: list[etree._Element] = []
            _gather(element, gathered, apart)
            waiting += reversed(apart)
            words = "".join(gathered.pieces)
            if words.strip(BLANK + BAR):
                language, starts, holders = languages.of(element), tuple(gathered.starts), tuple(gathered.holders)
                yield Block(document, element, language, words, starts, holders)


def language_of_header(root: etree._Element) -> str:
    """The BCP 47 tag of the first language that the header of a file names, "" if it names none."""
    return next((one.get("ident", "") for one in root.iter(tei("language"))), "")


@dataclass(frozen=True, slots=True)
class _Languages:
    """The languages of elements by the nearest `@xml:lang`, each looked up once."""

    default: str
    known: dict[etree._Element, str] = field(default_factory=dict)

    def of(self, element: etree._Element) -> str:
        if element not in self.known:
            around = element.getparent()
            self.known[element] = element.get(XML_LANG) or (self.default if around is None else self.of(around))
        return self.known[element]


def _gather(element: etree._Element, gathered: _Gathered, apart: list[etree._Element]) -> None:
    """Add the words of an element to a block; what is a block of its own goes to `apart`."""
    if element.text:
        gathered.add(element.text, element, tail=False)
    for child in element:
        _gather_child(child, gathered, apart)
        if child.tail:
            gathered.add(child.tail, child, tail=True)


def _gather_child(child: etree._Element, gathered: _Gathered, apart: list[etree._Element]) -> None:
    tag = child.tag
    if not isinstance(tag, str):
        if isinstance(child, etree._Entity):
            gathered.add(BAR, child, tail=False)
    elif tag in APART:
        apart.append(child)
    elif tag in PASSED or (tag in NOTE_CALLS and child.get("type") == "noteAnchor"):
        if parts_words(child):
            gathered.add(" ", child, tail=False)
        elif child.get("break") == "no":
            gathered.drop_hyphen()
    elif tag in CLOSED or not tag.startswith(NAMESPACE):
        gathered.add(BAR, child, tail=False)
    elif is_block(child):
        gathered.add(BAR, child, tail=False)
        apart.append(child)
    elif (shown := chosen(child)) is not None:
        _gather(shown, gathered, apart)
        apart += (one for one in child.iterchildren(tei("rdg")) if one is not shown)
    else:
        _gather(child, gathered, apart)


def place(block: Block, start: int, end: int, layout: Layout) -> tuple[int, int] | None:
    """Where in the file the tags around words of a block go; None where no element can hold just these words.

    An element that begins with the words, or ends with them, is taken in whole, if they go beyond it; so is a `choice`
    or `app` of which they are all that is read, an apostrophe and `s` behind them among it.
    """
    found = _place(block, start, end, layout)
    if found is None and (ending := POSSESSIVE.match(block.text, end)):
        in_cdata = _position(block, end - 1, layout, behind=True) is None
        return None if in_cdata else _place(block, start, ending.end(), layout)
    return found


def _place(block: Block, start: int, end: int, layout: Layout) -> tuple[int, int] | None:
    first, last = _position(block, start, layout), _position(block, end - 1, layout, behind=True)
    if first is None or last is None:
        return None
    (opened, at), (closed, until) = first, last
    if opened is closed and not {opened.tag, _up(opened).tag} & HOLD_NO_NAMES:
        return at, until
    before, behind = _before(block, start, layout), _behind(block, end, layout)
    holder = _common(opened, closed)
    while holder is not block.element and _goes_around(holder, before, behind, layout):
        holder = _up(holder)
    taken_in = _taken_in(block, start, end, holder)
    if holder.tag in HOLD_NO_NAMES | HOLD_NO_WORDS or any(one.tag in HELD_BY_NO_NAMES for one in taken_in):
        return None
    for left in _below(holder, opened):
        at = layout.extents[left].start
    for right in _below(holder, closed):
        until = layout.extents[right].end
    return (at, until) if before < at and until <= behind else None


def line_of(block: Block, start: int, layout: Layout) -> int:
    """The line of the file on which words of a block begin."""
    found = _position(block, start, layout)
    at = layout.extents[block.element].start if found is None else found[1]
    return layout.text.count("\n", 0, at) + 1


def _common(one: etree._Element, other: etree._Element) -> etree._Element:
    """The nearest element that holds both."""
    around = {one, *one.iterancestors()}
    while other not in around:
        other = _up(other)
    return other


def _below(holder: etree._Element, element: etree._Element) -> Iterator[etree._Element]:
    """Yield an element and what is around it, up to a holder, which is left out."""
    while element is not holder:
        yield element
        element = _up(element)


def _taken_in(block: Block, start: int, end: int, holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements within a holder that words of a block stand in."""
    first, last = (bisect_right(block.starts, index) - 1 for index in (start, end - 1))
    for node, tail in block.holders[first : last + 1]:
        yield from _below(holder, _up(node) if tail else node)


def _goes_around(holder: etree._Element, before: int, behind: int, layout: Layout) -> bool:
    """Tell whether a name goes around an element: it cannot hold one, or is a reading of which the name is all."""
    if holder.tag in HOLD_NO_NAMES:
        return True
    if _up(holder).tag not in HOLD_NO_NAMES:
        return False
    extent = layout.extents[holder]
    return before < extent.start and extent.end <= behind


def _position(
    block: Block, index: int, layout: Layout, *, behind: bool = False
) -> tuple[etree._Element, int] | None:
    """The element that directly holds a character of a block, and where the character stands, or ends, in the file."""
    piece = bisect_right(block.starts, index) - 1
    node, tail = block.holders[piece]
    at = layout.offset(node, index - block.starts[piece] + behind, tail=tail)
    return None if at is None else (_up(node) if tail else node, at)


def _before(block: Block, index: int, layout: Layout) -> int:
    """Where in the file the nearest character before an index stands that is no white space; -1 where there is none."""
    left = len(block.text[:index].rstrip(BLANK)) - 1
    return _offset(block, left, layout) if left >= 0 else -1


def _behind(block: Block, index: int, layout: Layout) -> int:
    """Where the nearest character from an index on stands that is no white space; the file's end if there is none."""
    right = len(block.text) - len(block.text[index:].lstrip(BLANK))
    return _offset(block, right, layout) if right < len(block.text) else len(layout.text)


def _offset(block: Block, index: int, layout: Layout) -> int:
    piece = bisect_right(block.starts, index) - 1
    node, tail = block.holders[piece]
    if block.text[index] == BAR:
        return layout.extents[node].start
    found = layout.offset(node, index - block.starts[piece], tail=tail)
    return layout.extents[node].start if found is None else found


def _up(element: etree._Element) -> etree._Element:
    outer = element.getparent()
    assert outer is not None  # a text stands in a document
    return outer


BLANK = " \t\r\n"
POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?\b|(?<=s)['\N{RIGHT SINGLE QUOTATION MARK}]")
NAMESPACE = f"{{{TEI}}}"
HYPHENS = ("-", "\N{HYPHEN}", "\N{SOFT HYPHEN}", "\N{NOT SIGN}")
