"""TEI files checked: each alone, in as many processes as there are jobs, then all together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import nullcontext, suppress
from pathlib import Path

from lxml import etree

from edition.cache import Store
from edition.diagnostics import Code, Diagnostic, EditionError, Location, in_order
from edition.pipeline import CACHE, CONFIG, RULES, SCHEMA, TEI, Outcome, Track, counted
from edition.tei import catalog, documents, facts, note_ledger
from edition.validate import files, registers
from edition.validate.cache import Verdicts
from edition.validate.files import FileFindings
from edition.validate.schemas import SchemaPath, Schemas, ready
from edition.workers import in_chunks


def validate(
    root: Path,
    paths: Sequence[Path],
    *,
    schemas: Sequence[Path] = (),
    with_rules: bool = True,
    with_cache: bool = True,
    jobs: int,
    track: Track,
) -> Outcome:
    """Check all of `tei/`, or only what stands at `paths`: files and folders of the edition, or TEI anywhere else.

    What `paths` name inside `tei/` is checked against the whole corpus; findings of other files are left out unless
    they name a place in these, too, as an identifier that two files have. `schemas` are used instead of those that
    config.yml, the files or their folder name; Schematron is run only `with_rules`.
    Files of the edition that are as they were in an earlier run are not checked again, unless without `with_cache`.
    Raises `EditionError` when there is nothing at a path, or a schema cannot be used.
    """
    folder, wanted = _wanted(root, paths)
    shown_in = _shown(folder, root)
    found = _files(root, folder, wanted)
    known = _chosen_schemas(root, folder, schemas, with_rules=with_rules)
    kept = _kept(root, folder, known, shown_in) if with_cache else None
    with track("Checking", len(found)) as advance:
        checked = _checked(found, (folder, known, shown_in, kept), jobs, advance)
    together = all_findings(checked, folder, shown_in, published=_is_ours(root, folder))
    findings = without_accepted(root, folder, together)
    if wanted:
        shown = {file.shown for file in checked if any((folder / file.path).is_relative_to(path) for path in wanted)}
        # What is wrong with a schema or with config.yml concerns these files, too.
        others = {file.shown for file in checked} - shown
        told = (*(one for one in findings if _concerns(one, shown, others)), *_unchecked(wanted, found))
        return Outcome(_summary([file for file in checked if file.shown in shown]), told)
    return Outcome(_summary(checked), tuple(findings))


def _concerns(finding: Diagnostic, shown: Set[str], others: Set[str]) -> bool:
    return finding.location.path not in others or any(one.location.path in shown for one in finding.related)


def _summary(checked: Sequence[FileFindings]) -> str:
    """How many files were checked, and how many of them by no grammar: those may still be invalid."""
    told = f"{counted(len(checked), 'TEI file')} checked"
    if alone := sum(not file.by_grammar for file in checked):
        told += f"{'' if alone == len(checked) else f', {alone} of them'} without a schema; --schema names one"
    return told


def notes(root: Path, paths: Sequence[Path]) -> str:
    """The ledger of the notes and calls of what stands at `paths`, or of all of `tei/`, as a table of plain text.

    Files that cannot be parsed are left out: `validate` says what is wrong with them. Raises as `validate` does.
    """
    folder, wanted = _wanted(root, paths)
    found = _files(root, folder, wanted)
    known: list[facts.DocumentFacts] = []
    for file in found:
        with suppress(OSError, etree.XMLSyntaxError):
            known += map(facts.collect, documents.documents(documents.read(file, folder)))
    told = note_ledger.accounts(catalog.link(known))
    if wanted:
        told = tuple(one for one in told if any((folder / one.document.path).is_relative_to(path) for path in wanted))
    return note_ledger.as_table(told)


def without_accepted(root: Path, folder: Path, findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings of a TEI folder but those that config.yml of its edition accepts; an entry that accepts none is one.

    Raises `EditionError` when config.yml cannot be read.
    """
    if not _is_ours(root, folder) or not (root / CONFIG).is_file():
        return list(findings)
    from edition import accepted, config  # here, since they are slow to import, and TEI elsewhere has none

    return in_order(accepted.apply(findings, config.accepted(root)))


def known_schemas(root: Path, folder: Path, named: Sequence[Path] = (), *, with_rules: bool = True) -> Schemas:
    """The schemas for a TEI folder: those named, else those that config.yml of its edition names, else its own.

    Without `with_rules` no Schematron is run. Raises `EditionError` when one of them cannot be used.
    """
    chosen = _chosen_schemas(root, folder, named, with_rules=with_rules)
    _ready(chosen)
    return chosen


def _chosen_schemas(root: Path, folder: Path, named: Sequence[Path], *, with_rules: bool) -> Schemas:
    ours = _is_ours(root, folder)
    given = [SchemaPath(file.resolve(), file.as_posix(), file.resolve().parent) for file in named]
    if not given and ours and (root / CONFIG).is_file():
        inside = root.resolve()
        given = [SchemaPath(inside / name, name, inside) for name in _configured(root)]
    own, its_rules = (
        SchemaPath(folder / name, f"{_shown(folder, root)}/{name}", folder)
        if (folder / name).is_file() and not given
        else None
        for name in (SCHEMA, RULES)
    )
    return Schemas(tuple(given), own, its_rules, root.resolve() if ours else folder, with_rules=with_rules)


def _ready(chosen: Schemas) -> None:
    ready([one for one in (*chosen.named, chosen.own, chosen.rules) if one is not None])


def _is_ours(root: Path, folder: Path) -> bool:
    return folder.resolve().is_relative_to((root / TEI).resolve())


def _configured(root: Path) -> tuple[str, ...]:
    from edition import config  # here, since it is slow to import, and TEI elsewhere has none

    return config.load(root).schemas


def all_findings(
    checked: Sequence[FileFindings], folder: Path, shown_in: str, *, published: bool = False
) -> list[Diagnostic]:
    """The findings of each file and of all together, in order of place; `published` is a folder that a site is made of.
    """
    # What is wrong with a schema is found with each file that is checked against it, and told once.
    alone = dict.fromkeys(found for file in checked for found in file.diagnostics)
    readable = [folder / file.path for file in checked if file.readable]
    listed = registers.of_files(readable, folder, files.used(checked), shown_in)
    together = files.corpus_findings(checked, folder, shown_in=shown_in, published=published)
    return in_order([*alone, *together, *listed])


# The TEI folder, the schemas, the folder as findings print it, the verdicts of earlier runs.
Given = tuple[Path, Schemas, str, Verdicts | None]


def _kept(root: Path, folder: Path, known: Schemas, shown_in: str) -> Verdicts | None:
    """The verdicts of earlier runs; TEI outside of the edition has none, nor has a folder that leads out of it."""
    place = root.resolve() / CACHE
    ours = _is_ours(root, folder) and place.resolve() == place
    return Verdicts(Store(place), folder.resolve(), shown_in, known) if ours else None


def _checked(
    found: Sequence[Path], given: Given, jobs: int, advance: Callable[[int], None]
) -> list[FileFindings]:
    """The verdict on each file: kept from an earlier run, else made anew and kept."""
    kept = given[-1]
    with kept.store if kept else nullcontext():
        verdicts = {file: kept.get(file, kept.key(file)) for file in found} if kept else {}
    rest = [file for file in found if verdicts.get(file) is None]
    if rest or not found:  # else all were found ready in the run that the verdicts are of
        _ready(given[1])
    advance(len(found) - len(rest))
    anew = iter(in_chunks(_inspect, rest, shared=given, jobs=jobs, chunk=50, advance=advance))
    if kept and rest:
        kept.tidy()
    return [verdicts.get(file) or next(anew) for file in found]


def _inspect(given: Given, paths: Sequence[Path]) -> list[FileFindings]:
    folder, known, shown_in, kept = given
    checked = []
    with kept.store if kept else nullcontext():
        for file in paths:
            key = kept.key(file) if kept else ""
            verdict = files.inspect(file, folder, known=known, shown_in=shown_in)
            if kept:
                kept.put(file, key, verdict)
            checked.append(verdict)
    return checked


def _wanted(root: Path, paths: Sequence[Path]) -> tuple[Path, list[Path]]:
    """The TEI folder that holds what is to be checked, and the paths in it to tell findings of (none: all)."""
    folder = (root / TEI).resolve()
    absolute = list(map(_followed, paths))
    missing = [path.as_posix() for path, place in zip(paths, absolute, strict=True) if not place.exists()]
    if missing:
        help = "Name a TEI file, or a folder of them."
        raise EditionError(
            *(Diagnostic(Code.FILE_MISSING, f"There is nothing at {path}.", Location(path), help) for path in missing)
        )
    if all(path.is_relative_to(folder) for path in absolute):
        return folder, absolute
    if len(absolute) == 1 and absolute[0].is_dir():
        return absolute[0], []
    shared = Path(os.path.commonpath(absolute))
    return (shared if shared.is_dir() else shared.parent), absolute


def _followed(path: Path) -> Path:
    """The path without links; one of links that lead in a circle is itself, and leads nowhere."""
    try:
        return path.resolve()
    except RuntimeError:  # so says Python 3.11 and 3.12 of a circle
        return path.absolute()


def _files(root: Path, folder: Path, wanted: Sequence[Path]) -> list[Path]:
    """The XML files of the edition, since each needs the others; of any other folder those that are wanted."""
    if folder == (root / TEI).resolve() or not wanted:
        return documents.find(folder)
    return sorted({file for path in wanted for file in (documents.find(path) if path.is_dir() else [path])})


def _unchecked(wanted: Sequence[Path], found: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield a finding for each path at which no file was checked."""
    for path in wanted:
        if not any(file.is_relative_to(path) for file in found):
            help = "A TEI file has the ending `.xml`."
            yield Diagnostic(Code.NO_DOCUMENTS, "No TEI file was checked here.", Location(path.as_posix()), help)


def _shown(folder: Path, root: Path) -> str:
    """The TEI folder as findings print it: relative to the edition's folder if it lies in it."""
    place, around = folder.resolve(), root.resolve()
    return place.relative_to(around).as_posix() if place.is_relative_to(around) else place.as_posix()
