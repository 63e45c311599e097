"""The words of a block, with their places and what stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.annotate.words import ABBREVIATED, POINT, SPACE, WORD, joint, word

ENDS = (".", "?", "!", ":", ";", "\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True)
class Line:
    """The words of a text, in the form in which they are compared."""

    text: str
    words: Sequence[str]

    @classmethod
    def of(cls, text: str) -> Line:
        """The words of a text."""
        found = WORD.findall(text)
        plain = "".join(found).isascii() and "\n" not in text
        return cls(text, found if plain else list(map(word, found)))

    @cached_property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where each word begins and ends."""
        return [match.span() for match in WORD.finditer(self.text)]

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.words)

    def joint(self, index: int) -> str:
        """The kind of what stands behind a word (see `words.joint`); behind the last one, "end"."""
        if index + 1 >= len(self.words):
            return "end"
        return joint(self.text[self.spans[index][1] : self.spans[index + 1][0]])

    def is_near(self, index: int) -> bool:
        """Tell whether the next word follows a word directly, no sign between but the point of an abbreviation."""
        kind = self.joint(index)
        return kind == SPACE or (kind == POINT and len(self.words[index]) <= ABBREVIATED)

    def begins_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of the text, or stands behind the end of a sentence."""
        if index == 0:
            return True
        before = self.words[index - 1]
        between = self.text[self.spans[index - 1][1] : self.spans[index][0]]
        return any(sign in between for sign in ENDS) and not (len(before) == 1 and before.isupper())
