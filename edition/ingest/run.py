"""One source through ingest: read, transform, identify, write; and the files it becomes saved under `tei/`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import decisions, doubts, entries, identifiers, ownership, profile, readers, to_tei, transforms
from edition.ingest.decisions import Made
from edition.ingest.headers import Headers, Imprint
from edition.ingest.profile import Profile
from edition.ingest.work import Work
from edition.tei.names import NO_CHARACTER
from edition.tei.serialize import to_bytes
from edition.yamlfile import NAME

# The schemas that a document names, relative to the TEI folder, each with the namespace of its language.
GRAMMAR, RULES = "schema/edition.rng", "schema/edition.sch"
LANGUAGES = {GRAMMAR: "http://relaxng.org/ns/structure/1.0", RULES: "http://purl.oclc.org/dsdl/schematron"}


@dataclass(frozen=True, slots=True)
class Ingested:
    """What one source became: its TEI files by path, its identifiers, its doubts."""

    name: str
    files: Mapping[str, bytes]
    record: identifiers.Record
    doubts: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """A source taken through all steps: its profile, what is decided of it, the work, the findings on the way."""

    form: Profile
    made: Made
    work: Work
    findings: tuple[Diagnostic, ...]


def ingest(root: Path, name: str, imprint: Imprint) -> Ingested:
    """Turn the source in `sources/NAME/` into TEI, in memory.

    Raises `EditionError` when the source, its profile or its decisions cannot be used.
    """
    understood = understand(root, name, {id for id, _, _ in imprint.editors})
    form, folder, shown = understood.form, root / "sources" / name, f"sources/{name}"
    if understood.made.problems:
        raise EditionError(*understood.findings)
    homeless = tuple(_without_place(understood.work, form))
    if homeless:
        raise EditionError(*homeless)
    known = identifiers.load(folder, shown)
    work, record = identifiers.assign(understood.work, known, volume=form.series == "volume")
    schemas = tuple(_models(root / "tei"))
    files = {
        f"tei/{name}/{written.name}": to_bytes(written.root, schemas)
        for written in to_tei.write(work, form, Headers(imprint, form))
    }
    return Ingested(name, files, record, understood.findings)


def _models(folder: Path) -> Iterator[str]:
    """Yield the `xml-model` instructions of each document; an edition that has a grammar alone names no rules."""
    alone = (folder / GRAMMAR).is_file() and not (folder / RULES).is_file()
    for schema in (GRAMMAR,) if alone else (GRAMMAR, RULES):
        yield f'<?xml-model href="../{schema}" type="application/xml" schematypens="{LANGUAGES[schema]}"?>'


def understand(root: Path, name: str, editors: Collection[str]) -> Understood:
    """Read the source in `sources/NAME/` and take it through all steps; `editors` are the ids that config.yml knows.

    The findings are what is wrong with decisions, which are left out then, the doubts that no decision settles, and the
    decisions that have no effect. Raises `EditionError` when the source or its profile cannot be used.
    """
    folder, shown = root / "sources" / name, f"sources/{name}"
    known = sorted(path.name for path in (root / "sources").glob("*/"))
    if name not in known:
        help = f"Sources that are there: {', '.join(known) or 'none'}."
        raise EditionError(Diagnostic(Code.FILE_MISSING, f"There is no source {shown}.", Location(shown), help))
    if not re.match(NAME, name):
        message = f"A source cannot be called “{name}”: its name becomes part of identifiers."
        help = "Rename the folder: letters from a to z, digits, `.`, `-` and `_`, a letter first."
        raise EditionError(Diagnostic(Code.BAD_VALUE, message, Location(shown), help))
    form, lines = profile.load_with_lines(folder, shown)
    strange = tuple(entries.missing(form, lines, root / "tei", f"{shown}/profile.yml"))
    if strange:
        raise EditionError(*strange)
    read = work_of(folder, name, shown, form)
    responsible = {*editors, *(one.id for one in form.responsible)}
    made = _with_known_names(decisions.read(folder, shown, read.source), form, responsible, shown)
    work = transforms.apply(read, form, made.decisions, readers.steps(form))
    ineffective = decisions.unused(made.decisions, work.applied, shown)
    findings = (*made.findings, *made.problems, *doubts.unsettled(work, made), *ineffective)
    return Understood(form, made, work, findings)


def _with_known_names(made: Made, form: Profile, responsible: Collection[str], shown: str) -> Made:
    """What is decided, without the decisions that name somebody whom nothing defines."""
    unknown = tuple(decisions.unknown_names(made.decisions, form.people, responsible, shown))
    lines = {each.location.line for each in unknown}
    known = tuple(one for one in made.decisions if one.line not in lines)
    return replace(made, decisions=known, problems=(*made.problems, *unknown))


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


def work_of(folder: Path, name: str, shown: str, form: Profile) -> Work:
    """The source of a folder as its reader reads it. Raises `EditionError` when it cannot be read or is empty."""
    work = readers.read(folder, name, shown, form)
    source = work.source
    if not source.text.strip():
        help = "Put the source text there, exactly as received."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The source is empty.", Location(source.path), help))
    strange = [
        Diagnostic(Code.BAD_CHARACTER, f"{match.group()!r} is a character that no XML file can hold.", where, help)
        for match in NO_CHARACTER.finditer(source.text)
        for where, help in [(source.location(match.start()), "Take it out, or put what it stands for in its place.")]
    ]
    if strange:
        raise EditionError(*strange)
    return work
