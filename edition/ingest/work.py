"""The neutral tree between a source text and TEI: blocks, runs of text and spans, each with its place in the source.

Nothing editorial is decided here and it is no second TEI: a reader makes a `Work`, transforms return a richer one,
and `to_tei` alone knows how it is written. All values are frozen; change one with `dataclasses.replace`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from re import Match, Pattern

from edition.diagnostics import Diagnostic
from edition.ingest.source import Source


class Role(Enum):
    """What a span of running text is."""

    CALL = auto()  # a note call; facts: label, note (the label of its note, "" when lost)
    DATE = auto()  # facts: when
    PLACE = auto()
    REFERENCE = auto()  # facts: kind ("document", "note" or "paragraph"), number; for a paragraph its place
    CITED_PAGE = auto()  # facts: first, last
    CITATION = auto()  # a reference together with the page that it cites
    LABEL = auto()  # a printed numeral or letter that opens a paragraph, item or note
    LINE_BREAK = auto()
    PARAGRAPH_BREAK = auto()  # the transcription's break inside one paragraph
    GAP = auto()  # facts: reason, resp
    REMARK = auto()  # an editor's word in the text, such as [sic]; facts: resp
    DELETED = auto()  # facts: rend
    CORRECTION = auto()  # facts: corrected, fault, cert, resp, reason
    SURPLUS = auto()  # facts: reason
    UNCLEAR = auto()  # words whose reading is queried; facts: resp, cert
    COMMENT = auto()  # a note of this edition at its place; facts: words, resp
    SUPPLIED = auto()  # words of an editor that the source prints in brackets; facts: resp, reason
    CELL = auto()  # facts: role, cols, rows, align
    HIGHLIGHT = auto()  # words set off by their type; facts: rend
    CODE = auto()
    LINK = auto()  # facts: target, an address outside the edition
    ANCHOR = auto()  # a place that a link of the same file may lead to; facts: name; gone once the text is laid out
    IMAGE = auto()  # contents: the words that stand for it; facts: url
    SIGN = auto()  # a sign of layout that is no letter
    FOOTNOTE = auto()  # a note that stands in the running text; facts: label
    FURNITURE = auto()  # what belongs to the page, not the text: stamps, page numbers
    VARIANT = auto()  # a place where two witnesses differ; contents are READINGs; facts: type
    READING = auto()  # facts: witness, lemma ("yes" or "")


class Kind(Enum):
    """What a block is."""

    PARAGRAPH = auto()
    HEADING = auto()
    SUBHEADING = auto()
    DATELINE = auto()
    ADDRESS = auto()
    SALUTATION = auto()
    FORMULA = auto()
    SIGNATURE = auto()
    CLOSING_DATE = auto()
    POSTSCRIPT = auto()
    ITEM = auto()
    ITEM_CONTINUED = auto()
    TABLE_ROW = auto()
    RULE = auto()  # a line, or whatever else parts one stretch of text from the next without words
    FOOTNOTE = auto()
    SOURCE = auto()
    TITLE = auto()  # a part of the title page; its `type` says which
    ANONYMOUS = auto()  # a block of no other kind; its `type` says what it is


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters, verbatim from the source, and the offset of its first one."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of running text with a role. `facts` are what the role needs, by name."""

    role: Role
    content: tuple[Inline, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    id: str = ""
    reason: str = ""

    @property
    def start(self) -> int:
        """The offset of its first character; 0 for a span without any."""
        return next((text.start for text in texts_of(self.content)), 0)

    def fact(self, name: str) -> str:
        """The fact of that name, "" when there is none."""
        return dict(self.facts).get(name, "")


Inline = Text | Span


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the source: its kind, its content, the blank lines before it, its offset in the source."""

    kind: Kind
    content: tuple[Inline, ...]
    start: int
    gap: int = 0
    id: str = ""
    ordinal: int = 0  # the number of a paragraph or item in its document; 0 for other blocks
    type: str = ""  # of a title or an anonymous block: what it is; of a subheading its level, if it has one

    @property
    def text(self) -> str:
        """The block's characters, verbatim."""
        return plain(self.content)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who sends, receives or carries a message; `certainty` is "" where the source says so."""

    person: str
    certainty: str = ""
    evidence: str = ""
    source: str = ""  # address of a record outside the source


@dataclass(frozen=True, slots=True)
class Event:
    """A date of a message: sent, received, or written; by day or by bounds, with the source's words if it has any."""

    kind: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    words: str = ""
    certainty: str = ""
    evidence: str = ""
    source: str = ""  # address of a record outside the source


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Who wrote to whom and when, as far as the source tells or proves; `grounds` are the reasons, in words."""

    senders: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    carriers: tuple[Party, ...] = ()
    places: tuple[tuple[str, str], ...] = ()  # the kind of event ("sent", "received", "transmitted") and the place
    events: tuple[Event, ...] = ()
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Division:
    """A message, an enclosure, a section or a quotation: its blocks and inner divisions in source order.

    `facts` are what is known of it by name: of a message title, language, source; of a list rend; of a footnote place.
    """

    role: str  # "message", "enclosure", "section", "quotation", "letter", "table", "list", "item", "footnote"
    parts: tuple[Block | Division, ...]
    number: str = ""
    number_lost: bool = False
    correspondence: Correspondence | None = None
    id: str = ""
    document: str = ""  # the id of the document that the division stands in
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def start(self) -> int:
        """The offset of the first block."""
        return self.parts[0].start if self.parts else 0

    def fact(self, name: str) -> str:
        """The fact of that name, "" when there is none."""
        return dict(self.facts).get(name, "")


@dataclass(frozen=True, slots=True)
class Note:
    """A note that stands apart: its printed label and its paragraphs; what it belongs to when its call is lost."""

    label: str
    parts: tuple[Block | Division, ...]
    place: str = "end"
    belongs_to: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One source text, read and gradually understood. `doubts` are the findings met on the way."""

    source: Source
    front: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()  # what no step has put into a division yet
    divisions: tuple[Division, ...] = ()
    notes: tuple[Note, ...] = ()
    doubts: tuple[Diagnostic, ...] = ()
    applied: frozenset[int] = frozenset()  # the lines of the decisions that had an effect

    def doubting(self, *doubts: Diagnostic) -> Work:
        """The same work with more doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))

    def applying(self, *decisions: int) -> Work:
        """The same work, in which these decisions (by their line) had an effect."""
        return replace(self, applied=self.applied | set(decisions))


Part = Block | Division
BlockChange = Callable[[Block], Block]


def plain(content: tuple[Inline, ...]) -> str:
    """The characters of running text, verbatim, without what an editor adds; a line break is a space."""
    return "".join(map(_plain, content))


def _plain(piece: Inline) -> str:
    if isinstance(piece, Text):
        return piece.text
    return " " if piece.role is Role.LINE_BREAK else plain(piece.content)


def blocks_of(parts: tuple[Part, ...]) -> Iterator[Block]:
    """Yield the blocks of a division, or of what lies in it, in source order."""
    for part in parts:
        if isinstance(part, Division):
            yield from blocks_of(part.parts)
        else:
            yield part


def texts_of(content: tuple[Inline, ...]) -> Iterator[Text]:
    """Yield the runs of characters of running text, those inside spans too, in order."""
    for piece in content:
        if isinstance(piece, Text):
            yield piece
        else:
            yield from texts_of(piece.content)


def spans_of(content: tuple[Inline, ...]) -> Iterator[Span]:
    """Yield the spans of running text, those inside others too, in order."""
    for piece in content:
        if isinstance(piece, Span):
            yield piece
            yield from spans_of(piece.content)


def map_blocks(parts: tuple[Part, ...], change: BlockChange) -> tuple[Part, ...]:
    """The same parts with each block changed, at any depth."""
    return tuple(
        replace(part, parts=map_blocks(part.parts, change)) if isinstance(part, Division) else change(part)
        for part in parts
    )


def map_spans(content: tuple[Inline, ...], change: Callable[[Span], Inline]) -> tuple[Inline, ...]:
    """The same running text with each span changed, those inside others first."""
    return tuple(
        change(replace(piece, content=map_spans(piece.content, change))) if isinstance(piece, Span) else piece
        for piece in content
    )


def map_texts(content: tuple[Inline, ...], change: Callable[[Text], tuple[Inline, ...]]) -> tuple[Inline, ...]:
    """The same running text with each run of characters changed into pieces, inside spans too."""
    pieces: list[Inline] = []
    for piece in content:
        if isinstance(piece, Text):
            pieces.extend(change(piece))
        else:
            pieces.append(replace(piece, content=map_texts(piece.content, change)))
    return tuple(pieces)


def cut(text: Text, start: int, end: int) -> tuple[Text, Text, Text]:
    """Cut a run in three at offsets relative to its own beginning; any of the three may be empty."""
    return (
        Text(text.text[:start], text.start),
        Text(text.text[start:end], text.start + start),
        Text(text.text[end:], text.start + end),
    )


def wrap(text: Text, start: int, end: int, role: Role, **facts: str) -> tuple[Inline, ...]:
    """Wrap a stretch of a run in a span; empty runs beside it fall away."""
    before, middle, after = cut(text, start, end)
    span = Span(role, (middle,), tuple(facts.items()))
    return tuple(piece for piece in (before, span, after) if isinstance(piece, Span) or piece.text)


def mark_matches(text: Text, pattern: Pattern[str], make: Callable[[Match[str], Text], Inline]) -> tuple[Inline, ...]:
    """The run with each match of a pattern made into a span; `make` gets the match and the run that it lies in."""
    pieces: list[Inline] = []
    done = 0
    for match in pattern.finditer(text.text):
        pieces.append(Text(text.text[done : match.start()], text.start + done))
        pieces.append(make(match, text))
        done = match.end()
    pieces.append(Text(text.text[done:], text.start + done))
    return tuple(piece for piece in pieces if isinstance(piece, Span) or piece.text)


def group(match: Match[str], name: str | int, text: Text) -> Text:
    """A group of a match as a run of its own; `text` is the run that was searched."""
    return Text(match[name], text.start + match.start(name))
