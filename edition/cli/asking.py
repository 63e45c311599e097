"""The command that asks an edition: query."""

from __future__ import annotations

import re
from pathlib import Path

import click

from edition import reporting
from edition.cli.running import QUIET, ROOT, run
from edition.pipeline import Outcome, Track

# As `edition.pipeline.query` and `edition.tei.roles` have them, which are slow to import.
MENTIONED = "mentioned"
YEAR = re.compile(r"-?\d{1,4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
ROLES = ("sent", "received", "transmitted", "attended")


def year_or_more(_context: click.Context, _option: click.Parameter, given: str) -> str:
    """A year, or the beginning of a day. Raises `click.BadParameter` for anything else."""
    if given and not YEAR.fullmatch(given):
        raise click.BadParameter(f"{given!r} is no year, month or day like 1942, 1942-05, 1942-05-09.")
    return given


@click.command()
@ROOT
@click.option("--person", multiple=True, metavar="NAME", help="Who is mentioned: words of a name, or an id.")
@click.option("--place", multiple=True, metavar="NAME", help="Which place is mentioned.")
@click.option("--org", multiple=True, metavar="NAME", help="Which organisation is mentioned.")
@click.option("--name", multiple=True, metavar="NAME", help="Which event or thing is mentioned.")
@click.option(
    "--role", type=click.Choice([MENTIONED, *ROLES]), default=MENTIONED, show_default=True,
    help="What who is asked for does: is mentioned, sent, received or handed on a letter, attended a conversation.",
)
@click.option("--sender", default="", metavar="NAME", help="Words of the sender's name.")
@click.option("--addressee", default="", metavar="NAME", help="Words of the addressee's name.")
@click.option(
    "--year", default="", metavar="YEAR", callback=year_or_more,
    help="The year, or the beginning of a day: 1942, 1942-05.",
)
@click.option("--text", default="", metavar="WORDS", help="Words in a row, whatever their case.")
@click.option("--answers", "letters", flag_value="answers", help="What the letters answer, and by which words.")
@click.option("--missing", "letters", flag_value="missing", help="Letters that are missing, and who tells of them.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True,
    help="How the answer is printed.",
)
@QUIET
def query(
    root: Path, person: tuple[str, ...], place: tuple[str, ...], org: tuple[str, ...], name: tuple[str, ...],
    role: str, sender: str, addressee: str, year: str, text: str, letters: str | None, form: str,
    quiet: bool,
) -> None:  # fmt: skip
    """Ask the edition: where somebody is mentioned, who wrote to whom, where words stand.

    All that is given must hold. The answer has a line for each place of the words of --text, else for each mention of
    what is asked for, else for each document, by date; with --answers for each letter that is answered, with --missing
    for each place that tells of a missing one. The root may be any folder of TEI files.

    \b
    edition query --person lark --year 1901
    edition query --person lark --role received
    edition query --sender finch --place weir --format csv
    edition query --text "the hay is in"
    edition query --missing --sender finch
    """
    from edition.pipeline import query as program

    given = (("person", person), ("place", place), ("org", org), ("name", name))
    if letters and text:
        raise click.UsageError(f"--{letters} and --text cannot be given together.")
    if role != MENTIONED and not any(words for _, words in given):
        raise click.UsageError("--role is of somebody: give --person, --org, --place or --name, too.")
    mentioned = tuple((kind, words) for kind, all_words in given for words in all_words)
    question = program.Question(mentioned, role, sender, addressee, year, text, letters or "")
    answers: list[tuple[program.Row, ...]] = []

    def asked(*, track: Track) -> Outcome:
        try:
            rows, unread = program.query(root, question)
        except LookupError as error:
            raise click.UsageError(str(error.args[0])) from None
        answers.append(rows)
        return Outcome("", unread)

    run(
        asked,
        quiet=True,
        show=lambda: click.echo(program.FORMATS[form](answers[0]), nl=False),
        tell=lambda findings: reporting.report(findings, quiet=quiet) if findings else None,
    )
