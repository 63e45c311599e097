"""One source through ingest: read, transform, identify, write; and the files it becomes saved under `tei/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import decisions, identifiers, ownership, profile, to_tei, transforms
from edition.ingest.headers import Headers, Imprint
from edition.ingest.profile import Profile
from edition.ingest.readers import READERS
from edition.ingest.work import Source, Work
from edition.tei.names import NO_CHARACTER
from edition.tei.serialize import to_bytes
from edition.yamlfile import read_text

SCHEMA = '<?xml-model href="../schema/edition.rng" type="application/xml" schematypens="http://relaxng.org/ns/structure/1.0"?>'

# What XML 1.0 calls no character (§ 2.2).


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
    editors = {*(id for id, _, _ in imprint.editors), *(one.id for one in form.responsible)}
    unknown = tuple(decisions.unknown_names(made, form.people, editors, shown))
    if unknown:
        raise EditionError(*unknown)
    work = transforms.apply(reader.read(source, form), form, made, reader.STEPS)
    homeless = tuple(_without_place(work, form))
    if homeless:
        raise EditionError(*homeless)
    ineffective = tuple(decisions.unused(made, work.applied, shown))
    work, record = identifiers.assign(work, identifiers.load(folder, shown), volume=form.series == "volume")
    files = {
        f"tei/{name}/{written.name}": to_bytes(written.root, (SCHEMA,))
        for written in to_tei.write(work, form, Headers(imprint, form))
    }
    return Ingested(name, files, record, (*work.doubts, *ineffective))


def save(root: Path, ingested: Ingested) -> tuple[Diagnostic, ...]:
    """Save the files and identifiers of a source; hand edits are kept, and said so.

    Raises `EditionError` when something cannot be read or written.
    """
    try:
        outcome = ownership.save(root, f"tei/{ingested.name}", ingested.files, ownership.read_lock(root))
        ownership.write_lock(root, outcome.lock)
        identifiers.save(ingested.record, root / "sources" / ingested.name)
    except OSError as error:
        place = _relative(error.filename, root) or f"tei/{ingested.name}"
        message = f"{place} cannot be written: {error.strerror}."
        help = "Something may stand in its place, or the folder be protected; mend that and run ingest again."
        raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(place), help)) from None
    return outcome.findings


def _relative(filename: object, root: Path) -> str:
    path = Path(str(filename)) if filename else root
    return path.relative_to(root).as_posix() if path != root and path.is_relative_to(root) else ""


def _without_place(work: Work, form: Profile) -> Iterator[Diagnostic]:
    """Yield a finding for title matter and endnotes that no document of the source would have."""
    if form.series == "volume":
        return
    help = "Say `series: volume`: title matter and endnotes stand in a document of their own."
    if work.front and form.record is None:
        where = work.source.location(work.front[0].start)
        yield Diagnostic(Code.TEXT_WITHOUT_PLACE, "No document has the text before the first message.", where, help)
    if work.notes:
        where = work.source.location(work.notes[0].parts[0].start)
        yield Diagnostic(Code.TEXT_WITHOUT_PLACE, "No document has the endnotes that begin here.", where, help)


def source_of(folder: Path, name: str, shown: str) -> Source:
    """The text of a source. Raises `EditionError` when it cannot be read, is not UTF-8 or is empty."""
    path = f"{shown}/source.txt"
    text = read_text(folder / "source.txt", path)
    if not text.strip():
        help = "Put the source text there, exactly as received."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The source is empty.", Location(path), help))
    source = Source.of(name, path, text)
    strange = [
        Diagnostic(Code.BAD_CHARACTER, f"{match.group()!r} is a character that no XML file can hold.", where, help)
        for match in NO_CHARACTER.finditer(text)
        for where, help in [(source.location(match.start()), "Take it out, or put what it stands for in its place.")]
    ]
    if strange:
        raise EditionError(*strange)
    return source
