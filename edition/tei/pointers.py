"""Identifiers and pointers of a document: what can be pointed to, and what points where.

An address is `path` or `path#id`, the path relative to the TEI folder; a URL is its own address.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import TEI, XML_ID, elements, local, tei, xpath
from edition.tei.text import preview

# Every attribute of tei_all that holds pointers (teidata.pointer), but for a few that hold URIs of another kind.
POINTERS = frozenset(
    """active adj adjFrom adjTo ana calendar change children class code copyOf corresp datcat datingMethod datingPoint
    decls domains edRef end exclude facs feats follow fromUnit fVal given hand inst lemmaRef location mergedIn mutual
    next nymRef origin parent parts passive perf period prev ref rendition require resp sameAs scribeRef scriptRef
    select since source spanTo start synch target targetEnd toUnit toWhom unitRef url valueDatcat
    where who wit""".split()
)
PREVIEW_WORDS = 24

# What has an identifier, or may be given one.
_IDENTIFIED = xpath(
    "descendant-or-self::*[@xml:id] | t:text[1]//t:div | t:text[1]//t:p | t:text[1]//t:ab | t:text[1]//t:lg"
    " | t:text[1]//t:note"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


# Links, anchors and mentions are by far the most facts: as tuples they are made, and sent from process to process, in
# less than half the time of data classes.
class Link(NamedTuple):
    """A pointer out of an element: which attribute of which element, where it leads (`path`, `path#id` or a URL)."""

    element: str
    attribute: str
    target: str
    source: str  # id of the element itself, else of the nearest ancestor that has one
    text: str
    line: int
    in_text: bool = True  # False in the header and in standOff
    calls_note: bool = False
    note: str = ""  # id of the note that the element stands in
    certainty: str = ""  # @cert
    responsible: str = ""  # @resp


class Anchor(NamedTuple):
    """Something that can be pointed to: its id, its element, and the first words for a preview."""

    id: str
    element: str
    preview: str
    line: int
    in_text: bool = True  # False in the header and in standOff, which no page shows


@lru_cache(maxsize=10_000)  # most pointers of a file lead to few goals
def address(target: str, path: str) -> str:
    """The address that one pointer leads to, written in the file at `path`."""
    if is_external(target):
        return target
    file, mark, fragment = target.partition("#")
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file))) if file else path
    return f"{resolved}{mark}{fragment}"


def is_external(target: str) -> bool:
    """Tell whether a pointer has a scheme of its own (`https:`, `mailto:`, a private one)."""
    return _SCHEME.match(target) is not None


@dataclass(frozen=True, slots=True)
class Identified:
    """The identifiers of a document: each element that has one, in document order, and what belongs to the text."""

    ids: Mapping[etree._Element, str]
    text: Set[etree._Element]  # the document's `text` and all elements in it

    def nearest(self, element: etree._Element) -> str:
        """The id of the element, or of its nearest ancestor that has one; "" if none has."""
        here: etree._Element | None = element
        while here is not None:
            if here in self.ids:
                return self.ids[here]
            here = here.getparent()
        return ""


def identify(document: TeiDocument) -> Identified:
    """Find the id of each element that has one, and give one to each citable element of the text that has none.

    A derived id (`auto-p4`) counts the elements of its kind: it holds as long as none comes or goes before.
    """
    found = document.element.find(tei("text"))
    text = frozenset[etree._Element]() if found is None else frozenset(found.iter(etree.Element))
    candidates = elements(_IDENTIFIED, document.element)
    taken = {element.get(XML_ID) for element in candidates}
    ids: dict[etree._Element, str] = {}
    ordinals: dict[str, int] = {}
    for element in candidates:
        given = element.get(XML_ID)
        ids[element] = derived(local(element), ordinals, taken) if given is None else given
    return Identified(ids, text)


def anchors(identified: Identified) -> Iterator[Anchor]:
    """Yield what can be pointed to, in document order; an id that is there twice comes twice."""
    for element, identifier in identified.ids.items():
        yield Anchor(
            id=identifier,
            element=local(element),
            preview=_preview(element),
            line=line(element),
            in_text=element in identified.text,
        )


def _preview(element: etree._Element) -> str:
    """The first words of an element; a statement of responsibility names the task, then who did it."""
    if element.tag != tei("respStmt"):
        return preview(element, PREVIEW_WORDS)
    return ": ".join(filter(None, (preview(part, PREVIEW_WORDS) for part in element.iterchildren(etree.Element))))


def links(document: TeiDocument, identified: Identified, calls: Container[etree._Element]) -> Iterator[Link]:
    """Yield each pointer of each attribute that holds pointers; an attribute may hold several.

    `calls` are the elements of the document that call a note.
    """
    for element in document.element.iter(f"{{{TEI}}}*"):
        if pointing := sorted(POINTERS.intersection(element.keys())):
            name, source, words = local(element), identified.nearest(element), preview(element, PREVIEW_WORDS)
            note = _note_around(element, identified)
            for attribute in pointing:
                for target in element.get(attribute, "").split():
                    yield Link(
                        element=name,
                        attribute=attribute,
                        target=address(target, document.path),
                        source=source,
                        text=words,
                        line=line(element),
                        in_text=element in identified.text,
                        calls_note=element in calls,
                        note=note,
                        certainty=element.get("cert", ""),
                        responsible=element.get("resp", ""),
                    )


def _note_around(element: etree._Element, identified: Identified) -> str:
    """The id of the innermost note that an element stands in; "" outside of notes."""
    note = next(element.iterancestors(tei("note")), None)
    return identified.ids.get(note, "") if note is not None and note in identified.text else ""


def derived(name: str, ordinals: dict[str, int], taken: Set[str | None]) -> str:
    """The next free derived id for an element of a name; moves the name's ordinal on."""
    while True:
        ordinals[name] = ordinals.get(name, 0) + 1
        identifier = f"auto-{name}{ordinals[name]}"
        if identifier not in taken:
            return identifier


def line(element: etree._Element) -> int:
    """The line of an element's start tag; 0 when the element was not read from a file."""
    found = element.sourceline
    return found if isinstance(found, int) else 0
