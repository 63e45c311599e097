"""The commands that make the site and show it: build, serve."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from edition.cli.running import JOBS, QUIET, ROOT, explained, run
from edition.pipeline import BUILD


@click.command()
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

    run(partial(program.build, root, jobs=jobs, keep_going=keep_going), quiet)


@click.command()
@ROOT
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@QUIET
def serve(root: Path, port: int, quiet: bool) -> None:
    """Show the site in build/ at http://127.0.0.1:8000/ until Ctrl-C. Nobody but this machine sees it."""
    from edition import server

    explained(partial(server.serve, root / BUILD, port, quiet=quiet), quiet)
