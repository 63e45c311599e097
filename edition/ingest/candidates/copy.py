"""A source text as a proof-reader gets it: what is no running text blanked, every character in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.ingest.candidates.lexicon import Lexicon
from edition.ingest.work import Block, Inline, Kind, Role, Span, Text, Work, blocks_of, texts_of

# Stands where the source has a call, a mark or a sign of layout: no letter, no space, no punctuation.
MARK = "\ufffc"
NO_PROSE = {Role.CALL, Role.GAP, Role.REMARK, Role.SIGN, Role.FURNITURE}
GAP = "\ufffb"  # stands where an editor's or clerk's mark says that text is left out
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+\.\S+")
PARAGRAPH = re.compile(r"\S(?:.|\n(?![ \t]*\n))*")


@dataclass(frozen=True, slots=True)
class Copy:
    """What the checks read."""

    text: str  # as long as the source text, so that offsets in the one are offsets in the other
    words: Lexicon
    work: Work | None
    prose: frozenset[int] = frozenset()  # where the paragraphs and items begin that `work` knows
    seams: frozenset[int] = frozenset()  # where the cells of flattened tables begin

    @classmethod
    def of(cls, text: str, work: Work | None, words: Lexicon) -> Copy:
        """Blank what `work` knows as no prose, title matter first of all, and addresses of the web."""
        starts = frozenset(_paragraphs(work)) if work else frozenset()
        seams = frozenset(_seams(work)) if work else frozenset()
        prose = text if work is None else _prose(text, work)
        return cls(ADDRESS.sub(lambda match: MARK * len(match.group()), prose), words, work, starts, seams)

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """Yield the offsets of what blank lines part."""
        for match in PARAGRAPH.finditer(self.text):
            yield match.start(), match.start() + len(match.group().rstrip())

    def shortest(self, start: int) -> int:
        """How many characters make the paragraph that begins there one: shorter ones may be headings or addresses."""
        return 20 if start in self.prose else 60

    def crosses_seam(self, start: int, end: int) -> bool:
        """Whether a cell of a table begins between two offsets: what seems to be one word there is two."""
        return not self.seams.isdisjoint(range(start + 1, end))

    def documents(self) -> Iterator[tuple[int, int]]:
        """Yield the offsets of each message and note; of the whole text, where nobody has divided it."""
        if self.work is None:
            yield 0, len(self.text)
            return
        starts = sorted(
            [one.start for one in self.work.divisions]
            + [next(blocks_of(note.parts)).start for note in self.work.notes if note.parts]
        )
        yield from zip(starts, [*starts[1:], len(self.text)], strict=True)

    def around(self, start: int, end: int, width: int = 24) -> str:
        """The words around a place, on one line."""
        return " ".join(self.text[max(0, start - width) : end + width].replace(MARK, "").replace(GAP, "").split())


def _paragraphs(work: Work) -> Iterator[int]:
    for block in _blocks(work):
        if block.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM_CONTINUED}:
            yield block.start


def _seams(work: Work) -> Iterator[int]:
    for block in _blocks(work):
        for piece in block.content:
            if isinstance(piece, Span) and piece.role is Role.CELL:
                yield from (run.start for run in texts_of(piece.content))


def _prose(text: str, work: Work) -> str:
    """The text with only the runs of messages and notes, calls and marks replaced by `MARK`."""
    kept = ["\n" if char == "\n" else " " for char in text]
    for block in _blocks(work):
        for run, sign in _runs(block.content, ""):
            kept[run.start : run.end] = sign * len(run.text) if sign else run.text
    return "".join(kept)


def _blocks(work: Work) -> Iterator[Block]:
    for division in work.divisions:
        yield from blocks_of(division.parts)
    for note in work.notes:
        yield from blocks_of(note.parts)


def _runs(content: tuple[Inline, ...], sign: str) -> Iterator[tuple[Text, str]]:
    """Yield each run of characters and the sign that stands for those of it, "" where it is prose."""
    for piece in content:
        if isinstance(piece, Text):
            yield piece, sign
        else:
            own = GAP if piece.role is Role.GAP else MARK if piece.role in NO_PROSE else ""
            yield from _runs(piece.content, sign or own)
