"""Quotation marks and brackets that do not pair within a message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from edition.ingest.candidates.candidate import Candidate
from edition.ingest.candidates.copy import Copy

BRACKETS: Mapping[str, str] = {"(": ")", "[": "]", "{": "}"}
QUOTES: Mapping[str, Mapping[str, str]] = {
    "en": {"“": "”", "«": "»"},
    "de": {"„": "“", "»": "«", "‚": "‘"},
}
ITEM = re.compile(r"(?m)^[^\S\n]*+\w{1,3}\)|(?<=\s)\w{1,2}\)(?=\s)")  # a), 12): a bracket of a label has no partner


def brackets(copy: Copy) -> Iterator[Candidate]:
    """Yield each bracket without a partner in its paragraph."""
    labels = {match.end() - 1 for match in ITEM.finditer(copy.text)}
    for start, end in copy.paragraphs():
        yield from _unpaired(copy, start, end, BRACKETS, labels)


def quotation_marks(copy: Copy) -> Iterator[Candidate]:
    """Yield each quotation mark without a partner in its message.

    A mark that a printer repeats at the beginning of each paragraph of a quotation is right.
    """
    pairs = QUOTES.get(copy.words.language, QUOTES["en"])
    for start, end in copy.documents():
        yield from _unpaired(copy, start, end, pairs, set())
        yield from _straight(copy, start, end)


def _unpaired(copy: Copy, start: int, end: int, pairs: Mapping[str, str], skipped: set[int]) -> Iterator[Candidate]:
    opened: list[int] = []
    closers = {closer: opener for opener, closer in pairs.items()}
    for at in range(start, end):
        char = copy.text[at]
        if char in pairs:
            if not (opened and copy.text[opened[-1]] == char and _begins_paragraph(copy.text, at)):
                opened.append(at)
        elif char in closers:
            if opened and copy.text[opened[-1]] == closers[char]:
                opened.pop()
            elif at not in skipped:
                yield _candidate(copy, at, "is closed and was never opened")
    for at in opened:
        yield _candidate(copy, at, "is opened and never closed")


def _straight(copy: Copy, start: int, end: int) -> Iterator[Candidate]:
    """Yield straight double marks without a partner; what stands before one tells whether it opens."""
    opened = -1
    for match in re.finditer('"', copy.text[start:end]):
        at = start + match.start()
        opens = at == 0 or copy.text[at - 1] in " \n\t([—–-\ufffc" or copy.text[at - 1] == "\u00a0"
        if opens and opened >= 0 and not _begins_paragraph(copy.text, at):
            yield _candidate(copy, opened, "is opened and not closed before the next")
        elif not opens and opened < 0:
            yield _candidate(copy, at, "is closed and was never opened")
        opened = at if opens else -1
    if opened >= 0:
        yield _candidate(copy, opened, "is opened and never closed")


def _begins_paragraph(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _candidate(copy: Copy, at: int, what: str) -> Candidate:
    message = f"The mark {copy.text[at]} {what}."
    return Candidate("pair", at, at + 1, message, (f"“{copy.around(at, at + 1)}”",), None, 0.7)
