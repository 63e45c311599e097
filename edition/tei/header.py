"""What a TEI header says of its document (TEI Guidelines, HD): read leniently, absent things are empty.

Correspondence is read by the practice of `correspDesc` (HD `HD44CD`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, XML_LANG, elements, tei, xpath
from edition.tei.pointers import address
from edition.tei.text import AUDIT, HEADING, SEARCH, content, text


@dataclass(frozen=True, slots=True)
class Agent:
    """A sender or addressee: the name, the reference to a register if there is one, and how sure it is."""

    name: str
    ref: str = ""
    certainty: str = ""  # "" when the source says so; else @cert: high, medium, low


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the document: what it dates ("sent", "received", "dated") and when, by ISO day or by bounds."""

    kind: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    certainty: str = ""

    @property
    def sort_key(self) -> str:
        """The day to sort by: the date itself, else the later bound, else the earlier one; "" when unknown."""
        return self.when or self.not_after or self.not_before


@dataclass(frozen=True, slots=True)
class Header:
    """The header's part of a document's facts; see `DocumentFacts` for what each field means."""

    title: str
    short_title: str
    language: str
    number: str
    number_supplied: bool
    collection: str
    host: str
    senders: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    transmitters: tuple[Agent, ...]
    moments: tuple[Moment, ...]
    evidence: tuple[str, ...]
    summary: str
    source: str
    rights: str


def read(document: TeiDocument) -> Header:
    """Read the header of a document; one that says nothing gives empty strings and tuples."""
    root = document.element
    number = _first(root, "t:teiHeader/t:fileDesc/t:seriesStmt/t:biblScope[@unit='document']")
    host = _first(root, "t:teiHeader/t:fileDesc/t:notesStmt/t:relatedItem[@type='host']")
    return Header(
        title=_words(root, "t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='main']")
        or _words(root, "t:teiHeader/t:fileDesc/t:titleStmt/t:title"),
        short_title=_words(root, "t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='short']"),
        language=root.get(XML_LANG) or _value(root, "t:teiHeader/t:profileDesc/t:langUsage/t:language/@ident"),
        number="" if number is None else number.get("n") or text(number, HEADING),
        number_supplied=_is_supplied(document, number),
        collection=_words(root, "t:teiHeader/t:fileDesc/t:seriesStmt/t:title"),
        host=_host(host, document),
        senders=_agents(document, "sent"),
        addressees=_agents(document, "received"),
        transmitters=_agents(document, "transmitted", "redirected", "forwarded"),
        moments=_moments(root),
        evidence=tuple(dict.fromkeys(_evidence(document))),
        summary=_words(root, "t:teiHeader/t:profileDesc/t:abstract"),
        source=_source(root),
        rights=" ".join(
            text(one, HEADING) for one in _find(root, "t:teiHeader/t:fileDesc/t:publicationStmt/t:availability")
        ),
    )


def _agents(document: TeiDocument, *kinds: str) -> tuple[Agent, ...]:
    return tuple(
        Agent(
            name=text(agent, HEADING),
            ref=" ".join(address(ref, document.path) for ref in agent.get("ref", "").split()),
            certainty=agent.get("cert") or action.get("cert") or "",
        )
        for action in _actions(document.element)
        if action.get("type") in kinds
        for agent in _find(action, "t:persName | t:orgName | t:name | t:rs")
        if text(agent, HEADING)
    )


def _moments(root: etree._Element) -> tuple[Moment, ...]:
    """The dates of sending and receipt; where there is none, the date of the document by title or creation."""
    found = [
        _moment(date, action.get("type", ""))
        for action in _actions(root)
        if action.get("type") in ("sent", "received")
        for date in _find(action, "t:date")
    ]
    if not any(moment.sort_key for moment in found):
        found += [_moment(date, "dated") for date in _find(root, _OTHER_DATES)][:1]
    return tuple(moment for moment in found if moment.sort_key)


def _moment(date: etree._Element, kind: str) -> Moment:
    return Moment(
        kind=kind,
        when=date.get("when", ""),
        not_before=date.get("notBefore") or date.get("from") or "",
        not_after=date.get("notAfter") or date.get("to") or "",
        certainty=date.get("cert", ""),
    )


def _evidence(document: TeiDocument) -> Iterator[str]:
    """Yield the header's words on what is inferred: notes on the correspondence, and the kinds of evidence named."""
    for description in _find(document.element, _CORRESPONDENCE):
        for note in _find(description, "t:note[not(t:ref)]"):
            yield text(note, SEARCH)
        named = {pointer.lstrip("#") for e in description.iter(etree.Element) for pointer in e.get("ana", "").split()}
        for category in _find(document.element, "t:teiHeader/t:encodingDesc/t:classDecl//t:category/t:catDesc"):
            if (parent := category.getparent()) is not None and parent.get(XML_ID) in named:
                yield text(category, SEARCH)


def _is_supplied(document: TeiDocument, number: etree._Element | None) -> bool:
    """Tell whether the printed number is an editor's: `supplied` in the header, or in the first head of the text."""
    if number is None:
        return False
    if _first(number, "t:supplied") is not None:
        return True
    head = _first(document.element, "t:text//t:head")
    return head is not None and _first(head, ".//t:supplied") is not None and not text(head, AUDIT)


def _host(host: etree._Element | None, document: TeiDocument) -> str:
    target = "" if host is None else host.get("target") or _value(host, ".//@target")
    return address(target, document.path).partition("#")[0] if target else ""


def _source(root: etree._Element) -> str:
    description = _first(root, "t:teiHeader/t:fileDesc/t:sourceDesc")
    if description is None:
        return ""
    first = _first(description, "t:bibl | t:biblStruct | t:biblFull | t:msDesc | t:listBibl/t:bibl")
    return _citation(description if first is None else first)


def _citation(source: etree._Element) -> str:
    """The words of a citation: those of its own note of type "citation", with the document's place in what it cites.

    Without that note they are its content; one of elements alone has no punctuation of its own, and gets commas.
    """
    if written := _words(source, "t:note[@type='citation']"):
        place = _words(source, "t:biblScope[@unit='document']")
        return f"{written}, {place}" if place and place not in written else written
    pieces = [piece for piece in content(source) if not isinstance(piece, str) or piece.strip()]
    if any(isinstance(piece, str) for piece in pieces):
        return text(source, SEARCH)
    parts = [piece for piece in pieces if not isinstance(piece, str) and piece.tag != tei("note")]
    return ", ".join(words for piece in parts if (words := _citation(piece)))


def _actions(root: etree._Element) -> Iterator[etree._Element]:
    for description in _find(root, _CORRESPONDENCE):
        yield from _find(description, "t:correspAction")


def _find(element: etree._Element, path: str) -> list[etree._Element]:
    return elements(_question(path), element)


def _first(element: etree._Element, path: str) -> etree._Element | None:
    return next(iter(_find(element, path)), None)


def _words(element: etree._Element, path: str) -> str:
    found = _first(element, path)
    return "" if found is None else text(found, HEADING)


def _value(element: etree._Element, path: str) -> str:
    found = _question(path)(element)
    return str(found[0]) if isinstance(found, list) and found else ""


@cache
def _question(path: str) -> etree.XPath:
    return xpath(path)


# An enclosure may have a description of its own after that of the message.
_CORRESPONDENCE = "t:teiHeader/t:profileDesc/t:correspDesc[1]"

_OTHER_DATES = """t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='iso-date']
    | t:teiHeader/t:profileDesc/t:creation/t:date
    | t:teiHeader/t:profileDesc/t:settingDesc//t:date"""
