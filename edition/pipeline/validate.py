"""TEI files checked: each alone, in as many processes as there are jobs, then all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location, in_order
from edition.pipeline import SCHEMA, TEI, Outcome, Track, counted
from edition.tei import documents
from edition.validate import files
from edition.validate.files import FileFindings
from edition.workers import in_chunks


def validate(root: Path, paths: Sequence[Path], *, jobs: int, track: Track) -> Outcome:
    """Check all of `tei/`, or only what stands at `paths`: files and folders of the edition, or TEI anywhere else.

    What `paths` name inside `tei/` is checked against the whole corpus; findings of other files are left out. Raises
    `EditionError` when there is nothing at a path.
    """
    folder, wanted = _wanted(root, paths)
    shown_in = _shown(folder, root)
    found = documents.find(folder) if folder == (root / TEI).resolve() or not wanted else _files(wanted)
    with track("Checking", len(found)) as advance:
        checked = in_chunks(
            _inspect, found, shared=(folder, schema_of(folder), shown_in), jobs=jobs, chunk=50, advance=advance
        )
    findings = all_findings(checked, folder, shown_in)
    if wanted:
        shown = {file.shown for file in checked if any((folder / file.path).is_relative_to(path) for path in wanted)}
        told = (*(one for one in findings if one.location.path in shown), *_unchecked(wanted, found))
        return Outcome(f"{counted(len(shown), 'TEI file')} checked", told)
    return Outcome(f"{counted(len(checked), 'TEI file')} checked", tuple(findings))


def schema_of(folder: Path) -> Path | None:
    """The grammar that a TEI folder has of its own, None when it has none."""
    schema = folder / SCHEMA
    return schema if schema.is_file() else None


def all_findings(checked: Sequence[FileFindings], folder: Path, shown_in: str) -> list[Diagnostic]:
    """The findings of each file and of all together, in order of place."""
    alone = [found for file in checked for found in file.diagnostics]
    return in_order([*alone, *files.corpus_findings(checked, folder, shown_in=shown_in)])


def _inspect(given: tuple[Path, Path | None, str], paths: Sequence[Path]) -> list[FileFindings]:
    folder, schema, shown_in = given
    return list(map(partial(files.inspect, folder=folder, schema=schema, shown_in=shown_in), paths))


def _wanted(root: Path, paths: Sequence[Path]) -> tuple[Path, list[Path]]:
    """The TEI folder that holds what is to be checked, and the paths in it to tell findings of (none: all)."""
    folder = (root / TEI).resolve()
    absolute = [path.resolve() for path in paths]
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
    shared = Path(*_common(absolute))
    return (shared if shared.is_dir() else shared.parent), absolute


def _files(paths: Sequence[Path]) -> list[Path]:
    """The XML files that are at the paths or below them."""
    return sorted({file for path in paths for file in (documents.find(path) if path.is_dir() else [path])})


def _unchecked(wanted: Sequence[Path], found: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield a finding for each path at which no file was checked."""
    for path in wanted:
        if not any(file.is_relative_to(path) for file in found):
            help = "A TEI file has the ending `.xml`."
            yield Diagnostic(Code.NO_DOCUMENTS, "No TEI file was checked here.", Location(path.as_posix()), help)


def _common(paths: Sequence[Path]) -> list[str]:
    """The names that all paths begin with."""
    common: list[str] = []
    for names in zip(*(path.parts for path in paths), strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return common


def _shown(folder: Path, root: Path) -> str:
    """The TEI folder as findings print it: relative to the edition's folder if it lies in it."""
    place, around = folder.resolve(), root.resolve()
    return place.relative_to(around).as_posix() if place.is_relative_to(around) else place.as_posix()
