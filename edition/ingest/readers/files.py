"""The files of a source: one file `source.txt`, `source.md`, …, or a folder `letters/` with a letter in each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.yamlfile import read_bytes

FOLDER = "letters"
PLAIN = "txt"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a source: where it lies (for findings), its format by its extension, its bytes."""

    path: str
    format: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a source, in their order; `path` is the file, or the folder that holds them."""

    path: str
    files: tuple[File, ...]

    @property
    def is_folder(self) -> bool:
        """Whether each file is a letter of a folder."""
        return self.path.endswith(f"/{FOLDER}")


def find(folder: Path, shown: str, formats: frozenset[str]) -> Files:
    """Read the files of the source in `folder`; those of a folder in the order of their names, 2 before 10.

    Raises `EditionError` when there are none, when it cannot be told which are the source, and for a file that cannot
    be read or is of no format that `formats`, extensions, have.
    """
    single = sorted(path for path in folder.glob("source.*") if path.suffix[1:] in formats)
    several = folder / FOLDER
    if len(single) + several.is_dir() > 1:
        names = ", ".join([path.name for path in single] + [f"{FOLDER}/"] * several.is_dir())
        message = f"{shown} has more than one source: {names}."
        raise EditionError(Diagnostic(Code.SEVERAL_SOURCES, message, Location(shown), "Keep one of them there."))
    if not several.is_dir():
        path = single[0] if single else folder / f"source.{PLAIN}"
        return Files(f"{shown}/{path.name}", (_file(path, f"{shown}/{path.name}"),))
    paths = sorted((path for path in several.iterdir() if path.is_file() and _counts(path)), key=_in_order)
    strange = [path.name for path in paths if path.suffix[1:] not in formats]
    if strange or not paths:
        what = f"{strange[0]} is of no format that is read" if strange else "there is no file"
        help = f"Formats that are read, by the end of the name: {', '.join(sorted(formats))}."
        message = f"In {shown}/{FOLDER} {what}."
        raise EditionError(Diagnostic(Code.FILE_MISSING, message, Location(f"{shown}/{FOLDER}"), help))
    return Files(f"{shown}/{FOLDER}", tuple(_file(path, f"{shown}/{FOLDER}/{path.name}") for path in paths))


def _file(path: Path, shown: str) -> File:
    return File(shown, path.suffix[1:], read_bytes(path, shown))


def _counts(path: Path) -> bool:
    """Hidden files, and those that a word processor leaves beside an open document, are no letters."""
    return not path.name.startswith((".", "~$"))


def _in_order(path: Path) -> tuple[list[tuple[int, str]], str]:
    """Numbers in names by their value."""
    pieces = re.findall(r"\d+|\D+", path.name)
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces], path.name
