"""What a TEI header says of its document (TEI Guidelines, HD): read leniently, absent things are empty.

Correspondence is read by the practice of `correspDesc` (HD `HD44CD`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, XML_LANG, elements, tei, xpath
from edition.tei.pointers import address
from edition.tei.prefixes import pointers_of
from edition.tei.text import AUDIT, HEADING, SEARCH, content, text


@dataclass(frozen=True, slots=True)
class Agent:
    """A sender or addressee: the name, the entries of registers that @ref or else @key means, and how sure it is."""

    name: str
    ref: str = ""  # addresses or URLs with blanks between, or the words of @key
    certainty: str = ""  # "" when the source says so; else @cert: high, medium, low

    @property
    def pointed(self) -> str:
        """What the reference names, an id, a key or an address: the name of one of whom the header writes no other."""
        first = next(iter(self.ref.split()), "")
        return first.rpartition("#")[2] or first


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the document: what it dates ("sent", "received", "dated") and when, by ISO day or by bounds.

    Bounds are those between which it happened (@notBefore, @notAfter), or of a time that it `lasted` (@from, @to).
    """

    kind: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    certainty: str = ""
    lasted: bool = False

    @property
    def sort_key(self) -> str:
        """The day to sort by: the date itself, else the later bound, else the earlier one; "" when unknown."""
        return self.when or self.not_after or self.not_before


@dataclass(frozen=True, slots=True)
class Station:
    """A place where a letter was "sent" or "received": its name, what @ref or @key points to, and how sure it is."""

    kind: str
    name: str
    ref: str = ""
    certainty: str = ""


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
    participants: tuple[Agent, ...]
    moments: tuple[Moment, ...]
    stations: tuple[Station, ...]
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
        title=read_title(root),
        short_title=_words(root, "t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='short']"),
        language=root.get(XML_LANG) or _value(root, "t:teiHeader/t:profileDesc/t:langUsage/t:language/@ident"),
        number="" if number is None else number.get("n") or text(number, HEADING),
        number_supplied=_is_supplied(document, number),
        collection=_words(root, "t:teiHeader/t:fileDesc/t:seriesStmt/t:title") or _series(root),
        host=_host(host, document),
        senders=correspondents(document, "sent"),
        addressees=correspondents(document, "received"),
        transmitters=correspondents(document, "transmitted", "redirected", "forwarded"),
        participants=tuple(_participants(document)),
        moments=read_moments(root),
        stations=tuple(_own_stations(document)),
        evidence=tuple(dict.fromkeys(_evidence(document))),
        summary=_words(root, "t:teiHeader/t:profileDesc/t:abstract"),
        source=_source(root),
        rights=" ".join(
            text(one, HEADING) for one in _find(root, "t:teiHeader/t:fileDesc/t:publicationStmt/t:availability")
        ),
    )


def _series(root: etree._Element) -> str:
    """The title of a series among the document's own titles, if it is not the only one."""
    titles = "t:teiHeader/t:fileDesc/t:titleStmt"
    return _words(root, f"{titles}[t:title[not(@level='s') and not(@type='iso-date')]]/t:title[@level='s']")


def read_title(root: etree._Element) -> str:
    """The title of a document: the main one, else the first that is no series's and no date; "" when it has none."""
    titles = "t:teiHeader/t:fileDesc/t:titleStmt/t:title"
    own = f"{titles}[not(@level='s') and not(@type='iso-date')]"
    return _words(root, f"{titles}[@type='main']") or _words(root, own) or _words(root, titles)


def agents(description: etree._Element, path: str, *kinds: str) -> tuple[Agent, ...]:
    """Who did what is of these kinds, "sent", "received", by a `correspDesc` of the file at `path`."""
    found = (
        Agent(
            name=text(agent, HEADING),
            ref=" ".join(address(one, path) if agent.get("ref") else one for one in pointers_of(agent)),
            certainty=agent.get("cert") or action.get("cert") or "",
        )
        for action in description.iterchildren(tei("correspAction"))
        if action.get("type") in kinds
        for agent in action.iterchildren(*_NAMES)
    )
    return tuple(one if one.name else replace(one, name=one.pointed) for one in found if one.name or one.ref)


def correspondents(document: TeiDocument, *kinds: str) -> tuple[Agent, ...]:
    """Who did what is of these kinds, by a document's own `correspDesc`."""
    description = _first(document.element, _CORRESPONDENCE)
    return () if description is None else agents(description, document.path, *kinds)


def _participants(document: TeiDocument) -> Iterator[Agent]:
    """Yield who took part in a conversation: the persons of `particDesc`, by name, and by what either points to."""
    for person in _find(document.element, _PARTICIPANTS):
        names = _find(person, "t:persName | t:name") or [person]
        pointers = [*pointers_of(names[0]), *person.get("sameAs", "").split(), *person.get("corresp", "").split()]
        if person.get(XML_ID):
            pointers.append(f"#{person.get(XML_ID)}")
        if words := text(names[0], HEADING):
            yield Agent(words, " ".join(address(one, document.path) for one in pointers))


def stations(description: etree._Element, path: str) -> Iterator[Station]:
    """Yield the places of sending and receipt that a `correspDesc` of the file at `path` names."""
    for action in description.iterchildren(tei("correspAction")):
        for place in action.iterchildren(*_PLACES) if action.get("type") in ("sent", "received") else ():
            if name := text(place, HEADING):
                pointers = (address(one, path) if place.get("ref") else one for one in pointers_of(place))
                certainty = place.get("cert") or action.get("cert") or ""
                yield Station(action.get("type", ""), name, " ".join(pointers), certainty)


def _own_stations(document: TeiDocument) -> Iterator[Station]:
    description = _first(document.element, _CORRESPONDENCE)
    return iter(()) if description is None else stations(description, document.path)


def dates(description: etree._Element) -> tuple[Moment, ...]:
    """The dates of sending and receipt that a `correspDesc` has."""
    found = (
        moment_of(date, action.get("type", ""))
        for action in description.iterchildren(tei("correspAction"))
        if action.get("type") in ("sent", "received")
        for date in action.iterchildren(tei("date"))
    )
    return tuple(moment for moment in found if moment.sort_key)


def read_moments(root: etree._Element) -> tuple[Moment, ...]:
    """The dates of sending and receipt; where there is none, the date of the document by title or creation."""
    description = _first(root, _CORRESPONDENCE)
    if description is not None and (found := dates(description)):
        return found
    others = [moment_of(date, "dated") for date in _find(root, _OTHER_DATES)][:1]
    return tuple(moment for moment in others if moment.sort_key)


def first_known(moments: Iterable[Moment]) -> Moment | None:
    """The moment to sort by: a day that is known before bounds, sending before receipt; None when nothing is known."""
    known = (moment for moment in moments if moment.sort_key)
    return min(known, key=lambda moment: (not moment.when, _KINDS.get(moment.kind, len(_KINDS))), default=None)


def day_of(moment: Moment | None) -> datetime.date | None:
    """The day of a moment; None when it is a month, a year or bounds, or no day of the calendar."""
    try:
        return datetime.date.fromisoformat(moment.when[: len("YYYY-MM-DD")]) if moment else None
    except ValueError:
        return None


def days_between(earlier: Moment | None, later: Moment | None) -> int | None:
    """The days from one moment to another; None unless the day of each is known."""
    start, end = day_of(earlier), day_of(later)
    return None if start is None or end is None else (end - start).days


def moment_of(dated: etree._Element, kind: str) -> Moment:
    """What the attributes of a dated element say of something; @notBefore and @notAfter before @from and @to."""
    bounded = bool(dated.get("notBefore") or dated.get("notAfter"))
    first, last = ("notBefore", "notAfter") if bounded else ("from", "to")
    return Moment(
        kind=kind,
        when=dated.get("when") or dated.get("when-iso") or "",
        not_before=dated.get(first) or dated.get("from") or "",
        not_after=dated.get(last) or dated.get("to") or "",
        certainty=dated.get("cert", ""),
        lasted=not bounded and bool(dated.get("from") or dated.get("to")),
    )


def _evidence(document: TeiDocument) -> Iterator[str]:
    """Yield the header's words on what is inferred: notes on the correspondence, and the kinds of evidence named.

    What other letters this one belongs with is no part of it.
    """
    for description in _find(document.element, _CORRESPONDENCE):
        for note in _find(description, "t:note[not(t:ref)]"):
            yield text(note, SEARCH)
        said = [description, *_find(description, "*[not(self::t:correspContext)]/descendant-or-self::*")]
        named = {pointer.lstrip("#") for element in said for pointer in element.get("ana", "").split()}
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

_NAMES = tuple(map(tei, ("persName", "orgName", "name", "rs")))
_PLACES = tuple(map(tei, ("placeName", "settlement", "district", "region", "country", "geogName")))

_KINDS = {"sent": 0, "dated": 1, "received": 2}

_PARTICIPANTS = "t:teiHeader/t:profileDesc/t:particDesc//*[self::t:person or self::t:personGrp]"

_OTHER_DATES = """t:teiHeader/t:fileDesc/t:titleStmt/t:title[@type='iso-date']
    | t:teiHeader/t:profileDesc/t:creation/t:date
    | t:teiHeader/t:profileDesc/t:settingDesc//t:date"""
