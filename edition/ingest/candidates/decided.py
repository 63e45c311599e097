"""Which decision covers a place of the source, so that nothing is left in doubt there."""

from __future__ import annotations

from collections.abc import Collection

from edition.ingest.candidates.lexicon import WORD
from edition.ingest.decisions import Anchored

# What a decision may say of the words that it is about; `supplied` and `join` say where something is between them.
MATTERS = ("correction", "surplus", "unclear", "call", "no_call", "stands")


def covers(decided: Anchored, start: int, end: int, text: str) -> bool:
    """Whether a decision says what is to be thought of the words between two offsets."""
    decision = decided.decision
    if decision.supplied is not None:
        return start <= decided.end <= end + 1
    if decision.join is not None:
        return start < decided.end and _joined_from(decided, text) <= end
    if not any(getattr(decision, matter) for matter in MATTERS):
        return False
    first, last = decided.extent
    return start < last and first < end


def _joined_from(decided: Anchored, text: str) -> int:
    """Where the first half of a joined paragraph ends, before the blocks that stand between the halves."""
    join = decided.decision.join
    end = _stripped(text, decided.start)
    for _ in range(join.between if join else 0):
        end = _stripped(text, max(text.rfind("\n\n", 0, end), 0))
    return end


def _stripped(text: str, end: int) -> int:
    """Where a text up to an offset ends without the white space at its end."""
    while end > 0 and text[end - 1].isspace():
        end -= 1
    return end


def stands(words: str, standing: Collection[str]) -> bool:
    """Whether the words, or all words among them, are listed as right as they stand."""
    listed = {one.lower() for one in standing}
    parts = WORD.findall(words.lower())
    return words.lower() in listed or (bool(parts) and listed.issuperset(parts))
