"""Files of a RELAX NG schema: read with entities and network off, never from outside the folder that they belong to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei import documents
from edition.tei.names import XML_BASE
from edition.tei.pointers import line as line_of

RNG = "http://relaxng.org/ns/structure/1.0"
OTHER_SCHEMAS = {
    "http://www.w3.org/2001/XMLSchema": "a W3C XML Schema",
    "http://purl.oclc.org/dsdl/schematron": "a Schematron schema",
    "http://www.ascc.net/xml/schematron": "a Schematron schema",
    "http://www.tei-c.org/ns/1.0": "a TEI document, perhaps an ODD",
}
COMPACT = re.compile(rb"\s*+(?:#.*+\s*+)*+((default\s+)?namespace\s|datatypes\s|grammar\s*\{|start\s*=|element\s)")
TEI_VERSION = re.compile(rb"TEI Edition:?\s+(?:P5\s+)?Version(?:\s|\xc2\xa0)+([0-9]+(?:\.[0-9]+)+)")
# The version of TEI stands in a comment at the beginning.
BEGINNING = 10_000


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A parsed file of a schema: its root element, how findings name it, and the folder that it may not leave."""

    file: Path
    shown: str
    inside: Path
    root: etree._Element
    tei_version: str  # the version of TEI that the schema says it is made from, "" if it says none


def read(file: Path, shown: str, inside: Path) -> SchemaFile:
    """Parse a file of a schema. Raises `EditionError` when it is missing, no XML, or no RELAX NG in XML syntax."""
    where = Location(shown)
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f"The schema {shown} cannot be read: {error.strerror}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Check its name and place.")) from None
    try:
        root = etree.fromstring(content, documents.parser())
    except etree.XMLSyntaxError as error:
        raise EditionError(_no_xml(content, shown, error)) from None
    if etree.QName(root).namespace != RNG:
        kind = OTHER_SCHEMAS.get(etree.QName(root).namespace or "", f"a file with the root element `{root.tag}`")
        message = f"The schema {shown} is no RELAX NG, but {kind}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, Location(shown, line_of(root)), "Name a `.rng` file."))
    version = TEI_VERSION.search(content[:BEGINNING])
    source = SchemaFile(file, shown, inside, root, version[1].decode("ascii") if version else "")
    for entity in root.iter(etree.Entity):
        raise refusal(source, entity, f"The schema refers to the entity {entity.text}, which is not expanded")
    return source


def referred(source: SchemaFile, node: etree._Element) -> SchemaFile:
    """The file that an `include` or `externalRef` names. Raises `EditionError` when it may not or cannot be read."""
    href = node.get("href", "").strip()
    if not href:
        raise refusal(source, node, f"`{etree.QName(node).localname}` lacks @href")
    for base in reversed([*_bases(node)]):
        href = posixpath.join(posixpath.dirname(base), href)
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        help = "Put a copy of it beside the schema, and name that."
        raise refusal(source, node, f"{href} is an address: schemas are never fetched", help)
    file = source.file.parent / unquote(parts.path)
    shown = posixpath.normpath(posixpath.join(posixpath.dirname(source.shown), unquote(parts.path)))
    if not file.resolve().is_relative_to(source.inside.resolve()):
        help = "Put it into the folder of the schema."
        raise refusal(source, node, f"{shown} lies outside the folder {source.inside.name}", help)
    return read(file, shown, source.inside)


def refusal(source: SchemaFile, node: etree._Element, message: str, help: str = "Correct the schema.") -> EditionError:
    """The error that says why a schema cannot be used, with the place of what is wrong."""
    return EditionError(Diagnostic(Code.BAD_SCHEMA, f"{message}.", Location(source.shown, line_of(node)), help))


def children(node: etree._Element) -> list[etree._Element]:
    """The elements of RELAX NG below one; annotations in other namespaces count for nothing."""
    prefix = f"{{{RNG}}}"
    return [child for child in node if isinstance(child.tag, str) and child.tag.startswith(prefix)]


def kind(node: etree._Element) -> str:
    """The name of an element of RELAX NG: `oneOrMore`."""
    return str(node.tag).rpartition("}")[2]


def _bases(node: etree._Element) -> Iterator[str]:
    """The xml:base of an element and of those around it, the outermost first."""
    around = [node, *node.iterancestors()]
    yield from (base for each in reversed(around) if (base := each.get(XML_BASE)))


def _no_xml(content: bytes, shown: str, error: etree.XMLSyntaxError) -> Diagnostic:
    if COMPACT.match(content):
        help = "Convert it to the XML syntax of RELAX NG (`.rng`)."
        return Diagnostic(Code.BAD_SCHEMA, f"The schema {shown} is in the compact syntax.", Location(shown, 1), help)
    if re.search(rb"<!(ELEMENT|ATTLIST|ENTITY)", content) and not re.search(rb"<[A-Za-z]", content):
        help = "Name a RELAX NG schema (`.rng`) of the same vocabulary."
        return Diagnostic(Code.BAD_SCHEMA, f"The schema {shown} is a DTD.", Location(shown, 1), help)
    message = f"The schema {shown} is not well-formed: {error.msg}."
    return Diagnostic(Code.BAD_SCHEMA, message, Location(shown, error.lineno), "Correct the schema.")
