"""The edition's ODD to the schemas that are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location, has_errors
from edition.odd import default, reading, relaxng, schematron
from edition.odd.model import Odd
from edition.pipeline import ODD, RULES, SCHEMA, TEI, Outcome, counted
from edition.tei import documents
from edition.writing import write_whole

NOTE = "Made by `edition schema` from edition.odd. Change that file and run the command again; edits here are lost."


def schema(root: Path, *, check: bool) -> Outcome:
    """Compile `tei/schema/edition.odd` to RELAX NG and Schematron beside it.

    An edition without an ODD gets the one that comes with the program, to begin from. With `check` nothing is written:
    what is not as the ODD gives it is a finding. Raises `EditionError` when there is an error in the ODD, when a
    schema that was made otherwise is in the way, and when a file cannot be read or written.
    """
    folder = root / TEI
    if not check:
        _replaceable(folder)
        default.bring(folder)
    odd = reading.read(folder / ODD, f"{TEI}/{ODD}")
    compiled = _compiled(odd)
    said = f"{counted(len(odd.elements), 'element')}, {counted(len({rule.ident for rule in odd.rules()}), 'rule')}"
    if check:
        findings = tuple(_outdated(folder, compiled))
        return Outcome(f"{said}; {'not ' if has_errors(findings) else ''}up to date", findings)
    _write(folder, compiled)
    return Outcome(f"{said}: {' and '.join(f'{TEI}/{name}' for name in compiled)}", ())


def _compiled(odd: Odd) -> dict[str, bytes]:
    """The files that an ODD gives, by their paths in the TEI folder. Raises `EditionError` when they are no schemas."""
    grammar = relaxng.grammar(odd, NOTE)
    try:
        etree.RelaxNG(etree.fromstring(grammar, documents.parser()))
    except etree.RelaxNGParseError as error:
        message = f"What the ODD says makes no grammar: {error}."
        help = "Most often two things that may stand in the same place cannot be told apart, or a pattern is none."
        raise EditionError(Diagnostic(Code.BAD_ODD, message, Location(f"{TEI}/{ODD}"), help)) from None
    return {SCHEMA: grammar, RULES: schematron.rules(odd, NOTE)}


def _outdated(folder: Path, compiled: dict[str, bytes]) -> Iterator[Diagnostic]:
    for name, content in compiled.items():
        found = _content(folder, name)
        if found != content:
            message = "The schema has not been made." if found is None else "This is not what edition.odd gives."
            yield Diagnostic(Code.OUTDATED_SCHEMA, message, Location(f"{TEI}/{name}"), "Run `edition schema`.")


def _replaceable(folder: Path) -> None:
    """Raise `EditionError` when a schema stands there that this program did not make."""
    for name in (SCHEMA, RULES):
        found = _content(folder, name)
        if found is not None and NOTE.encode() not in found[:1000]:
            message = "This schema was not made by `edition schema`, which would overwrite it."
            help = "Move it away; or keep it, and do without an ODD."
            raise EditionError(Diagnostic(Code.OUTDATED_SCHEMA, message, Location(f"{TEI}/{name}"), help))


def _content(folder: Path, name: str) -> bytes | None:
    """The bytes of a file, None when there is none. Raises `EditionError` when it cannot be read."""
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = f"{TEI}/{name} cannot be read: {error.strerror}."
        help = "Check its permissions, and that it is a file and no folder."
        raise EditionError(Diagnostic(Code.FILE_UNREADABLE, message, Location(f"{TEI}/{name}"), help)) from None


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, content)
        except OSError as error:
            message = f"{TEI}/{name} cannot be written: {error.strerror}."
            help = "Something may stand in its place, or the folder be protected."
            raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, Location(f"{TEI}/{name}"), help)) from None
