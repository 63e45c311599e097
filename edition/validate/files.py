"""The checks in their order: each file alone, in any process, then all files together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition import filenames
from edition.diagnostics import Code, Diagnostic, EditionError, Location, Related, in_order
from edition.tei import documents, registers
from edition.tei.documents import TeiDocument, TeiFile
from edition.tei.names import XML_ID, elements, xpath
from edition.tei.pointers import line as line_of
from edition.validate import dates, notes, pointers, references, relaxng, schemas, schematron, wellformed, whereabouts
from edition.validate.dates import Letter
from edition.validate.notes import Call, Note
from edition.validate.pointers import Identified, Pointer
from edition.validate.schemas import Chosen, Schemas

NO_SCHEMAS = Schemas()
LISTED_WORKS = xpath("//t:listBibl/*[@xml:id][self::t:bibl or self::t:biblStruct or self::t:biblFull]")


@dataclass(frozen=True, slots=True)
class FileFindings:
    """What one file gives: its findings, and the small facts that the checks over all files need. Picklable."""

    path: str  # relative to the TEI folder
    shown: str  # relative to the edition's folder, as findings print it
    readable: bool  # False: not well-formed, so nothing is known of its identifiers
    diagnostics: tuple[Diagnostic, ...] = ()
    documents: tuple[Identified, ...] = ()
    ids: tuple[Identified, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    calls: tuple[Call, ...] = ()
    notes: tuple[Note, ...] = ()
    letters: tuple[Letter, ...] = ()
    entries: tuple[str, ...] = ()  # the ids of register entries, and of what a bibliography lists
    keys: tuple[str, ...] = ()  # the words of @key by which names point to entries
    by_grammar: bool = True  # False: there was no grammar that its documents could be checked against


def check_file(
    file: Path, folder: Path, *, known: Schemas = NO_SCHEMAS, shown_in: str = "tei"
) -> tuple[FileFindings, tuple[TeiDocument, ...]]:
    """Check one file of the TEI folder by itself; return what was found, and its documents for whoever needs the trees.

    `known` are the schemas that are known beforehand; a file may name others itself, and without any the grammar is not
    checked. `shown_in` is the TEI folder's path relative to the edition's folder. A file that cannot be parsed gives
    findings and no documents. Raises `EditionError` only when a schema of `known` cannot be used.
    """
    path = file.relative_to(folder).as_posix()
    shown = f"{shown_in}/{path}" if shown_in else path
    if misnamed := filenames.not_utf8(path):
        name = misnamed.location.path
        return FileFindings(name, name, readable=False, diagnostics=(misnamed,)), ()
    try:
        source = wellformed.read(file, folder, shown)
    except EditionError as error:
        return FileFindings(path, shown, readable=False, diagnostics=error.diagnostics), ()
    if too_deep := list(wellformed.nested_too_deep(source, shown)):
        return FileFindings(path, shown, readable=False, diagnostics=tuple(too_deep)), ()
    found = tuple(documents.documents(source))
    if not found:
        diagnostics = (*wellformed.entity_references(source, shown), wellformed.not_tei(source, shown))
        return FileFindings(path, shown, readable=True, diagnostics=diagnostics, ids=_ids(source)), ()
    chosen = schemas.of_file(source, shown, known)
    prefixes = pointers.prefixes(source.tree)
    problems = [*_problems(source, found, chosen, shown), *pointers.unknown_prefixes(source, prefixes, shown)]
    inspected = FileFindings(
        path,
        shown,
        readable=True,
        diagnostics=tuple(in_order(whereabouts.placed(problems, source.tree, shown))),
        documents=tuple(Identified(each.id, line_of(each.element), "TEI") for each in found),
        ids=_ids(source),
        pointers=tuple(pointers.internal(source, prefixes)),
        calls=tuple(notes.calls(source, prefixes)),
        notes=tuple(notes.notes(source)),
        letters=tuple(dates.letters(found)),
        entries=tuple(_entries(source)),
        keys=tuple(sorted(registers.keys(source.tree))),
        by_grammar=bool(chosen.grammars),
    )
    return inspected, found


def _problems(source: TeiFile, found: Sequence[TeiDocument], chosen: Chosen, shown: str) -> list[Diagnostic]:
    """What is wrong with a file of documents; a day or an identifier that the grammar refuses already is told once."""
    told = [*wellformed.entity_references(source, shown), *_by_schemas(source, shown, chosen)]
    refused = {one.location.line for one in told if one.code is Code.VALUE_NOT_ALLOWED}
    dated = [*dates.of_file(source, shown), *dates.of_letters(found, shown)]
    told += (one for one in dated if one.code is not Code.NO_SUCH_DAY or one.location.line not in refused)
    repeated = {one.location.line for one in told if one.code is Code.REPEATED_ID}
    ids = tuple(pointers.identified(source.tree, examples=False))
    told += (one for one in repeated_ids(ids, shown) if one.location.line not in repeated)
    return told


def _entries(source: TeiFile) -> Iterator[str]:
    root = source.tree.getroot()
    yield from (entry.id for entry in registers.read(root, source.path) if entry.id)
    yield from (work.get(XML_ID, "") for work in elements(LISTED_WORKS, root))


def _by_schemas(source: TeiFile, shown: str, chosen: Chosen) -> Iterator[Diagnostic]:
    """Yield what its schemas have against a file, and what is wrong with the schemas themselves."""
    yield from chosen.troubles
    for rules in chosen.rules:
        yield from schematron.findings(source.tree, rules, shown)
    for schema in chosen.grammars:
        try:
            yield from relaxng.findings(source.file.read_bytes(), schema, shown)
        except EditionError as error:  # a definition that no file before it has asked for
            yield from error.diagnostics


def inspect(file: Path, folder: Path, *, known: Schemas = NO_SCHEMAS, shown_in: str = "tei") -> FileFindings:
    """Do what `check_file` does, and leave the trees behind: for a worker."""
    return check_file(file, folder, known=known, shown_in=shown_in)[0]


def corpus_findings(
    files: Sequence[FileFindings], folder: Path, *, shown_in: str = "tei", published: bool = False
) -> Iterator[Diagnostic]:
    """Yield what only all files together show: references that lead nowhere, notes and calls that miss each other.

    `files` are all files of the TEI folder. Where a site is made of it, and of nothing else, it is to be `published`:
    references to files outside of it are findings, too. A file that cannot be parsed has its own finding, and
    references into it are not reported.
    """
    if not any(file.documents or not file.readable for file in files):
        help = "Put TEI files there, with the ending `.xml` and the root element `TEI` or `teiCorpus`."
        yield Diagnostic(Code.NO_DOCUMENTS, f"The folder {shown_in} has no TEI document.", Location(shown_in), help)
    yield from wellformed.unreadable_folders(folder, shown_in)
    yield from _placed([*repeated_documents(files), *_between(files, folder, published)], files, folder)


def _between(files: Sequence[FileFindings], folder: Path, published: bool) -> Iterator[Diagnostic]:
    known = {file.path: frozenset(each.id for each in file.ids) if file.readable else None for file in files}
    pointing = [(file.path, file.shown, file.pointers) for file in files]
    yield from references.dangling(pointing, known, folder, homes(files))
    if published:
        yield from references.leading_out(pointing, folder)
    yield from notes.ledger([(file.path, file.shown, file.calls, file.notes) for file in files], known)
    yield from dates.out_of_order([(file.shown, file.letters) for file in files])


def homes(files: Sequence[FileFindings]) -> dict[str, str]:
    """The file of each register entry, by its id; of copies, which many editions have in letters, the largest list."""
    found: dict[str, str] = {}
    for file in sorted(files, key=lambda file: (-len(file.entries), file.path)):
        for id in file.entries:
            found.setdefault(id, file.path)
    return found


def used(files: Sequence[FileFindings]) -> frozenset[str]:
    """The addresses that files point to, the entries of other files among them that they name by the id alone.

    Who points to the copy of an entry means the entry.
    """
    known = homes(files)
    copies = {f"{file.path}#{id}": id for file in files for id in file.entries}
    addresses = {f"{one.path}#{one.fragment}" for file in files for one in file.pointers}
    named = {one.written.removeprefix("#") for file in files for one in file.pointers if one.attribute == "ref"}
    named |= {key for file in files for key in file.keys} | {copies[one] for one in addresses & copies.keys()}
    return frozenset(addresses | {f"{known[id]}#{id}" for id in named & known.keys()})


def _placed(
    findings: Sequence[Diagnostic], files: Sequence[FileFindings], folder: Path
) -> Iterator[Diagnostic]:
    """Yield the findings with their places; the files that they are of are read once more, one at a time."""
    by_file: dict[str, list[Diagnostic]] = {}
    for one in findings:
        by_file.setdefault(one.location.path, []).append(one)
    paths = {file.shown: file.path for file in files if file.readable}
    for shown, its in by_file.items():
        with suppress(OSError, etree.XMLSyntaxError, KeyError):
            its = whereabouts.placed(its, documents.read(folder / paths[shown], folder).tree, shown)
        yield from its


def repeated_ids(ids: Sequence[Identified], shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each `xml:id` that an element before it in the file has already."""
    first: dict[str, Identified] = {}
    for each in ids:
        earlier = first.setdefault(each.id, each)
        if earlier is each:
            continue
        message = f'xml:id="{each.id}" stands on `{each.element}` here, and before on `{earlier.element}`.'
        also = Related(Location(shown, earlier.line), "first given here")
        help = "Give one of the two another identifier, and change the references that mean it."
        yield Diagnostic(Code.REPEATED_ID, message, Location(shown, each.line), help, (also,))


def repeated_documents(files: Sequence[FileFindings]) -> Iterator[Diagnostic]:
    """Yield a finding for each document whose identifier one in another file has already."""
    first: dict[str, Location] = {}
    for file in files:
        for each in file.documents:
            here = Location(file.shown, each.line)
            earlier = first.setdefault(each.id, here)
            if earlier.path != here.path:
                message = f"Another document is called `{each.id}` too."
                help = "Give each `TEI` an xml:id of its own; without one it is called by its file's name."
                also = Related(earlier, "the other document")
                yield Diagnostic(Code.REPEATED_DOCUMENT, message, here, help, (also,))


def _ids(source: TeiFile) -> tuple[Identified, ...]:
    return tuple(pointers.identified(source.tree))
