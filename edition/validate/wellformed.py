"""The first check of a file: it can be read, is well-formed XML and holds TEI. A file that fails says
why in plain words.

The parser is that of `tei.documents`: no entity is expanded in the text, no DTD and no other file read, and libxml2's
limits on depth, size and expansion stay on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location, Related
from edition.tei import documents
from edition.tei.documents import TeiFile
from edition.tei.names import TEI, elements, local
from edition.tei.pointers import line as line_of

# No text is nested deeper than this; what reads one element inside the other would run out of room.
DEEPEST = 120
TOO_DEEP = etree.XPath(f"(//*[count(ancestor::*) >= {DEEPEST}])[1]")

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
DECLARED_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})

PLACE = re.compile(r", line \d+, column \d+$")
MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)")
TRUNCATED = re.compile(r"Premature end of data in tag (\S+) line (\d+)")
UNDECLARED = re.compile(r"Entity '([^']+)' not defined")

# What libxml2 says, by a piece of its message; what is wrong; the way out. The first that fits counts.
PLAIN_WORDS = (
    ("Start tag expected, '<' not found", "This is no XML: no element begins.", "Save the file as XML."),
    ("Document is empty", "This is no XML: no element begins.", "Save the file as XML."),
    ("Extra content at the end", "Something follows after the root element has ended.",
     "Keep one root element; look for an end tag that stands too early."),
    ("XML declaration allowed only at the start", "The XML declaration does not stand at the very beginning.",
     "Delete what is before `<?xml`, blanks and line ends too."),
    ("redefined", "An element has the same attribute twice.", "Keep one of the two."),
    ("Unescaped '<' not allowed in attributes", "An attribute's value has no closing quotation mark, or a `<` in it.",
     "Close the value; write `&lt;` for a less-than sign."),
    ("AttValue: \" or ' expected", "An attribute's value is not in quotation marks.", "Write it as name=\"value\"."),
    ("Specification mandates value for attribute", "An attribute has no value.", "Write it as name=\"value\"."),
    ("attributes construct error", "The attributes of a start tag cannot be told apart.",
     "Put a blank between attributes, and each value in quotation marks."),
    ("xmlParseEntityRef: no name", "An `&` stands alone.", "Write `&amp;` for the sign itself."),
    ("EntityRef: expecting ';'", "An `&` begins a name that no semicolon ends.",
     "Write `&amp;` for the sign itself."),
    ("StartTag: invalid element name", "A `<` stands alone.", "Write `&lt;` for the sign itself."),
    ("Couldn't find end of Start Tag", "A start tag has no `>`.", "Close the tag."),
    ("expected '>'", "An end tag has no `>`.", "Close the tag."),
    ("Comment not terminated", "A comment has no end.", "End it with `-->`."),
    ("Double hyphen within comment", "A comment has two hyphens in it.", "Take one out."),
    ("CData section not finished", "A CDATA section has no end.", "End it with `]]>`."),
    ("PI is never ended", "A processing instruction has no end.", "End it with `?>`."),
    ("PCDATA invalid Char", "A control character that XML does not allow stands here.", "Delete it."),
    ("invalid character in attribute value", "A control character that XML does not allow stands here.", "Delete it."),
    ("invalid xmlChar value", "A character reference names a character that XML does not allow.", "Delete it."),
    ("Namespace prefix", "A prefix of a name has no namespace.", "Declare it with xmlns:…, or take the prefix off."),
    ("Sequence ']]>' not allowed", "The signs `]]>` stand in the text.", "Write `]]&gt;`."),
    ("entity loop", "Entities of the document type declaration contain each other.", "Write the words themselves."),
    ("amplification", "Entities of the document type declaration expand to a huge text; the parser refused them.",
     "Write the words themselves."),
    ("Excessive depth", "Elements are nested deeper than the parser allows.", "Look for end tags that are missing."),
    ("huge text node", "A text is larger than the parser allows (10 MB).", "Divide it."),
    ("Unsupported encoding", "The XML declaration names an encoding that nothing here knows.", "Save it as UTF-8."),
)  # fmt: skip


def read(file: Path, folder: Path, shown: str) -> TeiFile:
    """Parse a file of the TEI folder; `shown` is its path as findings print it.

    Raises `EditionError` with the finding that says why it cannot be parsed.
    """
    try:
        return documents.read(file, folder)
    except etree.XMLSyntaxError as error:
        raise EditionError(_cause(file, shown, str(error.msg), error.position)) from None
    except OSError as error:
        # libxml2 reports an encoding that it cannot read in this way too.
        raise EditionError(_cause(file, shown, str(error), (0, 0))) from None


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
    return _encoding_trouble(content, shown) or _in_plain_words(shown, said, position)


def _encoding_trouble(content: bytes, shown: str) -> Diagnostic | None:
    declared = DECLARED_ENCODING.match(content)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
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


def _in_plain_words(shown: str, said: str, position: tuple[int, int]) -> Diagnostic:
    line, column = position
    said = PLACE.sub("", said)
    where = Location(shown, line or 1, column or None)
    if match := MISMATCH.match(said):
        opened, opened_at, closed = match[1], int(match[2]), match[3]
        message = f"`</{closed}>` stands here, but `{opened}`, opened in line {opened_at}, is still open."
        help = f"Put `</{opened}>` where the element ends, or take the tag out that is too many."
        also = Related(Location(shown, opened_at), f"`{opened}` is opened here")
        return Diagnostic(Code.MALFORMED, message, where, help, (also,))
    if match := TRUNCATED.match(said):
        message = f"The file ends before `{match[1]}`, opened in line {match[2]}, is closed."
        also = Related(Location(shown, int(match[2])), f"`{match[1]}` is opened here")
        return Diagnostic(Code.MALFORMED, message, where, "The end of the file is lost: bring it back.", (also,))
    if match := UNDECLARED.match(said):
        message = f"`&{match[1]};` is not declared: XML itself knows only {', '.join(sorted(PREDEFINED))}."
        character = html5.get(f"{match[1]};")
        help = (
            f"Write the character itself: {character} (U+{ord(character[0]):04X})."
            if character
            else ("Write the words or the character themselves.")
        )
        return Diagnostic(Code.MALFORMED, message, where, help)
    for piece, message, help in PLAIN_WORDS:
        if piece.lower() in said.lower():
            return Diagnostic(Code.MALFORMED, message, where, help)
    return Diagnostic(Code.MALFORMED, f"Not well-formed: {said}.", where, "Correct the XML at this place.")


def nested_too_deep(source: TeiFile, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for the first element that is nested deeper than anybody means."""
    for element in elements(TOO_DEEP, source.tree):
        message = f"`{local(element)}` is nested {DEEPEST} elements deep."
        help = "An end tag may be missing further up; no text needs that."
        yield Diagnostic(Code.MALFORMED, message, Location(shown, line_of(element)), help)
