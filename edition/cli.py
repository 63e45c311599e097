"""The command `edition`: what each program is for, its options, its exit code.

Exit codes: 0 nothing of severity error, 1 errors found, 2 the program could not run. Each command imports its program
when it is called: the others would make it slow to start.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from edition import __version__, reporting
from edition.diagnostics import EditionError, has_errors
from edition.ledger import Ledger, as_data, as_table
from edition.pipeline import BUILD, Outcome, Track

ROOT = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=Path("."),
    help="The edition's folder, the one with config.yml. Default: this folder.",
)  # fmt: skip
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1, show_default="one a core",
    help="How many processes share the work. The result is the same for any number.",
)  # fmt: skip


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="edition")
def main() -> None:
    """Make a TEI scholarly digital edition: source texts become validated TEI P5, and that a static reading site.

    \b
    sources/  --ingest-->  tei/  --validate-->  --build-->  build/

    An edition is a folder with a config.yml. `edition ingest` turns the texts in sources/ into TEI documents in tei/;
    a folder of TEI made elsewhere needs no sources. `edition validate` checks tei/, and `edition build` makes the site.

    Exit codes: 0 nothing of severity error, 1 errors found, 2 the program could not run.
    """


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@ROOT
@QUIET
@JOBS
def ingest(sources: tuple[str, ...], root: Path, quiet: bool, jobs: int) -> None:
    """Turn source texts into TEI documents in tei/.

    SOURCE is the name of a folder in sources/; without one, all that config.yml lists are read. Each holds source.txt,
    the text as received, and profile.yml, which says what its headings, datelines, notes and calls look like;
    decisions.yml says what no rule can know. Doubts are warnings with file and line. What somebody edited in tei/ by
    hand is kept.

    \b
    edition ingest                   all sources
    edition ingest letters-1942      one of them
    """
    from edition.pipeline import ingest as program

    _run(partial(program.ingest, root, sources, jobs=jobs), quiet)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@ROOT
@QUIET
@JOBS
def validate(paths: tuple[Path, ...], root: Path, quiet: bool, jobs: int) -> None:
    """Check TEI files: well-formed, valid, every reference and note call resolves.

    PATH is a TEI file or a folder of them; without one, all of tei/ is checked. Files of tei/ are checked against the
    schema tei/schema/edition.rng; a folder elsewhere against its own schema/edition.rng, if it has one. Each finding
    says where, what is wrong and how to mend it.

    \b
    edition validate                             the whole edition
    edition validate tei/letters-1942            a part of it
    edition validate ~/somewhere/else            any folder of TEI
    """
    from edition.pipeline import validate as program

    _run(partial(program.validate, root, paths, jobs=jobs), quiet)


@main.command()
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

    _run(audited, quiet, show)


@main.command()
@ROOT
@click.option("--keep-going", is_flag=True, help="In spite of errors publish what is whole; say what is missing.")
@QUIET
@JOBS
def build(root: Path, keep_going: bool, quiet: bool, jobs: int) -> None:
    """Make the reading site in build/ from tei/ and pages/.

    The TEI is validated first. With errors nothing is published, and the site that was there stays; with --keep-going
    what is whole is published, the site says what is missing, and the exit code is still 1. The site is static: put
    build/ on any web server, or look at it with `edition serve`.
    """
    from edition.pipeline import build as program

    _run(partial(program.build, root, jobs=jobs, keep_going=keep_going), quiet)


@main.command()
@ROOT
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@QUIET
def serve(root: Path, port: int, quiet: bool) -> None:
    """Show the site in build/ at http://127.0.0.1:8000/ until Ctrl-C. Nobody but this machine sees it."""
    from edition import server

    _explained(partial(server.serve, root / BUILD, port, quiet=quiet), quiet)


def _run(program: Callable[..., Outcome], quiet: bool, show: Callable[[], None] = lambda: None) -> None:
    """Run a program, print what it found and did, and exit with the code that says so."""
    track: Track = partial(reporting.progress, quiet=quiet)
    outcome: Outcome = _explained(partial(program, track=track), quiet)
    show()
    reporting.report(outcome.findings, quiet=quiet)
    if not quiet:
        click.echo(f"{outcome.summary}.")
    if has_errors(outcome.findings):
        sys.exit(1)


def _explained(action: Callable[[], Any], quiet: bool) -> Any:
    """Do something; where it cannot be done say why, without a traceback, and exit with code 2."""
    try:
        return action()
    except EditionError as error:
        reporting.report(error.diagnostics, quiet=quiet)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("Interrupted; what was there before is unchanged.", err=True)
        sys.exit(2)
