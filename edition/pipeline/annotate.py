"""Mentions written into TEI documents."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from edition import filenames
from edition.annotate import cache, decisions, drafts, files, reference_decisions
from edition.annotate import report as doubting
from edition.annotate import survey as surveying
from edition.annotate.cache import Drafts
from edition.annotate.dates import Dates
from edition.annotate.drafts import Draft
from edition.annotate.files import Annotated
from edition.annotate.mentions import Mentions
from edition.annotate.references import References
from edition.annotate.resolving import Reference, resolve
from edition.annotate.steps import Step
from edition.annotate.threads import Contexts, contexts
from edition.annotate.unknown import Unknown
from edition.cache import Store, program
from edition.diagnostics import Code, Diagnostic, EditionError, Location, in_order
from edition.pipeline import CONFIG, DRAFTS, TEI, Outcome, Track, counted
from edition.tei import documents, markup, registers
from edition.tei.registers import Entry, Register
from edition.validate import registers as checks
from edition.workers import in_chunks, uncollected
from edition.writing import write_whole


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


@uncollected()
def annotate(
    root: Path, *, write: bool = True, unknown: bool = False, with_cache: bool = True, jobs: int, track: Track
) -> tuple[Outcome, Report]:
    """Write mentions of what the registers describe, dates and references into the documents of `tei/`.

    With `write` false nothing is written, nor as long as there is a decision that cannot be understood. `unknown` looks
    also for words with a capital that no register knows. Without `with_cache` nothing is used or kept of what another
    run found. Raises `EditionError` when there is no TEI folder, decisions are not YAML, or a file cannot be written.
    """
    folder = root / TEI
    found = documents.find(folder)
    if not found:
        help = "Put TEI files there, with the ending `.xml`."
        raise EditionError(Diagnostic(Code.NO_DOCUMENTS, f"The folder {TEI} has no document.", Location(TEI), help))
    with track("Reading registers", len(found)) as advance:
        entries = in_chunks(_entries, found, shared=folder, jobs=jobs, advance=advance)
    register = Register.of(entry for each in entries for entry in each)
    editors, language = _configured(root)
    decided, findings = decisions.read(folder, TEI, register, editors)
    decided_references = reference_decisions.read(folder, TEI)
    understood = not (decided.not_understood or decided_references.not_understood)
    given = _Given(folder, Mentions.of(register, decided), decided_references, language, unknown=unknown)
    if with_cache:
        given = replace(given, kept=_kept(root, register, language, editors, unknown=unknown))
    with track("Looking through texts", len(found)) as advance:
        looked_through = _looked_through(found, given, jobs, advance)
    surveys = [each.survey for each in looked_through]
    references = tuple(resolve([one for each in surveys for one in each.letters], surveying.corpus(surveys)))
    cited = References.of(references)
    belonging = contexts([one.letter for each in surveys for one in each.letters], references, register)
    done = [_finished(each, folder, cited, belonging) for each in looked_through]
    if given.kept:
        given.kept.tidy()
    kept_as_edited = list(_write(folder, done)) if write and understood else []
    report = Report(tuple(done), folder, references)
    told = [finding for each in surveys for finding in each.findings]
    told += (*kept_as_edited, *(finding for each in done for finding in each.findings))
    letters = [one.letter for each in surveys for one in each.letters]
    told += reference_decisions.problems(decided_references, references, letters, editors)
    told += checks.findings(register, frozenset(decided.forms), TEI)
    told += decisions.unused(decided, frozenset().union(*(each.used for each in done)), _documents(done))
    return Outcome(_summary(report, understood), tuple(in_order([*findings, *told]))), report


def _kept(
    root: Path, register: Register, language: str, editors: frozenset[str] | None, *, unknown: bool
) -> Drafts:
    """The drafts of earlier runs by which the same was given."""
    decided = (root / TEI / name for name in (decisions.FILE, reference_decisions.FILE))
    said = [file.read_text(encoding="utf-8") if file.is_file() else "" for file in decided]
    others = (language, repr(editors and sorted(editors)), repr(unknown))
    known = cache.digest([program(), cache.of_entries(register.entries), *said, *others])
    return Drafts(Store(root.resolve() / DRAFTS), known)


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


@dataclass(frozen=True, slots=True)
class _Given:
    """What is needed to look through a file."""

    folder: Path
    mentions: Mentions
    decided: reference_decisions.Decided
    language: str  # BCP 47, of texts that name none
    calls: Mapping[str, str] | None = None  # the days of letters that call notes, by these; None: not known yet
    unknown: bool = False
    kept: Drafts | None = None

    def with_calls(self, calls: Mapping[str, str]) -> _Given:
        """The same, when the days of the letters that call notes are known."""
        kept_so = self.kept and self.kept.called_on(calls)
        return replace(self, calls=calls, kept=kept_so)

    @property
    def steps(self) -> tuple[Step, ...]:
        return (self.mentions, Dates(self.calls or {}), *((Unknown(),) if self.unknown else ()))


def _looked_through(paths: Sequence[Path], given: _Given, jobs: int, advance: Callable[[int], None]) -> list[Draft]:
    """The drafts of all files.

    Files of notes that letters of other files may call wait until the days of these are known.
    """
    found = in_chunks(_drafts, paths, shared=given, jobs=jobs, advance=advance)
    calls = dict(call for each in found for call in each.survey.calls)
    waiting = [number for number, each in enumerate(found) if each.survey.undated]
    again = in_chunks(_drafts, [paths[number] for number in waiting], shared=given.with_calls(calls), jobs=jobs)
    for number, each in zip(waiting, again, strict=True):
        found[number] = each
    return found


def _drafts(given: _Given, paths: Sequence[Path]) -> list[Draft]:
    with given.kept.store if given.kept else nullcontext():
        return [_draft(path, given) for path in paths]


def _draft(file: Path, given: _Given) -> Draft:
    path = file.relative_to(given.folder).as_posix()
    if misnamed := filenames.not_utf8(path):
        return Draft(misnamed.location.path, misnamed.location.path, findings=(misnamed,))
    try:
        content, waits = file.read_bytes(), given.calls is None
        about = given.steps, given.decided, given.language
        return drafts.draft(content, path, f"{TEI}/{path}", *about, waits=waits, kept=given.kept)
    except OSError as error:
        return Draft(path, f"{TEI}/{path}", findings=(_unreadable(path, error),))


def _finished(draft: Draft, folder: Path, references: References, belonging: Contexts) -> Annotated:
    try:
        content = (folder / draft.path).read_bytes() if draft.encoding else b""
        if draft.encoding and drafts.digest(content) != draft.read:
            return Annotated(draft.path, draft.shown, findings=(_changed(draft.shown),))
        return files.finished(draft, content, references, belonging)
    except OSError as error:
        return Annotated(draft.path, draft.shown, findings=(_unreadable(draft.path, error),))


def _changed(shown: str) -> Diagnostic:
    message = "The file was changed while its mentions were looked for; it was kept as it is."
    return Diagnostic(Code.EDITED_FILE_KEPT, message, Location(shown), "Run `edition annotate` again.")


def _unreadable(path: str, error: OSError) -> Diagnostic:
    where = Location(f"{TEI}/{path}")
    message = f"{where.path} cannot be read: {error.strerror}."
    return Diagnostic(Code.FILE_UNREADABLE, message, where, "Check its permissions.")


def _configured(root: Path) -> tuple[frozenset[str] | None, str]:
    """The ids of those who may be responsible for a decision, and the language; None and "" without config.yml."""
    if not (root / CONFIG).is_file():
        return None, ""
    from edition import config  # here, since it is slow to import

    loaded = config.load(root)
    return frozenset(person.id for person in loaded.editors), loaded.language


def _documents(done: Sequence[Annotated]) -> frozenset[str]:
    return frozenset(id for each in done for id in each.documents)


def _write(folder: Path, done: Sequence[Annotated]) -> Iterator[Diagnostic]:
    """Write what differs, whole or not at all; yield a finding for each file that is not any more what was read."""
    for each in done:
        if each.content is not None:
            try:
                if drafts.digest((folder / each.path).read_bytes()) == each.read:
                    write_whole(folder / each.path, each.content)
                else:
                    yield _changed(each.shown)
            except OSError as error:
                message = f"{each.shown} cannot be written: {error.strerror}."
                help = "Something may stand in its place, or the file be protected; mend that and run annotate again."
                raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(each.shown), help)) from None


def _summary(report: Report, understood: bool) -> str:
    mentions = [entry for each in report.files for entry in each.mentions]
    changed = sum(each.content is not None for each in report.files)
    doubts = sum(len(each.doubts) for each in report.files)
    told = sum(one.told for one in report.references)
    number = len(set(mentions))
    entries = "1 entry" if number == 1 else f"{number} entries"
    done = f"{counted(changed, 'file')} changed" if understood else "nothing written, since a decision is misspelt"
    return (
        f"{counted(len(report.files), 'TEI file')}, {counted(len(mentions), 'mention')} of "
        f"{entries}, {counted(told, 'reference')} to letters, {counted(doubts, 'doubt')}; {done}"
    )
