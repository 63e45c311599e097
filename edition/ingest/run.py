"""One source through ingest: read, transform, identify, write; and the files it becomes saved under `tei/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import decisions, identifiers, ownership, profile, to_tei, transforms
from edition.ingest.headers import Headers, Imprint
from edition.ingest.readers import READERS
from edition.ingest.work import Source
from edition.tei.serialize import to_bytes
from edition.yamlfile import read_text

SCHEMA = '<?xml-model href="../schema/edition.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>'


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one source became: its TEI files by path, its identifiers, its doubts."""

    name: str
    files: Mapping[str, bytes]
    record: identifiers.Record
    doubts: tuple[Diagnostic, ...]


def ingest(root: Path, name: str, imprint: Imprint) -> Ingested:
    """Turn the source in `sources/NAME/` into TEI, in memory.

    Raises `EditionError` when the source, its profile or its decisions cannot be used.
    """
    folder, shown = root / "sources" / name, f"sources/{name}"
    if not folder.is_dir():
        known = ", ".join(sorted(path.name for path in (root / "sources").glob("*/"))) or "none"
        help = f"Sources that are there: {known}."
        raise EditionError(Diagnostic(Code.FILE_MISSING, f"There is no source {shown}.", Location(shown), help))
    form = profile.load(folder, shown)
    source = source_of(folder, name, shown)
    reader = READERS[form.reader]
    made = decisions.load(folder, shown, source)
    work = transforms.apply(reader.read(source, form), form, made, reader.STEPS)
    ineffective = tuple(decisions.unused(made, work.applied, shown))
    work, record = identifiers.assign(work, identifiers.load(folder, shown))
    files = {
        f"tei/{name}/{written.name}": to_bytes(written.root, (SCHEMA,))
        for written in to_tei.write(work, form, Headers(imprint, form))
    }
    return Ingested(name, files, record, (*work.doubts, *ineffective))


def save(root: Path, ingested: Ingested) -> tuple[Diagnostic, ...]:
    """Save the files and identifiers of a source; hand edits are kept, and said so."""
    outcome = ownership.save(root, f"tei/{ingested.name}", ingested.files, ownership.read_lock(root))
    ownership.write_lock(root, outcome.lock)
    identifiers.save(ingested.record, root / "sources" / ingested.name)
    return outcome.findings


def source_of(folder: Path, name: str, shown: str) -> Source:
    """The text of a source. Raises `EditionError` when it cannot be read, is not UTF-8 or is empty."""
    path = f"{shown}/source.txt"
    text = read_text(folder / "source.txt", path)
    if not text.strip():
        help = "Put the source text there, exactly as received."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The source is empty.", Location(path), help))
    return Source.of(name, path, text)
