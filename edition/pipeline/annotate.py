"""Mentions written into TEI documents."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.annotate import decisions, files, reference_decisions
from edition.annotate import report as doubting
from edition.annotate import survey as surveying
from edition.annotate.dates import Dates
from edition.annotate.files import Annotated
from edition.annotate.mentions import Mentions
from edition.annotate.references import References
from edition.annotate.resolving import Reference, resolve
from edition.annotate.steps import Step
from edition.annotate.survey import Survey
from edition.annotate.unknown import Unknown
from edition.diagnostics import Code, Diagnostic, EditionError, Location, in_order
from edition.pipeline import CONFIG, TEI, Outcome, Track, counted
from edition.tei import documents, markup, registers
from edition.tei.registers import Entry, Register
from edition.validate import registers as checks
from edition.workers import in_chunks


@dataclass(frozen=True, slots=True)
class Report:
    """What annotate did or would do: each file, and the difference to what is there."""

    files: tuple[Annotated, ...]
    folder: Path
    references: tuple[Reference, ...] = ()

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff between the files that are there and what they would become."""
        for file in self.files:
            if file.content is not None:
                old, new = (self.folder / file.path).read_bytes(), file.content
                before, after = (markup.decoded(one)[0].splitlines(keepends=True) for one in (old, new))
                yield from difflib.unified_diff(before, after, file.shown, file.shown)

    def doubts(self) -> str:
        """All doubts to read."""
        return doubting.as_text([doubt for file in self.files for doubt in file.doubts])


def annotate(
    root: Path, *, write: bool = True, unknown: bool = False, jobs: int, track: Track
) -> tuple[Outcome, Report]:
    """Write mentions of what the registers describe, dates and references into the documents of `tei/`.

    With `write` false nothing is written. `unknown` looks also for words with a capital that no register knows. Raises
    `EditionError` when there is no TEI folder, the decisions cannot be understood, or a file cannot be written.
    """
    folder = root / TEI
    found = documents.find(folder)
    if not found:
        help = "Put TEI files there, with the ending `.xml`."
        raise EditionError(Diagnostic(Code.NO_DOCUMENTS, f"The folder {TEI} has no document.", Location(TEI), help))
    with track("Reading registers", len(found)) as advance:
        entries = in_chunks(_entries, found, shared=folder, jobs=jobs, advance=advance)
    register = Register.of(entry for each in entries for entry in each)
    editors = _editors(root)
    decided, findings = decisions.read(folder, TEI, register, editors)
    decided_references = reference_decisions.read(folder, TEI)
    with track("Reading letters", len(found)) as advance:
        surveys = in_chunks(_surveys, found, shared=(folder, decided_references), jobs=jobs, advance=advance)
    references = tuple(resolve([one for each in surveys for one in each.letters], surveying.corpus(surveys)))
    steps: tuple[Step, ...] = (
        Mentions.of(register, decided),
        Dates(dict(call for each in surveys for call in each.calls)),
        References.of(references),
        *((Unknown(),) if unknown else ()),
    )
    with track("Annotating", len(found)) as advance:
        done = in_chunks(_annotate, found, shared=(folder, steps), jobs=jobs, advance=advance)
    if write:
        _write(folder, done)
    report = Report(tuple(done), folder, references)
    told = [finding for each in surveys for finding in each.findings]
    told += (finding for each in done for finding in each.findings)
    letters = [one.letter for each in surveys for one in each.letters]
    told += reference_decisions.problems(decided_references, references, letters, editors)
    told += checks.findings(register, frozenset(decided.forms), TEI)
    told += decisions.unused(decided, frozenset().union(*(each.used for each in done)), _documents(done))
    return Outcome(_summary(report), tuple(in_order([*findings, *told]))), report


def _entries(folder: Path, paths: Sequence[Path]) -> list[tuple[Entry, ...]]:
    return [tuple(_entries_of(path, path.relative_to(folder).as_posix())) for path in paths]


def _entries_of(file: Path, path: str) -> Iterator[Entry]:
    """Yield the entries of a file's registers; what cannot be read is told when the file is annotated."""
    try:
        content = file.read_bytes()
        if registers.may_have(content):
            yield from registers.read(etree.fromstring(content, documents.parser()), path)
    except (OSError, etree.XMLSyntaxError):
        return


def _surveys(given: tuple[Path, reference_decisions.Decided], paths: Sequence[Path]) -> list[Survey]:
    folder, decided = given
    return [_survey(path, path.relative_to(folder).as_posix(), decided) for path in paths]


def _survey(file: Path, path: str, decided: reference_decisions.Decided) -> Survey:
    """Look through a file; what cannot be read is told when the file is annotated."""
    try:
        return surveying.survey(file.read_bytes(), path, f"{TEI}/{path}", decided)
    except OSError:
        return Survey()


def _annotate(given: tuple[Path, tuple[Step, ...]], paths: Sequence[Path]) -> list[Annotated]:
    folder, steps = given
    return [_annotated(path, folder, steps) for path in paths]


def _annotated(file: Path, folder: Path, steps: tuple[Step, ...]) -> Annotated:
    path = file.relative_to(folder).as_posix()
    try:
        return files.annotate(file.read_bytes(), path, f"{TEI}/{path}", steps)
    except OSError as error:
        where = Location(f"{TEI}/{path}")
        message = f"{where.path} cannot be read: {error.strerror}."
        return Annotated(path, where.path, findings=(Diagnostic(Code.FILE_UNREADABLE, message, where),))


def _editors(root: Path) -> frozenset[str] | None:
    """The ids of those who may be responsible for a decision; None for a corpus without config.yml."""
    if not (root / CONFIG).is_file():
        return None
    from edition import config  # here, since it is slow to import

    return frozenset(person.id for person in config.load(root).editors)


def _documents(done: Sequence[Annotated]) -> frozenset[str]:
    return frozenset(id for each in done for id in each.documents)


def _write(folder: Path, done: Sequence[Annotated]) -> None:
    for each in done:
        if each.content is not None:
            try:
                (folder / each.path).write_bytes(each.content)
            except OSError as error:
                message = f"{each.shown} cannot be written: {error.strerror}."
                raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(each.shown))) from None


def _summary(report: Report) -> str:
    mentions = [entry for each in report.files for entry in each.mentions]
    changed = sum(each.content is not None for each in report.files)
    doubts = sum(len(each.doubts) for each in report.files)
    told = sum(one.told for one in report.references)
    return (
        f"{counted(len(report.files), 'TEI file')}, {counted(len(mentions), 'mention')} of "
        f"{len(set(mentions))} entries, {counted(told, 'reference')} to letters, {counted(doubts, 'doubt')}; "
        f"{counted(changed, 'file')} changed"
    )
