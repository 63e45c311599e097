"""Candidates: places of a source text that may be damaged, each with its evidence, a proposal and a weight.

One check is one small function that yields candidates; `CHECKS` has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from edition.ingest.candidates import (
    confusions,
    doubled,
    gaps,
    hyphens,
    pairs,
    sentences,
    spacing,
    spelling,
    stray,
    sums,
)
from edition.ingest.candidates.candidate import Candidate
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.decided import covers, stands
from edition.ingest.candidates.lexicon import Lexicon
from edition.ingest.decisions import Anchored
from edition.ingest.work import Work

__all__ = ["Candidate", "Lexicon", "find", "undecided"]

Check = Callable[[Copy], Iterator[Candidate]]

CHECKS: tuple[Check, ...] = (
    spelling.spelling,
    spelling.broken_words,
    hyphens.hyphens_before_space,
    hyphens.hyphens_in_words,
    hyphens.dashes,
    hyphens.lost,
    confusions.figures_for_letters,
    confusions.letters_for_figures,
    confusions.look_alikes,
    confusions.years,
    doubled.doubled_words,
    spacing.spacing,
    spacing.figures,
    spacing.around_dashes,
    pairs.brackets,
    pairs.quotation_marks,
    gaps.documents,
    gaps.notes,
    gaps.paragraphs,
    gaps.days,
    sums.totals,
    sums.in_all,
    stray.signs,
    stray.scripts,
    stray.pages,
    stray.references,
    stray.capitals,
    sentences.ends,
    sentences.begins,
    sentences.run_on,
    sentences.commas,
    sentences.appositions,
    sentences.points,
)


def find(text: str, work: Work | None, words: Lexicon) -> tuple[Candidate, ...]:
    """What may be damaged in a source text, most doubtful first; the same text gives the same candidates.

    `work`, where the text has been read and understood, lets the checks see messages, notes, their numbers and calls,
    and leave out what is no prose. Of two candidates for one place the more doubtful is given.
    """
    copy = Copy.of(text, work, words)
    found = sorted(
        (one for check in CHECKS for one in check(copy) if not copy.crosses_seam(one.start, one.end)),
        key=lambda one: (-one.weight, one.start, one.end, one.kind, one.message),
    )
    kept: list[Candidate] = []
    taken: set[int] = set()
    for one in found:
        place = range(one.start, one.end)
        if taken.isdisjoint(place):
            kept.append(one)
            taken.update(place)
    return tuple(kept)


def undecided(
    candidates: Iterable[Candidate], text: str, decisions: Iterable[Anchored], standing: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """The candidates whose place no decision covers, and whose words are not among those that stand as they are."""
    decisions = tuple(decisions)
    return tuple(
        one
        for one in candidates
        if not stands(text[one.start : one.end], standing)
        and not any(covers(decided, one.start, one.end, text) for decided in decisions)
    )
