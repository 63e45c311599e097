"""The words of a block, with their places and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from edition.annotate.words import ABBREVIATED, POINT, SPACE, joint, parts, word

ENDS = (".", "?", "!", ":", ";", "\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True)
class Line:
    """The words of a text, in the form in which they are compared."""

    text: str
    parts: Sequence[str]  # words, and what stands before, between and behind them
    words: Sequence[str]

    @classmethod
    def of(cls, text: str) -> Line:
        """The words of a text."""
        found = parts(text)
        plain = text.isascii() and "\n" not in text
        return cls(text, found, found[1::2] if plain else [word(one) for one in found[1::2]])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where a word begins, and another ends."""
        return self._ends[2 * first], self._ends[2 * last + 1]

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where each part ends."""
        return list(accumulate(map(len, self.parts)))

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    def joint(self, index: int) -> str:
        """The kind of what stands behind a word (see `words.joint`); behind the last one, "end"."""
        if index + 1 >= len(self.words):
            return "end"
        return joint(self.parts[2 * index + 2])

    def is_near(self, index: int) -> bool:
        """Tell whether the next word follows a word directly, no sign between but the point of an abbreviation."""
        kind = self.joint(index)
        return kind == SPACE or (kind == POINT and len(self.words[index]) <= ABBREVIATED)

    def begins_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of the text, or stands behind the end of a sentence."""
        if index == 0:
            return True
        before = self.words[index - 1]
        between = self.parts[2 * index]
        return any(sign in between for sign in ENDS) and not (len(before) == 1 and before.isupper())
