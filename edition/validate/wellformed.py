"""The first check of a file: it can be read, is well-formed XML and holds TEI. A file that fails says
why in plain words, with the line and a mark where: the first real cause, which `causes` finds, or what the parser says.

The parser is that of `tei.documents`: no entity is expanded in the text, no DTD and no other file read, and libxml2's
limits on depth, size and expansion stay on.
"""

from __future__ import annotations

import codecs
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from html.entities import html5
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location, Related
from edition.tei import documents
from edition.tei.documents import TeiFile
from edition.tei.names import TEI, elements, local
from edition.tei.pointers import line as line_of
from edition.validate import causes

# No text is nested deeper than this; what reads one element inside the other would run out of room.
DEEPEST = 120
# Its tree would take some ten times as much memory, in each process.
LARGEST = 100_000_000
TOO_DEEP = etree.XPath(f"(//*[count(ancestor::*) >= {DEEPEST}])[1]")

# How files begin that are often taken for XML; what they are.
OTHER_FILES = {
    b"PK\x03\x04": "a ZIP archive, such as a word processor's document",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a document of an old word processor",
    b"\x1f\x8b": "a compressed file",
    b"{\\rtf": "a document in Rich Text Format",
}
BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
DECLARED_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})

PLACE = re.compile(r", line \d+, column \d+$")
UNBOUND = re.compile(r"Namespace prefix (\S+)(?: for (\S+) on (\S+)| on (\S+))? is not defined")
UNDECLARED = re.compile(r"Entity '([^']+)' not defined")

# What libxml2 says, by a piece of its message; what is wrong; the way out. The first that fits counts. What `causes`
# finds first is not here.
PLAIN_WORDS = (
    ("Start tag expected, '<' not found", "This is no XML: no element begins.", "Save the file as XML."),
    ("Document is empty", "This is no XML: no element begins.", "Save the file as XML."),
    ("Extra content at the end", "Something follows after the root element has ended.",
     "Keep one root element; look for an end tag that stands too early."),
    ("redefined", "An element has the same attribute twice.", "Keep one of the two."),
    ("attributes construct error", "The attributes of a start tag cannot be told apart.",
     "Put a blank between attributes, and each value in quotation marks."),
    ("xmlParseStartTag", "A start tag cannot be read.", "Write <name attribute=\"value\">."),
    ("invalid xmlChar value", "A character reference names a character that XML does not allow.", "Delete it."),
    ("Sequence ']]>' not allowed", "The signs `]]>` stand in the text.", "Write `]]&gt;`."),
    ("xmlParseCharRef", "A character reference cannot be read.", "Write the character itself, or `&#233;`."),
    ("reference loop", "Entities of the document type declaration contain each other.", "Write the words themselves."),
    ("amplification", "Entities of the document type declaration expand to a huge text; the parser refused them.",
     "Write the words themselves."),
    *((piece, "The document type declaration cannot be read.", "Take it out: TEI P5 needs none.")
      for piece in ("DOCTYPE", "internal subset", "EntityDecl", "ElementDecl", "AttributeListDecl", "ENTITY")),
    ("Excessive depth", "Elements are nested deeper than the parser allows.", "Look for end tags that are missing."),
    ("huge text node", "A text is larger than the parser allows (10 MB).", "Divide it."),
    ("Unsupported encoding", "The XML declaration names an encoding that nothing here knows.", "Save it as UTF-8."),
    ("Blank needed here", "A blank is missing here.", "Put one between words, and between attributes."),
    ("XML declaration", "The XML declaration cannot be read.", 'Write <?xml version="1.0" encoding="UTF-8"?>.'),
    ("Malformed declaration", "The XML declaration cannot be read.", 'Write <?xml version="1.0" encoding="UTF-8"?>.'),
    ("xml:id", "An xml:id is no name.", "Begin it with a letter; letters, digits, `.`, `-` and `_` may follow."),
)  # fmt: skip


def read(file: Path, folder: Path, shown: str) -> TeiFile:
    """Parse a file of the TEI folder; `shown` is its path as findings print it.

    Raises `EditionError` with the finding that says why it cannot be parsed, or is too large.
    """
    try:
        if (size := file.stat().st_size) > LARGEST:
            message = f"{shown} has {size / 1e6:.0f} MB; larger files than {LARGEST / 1e6:.0f} MB are not read."
            help = "Divide it: a file of its own for each document."
            raise EditionError(Diagnostic(Code.FILE_UNREADABLE, message, Location(shown), help))
        return documents.read(file, folder)
    except etree.XMLSyntaxError as error:
        raise EditionError(_cause(file, shown, str(error.msg), error.position)) from None
    except OSError as error:
        # libxml2 reports an encoding that it cannot read in this way too.
        raise EditionError(_cause(file, shown, str(error), (0, 0))) from None


def unreadable_folders(folder: Path, shown_in: str) -> Iterator[Diagnostic]:
    """Yield a finding for each folder below the TEI folder, or itself, whose files cannot be listed."""
    refused: list[OSError] = []
    for _ in os.walk(folder, onerror=refused.append):
        pass
    for error in refused:
        path = os.path.relpath(error.filename, folder)
        shown = posixpath.normpath(posixpath.join(shown_in, Path(path).as_posix()))
        message = f"The folder {shown} cannot be read: {error.strerror}; what is in it was not checked."
        yield Diagnostic(Code.FILE_UNREADABLE, message, Location(shown), "Check the permissions.")


def entity_references(source: TeiFile, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each entity that the text refers to: entities are not expanded, their words would be lost."""
    counted: dict[str, int] = {}
    for entity in source.tree.iter(etree.Entity):
        counted[str(entity.text)] = counted.get(str(entity.text), 0) + 1
        if counted[str(entity.text)] == 1:
            message = f"The text refers to the entity {entity.text}, which is not expanded."
            where = Location(shown, line_of(entity))
            yield Diagnostic(Code.ENTITY_REFERENCE, message, where, "Write the words or the character themselves.")


def not_tei(source: TeiFile, shown: str) -> Diagnostic:
    """The finding for an XML file without a TEI document."""
    root = source.tree.getroot()
    where = Location(shown, line_of(root))
    name = local(root)
    if name in ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2") and etree.QName(root).namespace != TEI:
        message = f"The root element `{name}` is not in the TEI namespace."
        help = f'Write <TEI xmlns="{TEI}">.'
        if name.endswith(".2"):
            help = f'This is TEI P4: convert it to P5, whose root is <TEI xmlns="{TEI}">.'
        return Diagnostic(Code.NO_TEI_NAMESPACE, message, where, help)
    message = f"The root element is `{name}`, and there is no `TEI` in it: the file is left out of the edition."
    return Diagnostic(Code.NOT_TEI, message, where, "Move the file out of the TEI folder, or make it a TEI document.")


def _cause(file: Path, shown: str, said: str, position: tuple[int, int]) -> Diagnostic:
    """The first real cause why a file cannot be parsed; `said` is the parser's first error, at line and column."""
    try:
        content = file.read_bytes()
    except OSError as error:
        message = f"{shown} cannot be read: {error.strerror}."
        return Diagnostic(Code.FILE_UNREADABLE, message, Location(shown), "Check the name and the permissions.")
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        help = "Delete the file, or bring back its text from an earlier version."
        return Diagnostic(Code.EMPTY_FILE, f"{shown} is empty.", Location(shown), help)
    if kind := next((kind for sign, kind in OTHER_FILES.items() if content.startswith(sign)), ""):
        message = f"This is no XML, but {kind}."
        return Diagnostic(Code.MALFORMED, message, Location(shown, 1), "Export it as TEI, or move it elsewhere.")
    return _encoding_trouble(content, shown) or _first_cause(content, shown, said, position)


def _encoding_trouble(content: bytes, shown: str) -> Diagnostic | None:
    declared = DECLARED_ENCODING.match(content)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding.startswith(("utf-16", "utf-32", "ucs-", "iso-10646-ucs")):  # its own letters could not be read then
        message = f"The file says that it is {encoding.upper()}, and is not."
        help = 'Write encoding="UTF-8" if it is that, or save it anew.'
        return Diagnostic(Code.NOT_UTF8, message, Location(shown, 1), help)
    if encoding not in ("utf-8", "utf8", "ascii", "us-ascii") or content.startswith(BYTE_ORDER_MARKS[:2]):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        message = f"Byte {content[error.start]:#04x} is not UTF-8."
        help = "Save the file as UTF-8, or name its encoding in the XML declaration."
        return Diagnostic(Code.NOT_UTF8, message, Location(shown, line, column), help)
    if b"\x00" in content[:200]:
        help = "Save the file as UTF-8 (it looks like UTF-16 without a byte order mark)."
        return Diagnostic(Code.NOT_UTF8, "The file has bytes of value zero.", Location(shown, 1), help)
    return None


def _first_cause(content: bytes, shown: str, said: str, position: tuple[int, int]) -> Diagnostic:
    """What stands first: the cause that the text itself shows, or what the parser says of another place."""
    text = _decoded(content)
    cause = causes.first(text) if text is not None else None
    if text is None or cause is None or (0, 0) < position < causes.line_and_column(text, cause.noticed):
        told = _in_plain_words(shown, said, position, text or "")
    else:
        also = tuple(Related(Location(shown, *causes.line_and_column(text, at)), reason) for at, reason in cause.also)
        where = Location(shown, *causes.line_and_column(text, cause.at))
        told = Diagnostic(Code.MALFORMED, cause.message, where, cause.help, also)
    place = told.location
    if text is None or not place.line or not place.column:
        return told
    return replace(told, excerpt=causes.excerpt(text, place.line, place.column))


def _decoded(content: bytes) -> str | None:
    """The text of a file, None when it cannot be told how it is encoded."""
    declared = DECLARED_ENCODING.match(content)
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if content.startswith(BYTE_ORDER_MARKS[:2]):
        encoding = "utf-16"
    try:
        return content.decode("utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding)
    except (LookupError, ValueError):
        return None


def _in_plain_words(shown: str, said: str, position: tuple[int, int], text: str) -> Diagnostic:
    said = PLACE.sub("", said)
    where = Location(shown, position[0] or 1, position[1] or None)
    if match := UNDECLARED.match(said):
        message = f"`&{match[1]};` is not declared: XML itself knows only {', '.join(sorted(PREDEFINED))}."
        character = html5.get(f"{match[1]};")
        help = "Write the words or the character themselves."
        if character:
            point = f"{ord(character[0]):04X}"
            help = f"Write `&#x{point};`." if character.isspace() else f"Write the character: {character} (U+{point})."
        return Diagnostic(Code.MALFORMED, message, _back_to(f"&{match[1]};", where, text), help)
    if match := UNBOUND.match(said):
        prefix, holder = match[1], match[3] or match[4] or "the element"
        name = f"@{prefix}:{match[2]} of `{holder}`" if match[2] else f"`{prefix}:{holder}`"
        help = f'Declare it (xmlns:{prefix}="…"), or take the prefix off.'
        begun = f"<{holder}" if match[2] else f"<{prefix}:{holder}"
        message = f"The prefix of {name} has no namespace."
        return Diagnostic(Code.MALFORMED, message, _back_to(begun, where, text), help)
    for piece, message, help in PLAIN_WORDS:
        if piece.lower() in said.lower():
            if piece == "amplification":  # the parser tells the place in the entity
                where = _back_to("<!DOCTYPE", Location(shown, text.count("\n") + 1), text)
            return Diagnostic(Code.MALFORMED, message, where, help)
    return Diagnostic(Code.MALFORMED, "The file is not well-formed XML here.", where, "Correct the XML at this place.")


def _back_to(words: str, where: Location, text: str) -> Location:
    """Where some words begin, which the parser has read just before a place; that place if they are not found."""
    lines = text.splitlines(keepends=True)[: where.line]
    read = "".join([*lines[:-1], *(line[: (where.column or 1) + len(words)] for line in lines[-1:])])
    at = read.rfind(words)
    return Location(where.path, *causes.line_and_column(text, at)) if at >= 0 else where


def nested_too_deep(source: TeiFile, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for the first element that is nested deeper than anybody means."""
    for element in elements(TOO_DEEP, source.tree):
        message = f"`{local(element)}` is nested {DEEPEST} elements deep."
        help = "An end tag may be missing further up; no text needs that."
        yield Diagnostic(Code.MALFORMED, message, Location(shown, line_of(element)), help)
