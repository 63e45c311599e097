"""What a step is: it looks through the words of a document and tells which of them to encode, and how.

Steps run in a fixed order, each with what those before it have found. A later span may stand in an earlier one, or
around it; of two that cross, the earlier one counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from edition.annotate import blocks, letters
from edition.annotate.blocks import Block
from edition.annotate.letters import Letter
from edition.diagnostics import Diagnostic
from edition.tei.documents import TeiDocument

# Words of a document: their block, and the offsets in its text.
Extent = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """A document, the letters that its header describes, and its blocks; a span names a block by its number."""

    document: TeiDocument
    letters: tuple[Letter, ...]
    blocks: tuple[Block, ...]
    shown: str  # the file, as findings print it
    default: str = ""  # BCP 47: the language of what names none itself

    @classmethod
    def of(cls, document: TeiDocument, shown: str, default: str = "") -> Text:
        """What steps look at in a document."""
        described, words = tuple(letters.letters(document)), tuple(blocks.blocks(document, default))
        return cls(document, described, words, shown, default)


class Span(NamedTuple):
    """Words to encode: their block, offsets in its text, the TEI element and its attributes, without `@resp`."""

    block: int
    start: int
    end: int
    element: str
    attributes: tuple[tuple[str, str], ...]

    @property
    def extent(self) -> Extent:
        """Where the words stand."""
        return self.block, self.start, self.end

    def crosses(self, other: Span) -> bool:
        """Tell whether two spans overlap and neither holds the other."""
        if self.block != other.block or self.end <= other.start or other.end <= self.start:
            return False
        inside = other.start <= self.start and self.end <= other.end
        return not inside and not (self.start <= other.start and other.end <= self.end)


def crossed(spans: Iterable[Span], others: Iterable[Span]) -> frozenset[Span]:
    """The spans that cross one of the others."""
    ends = sorted((other.block, offset, other) for other in others for offset in (other.start, other.end))
    places = [(block, offset) for block, offset, _ in ends]

    def crosses(span: Span) -> bool:
        # What crosses a span has one end within it.
        first, last = bisect_right(places, (span.block, span.start)), bisect_left(places, (span.block, span.end))
        return any(span.crosses(other) for _, _, other in ends[first:last])

    return frozenset(filter(crosses, spans))


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that a step leaves as they are: why, and the entries or documents that they may mean."""

    block: int
    start: int
    end: int
    why: str  # "ambiguous", "office", "somebody else", "markup", "overlap", "unknown", "unknown at a beginning"
    may_mean: tuple[str, ...] = ()

    @property
    def extent(self) -> Extent:
        """Where the words stand."""
        return self.block, self.start, self.end


@dataclass(frozen=True, slots=True)
class Found:
    """What a step found in one document; `used` are the lines of the decisions and rules that had an effect."""

    spans: tuple[Span, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    used: frozenset[int] = field(default_factory=frozenset)


class Step(Protocol):
    """A step of `edition annotate`; a frozen value that can be sent to another process."""

    def find(self, text: Text, before: Found) -> Found:
        """Find what to encode in a document; `before` is what all steps before this one found there."""
