"""Gaps and doubles in what is numbered: documents, notes, paragraphs, items, days in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from edition.ingest.candidates.candidate import Candidate, ordinal_ending
from edition.ingest.candidates.copy import GAP, Copy
from edition.ingest.work import blocks_of

NUMERAL = re.compile(r"(?m)^[ \t]*\[?(\d{1,2})\.+\]?(?= )")
LETTER = re.compile(r"(?m)^[ \t]*\(?([a-z])\)(?=[ \w])|^[ \t]*([A-Z])\.(?= [A-Z][a-z])")
NATURAL = re.compile(r"\d{1,9}")
DAYS = re.compile(r"\b(\d{1,2})(st|nd|rd|th), (\d{1,2})(?:st|nd|rd|th),? (?:or|and) (\d{1,2})(?:st|nd|rd|th)\b")

Numbered = tuple[int, int, int]  # number, start, end


def documents(copy: Copy) -> Iterator[Candidate]:
    """Yield a number of a document that does not follow the one before it."""
    if copy.work is not None:
        numbers = [(one.number, one.start) for one in copy.work.divisions if not one.number_lost]
        yield from _breaks("document", _numbered(numbers), 0.6, lost=_lost(copy))


def notes(copy: Copy) -> Iterator[Candidate]:
    """Yield a label of a note that does not follow the one before it."""
    if copy.work is not None:
        labels = [(one.label, next(blocks_of(one.parts)).start) for one in copy.work.notes if one.parts]
        yield from _breaks("note", _numbered(labels), 0.5)


def paragraphs(copy: Copy) -> Iterator[Candidate]:
    """Yield a numeral of a paragraph, or a letter of an item, that does not follow the one before it in its message."""
    notes = {one.parts[0].start for one in copy.work.notes if one.parts} if copy.work else set()
    for start, end in copy.documents():
        part = copy.text[start:end]
        numerals = [(int(one[1]), start + one.start(1), start + one.end(1)) for one in NUMERAL.finditer(part)]
        if start not in notes:
            yield from _breaks("paragraph", numerals, 0.6, copy.text)
        letters = [
            (ord((one[1] or one[2]).lower()) - 96, start + one.start(one.lastindex or 0), start + one.end() - 1)
            for one in LETTER.finditer(part)
        ]
        yield from _breaks("item", letters, 0.6, copy.text)


def days(copy: Copy) -> Iterator[Candidate]:
    """Yield a list of three days of which the last leaves one out."""
    for match in DAYS.finditer(copy.text):
        one, two, three = int(match[1]), int(match[3]), int(match[4])
        if two == one + 1 and three == two + 2:
            message = f"“{match.group()}” leaves out the {two + 1}{ordinal_ending(str(two + 1))}."
            evidence = (f"{one}, {two} and {three} follow each other, but for {two + 1}.",)
            yield Candidate("gap", *match.span(), message, evidence, None, 0.6)


def _breaks(
    what: str, numbers: Iterable[Numbered], weight: float, text: str = "", lost: frozenset[int] = frozenset()
) -> Iterator[Candidate]:
    """Yield each number that is not one more than the one before it, nor begins again; a gap on record explains it."""
    before = last = 0
    for number, start, end in numbers:
        if GAP in text[last:start]:
            before = 0
        last = end
        expected = before + 1
        while expected in lost:
            expected += 1
        if before and number != expected and number != 1:
            message = f"The {what} {number} follows the {what} {before}."
            evidence = (f"{expected} is expected: a number is missing, doubled or misread.",)
            yield Candidate("gap", start, end, message, evidence, None, weight)
        if number >= before or number == 1:  # what goes back is misread; the next follows the one before it
            before = number


def _numbered(numbers: Iterable[tuple[str, int]]) -> list[Numbered]:
    return [(int(number), start, start + 1) for number, start in numbers if NATURAL.fullmatch(number)]


def _lost(copy: Copy) -> frozenset[int]:
    """The numbers that the sequence proved and ingest has supplied."""
    lost = [one.number for one in copy.work.divisions if one.number_lost] if copy.work else []
    return frozenset(int(number) for number in lost if NATURAL.fullmatch(number))
