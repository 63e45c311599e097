"""Where each source comes from and whose it is: `provenance.yml` in its folder, for the reader of the edition."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.yamlfile import Strict

FILE = "provenance.yml"
FOLDER = "sources"

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(pattern=r"^[^/\\.][^/\\]*$")]


class Provenance(Strict):
    """What `provenance.yml` says of a source. What nobody knows is left out, or said to be not stated."""

    title: str
    part: str = ""
    file: FileName | None = None
    sha256: Digest | None = None
    published: bool = False  # the file goes with the site, for download
    received_as: str = ""
    publisher: str = ""
    transcriber: str = ""
    rights: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A source of the edition: its folder's name, what is known of it, and its file as received."""

    name: str
    known: Provenance
    content: bytes | None  # None where the record names no file
    digest: str  # SHA-256 of the file, in hexadecimal; "" without one

    @property
    def download(self) -> str:
        """The file in the site by which a published source is given to readers; "" for one that is not."""
        return f"{FOLDER}/{self.name}{Path(self.known.file).suffix}" if self.known.published and self.known.file else ""


def load(root: Path, names: Sequence[str]) -> tuple[Source, ...]:
    """Read what is known of the named sources, in their order; one without a `provenance.yml` is left out.

    Raises `EditionError` with each mistake, a file that is not there or is not the one received among them.
    """
    found: list[Source] = []
    problems: list[Diagnostic] = []
    for name in names:
        try:
            if (root / FOLDER / name / FILE).is_file():
                found.append(_source(root / FOLDER / name, name))
        except EditionError as error:
            problems += error.diagnostics
    if problems:
        raise EditionError(*problems)
    return tuple(found)


def _source(folder: Path, name: str) -> Source:
    shown = f"{FOLDER}/{name}/{FILE}"
    known, lines = yamlfile.load_with_lines(folder / FILE, Provenance, shown_as=shown)
    if known.file is None:
        return Source(name, known, None, "")
    file = folder / known.file
    if not file.resolve().is_relative_to(folder.resolve()) or not file.is_file():
        message = f"There is no file {known.file} beside {FILE}."
        help = "Name the file as it was received, or leave `file` out."
        raise EditionError(Diagnostic(Code.FILE_MISSING, message, Location(shown, lines.get(("file",))), help))
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if known.sha256 and known.sha256 != digest:
        message = f"{known.file} is not the file that was received: its SHA-256 is {digest}."
        help = "Put back the file as received; if a newer one was received, record its `sha256`."
        raise EditionError(Diagnostic(Code.BAD_VALUE, message, Location(shown, lines.get(("sha256",))), help))
    return Source(name, known, content, digest)
