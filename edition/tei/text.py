"""The text of an element, in named readings: the one place that knows mixed content.

A run of white space is one space. Where a block begins or ends the words part, as if a space stood there; the edges of
inline elements part nothing (`Govern<unclear>ment</unclear>` is one word). White space is XML's own: a no-break space
is a letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.names import tei

# Stands in a raw reading where a block, line or page begins or ends; XML allows no such character in a document.
BORDER = "\x1e"
WHITE = f" \t\r\n{BORDER}"
WHITE_SPACE = re.compile(f"[{WHITE}]+")


def _names(names: str) -> frozenset[str]:
    return frozenset(tei(name) for name in names.split())


BREAKS = _names("lb pb cb gb milestone")

# Elements that are blocks wherever they stand.
_BLOCKS = _names(
    """TEI teiHeader text front body back group div div1 div2 div3 div4 div5 div6 div7 floatingText
    p ab head trailer argument byline epigraph opener closer dateline salute signed postscript address addrLine
    list item table row cell figure figDesc lg l sp spGrp speaker castList castItem castGroup cit noteGrp note
    titlePage docTitle titlePart docAuthor docDate docEdition docImprint imprimatur set prologue epilogue performance
    listBibl listPerson listPlace listOrg listEvent listNym listRelation listWit person place org event relation witness
    particDesc settingDesc biblFull biblStruct monogr analytic series imprint
    msDesc msIdentifier msContents msItem msItemStruct physDesc history additional adminInfo msPart msFrag
    objectDesc supportDesc layoutDesc layout handDesc handNote decoDesc decoNote bindingDesc binding additions origin
    provenance acquisition recordHist custodialHist custEvent surrogates support extent collation foliation condition
    incipit explicit rubric colophon state trait entry entryFree superEntry sense def etym form timeline when
    u vocal incident kinesic writing divGen fs vColl vAlt fLib fvLib formula standOff"""
)

# Elements that are blocks where only blocks stand, and phrases within a paragraph.
_BLOCKS_AMONG_BLOCKS = _names("q quote said stage bibl desc label fw stamp gloss eg idno resp name date")
_HOLD_BLOCKS = _names(
    """text front body back group div div1 div2 div3 div4 div5 div6 div7 floatingText epigraph cit sp list listBibl
    titlePage castList postscript respStmt place person org event"""
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read: its name, and which elements it passes over."""

    name: str
    omits: Callable[[etree._Element], bool]


def content(element: etree._Element) -> Iterator[str | etree._Element]:
    """Yield what stands in an element, in order: pieces of text, and child elements.

    Comments and processing instructions are no content. An entity reference that the parser left alone is text.
    """
    if element.text and not isinstance(element, etree._Entity):
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        elif isinstance(child, etree._Entity):
            yield child.text or ""
        if child.tail:
            yield child.tail


def text(element: etree._Element, reading: Reading) -> str:
    """The words of an element in a reading, white space collapsed and trimmed."""
    return " ".join(filter(None, _blanked(raw(element, reading)).split(" ")))


def raw(element: etree._Element, reading: Reading) -> str:
    """The characters of an element in a reading, white space as in the file, `BORDER` where words part without any."""
    return "".join(_pieces(element, reading))


def _blanked(words: str) -> str:
    """Words with a space for each character of white space; four times faster than `WHITE_SPACE`, and often needed."""
    return words.replace("\n", " ").replace(BORDER, " ").replace("\t", " ").replace("\r", " ")


def plain(words: str) -> str:
    """Words as one sorts and looks for them: small letters, without what stands above or below them."""
    parted = unicodedata.normalize("NFKD", words.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))


def preview(element: etree._Element, words: int) -> str:
    """The first words of an element as one searches them, with an ellipsis if there are more."""
    pieces: list[str] = []
    complete = 0  # words that end within a piece: without a space behind it the last one may go on in the next
    for piece in _pieces(element, SEARCH):
        pieces.append(piece)
        complete += len(piece.split(maxsplit=words + 1)) - (not piece[-1:].isspace())
        if complete > words:
            break
    found = "".join(pieces).split(maxsplit=words)
    return " ".join(found[:words]) + " …" if len(found) > words else " ".join(found)


def around(element: etree._Element, reading: Reading, words: int) -> tuple[str, str]:
    """The words before and after an element within its block, at most so many on each side, cut off by an ellipsis."""
    before: list[str] = []
    after: list[str] = []
    inner = element
    while (holder := inner.getparent()) is not None:
        left, right = _beside(inner, holder, reading)
        before.insert(0, left)
        after.append(right)
        if is_block(holder):
            break
        inner = holder
    # A word that runs on into the element is one word with it: no space is put between.
    left, right = WHITE_SPACE.sub(" ", "".join(before)), WHITE_SPACE.sub(" ", "".join(after))
    return _last(left, words), _first(right, words)


def _beside(element: etree._Element, holder: etree._Element, reading: Reading) -> tuple[str, str]:
    """What stands in a holder before and after one of its children."""
    sides: tuple[list[str], list[str]] = ([], [])
    side = sides[0]
    for piece in content(holder):
        if piece is element:
            side = sides[1]
        elif isinstance(piece, str):
            side.append(piece)
        elif parts_words(piece):
            side.append(BORDER)
        elif not reading.omits(piece):
            side.append(raw(piece, reading))
    return "".join(sides[0]), "".join(sides[1])


def _last(text: str, words: int) -> str:
    text = text.lstrip(" ")
    found = text.rstrip(" ").split(" ")
    return f"… {' '.join(found[-words:])}{text[len(text.rstrip(' ')) :]}" if len(found) > words else text


def _first(text: str, words: int) -> str:
    text = text.rstrip(" ")
    found = text.lstrip(" ").split(" ")
    return f"{text[: -len(text.lstrip(' '))]}{' '.join(found[:words])} …" if len(found) > words else text


def is_block(element: etree._Element) -> bool:
    """Tell whether an element parts the words before it from those within, and these from those after."""
    if element.tag in _BLOCKS:
        return True
    parent = element.getparent()
    return element.tag in _BLOCKS_AMONG_BLOCKS and parent is not None and parent.tag in _HOLD_BLOCKS


def parts_words(element: etree._Element) -> bool:
    """Tell whether a break of line, page or column stands between two words, not within one (`@break="no"`)."""
    return element.tag in BREAKS and element.get("break") != "no"


def chosen(element: etree._Element) -> etree._Element | None:
    """The child of a `choice` or `app` that the reading text shows: correction, regularisation, expansion, lemma.

    None when the element offers nothing to choose from, or is neither.
    """
    preferences = _PREFERENCES.get(element.tag)
    if preferences is None:
        return None
    for tag in preferences:
        if (found := element.find(tag)) is not None:
            return found
    return next((child for child in element if isinstance(child.tag, str) and child.tag not in _ABOUT), None)


def note_sign(note: etree._Element) -> etree._Element | None:
    """The printed sign that a note begins with, when a `label` holds it and `@n` repeats it."""
    first = _first_label(note)
    if first is None:
        return None
    sign = "".join(str(piece) for piece in first.itertext()).strip(" \t\r\n.)(][")
    return first if sign == note.get("n", "").strip(".)(][") else None


def _pieces(element: etree._Element, reading: Reading) -> Iterable[str]:
    # Most elements that one asks for, names and dates, hold words alone.
    return _nested(element, reading) if len(element) else (element.text or "",)


def _nested(element: etree._Element, reading: Reading) -> Iterator[str]:
    for piece in content(element):
        if isinstance(piece, str):
            yield piece
        elif parts_words(piece):
            yield BORDER
        elif reading.omits(piece):
            continue
        elif is_block(piece):
            yield BORDER
            yield from _pieces(piece, reading)
            yield BORDER
        else:
            yield from _pieces(piece, reading)


def _first_label(element: etree._Element) -> etree._Element | None:
    """The `label` that an element or its first block opens with, nothing but white space before it."""
    for piece in content(element):
        if isinstance(piece, str):
            if piece.strip():
                return None
        elif piece.tag == tei("label"):
            return piece
        elif piece.tag in _NOTE_BLOCKS:
            return _first_label(piece)
        elif piece.tag not in BREAKS:
            return None
    return None


def _is_call(element: etree._Element) -> bool:
    return element.tag in _POINTERS and element.get("type") == "noteAnchor"


def _is_alternative(element: etree._Element) -> bool:
    """Tell whether an element is one of several readings of a place, and not the one that the text shows."""
    parent = element.getparent()
    return parent is not None and parent.tag in _PREFERENCES and chosen(parent) is not element


def _is_sign_of_its_note(element: etree._Element) -> bool:
    if element.tag != _LABEL:
        return False
    note = next(element.iterancestors(tei("note")), None)
    return note is not None and note_sign(note) is element


_PREFERENCES = {
    tei("choice"): tuple(map(tei, ("corr", "reg", "expan"))),
    tei("app"): (tei("lem"),),
}
_LABEL = tei("label")
_ABOUT = _names("note desc witDetail wit")
_POINTERS = _names("ref ptr")
_NOTE_BLOCKS = _names("p ab")
_NOT_READ = _names("note noteGrp surplus fw")
_EDITORS_WORDS = _names("supplied note")
_READINGS = _names("lem rdg")
_NOT_IN_SOURCE = _names("supplied corr reg ex")


def _omitted_in_search(element: etree._Element) -> bool:
    return element.tag in _NOT_READ or _is_call(element) or _is_alternative(element) or _is_sign_of_its_note(element)


def _omitted_in_heading(element: etree._Element) -> bool:
    return element.tag == tei("del") or _omitted_in_search(element)


def _omitted_in_audit(element: etree._Element) -> bool:
    parent = element.getparent()
    expands = element.tag == tei("expan") and parent is not None and parent.tag == tei("choice")
    return element.tag in _NOT_IN_SOURCE or expands


SEARCH = Reading("search", _omitted_in_search)
"""The reading text: corrections applied, without notes, their calls and signs, and without residue."""

HEADING = Reading("heading", _omitted_in_heading)
"""The reading text for titles: what was struck out is left out too."""

AUDIT = Reading("audit", _omitted_in_audit)
"""The text as the source has it: errors, residue, labels, calls, and notes where they stand; nothing of ours."""


def source_reading(own: frozenset[str], witness: str = "") -> Reading:
    """The text of one witness as the source has it.

    `own` are the ids of the edition's editors and programs: what they supply is not the source's, while words that the
    source itself prints as an editor's are. `witness` is the sigil whose readings are taken of each `app`; without one
    every reading is.
    """

    def omits(element: etree._Element) -> bool:
        if element.tag in _EDITORS_WORDS:
            return element.get("resp", "").removeprefix("#") in own
        if element.tag in _READINGS and witness:
            return f"#{witness}" not in element.get("wit", "").split()
        return _omitted_in_audit(element)

    return Reading(f"source {witness}".strip(), omits)
