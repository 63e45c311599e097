"""The steps that turn a `Work` just read into an understood one: a tuple that one can read top to bottom."""

from __future__ import annotations

from collections.abc import Callable

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.transforms import (
    boundaries,
    calls,
    correspondence,
    datelines,
    footnotes,
    interventions,
    joins,
    marks,
    numbers,
    quotations,
    references,
    sections,
    splits,
    tables,
)
from edition.ingest.work import Work

Step = Callable[[Work, Profile, tuple[Anchored, ...]], Work]

LETTERS: tuple[Step, ...] = (
    splits.split,
    joins.join,
    boundaries.divide,
    numbers.supply,
    tables.lay_out,
    quotations.enclose,
    sections.divide,
    footnotes.lift,
    calls.find,
    datelines.date,
    marks.read,
    interventions.apply,
    references.find,
    correspondence.tell,
)

# The steps for a format that tells itself where letters, sections, lists, tables and footnotes begin and end.
FORMATTED: tuple[Step, ...] = (
    tables.lay_out,
    quotations.enclose,
    footnotes.lift,
    calls.find,
    datelines.date,
    marks.read,
    interventions.apply,
    references.find,
    correspondence.tell,
)


def apply(work: Work, profile: Profile, decisions: tuple[Anchored, ...], steps: tuple[Step, ...] = LETTERS) -> Work:
    """Take a work through all steps; each takes the decisions of its kind."""
    for step in steps:
        work = step(work, profile, decisions)
    return work
