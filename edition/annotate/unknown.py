"""Words with a capital that no register knows: what a register may lack.

A capital at the beginning of a sentence says nothing by itself: such a word counts only when it goes on with another
word with a capital, or when the corpus has it with a capital elsewhere and never without (`known_as_names`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.annotate import languages
from edition.annotate.languages import Language
from edition.annotate.line import Line
from edition.annotate.steps import Doubt, Found, Text
from edition.annotate.words import HYPHEN, POINT, SPACE
from edition.tei.names import tei

UNKNOWN = "unknown"
AT_BEGINNING = "unknown at a beginning"
# Small words within a name: "Court of St James".
WITHIN = frozenset({"of", "the", "de", "la", "von", "van", "der", "du", "and"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """The last step, which encodes nothing."""

    def find(self, text: Text, before: Found) -> Found:
        """Find words with a capital about which no step has said anything; see `Step`."""
        taken: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for span in before.spans:
            taken[span.block].append((span.start, span.end))
        for doubt in before.doubts:
            taken[doubt.block].append((doubt.start, doubt.end))
        tongue = languages.of(text.document, text.default)
        numbers = range(len(text.blocks))
        return Found(doubts=tuple(one for number in numbers for one in _in_block(text, number, taken[number], tongue)))


def _in_block(text: Text, number: int, taken: Sequence[tuple[int, int]], tongue: Language) -> Iterator[Doubt]:
    block = text.blocks[number]
    line = Line.of(block.text)
    if block.element.tag == tei("head") or not any(word.islower() for word in line.words):
        return
    index = 0
    while index < len(line.words):
        end = _end(line, index, taken, tongue)
        if end > index and any(len(word) > 1 for word in line.words[index:end]):
            single = end == index + 1 and line.begins_sentence(index)
            yield Doubt(number, *line.span(index, end - 1), AT_BEGINNING if single else UNKNOWN)
        index = max(end, index + 1)


def _end(line: Line, index: int, taken: Sequence[tuple[int, int]], tongue: Language) -> int:
    """The index behind the last of the words with a capital that begin at a word; the same index where none does."""
    end = index
    while end < len(line.words) and _is_unknown(line, end, taken, tongue):
        end += 1
        if end < len(line.words) and line.joint(end - 1) not in (SPACE, POINT, HYPHEN):
            break
        if end + 1 < len(line.words) and line.words[end] in WITHIN and _is_unknown(line, end + 1, taken, tongue):
            end += 1
        elif line.begins_sentence(end) if end < len(line.words) else True:
            break
    return end


def _is_unknown(line: Line, index: int, taken: Sequence[tuple[int, int]], tongue: Language) -> bool:
    word = line.words[index]
    if not word[0].isupper() or word in tongue.no_names:
        return False
    if word in tongue.function_words and (line.begins_sentence(index) or len(word) == 1):
        return False
    start, end = line.span(index, index)
    return not any(start < until and since < end for since, until in taken)
