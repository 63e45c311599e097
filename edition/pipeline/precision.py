"""How good the checks for damage are, measured on what the editors of the sources decided."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edition import config
from edition.ingest import candidates
from edition.ingest.candidates.measure import Judged, Measured, measure
from edition.pipeline import Outcome, Track, counted, doubts


def precision(root: Path, names: Sequence[str], *, track: Track) -> tuple[Outcome, Measured]:
    """Measure the checks on the decisions of the named sources, or of all; a source that cannot be read is an error.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    read = doubts.undecided(root, settings, names, track=track)
    words = doubts.lexicons(root, settings, read.sources)
    judged = [
        Judged(text, candidates.find(text, one.work, words[one.form.language.ident]), one.made.decisions)
        for one in read.sources.values()
        for text in [one.work.source.text]
    ]
    return Outcome(f"Measured on {counted(len(judged), 'source')}", read.errors), measure(judged)
