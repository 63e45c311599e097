"""A document held against a schema: all places where it does not fit, with line and column.

The document is read with expat, and each tag, attribute and text moves a `State` on. After a mistake the reading goes
on as if the likeliest right thing stood there, so that one mistake gives one finding and the next is found as well. No
entity is expanded in the text, nothing outside of the document is read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from edition.tei.names import TEI, XML
from edition.validate.relaxng import messages, places, positions
from edition.validate.relaxng.derivatives import Fork, State
from edition.validate.relaxng.messages import Mismatch
from edition.validate.relaxng.names import namespace_of, qualified
from edition.validate.relaxng.patterns import NOT_ALLOWED, TEXT, Data, Items, Pattern
from edition.validate.relaxng.schema import Schema

BLANK = " \t\r\n"
DECLARED = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
# Encodings that expat reads by itself.
READ_BY_EXPAT = frozenset({"utf-8", "utf-16", "iso8859-1", "ascii"})
TEI_ROOTS = frozenset(qualified(TEI, name) for name in ("TEI", "teiCorpus"))
XML_ID = qualified(XML, "id")


@dataclass(slots=True)
class Frame:
    """An element that is being read. `state` is None inside an element that the schema does not know."""

    name: str
    state: State | None
    begun: State | None  # the state after its start tag
    line: int
    column: int
    attributes: dict[str, str]
    ordinal: int = 1  # among the elements of its name in their parent
    fork: Fork | None = None  # where the parent goes on, None if the element has no place in it
    children: dict[str, int] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    text_at: tuple[int, int] = (0, 0)
    refused: bool = False  # an element in it may not stand there


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a schema has against a document, in the order of the document; nothing if it is valid."""

    mismatches: tuple[Mismatch, ...]
    tei_version: str  # the version of TEI that the document declares, "" if none


def check(document: bytes, schema: Schema) -> Verdict:
    """Hold a document against a schema.

    The same bytes and the same schema give the same. Raises `xml.parsers.expat.ExpatError` if the document is not
    well-formed.
    """
    return _Reading(schema).of(document)


class _Reading:
    """One document being read."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._derivatives = schema.derivatives
        self._frames = [Frame("", schema.start, schema.start, 1, 1, {})]
        self._found: list[Mismatch] = []
        self._ids: dict[str, tuple[int, int]] = {}
        self._references: list[tuple[str, str, Frame]] = []
        self._tei_version = ""

    def of(self, document: bytes) -> Verdict:
        document, encoding = _readable(document)
        self._document = document
        self._parser = parser = expat.ParserCreate(encoding, namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.DefaultHandler = self._rest  # with it, entities of the document type declaration are not expanded
        parser.Parse(document, True)
        for name, attribute, frame in self._references:
            if name not in self._ids:
                self._tell(messages.reference_without_target(name, attribute, frame.name), frame.line, frame.column)
        found = sorted(self._found, key=lambda each: (each.line, each.column))
        return Verdict(tuple(found), self._tei_version)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self._frames[-1]
        self._read_text(parent, ending=False)
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        ordinal = parent.children[name] = parent.children.get(name, 0) + 1
        fork = self._derivatives.element(parent.state, name) if parent.state else None
        frame = Frame(name, fork.inside if fork else None, None, line, column, attributes, ordinal, fork)
        if len(self._frames) == 1 and name in TEI_ROOTS:
            self._tei_version = attributes.get("version", "").strip(BLANK)
        self._frames.append(frame)
        if fork is None:
            self._unexpected(parent, frame)
        if frame.state is not None:
            frame.state = frame.begun = self._with_attributes(frame, frame.state)

    def _unexpected(self, parent: Frame, frame: Frame) -> None:
        """Tell of an element that may not stand where it does, and find a state to read it with."""
        state, name = parent.state, frame.name
        if state is None or parent.begun is None:
            frame.state = self._schema.anywhere(name)
            if frame.state is None and namespace_of(name) in self._schema.namespaces:
                self._tell(messages.unknown(name, self._schema), frame.line, frame.column)
            return
        frame.fork = self._derivatives.ahead(state, name)
        if frame.fork:
            self._tell(messages.missing_before(name, parent.name, state), frame.line, frame.column)
            frame.state = frame.fork.inside
            return
        frame.state = self._schema.anywhere(name)
        near = "" if frame.state else messages.nearest(name, state)
        told = messages.element(name, parent.name, state, parent.begun, self._schema, near)
        self._tell(told, frame.line, frame.column)
        parent.refused = not near
        if near:
            frame.fork = self._derivatives.element(state, near)
            frame.state = frame.fork.inside if frame.fork else None

    def _with_attributes(self, frame: Frame, begun: State) -> State:
        """The state after a start tag; tells of attributes that are wrong or missing."""
        derive, state, told = self._derivatives, begun, False
        for name in sorted(frame.attributes):
            value = frame.attributes[name]
            fork = derive.attribute(state, name)
            if fork is None:
                self._tell(messages.attribute(name, frame.name, begun), *self._place_of(name, frame))
                told = True
                continue
            passed = tuple([test is TEXT or derive.accepts(test, value) for test in fork.tests])
            after = derive.joined(fork, passed, len(state.ways))
            if after.failed:
                self._tell(messages.value(name, value, frame.name, fork.tests), *self._place_of(name, frame))
                after = derive.joined(fork, (True,) * len(passed), len(state.ways))
            elif kind := _identifies(fork.tests, passed):
                self._identify(kind, name, value, frame)
            state = after
        inside = derive.content(state)
        if inside.failed:
            if not told:  # an attribute too many may be the one that is missing, misspelt, or exclude it
                self._tell(messages.lacking(frame.name, state), frame.line, frame.column)
            inside = derive.content(state, forgiving=True)
        return inside

    def _place_of(self, name: str, frame: Frame) -> tuple[int, int]:
        """Line and column of an attribute of the start tag that is being read."""
        tag = self._parser.CurrentByteIndex
        return positions.attribute(self._document, tag, name, frame.line, frame.column)

    def _identify(self, kind: str, name: str, value: str, frame: Frame) -> None:
        """Remember an identifier, or a reference to one (RELAX NG DTD Compatibility, section 5)."""
        if kind != "ID":
            self._references += [(word, name, frame) for word in value.split()]
            return
        earlier = self._ids.setdefault(value.strip(BLANK), (frame.line, frame.column))
        if earlier != (frame.line, frame.column):
            repeated = messages.repeated_identifier(value.strip(BLANK), name, frame.name, earlier)
            self._tell(repeated, frame.line, frame.column)

    def _end(self, name: str) -> None:
        frame = self._frames.pop()
        self._read_text(frame, ending=True)
        parent = self._frames[-1]
        if frame.state is None:
            passed: tuple[bool, ...] = (True,) * (len(frame.fork.tests) if frame.fork else 0)
        else:
            passed = frame.state.complete
            if True not in passed:
                line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
                self._frames.append(frame)
                if not frame.refused:  # what was refused may be what is missing
                    self._tell(messages.incomplete(frame.name, frame.state, empty=not frame.children), line, column)
                self._frames.pop()
                passed = tuple(way is not NOT_ALLOWED for way in frame.state.ways)
        if frame.fork and parent.state:
            parent.state = self._derivatives.joined(frame.fork, passed, len(parent.state.ways))

    def _text(self, text: str) -> None:
        frame = self._frames[-1]
        if not frame.text_at[0] and text.strip(BLANK):
            before = len(text) - len(text.lstrip(BLANK))
            frame.text_at = (self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1 + before)
        frame.text.append(text)

    def _rest(self, text: str) -> None:
        """An entity counts as words; comments and the like count for nothing."""
        if text.startswith("&"):
            self._text(text)

    def _read_text(self, frame: Frame, *, ending: bool) -> None:
        """Move the state of an element on over the text since the last tag."""
        line, column = frame.text_at
        whole = ending and not frame.children
        state, derive, text = frame.state, self._derivatives, ""
        if frame.text:
            text = "".join(frame.text)
            frame.text, frame.text_at = [], (0, 0)
        if state is None or not (line or whole):
            return
        fork = derive.text(state)
        after = None
        if fork:
            passed = tuple([test is TEXT or derive.accepts(test, text) for test in fork.tests])
            after = derive.joined(fork, passed, len(state.ways))
        if not line:
            # White space alone counts as text, and as nothing.
            frame.state = derive.either(state, after) if after else state
        elif after is None:
            self._tell(messages.words(frame.name, text, state), line, column)
        elif fork and after.failed:
            self._tell(messages.content(frame.name, text, fork.tests), line, column)
            frame.state = derive.joined(fork, (True,) * len(fork.tests), len(state.ways))
        else:
            frame.state = after

    def _tell(self, told: Mismatch, line: int, column: int) -> None:
        self._found.append(told.at(line, column, places.place(self._around())))

    def _around(self) -> Iterator[tuple[str, dict[str, str], int]]:
        return ((frame.name, frame.attributes, frame.ordinal) for frame in self._frames[1:])


def _identifies(tests: tuple[Pattern, ...], passed: tuple[bool, ...]) -> str:
    """`ID`, `IDREF` or `IDREFS` if a value that met these tests is one, else ""."""
    for test, met in zip(tests, passed, strict=True):
        inner = test.words if isinstance(test, Items) else test
        if met and isinstance(inner, Data) and inner.datatype.identifies:
            return inner.datatype.identifies
    return ""


def _readable(document: bytes) -> tuple[bytes, str | None]:
    """A document in an encoding that expat reads, and the encoding's name if the document does not say so itself."""
    declared = DECLARED.match(document)
    if declared is None:
        return document, None
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return document, None
    if name in READ_BY_EXPAT:
        return document, None
    return document.decode(name, "replace").encode("utf-8"), "utf-8"
