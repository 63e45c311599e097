"""Who and what the text and notes of a document mention: each name that points to an entry of a register, and where.

Source: TEI Guidelines, chapter ND (NDNAMES: names and referring strings; `@ref`, `@key`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import tei
from edition.tei.pointers import Identified, line
from edition.tei.prefixes import pointers_of
from edition.tei.registers import MENTIONS, kind_of
from edition.tei.text import BORDER, SEARCH, WHITE, WHITE_SPACE, chosen, content, is_block, parts_words, text

CONTEXT_WORDS = 10
# Scripts without blanks have no words to count: a context is cut here too.
CONTEXT_CHARACTERS = 120
# Characters of the file, white space and all, that hold the words of a context.
WINDOW = 800


class Mention(NamedTuple):
    """A name in a text or note that points to an entry."""

    pointers: tuple[str, ...]  # the URIs of @ref, private prefixes written out, else the words of @key
    kind: str  # of what is mentioned, as `Entry.kind` has it
    text: str  # the words as the text shows them
    before: str  # the words around them, within the paragraph
    after: str
    within: str  # id of the paragraph or other block that they stand in, else of the nearest element that has one
    note: str  # id of the note that they stand in, "" in the text itself
    certainty: str
    responsible: str  # @resp
    line: int
    variant: bool = False  # it stands in a reading that the text does not show, and the text names nobody so there


def mentions(document: TeiDocument, identified: Identified) -> Iterator[Mention]:
    """Yield the mentions of a document in its order: those of its text and notes, as the reading text has them.

    Names in a register's own entries are no mentions. One in a reading of an apparatus that the text does not show
    is one if neither the reading shown nor one before it points to the same.
    """
    body = document.element.find(tei("text"))
    if body is None:
        return
    words: dict[etree._Element, Words] = {}
    read: dict[etree._Element, bool] = {}
    for element in body.iter(*_NAMES):
        if not (element.get("ref") or element.get("key")):
            continue
        shown = element if is_read(element, read) else _varied(element)
        if shown is not None:
            block = next(filter(is_block, shown.iterancestors()), body)
            if block not in words:
                words[block] = words_of(block)
            yield _mention(element, shown, identified.nearest(block), words[block], identified)


def is_read(element: etree._Element, known: dict[etree._Element, bool]) -> bool:
    """Tell whether an element stands in what a reader reads, text or note, and not in a register.

    What was told of other elements of the tree, and of those around them, is `known`, and what is told now is added.
    """
    if element not in known:
        holder = element.getparent()
        known[element] = not _hides(element) and (holder is None or is_read(holder, known))
    return known[element]


def _hides(holder: etree._Element) -> bool:
    return holder.tag in _REGISTERS or (holder.tag not in _NOTES and SEARCH.omits(holder))


def _varied(element: etree._Element) -> etree._Element | None:
    """The entry of an apparatus whose reading has a name that the text shows in no other way; None for any other."""
    entry = next(element.iterancestors(tei("app")), None)
    hidden = [one for one in (element, *element.iterancestors()) if _hides(one)]
    if entry is None or any(one.tag not in _READINGS for one in hidden) or any(map(_hides, entry.iterancestors())):
        return None
    pointers, shown = pointers_of(element), chosen(entry)
    others = [one for one in entry.iter(*_NAMES) if pointers_of(one) == pointers]
    read = shown is not None and any(shown in one.iterancestors() for one in others)
    return None if read or others[0] is not element else entry


def _mention(
    element: etree._Element, shown: etree._Element, within: str, words: Words, identified: Identified
) -> Mention:
    note = next((one for one in element.iterancestors(tei("note")) if one.get("place") != "inline"), None)
    before, after = words.around(shown)
    return Mention(
        pointers=pointers_of(element),
        kind=kind_of(element),
        text=text(element, SEARCH),
        before=before,
        after=after,
        within=within,
        note="" if note is None else identified.nearest(note),
        certainty=element.get("cert", ""),
        responsible=element.get("resp", ""),
        line=line(element),
        variant=shown is not element,
    )


@dataclass(slots=True)
class Words:
    """The words of one block, read once for all that is in it, and where each element in it begins and ends."""

    pieces: list[str]
    places: dict[etree._Element, tuple[int, int]]
    text: str = ""

    def around(self, element: etree._Element) -> tuple[str, str]:
        """The words before and after an element in the block, cut off by an ellipsis."""
        start, end = self.places.get(element, (0, len(self.text)))
        left, more_before = _first(self.text[max(start - WINDOW, 0) : start][::-1])
        right, more_after = _first(self.text[end : end + WINDOW])
        before = f"… {left[::-1].lstrip(' ')}" if more_before else left[::-1]
        return before, f"{right.rstrip(' ')} …" if more_after else right


def words_of(block: etree._Element) -> Words:
    """The words of a block, as the reading text has them."""
    words = Words([], {})
    _gather(block, words, 0)
    words.text = "".join(words.pieces)
    return words


def _gather(element: etree._Element, words: Words, length: int) -> int:
    """Add what one reads in an element, but for blocks within it; return how many characters there are by then."""
    for piece in content(element):
        if isinstance(piece, str) or parts_words(piece):
            words.pieces.append(piece if isinstance(piece, str) else BORDER)
            length += len(words.pieces[-1])
        elif SEARCH.omits(piece):
            continue
        elif is_block(piece):
            words.pieces.append(BORDER)
            length += len(BORDER)
        else:
            start, length = length, _gather(piece, words, length)
            words.places[piece] = (start, length)
    return length


def _first(text: str) -> tuple[str, bool]:
    """The first words of a text, as many as a context has and no more characters than it may have; are there more?"""
    found = _WORDS.match(text)
    end = found.end() if found else 0
    words = WHITE_SPACE.sub(" ", text[:end])
    return words[:CONTEXT_CHARACTERS], len(words) > CONTEXT_CHARACTERS or text[end:].strip(WHITE) != ""


_WORDS = re.compile(rf"(?:[{WHITE}]*[^{WHITE}]+){{1,{CONTEXT_WORDS}}}")
_NAMES = tuple(map(tei, (*MENTIONS, "name", "rs")))
_REGISTERS = frozenset(map(tei, ("listPerson", "listPlace", "listOrg", "listEvent", "listObject")))
_NOTES = frozenset(map(tei, ("note", "noteGrp")))
_READINGS = frozenset(map(tei, ("lem", "rdg", "rdgGrp")))
