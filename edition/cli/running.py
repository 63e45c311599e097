"""What all commands share: their options, and how a program is run, told of and ended."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from edition import reporting
from edition.diagnostics import Code, Diagnostic, EditionError, Location, Severity
from edition.pipeline import Outcome, Track

ROOT = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False), default=Path("."),
    help="The edition's folder, the one with config.yml. Default: this folder.",
)  # fmt: skip
QUIET = click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
JOBS = click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=lambda: os.cpu_count() or 1, show_default="one a core",
    help="How many processes share the work. The result is the same for any number.",
)  # fmt: skip


def run(
    program: Callable[..., Outcome],
    quiet: bool,
    show: Callable[[], None] = lambda: None,
    *,
    tell: Callable[[Sequence[Diagnostic]], None] | None = None,
    fail_on: Severity = Severity.ERROR,
) -> None:
    """Run a program, tell what it found and did, and exit with 1 if a finding is as grave as `fail_on`.

    `show` prints what it made, before its findings; `tell` is asked to tell these instead of printing them for people.
    """
    track: Track = partial(reporting.progress, quiet=quiet)
    outcome: Outcome = explained(partial(program, track=track), quiet)
    show()
    if tell is None:
        reporting.report(outcome.findings, quiet=quiet)
    else:
        explained(partial(tell, outcome.findings), quiet)
    if not quiet:
        click.echo(f"{outcome.summary}.", err=tell is not None)
    grave = {Severity.ERROR, fail_on}
    if any(found.severity in grave for found in outcome.findings):
        sys.exit(1)


def explained(action: Callable[[], Any], quiet: bool) -> Any:
    """Do something; where it cannot be done say why, without a traceback, and exit with code 2."""
    try:
        return action()
    except EditionError as error:
        reporting.report(error.diagnostics, quiet=quiet)
        sys.exit(2)
    except KeyboardInterrupt:
        click.echo("Interrupted; no file is half written.", err=True)
        sys.exit(2)


def save(path: Path, text: str) -> None:
    """Write what a command was asked to write. Raises `EditionError` where that cannot be done."""
    try:
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}."
        help = "Name a file in a folder that is there and may be written to."
        raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(path.as_posix()), help)) from None
