"""Anchors for places of a text, and the places where the words of an anchor stand after the text has changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher

import yaml
from pydantic import ValidationError

from edition.quoting.model import Quoted

# The length of the runs of characters by which a text is searched.
GRAM = 4
# So many of an anchor's rarest runs say where it may stand, and so many such places are compared with it.
RAREST = 12
COMPARED = 6
# How like its old words a place must be (1: the same), and how much more so than any other place.
ALIKE = 0.65
# The same of an anchor shorter than `LEAST`: few characters are soon alike.
SHORT_ALIKE = 0.8
APART = 0.03
# Runs of equal characters shorter than this say nothing about where the words begin and end.
TELLING = 3
# An anchor has so many characters, if its line has them: with fewer, nobody finds its place again in a changed text.
LEAST = 20
# An anchor takes at most so many words before and behind its quote.
WORDS = 60


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that occur once in a text: the quote, and what stands right before and behind it, where it needs that."""

    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """Where an anchor's words stand now: the offset, and an anchor for the place.

    `fits` says whether the decision, so anchored, still makes sense.
    """

    start: int
    anchor: Anchor
    fits: bool

    @property
    def quote(self) -> str:
        """The words as they read now."""
        return self.anchor.quote


def anchor(text: str, start: int, end: int) -> Anchor:
    """The shortest anchor for the words between two offsets that can be found again, on one line where that is enough.

    Words around the quote are added one by one, on both sides alike, until prefix, quote and suffix occur once and are
    not too short to be known again in a changed text.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end) if "\n" in text[end:] else len(text)
    for low, high in ((first, last), (0, len(text))):
        before = [start, *_beginnings(text, low, start)][:WORDS]
        behind = [end, *_endings(text, end, high)][:WORDS]
        least = min(LEAST, behind[-1] - before[-1])
        for left, right in _pairs(len(before), len(behind)):
            if behind[right] - before[left] >= least and _is_unique(text[before[left] : behind[right]], text):
                return Anchor(text[start:end], text[before[left] : start], text[end : behind[right]])
    return Anchor(text[start:end], text[:start], text[end:])


def as_yaml(found: Anchor | Move) -> str:
    """The keys of an anchor as a decision has them, in one line: `quote: 'The hay', suffix: ' is out'`."""
    found = found.anchor if isinstance(found, Move) else found
    keys = {"quote": found.quote, "prefix": found.prefix, "suffix": found.suffix}
    told = yaml.safe_dump(
        {key: words for key, words in keys.items() if words},
        default_flow_style=True, default_style="'", sort_keys=False, allow_unicode=True, width=2**30,
    )  # fmt: skip
    return re.sub(r"'(quote|prefix|suffix)': ", r"\1: ", told.strip()[1:-1])


@dataclass(frozen=True)
class Index:
    """A text, and where each run of a few characters stands in it."""

    text: str
    grams: Mapping[str, Sequence[int]]

    @classmethod
    def of(cls, text: str) -> Index:
        """The index of a text."""
        grams: defaultdict[str, list[int]] = defaultdict(list)
        for at in range(len(text) - GRAM + 1):
            grams[text[at : at + GRAM]].append(at)
        return cls(text, grams)


def find(decision: Quoted, index: Index) -> Move | None:
    """The place that reads most like a decision's anchor; None where none does, or several do alike."""
    ranked = sorted(_places(decision, index), key=lambda one: (-one[0], one[1]))
    short = len(decision.prefix + decision.quote + decision.suffix) < LEAST
    if not ranked or ranked[0][0] < (SHORT_ALIKE if short else ALIKE):
        return None
    alike, start, end = ranked[0]
    if any(alike - other < APART and at >= end for other, at, _ in ranked[1:]):
        return None
    found = anchor(index.text, start, end)
    return Move(start, found, _fits(decision, found))


def _beginnings(text: str, low: int, start: int) -> Iterator[int]:
    """Where the words before an offset begin, the nearest first."""
    yield from sorted((low + match.start() for match in re.finditer(r"\S+", text[low:start])), reverse=True)


def _endings(text: str, end: int, high: int) -> Iterator[int]:
    """Where the words behind an offset end, the nearest first."""
    yield from (end + match.end() for match in re.finditer(r"\S+", text[end:high]))


def _pairs(left: int, right: int) -> Iterator[tuple[int, int]]:
    """Pairs of numbers of words before and behind, those with the fewest words first, then the most balanced."""
    pairs = [(one, other) for one in range(left) for other in range(right)]
    yield from sorted(pairs, key=lambda pair: (sum(pair), abs(pair[0] - pair[1]), pair))


def _is_unique(words: str, text: str) -> bool:
    at = text.find(words)
    return at >= 0 and text.find(words, at + 1) < 0


def _places(decision: Quoted, index: Index) -> Iterator[tuple[float, int, int]]:
    """Yield places that may be the anchor's: how like it each is, and where its quote begins and ends there."""
    whole = decision.prefix + decision.quote + decision.suffix
    runs = {at: whole[at : at + GRAM] for at in range(len(whole) - GRAM + 1) if whole[at : at + GRAM] in index.grams}
    rarest = sorted(runs, key=lambda at: (len(index.grams[runs[at]]), at))[:RAREST]
    votes = Counter((place - at) // GRAM for at in rarest for place in index.grams[runs[at]])
    joined = {near: votes[near] + votes[near + 1] for near in votes}
    seen: set[tuple[int, int]] = set()
    for near, _ in sorted(joined.items(), key=lambda one: (-one[1], one[0]))[: 2 * COMPARED]:
        place = _compared(decision, index.text, near * GRAM)
        if place is not None and place[1:] not in seen:
            seen.add(place[1:])
            yield place


def _compared(decision: Quoted, text: str, near: int) -> tuple[float, int, int] | None:
    """Compare an anchor with the text around an offset: how alike, and where the quote begins and ends there."""
    whole = decision.prefix + decision.quote + decision.suffix
    low = max(near - len(whole) // 4 - 2 * GRAM, 0)
    there = text[low : near + len(whole) + len(whole) // 4 + 4 * GRAM]
    matcher = SequenceMatcher(None, whole, there, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= TELLING]
    if not blocks:
        return None
    begin, finish = len(decision.prefix), len(decision.prefix) + len(decision.quote)
    start = max(low + _beginning(begin, blocks), 0)
    end = min(low + _ending(finish, blocks), len(text))
    start, end = _whole_words(text, start, end, decision.quote)
    if start >= end:
        return None
    now = text[max(low + _beginning(0, blocks), 0) : low + _ending(len(whole), blocks)]
    return SequenceMatcher(None, whole, now, autojunk=False).ratio(), start, end


def _beginning(at: int, blocks: Sequence[Match]) -> int:
    """Where old words that begin at an offset begin in the new text: in a run that both have, or beside one."""
    for block in reversed(blocks):
        if block.a <= at:
            return block.b + min(at - block.a, block.size)
    return blocks[0].b - (blocks[0].a - at)


def _ending(at: int, blocks: Sequence[Match]) -> int:
    """Where old words that end at an offset end in the new text: in a run that both have, or beside one."""
    for block in blocks:
        if at <= block.a + block.size:
            return block.b + max(at - block.a, 0)
    return blocks[-1].b + at - blocks[-1].a


def _whole_words(text: str, start: int, end: int, was: str) -> tuple[int, int]:
    """The same stretch without white space that the old words had not, and to the ends of the words that it cuts."""
    while start < end and text[start].isspace() and not was[:1].isspace():
        start += 1
    while end > start and text[end - 1].isspace() and not was[-1:].isspace():
        end -= 1
    while 0 < start < end and was[:1].isalpha() and text[start - 1].isalpha() and text[start].isalpha():
        start -= 1
    while start < end < len(text) and was[-1:].isalpha() and text[end].isalpha() and text[end - 1].isalpha():
        end += 1
    return start, end


def _fits(decision: Quoted, found: Anchor) -> bool:
    """Whether a decision makes sense with another anchor: a correction still finds its `sic`, a call its label."""
    said = decision.model_dump(exclude_none=True, exclude_defaults=True)
    try:
        type(decision).model_validate({**said, "quote": found.quote, "prefix": found.prefix, "suffix": found.suffix})
    except ValidationError:
        return False
    return True
