"""The three programs as lines: ingest makes `tei/`, validate reads it, build makes the site from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Code, Diagnostic, EditionError, Location, has_errors, in_order
from edition.ingest import audit as accounts
from edition.ingest import headers, run
from edition.ingest.audit import Ledger
from edition.site import editorial, links, output, pages, plan, rendered, search, shell
from edition.tei import catalog, documents, facts
from edition.tei.facts import DocumentFacts
from edition.validate import files
from edition.validate.files import FileFindings
from edition.workers import in_chunks

TEI = "tei"
SCHEMA = "schema/edition.rng"
BUILD = "build"

# Shows how far a piece of work is: called with its description and size, gives a function to count steps with.
Track = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did, in one line, and what it found, in order of place."""

    summary: str
    findings: tuple[Diagnostic, ...]


def ingest(root: Path, names: Sequence[str], *, track: Track) -> Outcome:
    """Turn the named sources, or all that `config.yml` lists, into TEI files; one bad source never hides the others.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    imprint = _imprint(settings)
    findings: list[Diagnostic] = []
    count = 0
    sources = names or settings.sources
    with track("Reading sources", len(sources)) as advance:
        for name in sources:
            try:
                ingested = run.ingest(root, name, imprint)
                findings += [*ingested.doubts, *run.save(root, ingested)]
                count += len(ingested.files)
            except EditionError as error:
                findings += error.diagnostics
            advance(1)
    return Outcome(f"{len(sources)} sources, {count} TEI documents in {TEI}/", tuple(in_order(findings)))


def validate(root: Path, paths: Sequence[Path], *, jobs: int, track: Track) -> Outcome:
    """Check all of `tei/`, or only what stands at `paths`: files and folders of the edition, or TEI anywhere else.

    What `paths` name inside `tei/` is checked against the whole corpus; findings of other files are left out.
    """
    folder, wanted = _wanted(root, paths)
    checked, _ = _examine(folder, folder / SCHEMA, track=track, jobs=jobs, shown_in=_shown(folder, root))
    findings = _all_findings(checked, folder, _shown(folder, root))
    if wanted:
        shown = {file.shown for file in checked if any((folder / file.path).is_relative_to(path) for path in wanted)}
        findings = [found for found in findings if found.location.path in shown]
        return Outcome(f"{len(shown)} TEI files checked", tuple(findings))
    return Outcome(f"{len(checked)} TEI files checked", tuple(findings))


def audit(root: Path, names: Sequence[str], *, track: Track) -> tuple[Outcome, tuple[Ledger, ...]]:
    """Account for every character of the named sources, or of all, from the TEI on disk; the account of each."""
    settings = config.load(root)
    own = frozenset({headers.MACHINE, *(person.id for person in settings.editors)})
    sources = names or settings.sources
    ledgers: list[Ledger] = []
    findings: list[Diagnostic] = []
    with track("Auditing", len(sources)) as advance:
        for name in sources:
            try:
                ledger, found = accounts.audit(root, name, own)
                ledgers.append(ledger)
                findings += found
            except EditionError as error:
                findings += error.diagnostics
            advance(1)
    characters = sum(ledger.characters for ledger in ledgers)
    unaccounted = sum(ledger.unaccounted for ledger in ledgers)
    summary = f"{len(ledgers)} sources, {characters:,} characters, {unaccounted:,} unaccounted for"
    return Outcome(summary, tuple(in_order(findings))), tuple(ledgers)


def build(root: Path, *, jobs: int, keep_going: bool, track: Track) -> Outcome:
    """Validate `tei/` and publish the site in `build/`; with errors only if `keep_going`, without what is broken.

    The site published before stays as it is until the new one is whole. Raises `EditionError` when a stage cannot
    make its output.
    """
    settings = config.load(root)
    texts = editorial.load(root / "pages", settings.pages)
    folder = root / TEI
    checked, known = _examine(folder, folder / SCHEMA, track=track, jobs=jobs, shown_in=TEI)
    findings = _all_findings(checked, folder, TEI)
    linked = catalog.link(known)
    site = plan.plan_site(linked, texts, base_url=settings.base_url)
    findings += plan.clashes(site)
    if (has_errors(findings) and not keep_going) or not known:
        return Outcome("Nothing published: the site stays as it was", tuple(in_order(findings)))
    missing = [file.shown for file in checked if not file.documents]
    around = shell.Surroundings(shell.Imprint.of(settings), texts, site.base_url)
    with output.staged(root / BUILD) as stage:
        with track("Rendering", len(known)) as advance:
            documents_html = rendered.render_documents(folder, linked, jobs=jobs, advance=advance)
        for path, content in pages.files(root, site, linked, around, documents_html, missing=missing):
            stage.write(path, content)
        for path, content in search.index(stage.folder):
            stage.write(path, content)
        findings += links.check(stage.folder, jobs=jobs)
        if has_errors(findings) and not keep_going:
            raise EditionError(*in_order(findings))
        count = len(stage.files())
    return Outcome(f"{len(known)} documents, {count} files in {BUILD}/", tuple(in_order(findings)))


def _examine(
    folder: Path, schema: Path, *, track: Track, jobs: int, shown_in: str
) -> tuple[list[FileFindings], list[DocumentFacts]]:
    """Parse each file once: check it alone, and collect the facts of its documents."""
    found = documents.find(folder)
    given = (folder, schema if schema.is_file() else None, shown_in)
    with track("Checking", len(found)) as advance:
        results = in_chunks(_examine_files, found, shared=given, jobs=jobs, chunk=50, advance=advance)
    return [checked for checked, _ in results], [one for _, known in results for one in known]


def _examine_files(
    given: tuple[Path, Path | None, str], paths: Sequence[Path]
) -> list[tuple[FileFindings, tuple[DocumentFacts, ...]]]:
    folder, schema, shown_in = given
    results = []
    for path in paths:
        checked, found = files.check_file(path, folder, schema=schema, shown_in=shown_in)
        results.append((checked, tuple(facts.collect(document) for document in found)))
    return results


def _all_findings(checked: Sequence[FileFindings], folder: Path, shown_in: str) -> list[Diagnostic]:
    alone = [found for file in checked for found in file.diagnostics]
    return in_order([*alone, *files.corpus_findings(checked, folder, shown_in=shown_in)])


def _wanted(root: Path, paths: Sequence[Path]) -> tuple[Path, list[Path]]:
    """The TEI folder that holds what is to be checked, and the paths in it to tell findings of (none: all)."""
    folder = (root / TEI).resolve()
    absolute = [path.resolve() for path in paths]
    missing = [str(path) for path, found in zip(paths, absolute, strict=True) if not found.exists()]
    if missing:
        help = "Name a TEI file, or a folder of them."
        raise EditionError(
            *(Diagnostic(Code.FILE_MISSING, f"There is nothing at {path}.", Location(path), help) for path in missing)
        )
    if all(path.is_relative_to(folder) for path in absolute):
        return folder, absolute
    if len(absolute) == 1 and absolute[0].is_dir():
        return absolute[0], []
    shared = Path(*_common(absolute))
    return (shared if shared.is_dir() else shared.parent), absolute


def _common(paths: Sequence[Path]) -> list[str]:
    return [
        names[0] for names in zip(*(path.parts for path in paths), strict=False) if all(n == names[0] for n in names)
    ]


def _shown(folder: Path, root: Path) -> str:
    """The TEI folder as findings print it: relative to the edition's folder if it lies in it."""
    try:
        return folder.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return folder.as_posix()


def _imprint(settings: Config) -> headers.Imprint:
    licence = settings.licence
    return headers.Imprint(
        title=settings.title,
        publisher=settings.publisher or settings.title,
        version=settings.version,
        date=settings.date,
        language=settings.language,
        licence=licence.name if licence else "not stated",
        licence_url=licence.url if licence else "",
        editors=tuple((person.id, person.name, person.role) for person in settings.editors),
    )
