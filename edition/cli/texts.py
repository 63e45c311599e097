"""The commands that make TEI of sources, and account for it: ingest, annotate, audit, doubts, decide."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click

from edition.cli.running import JOBS, QUIET, ROOT, run
from edition.ledger import Ledger, as_data, as_table
from edition.pipeline import Outcome, Track


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@ROOT
@QUIET
@JOBS
def ingest(sources: tuple[str, ...], root: Path, quiet: bool, jobs: int) -> None:
    """Turn source texts into TEI documents in tei/.

    SOURCE is the name of a folder in sources/; without one, all that config.yml lists are read. Each holds the text as
    received (source.txt, source.md, source.docx, …, or a folder letters/) and profile.yml, which says what its
    headings, datelines, notes and calls look like; decisions.yml says what no rule can know. Doubts are warnings with
    file and line. What somebody edited in tei/ by hand is kept.

    \b
    edition ingest                   all sources
    edition ingest letters-1942      one of them
    """
    from edition.pipeline import ingest as program

    run(partial(program.ingest, root, sources, jobs=jobs), quiet)


@click.command()
@ROOT
@click.option("--dry-run", is_flag=True, help="Write nothing; print what would change, as a diff.")
@click.option("--doubts", is_flag=True, help="Write nothing; print what is uncertain, and what no register knows.")
@click.option("--no-cache", is_flag=True, help="Look through every file, also those that have not changed.")
@QUIET
@JOBS
def annotate(root: Path, dry_run: bool, doubts: bool, no_cache: bool, quiet: bool, jobs: int) -> None:
    """Mark up in tei/ who and what is mentioned, by the names in the registers.

    Registers are the lists of persons, places, organisations, events and objects of any file in tei/;
    tei/registers/decisions.yml says what no register can know. What is marked up already is left alone. The program
    replaces only its own markup (resp="#annotate"): run it again when texts, registers or decisions have changed.
    """
    from edition.pipeline import annotate as program

    reports: list[program.Report] = []

    def annotated(*, track: Track) -> Outcome:
        write = not (dry_run or doubts)
        outcome, report = program.annotate(
            root, write=write, unknown=doubts, with_cache=not no_cache, jobs=jobs, track=track
        )
        reports.append(report)
        return outcome

    def show() -> None:
        if dry_run:
            click.echo("".join(reports[0].diff()), nl=False)
        if doubts:
            click.echo(reports[0].doubts(), nl=False)

    run(annotated, quiet, show)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@ROOT
@click.option("--json", "as_json", is_flag=True, help="Print the ledgers as JSON instead of a table.")
@QUIET
def audit(sources: tuple[str, ...], root: Path, as_json: bool, quiet: bool) -> None:
    """Account for every character of the sources, from the TEI on disk.

    Each character of a source is kept in a document, normalised by a rule of the profile, or white space; and no word
    of a document is neither the source's nor marked as supplied. One character that is not accounted for is an error.
    """
    from edition.pipeline import audit as program

    ledgers: list[Ledger] = []

    def audited(*, track: Track) -> Outcome:
        outcome, found = program.audit(root, sources, track=track)
        ledgers.extend(found)
        return outcome

    def show() -> None:
        if as_json:
            click.echo(json.dumps(as_data(ledgers), indent=2))
        elif not quiet:
            click.echo(as_table(ledgers))

    run(audited, quiet, show)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@ROOT
@click.option("--json", "as_json", is_flag=True, help="Print the doubts as JSON.")
@click.option("--limit", type=click.IntRange(min=1), help="Print only so many, the most doubtful.")
@click.option("--measure", is_flag=True, help="Print how much of what the checks propose the decisions call damage.")
@QUIET
def doubts(
    sources: tuple[str, ...], root: Path, as_json: bool, limit: int | None, measure: bool, quiet: bool
) -> None:
    """List what is undecided in the sources, the most doubtful first.

    What ingest only guesses, and places that may be damaged: each with its line, the words marked, what the program
    does as long as nobody decides, the evidence and what a decision could say. `edition decide` asks about each.
    Doubts are no errors.
    """
    if measure:
        _measure(sources, root, quiet)
        return
    from edition.pipeline import doubts as program

    found: list[program.Undecided] = []

    def listed(*, track: Track) -> Outcome:
        outcome, undecided = program.doubts(root, sources, track=track)
        found.append(undecided)
        return outcome

    def show() -> None:
        click.echo(program.as_json(found[0], limit) if as_json else program.as_text(found[0], limit), nl=False)

    run(listed, quiet or as_json, show)


def _measure(sources: tuple[str, ...], root: Path, quiet: bool) -> None:
    from edition.ingest.candidates.measure import Measured, as_table
    from edition.pipeline import precision as program

    found: list[Measured] = []

    def measured(*, track: Track) -> Outcome:
        outcome, measure = program.precision(root, sources, track=track)
        found.append(measure)
        return outcome

    run(measured, quiet, lambda: click.echo(as_table(found[0])))


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@ROOT
@click.option("--resp", default="", metavar="ID", help="Who decides: an id of `editors` in config.yml.")
@click.option("--reanchor", is_flag=True, help="Ask about decisions whose words the source has no more, or twice.")
@QUIET
def decide(sources: tuple[str, ...], root: Path, resp: str, reanchor: bool, quiet: bool) -> None:
    """Decide what is undecided, one doubt at a time; each decision is written to decisions.yml at once.

    \b
    a  accept the proposal           r  reject it: the words are right as they stand
    c  change it                     n  note the reason first
    s  skip the doubt                u  undo the last decision, and the one before, …
    q  quit; so does the end of the input

    Each decision needs a reason. With --reanchor, where a source has changed after decisions were made: for each whose
    words moved, the place where they stand now is shown, and written when you say so.
    """
    if reanchor:
        from edition.pipeline import reanchor as mending

        run(partial(mending.reanchor, root, sources), quiet)
    else:
        from edition.pipeline import decide as program

        run(partial(program.decide, root, sources, resp=resp), quiet)
