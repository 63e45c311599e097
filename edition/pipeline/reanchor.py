"""Decisions anchored anew in a source that has changed, as an editor confirms place by place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from edition import config, yamlfile
from edition.diagnostics import Diagnostic, EditionError, in_order
from edition.ingest import decisions, profile, run
from edition.ingest.decisions import DecisionFile, checks
from edition.ingest.decisions.anchors import Located, located
from edition.ingest.decisions.file import DecisionsFile
from edition.ingest.source import Source
from edition.pipeline import Outcome, Track, counted
from edition.quoting import moved
from edition.quoting.moved import Anchor, Index


def reanchor(root: Path, names: Sequence[str], *, track: Track) -> Outcome:
    """Ask about each decision whose anchor does not occur once in its source; write what the editor confirms.

    A file all of whose anchors hold records for which text it was made. The end of the input ends the asking, and what
    is written by then stays. Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    findings: list[Diagnostic] = []
    mended = left = 0
    try:
        for name in names or settings.sources:
            try:
                done, open_still = _source(root, name)
            except EditionError as error:
                findings += error.diagnostics
                continue
            mended += done
            left += open_still
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nEnded; what is written stays.")
        return Outcome("Ended before all were asked about", tuple(in_order(findings)))
    summary = f"{counted(mended, 'decision')} anchored anew, {left} without their place"
    return Outcome(summary, tuple(in_order(findings)))


def _source(root: Path, name: str) -> tuple[int, int]:
    """Ask about the decisions of one source; how many were mended, and how many are left."""
    folder, shown = root / "sources" / name, f"sources/{name}"
    source = run.work_of(folder, name, shown, profile.load(folder, shown)).source
    file = DecisionsFile(folder / "decisions.yml", f"{shown}/decisions.yml")
    if not file.path.exists():
        return 0, 0
    read, lines = yamlfile.load_with_lines(file.path, DecisionFile, shown_as=file.shown)
    lost = [one for one in located(read, lines, source.text) if len(one.places) != 1]
    index = moved.Index.of(source.text)
    mended = 0
    for one in lost:
        click.echo(f"\n{file.shown}:{one.line}: {one.decision.matter}: “{one.decision.quote}”")
        anchor = _chosen(one, source) if one.places else _confirmed(one, source, index)
        if anchor is not None:
            file.anchor(one.index, anchor)
            mended += 1
    if mended == len(lost):
        file.made_for(decisions.digest(source.text))
    return mended, len(lost) - mended


def _confirmed(one: Located, source: Source, index: Index) -> Anchor | None:
    """The anchor where the words of a decision stand now, if the editor says that it is the place."""
    move = moved.find(one.decision, index)
    if move is None:
        click.echo("    No place in the source reads like it. Anchor it by hand, or take it out.")
        return None
    click.echo(f"    {source.location(move.start)}: now reads “{move.quote}”")
    if checks.is_mended(one.decision, move, source.text):
        click.echo("    That is what it corrects the words to: take it out by hand.")
        return None
    if not move.fits:
        click.echo(f"    Its `{one.decision.matter}` does not fit these words. Change it by hand.")
        return None
    return move.anchor if click.confirm("Is that the place?") else None


def _chosen(one: Located, source: Source) -> Anchor | None:
    """The anchor of the one of several places that the editor chooses."""
    anchors = [moved.anchor(source.text, place, place + len(one.decision.quote)) for place in one.places]
    click.echo("    These words occur more than once:")
    for number, (place, anchor) in enumerate(zip(one.places, anchors, strict=True), 1):
        click.echo(f"    {number}  {source.location(place)}: {anchor.prefix}{anchor.quote}{anchor.suffix}")
    chosen: int = click.prompt("Which is the place (0: leave it)", type=click.IntRange(0, len(anchors)), default=0)
    return anchors[chosen - 1] if chosen else None
