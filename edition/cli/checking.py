"""The commands that check TEI and tell what checks mean: validate, explain, schema."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
from rich.console import Console

from edition import reporting, reports
from edition.cli.running import JOBS, QUIET, ROOT, explained, run, save
from edition.diagnostics import Diagnostic, Severity
from edition.pipeline import Outcome, Track
from edition.reports import AUTO, FORMATS, TEXT


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@ROOT
@click.option(
    "--schema", "schemas", type=click.Path(path_type=Path), multiple=True, metavar="FILE",
    help="A schema to check against, instead of all others: RELAX NG (.rng), Schematron (.sch), the rules of an ODD. "
    "May be given several times.",
)
@click.option("--no-rules", is_flag=True, help="Leave Schematron rules out, those in a grammar or ODD too.")
@click.option(
    "--format", "form", type=click.Choice([TEXT, AUTO, *FORMATS]), default=TEXT, show_default=True,
    help="How findings are printed; `auto` annotates the lines of a pull request in GitHub Actions.",
)
@click.option(
    "--report", "files", multiple=True, metavar="FORMAT=FILE",
    help="Write the findings to a file as well, such as sarif=findings.sarif. May be given several times.",
)
@click.option(
    "--baseline", "known", type=click.Path(path_type=Path), metavar="FILE", help="Tell only what is new since then."
)
@click.option(
    "--write-baseline", "baseline_file", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the findings of today as the baseline, and fail for none of them.",
)
@click.option("--fail-on", type=click.Choice([one.value for one in Severity]), default=Severity.ERROR.value,
              show_default=True, help="The least grave findings that make the exit code 1.")
@click.option("--no-cache", is_flag=True, help="Check every file, also those that have not changed since the last run.")
@click.option("--notes", "with_notes", is_flag=True, help="Print the ledger of notes and calls, too.")
@QUIET
@JOBS
def validate(
    paths: tuple[Path, ...], root: Path, schemas: tuple[Path, ...], no_rules: bool, form: str, files: tuple[str, ...],
    known: Path | None, baseline_file: Path | None, fail_on: str, no_cache: bool, with_notes: bool,
    quiet: bool, jobs: int,
) -> None:  # fmt: skip
    """Check TEI files: well-formed, valid, every reference and note call resolves, dates that do not contradict.

    PATH is a TEI file or a folder of them; without one, all of tei/ is checked. Each finding says where, what is wrong
    and how to mend it; `edition explain CODE` says more. The schemas are the first of these that there are: those of
    --schema; those that config.yml lists for tei/; those that a file itself names (xml-model), if they lie in the
    folder; schema/edition.rng and edition.sch of the folder.

    \b
    edition validate                             the whole edition
    edition validate tei/letters-1942            a part of it
    edition validate ~/somewhere/else            any folder of TEI
    edition validate --schema tei_all.rng        against another schema
    edition validate --write-baseline known.json     an old corpus: what it has today …
    edition validate --baseline known.json           … and from then on what is new
    """
    from edition import baseline
    from edition.pipeline import validate as program

    written = _report_files(files)
    before = explained(partial(baseline.load, known), quiet) if known else frozenset()

    def checked(*, track: Track) -> Outcome:
        outcome = program.validate(
            root, paths, schemas=schemas, with_rules=not no_rules, with_cache=not no_cache, jobs=jobs, track=track
        )
        if baseline_file:
            save(baseline_file, baseline.write(outcome.findings))
            return replace(outcome, findings=(), summary=f"{outcome.summary}; the baseline is {baseline_file}")
        return replace(outcome, findings=baseline.new(outcome.findings, before))

    def show() -> None:
        if with_notes:
            click.echo(explained(partial(program.notes, root, paths), quiet))

    tell = partial(_tell, written=written, form=form, quiet=quiet)
    run(checked, quiet, show, tell=tell, fail_on=Severity(fail_on))


def _report_files(given: Sequence[str]) -> list[tuple[str, Path]]:
    """The reports asked for, each a format and a file."""
    found = []
    for one in given:
        format, _, path = one.partition("=")
        if format not in FORMATS or not path:
            known = ", ".join(FORMATS)
            raise click.BadParameter(f"“{one}” is not FORMAT=FILE; formats: {known}.", param_hint="--report")
        found.append((format, Path(path)))
    return found


def _tell(findings: Sequence[Diagnostic], *, written: Sequence[tuple[str, Path]], form: str, quiet: bool) -> None:
    for format, path in written:
        save(path, reports.write(format, findings))
    chosen = reports.automatic(os.environ) if form == AUTO else form
    if chosen == TEXT:
        reporting.report(findings, quiet=quiet)
    else:
        click.echo(reports.write(chosen, findings), nl=False)


@click.command()
@click.argument("name", required=False, metavar="[CODE]")
def explain(name: str | None) -> None:
    """Say what the code of a finding means, with a wrong and a right example, and how to mend it.

    Without CODE, all codes are listed.

    \b
    edition explain dangling-reference
    """
    from edition import explaining

    console = Console(highlight=False)
    if not name:
        for line in explaining.catalogue():
            console.print(line, soft_wrap=True)
        return
    code = explaining.named(name)
    if code is None:
        near = explaining.nearest(name)
        hint = f"Did you mean `{near}`?" if near else "`edition explain` lists all codes."
        raise click.BadParameter(f"“{name}” is no code of a finding. {hint}", param_hint="CODE")
    for line in explaining.in_full(explaining.explained(code)):
        console.print(line, soft_wrap=bool(line.no_wrap))


@click.command()
@ROOT
@click.option("--check", is_flag=True, help="Write nothing; say which schemas are not what the ODD gives.")
@QUIET
def schema(root: Path, check: bool, quiet: bool) -> None:
    """Make the schemas of the edition from its ODD, tei/schema/edition.odd.

    The ODD is a customisation of TEI: which elements and attributes the edition uses, with which values, by which
    rules, each explained with examples. It becomes edition.rng (RELAX NG) and edition.sch (Schematron) beside it, and
    the page “Encoding guidelines” of the site. An edition that has none gets the default, to change as it likes.
    """
    from edition.pipeline import schema as program

    run(lambda track: program.schema(root, check=check), quiet)  # too quick to show how far it is
