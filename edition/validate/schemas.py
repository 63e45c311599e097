"""Which schemas a file is checked against: grammars in RELAX NG, rules in Schematron, and those that an ODD holds.

The first of these that there is: those named on the command line; those in `config.yml`; those that the file itself
names in `xml-model` processing instructions ("Associating Schemas with XML documents", W3C Note 2012), local files
only; those of the TEI folder. Rules that a grammar embeds are found with it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei.documents import TeiFile
from edition.validate import relaxng, schematron
from edition.validate.relaxng.schema import Schema
from edition.validate.relaxng.source import RNG
from edition.validate.schematron.rules import SCH, Rules

GRAMMARS = frozenset({".rng", ".rnc"})
RULES = frozenset({".sch"})

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
    rules: SchemaPath | None = None  # Schematron of the TEI folder, for files that name none
    inside: Path | None = None  # the folder that schemas named by files may lie in; None: the TEI folder
    with_rules: bool = True  # False: no Schematron is run


@dataclass(frozen=True, slots=True)
class Chosen:
    """The schemas for a file, ready for use, and what is wrong with those that it names itself."""

    grammars: tuple[Schema, ...] = ()
    rules: tuple[Rules, ...] = ()
    troubles: tuple[Diagnostic, ...] = ()


def of_file(source: TeiFile, shown: str, schemas: Schemas) -> Chosen:
    """Choose the schemas for a file. Raises `EditionError` when a schema of `schemas` cannot be used."""
    chosen = _of_file(source, shown, schemas)
    return chosen if schemas.with_rules else replace(chosen, rules=())


def _of_file(source: TeiFile, shown: str, schemas: Schemas) -> Chosen:
    if schemas.named:
        return _chosen(schemas.named)
    named: list[SchemaPath] = []
    troubles: list[Diagnostic] = []
    not_read: list[tuple[int, str]] = []
    for line, href in _models(source.tree):
        local = _local(href, source, schemas)
        if local is None:
            not_read.append((line, href))
            continue
        try:
            _loaded(local)
            named.append(local)
        except EditionError as error:
            troubles += error.diagnostics
    own = [
        schema
        for schema, suffixes in ((schemas.own, GRAMMARS), (schemas.rules, RULES))
        if schema and not troubles and not any(one.file.suffix.lower() in suffixes for one in named)
    ]
    chosen = _chosen([*named, *own])
    used = " and ".join(f"{each.shown} is used" for each in chosen.grammars) or "the grammar is not checked"
    troubles += (_not_read(href, used, Location(shown, line)) for line, href in not_read)
    return replace(chosen, troubles=tuple(troubles))


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


def _chosen(named: Sequence[SchemaPath]) -> Chosen:
    loaded = [_loaded(each) for each in named]
    return Chosen(
        tuple(one.grammar for one in loaded if one.grammar is not None),
        tuple(one.rules for one in loaded if one.rules is not None),
    )


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What a schema holds: a grammar, rules, or both."""

    grammar: Schema | None
    rules: Rules | None


@cache
def _loaded(schema: SchemaPath) -> _Loaded:
    """Read a schema, by the ending of its name. Raises `EditionError` when it cannot be used."""
    suffix = schema.file.suffix.lower()
    if suffix == ".sch":
        return _Loaded(None, schematron.load(schema.file, schema.shown))
    if suffix == ".odd":
        return _Loaded(None, schematron.in_file(schema.file, schema.shown))
    grammar = relaxng.load(schema.file, schema.shown, schema.inside)
    return _Loaded(grammar, schematron.in_file(schema.file, schema.shown))


def _models(tree: etree._ElementTree) -> Iterator[tuple[int, str]]:
    """Yield line and address of each RELAX NG or Schematron schema that a file names, in its order."""
    before = reversed(list(tree.getroot().itersiblings(preceding=True)))
    for node in before:
        if not isinstance(node, etree._ProcessingInstruction) or node.target != "xml-model":
            continue
        said = {name: double or single for name, double, single in PSEUDO_ATTRIBUTE.findall(node.text or "")}
        href, language = said.get("href", "").strip(), said.get("schematypens", "")
        # A grammar may be named as Schematron too, for the rules that it embeds: it is read once.
        known = language == RNG or (language == SCH and href.endswith(".sch"))
        if href and (known or (not language and href.endswith((".rng", ".rnc", ".sch")))):
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
    for own in (schemas.own, schemas.rules):
        if own and file.resolve() == own.file.resolve():
            return own
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
