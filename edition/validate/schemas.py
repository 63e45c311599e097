"""Which schemas a file is checked against.

The first of these that there is: those named on the command line; those in `config.yml`; those that the file itself
names in `xml-model` processing instructions ("Associating Schemas with XML documents", W3C Note 2012), local files
only; the schema of the TEI folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei.documents import TeiFile
from edition.validate import relaxng
from edition.validate.relaxng.schema import Schema
from edition.validate.relaxng.source import RNG

PSEUDO_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class SchemaPath:
    """A schema as somebody names it: the file, its path as findings print it, the folder that its parts lie in."""

    file: Path
    shown: str
    inside: Path


@dataclass(frozen=True, slots=True)
class Schemas:
    """What is known of schemas before a file is read."""

    named: tuple[SchemaPath, ...] = ()  # by the command line or config.yml: no file is asked what it names
    own: SchemaPath | None = None  # of the TEI folder, for files that name none
    inside: Path | None = None  # the folder that schemas named by files may lie in; None: the TEI folder


def of_file(source: TeiFile, shown: str, schemas: Schemas) -> tuple[list[Schema], list[Diagnostic]]:
    """The schemas for a file, ready for use, and what is wrong with those that it names itself.

    Raises `EditionError` when a schema of `schemas` cannot be used.
    """
    if schemas.named:
        return [_loaded(each) for each in schemas.named], []
    found: list[Schema] = []
    troubles: list[Diagnostic] = []
    not_read: list[tuple[int, str]] = []
    for line, href in _models(source.tree):
        local = _local(href, source, schemas)
        if local is None:
            not_read.append((line, href))
            continue
        try:
            found.append(_loaded(local))
        except EditionError as error:
            troubles += error.diagnostics
    if not found and not troubles and schemas.own:
        found = [_loaded(schemas.own)]
    used = " and ".join(f"{each.shown} is used" for each in found) or "the grammar is not checked"
    troubles += (_not_read(href, used, Location(shown, line)) for line, href in not_read)
    return found, troubles


def ready(schemas: Sequence[SchemaPath]) -> None:
    """Read schemas, to learn early whether they can be used. Raises `EditionError` with all that is wrong."""
    wrong: list[Diagnostic] = []
    for each in schemas:
        try:
            _loaded(each)
        except EditionError as error:
            wrong += error.diagnostics
    if wrong:
        raise EditionError(*wrong)


def _loaded(schema: SchemaPath) -> Schema:
    return relaxng.load(schema.file, schema.shown, schema.inside)


def _models(tree: etree._ElementTree) -> Iterator[tuple[int, str]]:
    """Yield line and address of each RELAX NG schema that a file names, in its order."""
    before = reversed(list(tree.getroot().itersiblings(preceding=True)))
    for node in before:
        if not isinstance(node, etree._ProcessingInstruction) or node.target != "xml-model":
            continue
        said = {name: double or single for name, double, single in PSEUDO_ATTRIBUTE.findall(node.text or "")}
        href, language = said.get("href", "").strip(), said.get("schematypens", "")
        if href and (language == RNG or (not language and href.endswith((".rng", ".rnc")))):
            line = node.sourceline
            yield line if isinstance(line, int) else 1, href


def _local(href: str, source: TeiFile, schemas: Schemas) -> SchemaPath | None:
    """The file that an address names, None if it is one of the web, or outside of the folder."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    folder = _folder(source)
    inside = schemas.inside or folder
    file = source.file.parent / unquote(parts.path)
    if not file.resolve().is_relative_to(inside.resolve()):
        return None
    if schemas.own and file.resolve() == schemas.own.file.resolve():
        return schemas.own
    shown = posixpath.relpath(file.resolve().as_posix(), inside.resolve().as_posix())
    return SchemaPath(file.resolve(), shown, inside)


def _folder(source: TeiFile) -> Path:
    """The TEI folder that a file was found in."""
    return source.file.parents[len(Path(source.path).parts) - 1]


def _not_read(href: str, used: str, where: Location) -> Diagnostic:
    web = "://" in href
    reason = "schemas are never fetched" if web else "it lies outside of the folder"
    message = f"The schema {href} is not read, since {reason}: {used}."
    help = "Name a copy of it with --schema, or under `schemas` in config.yml."
    return Diagnostic(Code.SCHEMA_NOT_READ, message, where, help)
