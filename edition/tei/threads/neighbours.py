"""The letters before and behind one that headers name, in an exchange or in a collection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from edition.tei.correspondence import COLLECTION, Context
from edition.tei.threads.exchanges import pairs_of
from edition.tei.threads.letters import Letter, Letters
from edition.tei.threads.model import how


@dataclass(frozen=True, slots=True)
class Named:
    """Neighbours that editors have encoded, by the key of a letter; what a program encoded follows from the days."""

    before: Mapping[str, Letter] = field(default_factory=dict)
    behind: Mapping[str, Letter] = field(default_factory=dict)


def named(letters: Letters) -> tuple[Named, Named]:
    """The neighbours that headers name within exchanges, and within collections.

    Where the header does not say which, or names as the one before in an exchange a letter between others, it is the
    exchange if both letters are in one. What one letter says of another holds for both, unless that one says otherwise.
    """
    found: tuple[list[tuple[str, Letter, Letter]], ...] = ([], [])
    for letter in letters.all:
        for context in letter.act.context:
            if context.relation in ("prev", "next") and how(context.responsible) == "encoded":
                for other in _meant(context, letter, letters):
                    found[_in_collection(context, letter, other)].append((context.relation, letter, other))
    return _named(found[False]), _named(found[True])


def _meant(context: Context, letter: Letter, letters: Letters) -> Iterator[Letter]:
    others = (letters.find(target) for target in context.targets)
    return (one for one in others if one is not None and one.document is not letter.document)


def _in_collection(context: Context, letter: Letter, other: Letter) -> bool:
    if context.scope == COLLECTION:
        return True
    both = [
        set(pairs_of([party.key for party in one.senders], [party.key for party in one.addressees]))
        for one in (letter, other)
    ]
    return not both[0] & both[1]


def _named(found: list[tuple[str, Letter, Letter]]) -> Named:
    before = {letter.key: other for relation, letter, other in reversed(found) if relation == "prev"}
    behind = {letter.key: other for relation, letter, other in reversed(found) if relation == "next"}
    for relation, letter, other in found:
        (behind if relation == "prev" else before).setdefault(other.key, letter)
    return Named(before, behind)
