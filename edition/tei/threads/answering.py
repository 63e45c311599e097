"""Which letter answers which: by what headers encode, else by the words of the letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.tei.correspondence import Context
from edition.tei.threads.letters import Letter, Letters
from edition.tei.threads.model import How, Telling, how


@dataclass(frozen=True, slots=True)
class Reply:
    """A letter answers another one of the edition; letters are known by their keys."""

    letter: str
    to: str
    how: How
    certainty: str = ""
    evidence: tuple[str, ...] = ()
    telling: Telling | None = None


def replies(letters: Letters) -> Mapping[str, tuple[Reply, ...]]:
    """What each letter answers, by its key: in the order of its words; what only headers say is last.

    Where an editor has encoded in a header what a letter answers, this alone counts.
    """
    named: defaultdict[str, list[Reply]] = defaultdict(list)
    for letter in letters.all:
        for reply in _named(letter, letters):
            named[reply.letter].append(reply)
    found = {letter.key: _replies(_said(letter, letters), named[letter.key]) for letter in letters.all}
    return {key: each for key, each in found.items() if each}


def _replies(said: Mapping[str, Reply], named: Sequence[Reply]) -> tuple[Reply, ...]:
    """What a letter answers, by what its words say and what headers name."""
    encoded = {one.to: one for one in named if one.how == "encoded"}
    known = encoded or {**{one.to: one for one in named}, **said}
    in_order = [*(to for to in said if to in known), *(to for to in known if to not in said)]
    return tuple(replace(known[to], telling=said[to].telling) if to in said else known[to] for to in in_order)


def _said(letter: Letter, letters: Letters) -> dict[str, Reply]:
    """What the words of a letter answer."""
    found: dict[str, Reply] = {}
    for cited in letter.document.cited:
        if cited.answer and not cited.note and cited.part == letter.act.part:
            words = Telling.of(letter.document, cited)
            for to in _meant(cited.targets, letter, letters):
                reply = Reply(letter.key, to.key, words.how, words.certainty, words.evidence, words)
                found.setdefault(to.key, reply)
    return found


def _named(letter: Letter, letters: Letters) -> Iterator[Reply]:
    """Yield the answers that the header of a letter names: what it answers, and what answers it."""
    for one in letter.act.context:
        for other in _meant(one.targets, letter, letters):
            if one.relation == "replyTo":
                yield _reply(letter, other, one)
            elif one.relation == "replyFrom":
                yield _reply(other, letter, one)


def _reply(letter: Letter, to: Letter, context: Context) -> Reply:
    return Reply(letter.key, to.key, how(context.responsible), context.certainty, context.evidence)


def _meant(targets: Sequence[str], letter: Letter, letters: Letters) -> Iterator[Letter]:
    found = (letters.find(target) for target in targets)
    return (one for one in found if one is not None and one.key != letter.key)
