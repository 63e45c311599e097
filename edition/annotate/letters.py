"""What a document says of itself as a letter: who wrote it to whom, where, and on which days it was sent and received.

Read from `correspDesc` (TEI Guidelines, HD44CD). A document may have several descriptions, each of a part of it that
`@corresp` names: a letter and its enclosure.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from edition.tei import correspondence, header
from edition.tei.correspondence import Context
from edition.tei.documents import TeiDocument
from edition.tei.facts import REGISTER
from edition.tei.header import Agent, Moment
from edition.tei.names import XML_ID, XML_LANG, elements, tei, xpath

DESCRIPTIONS = xpath("t:teiHeader/t:profileDesc/t:correspDesc")


@dataclass(frozen=True, slots=True)
class Days:
    """When something happened, as far as is known: the first and the last day that may be meant, "" where open."""

    first: str = ""
    last: str = ""

    @property
    def exact(self) -> str:
        """The day, where it is known; else ""."""
        return self.first if self.first == self.last and len(self.first) == len("YYYY-MM-DD") else ""


@dataclass(frozen=True, eq=False)
class Letter:
    """One letter: its document and, of several in a document, the id of its division; it is the same as itself only."""

    document: str
    path: str
    division: str = ""
    senders: tuple[Agent, ...] = ()
    addressees: tuple[Agent, ...] = ()
    places: tuple[str, ...] = ()  # from where it was sent
    sent: tuple[Days, ...] = ()  # or otherwise dated
    received: tuple[Days, ...] = ()
    alone: bool = True  # its document is the only one in the file
    number: int = 0  # of its `correspDesc` in the header
    title: str = ""  # of the document, for its own letter
    moment: Moment | None = None  # by which it has its place in an exchange
    context: tuple[Context, ...] = ()  # the letters that an editor has named with which it belongs
    missing: bool = False  # the edition does not have it: it is described in a register, and `document` is its id there

    @cached_property
    def day(self) -> str:
        """The day by which the letter has its place in time: of sending, of receipt, else a bound; "" if unknown."""
        days = (*self.sent, *self.received)
        exact = next((each.exact for each in days if each.exact), "")
        return exact or next((bound for each in days for bound in (each.last, each.first) if bound), "")

    @cached_property
    def last_day(self) -> str:
        """The last day on which it may have been written; "" if unknown."""
        return max((one.last or one.first for one in (*self.sent, *self.received)), default="")

    @cached_property
    def arrived(self) -> str:
        """The first day on which it is known to have been received; "" if unknown."""
        return min((one.exact for one in self.received if one.exact), default="")

    @cached_property
    def writers(self) -> frozenset[str]:
        """What its senders are known by (see `known_by`)."""
        return known_by(self.senders)

    @cached_property
    def readers(self) -> frozenset[str]:
        """What its addressees are known by (see `known_by`)."""
        return known_by(self.addressees)


def letters(document: TeiDocument) -> Iterator[Letter]:
    """Yield the letters that the header of a document describes, the main one first; one that says nothing is empty."""
    descriptions = elements(DESCRIPTIONS, document.element)
    if document.element.get("type") == REGISTER:
        yield from _missing(document, descriptions)
        return
    alone = document.element.getparent() is None
    for number, description in enumerate(descriptions):
        yield _letter(document, description, document.id, number, alone=alone)
    if not descriptions:
        yield Letter(document.id, document.path, sent=tuple(_otherwise_dated(document)), alone=alone)


def _missing(document: TeiDocument, descriptions: Iterable[etree._Element]) -> Iterator[Letter]:
    """Yield the letters that a register describes and that the edition does not have; each has an id of its own."""
    for number, description in enumerate(descriptions):
        if identifier := description.get(XML_ID, ""):
            yield _letter(document, description, identifier, number, alone=False, missing=True)


def part_of(element: etree._Element, known: Iterable[Letter]) -> Letter | None:
    """The letter that an element of a document's text belongs to; None in a quoted letter that nothing describes."""
    by_division = {one.division: one for one in known}
    main = next(iter(by_division.values()), None)
    for around in (element, *element.iterancestors()):
        if found := by_division.get(around.get(XML_ID, "\0")):
            return found
        if around.tag == tei("floatingText"):
            return None
    return main


def known_by(agents: Iterable[Agent]) -> frozenset[str]:
    """The names of agents, and their entries in registers: two groups with one of these in common have a member so."""
    return frozenset(said for one in agents for said in (one.name, one.ref) if said)


def language(element: etree._Element) -> str:
    """The BCP 47 tag of the language that an element is in, by the nearest `@xml:lang`; else the header's, else ""."""
    tag = next((tag for one in (element, *element.iterancestors()) if (tag := one.get(XML_LANG))), "")
    return tag or next((one.get("ident", "") for one in element.getroottree().getroot().iter(tei("language"))), "")


def day_number(iso: str) -> int:
    """A day of ISO 8601 as a number to reckon with, of a month its middle; 0 for what is neither."""
    try:
        return datetime.date.fromisoformat(f"{iso}-15" if len(iso) == len("YYYY-MM") else iso).toordinal()
    except ValueError:
        return 0


def _letter(
    document: TeiDocument, description: etree._Element, name: str, number: int, *, alone: bool, missing: bool = False
) -> Letter:
    whole = number == 0 and not missing
    sent = tuple(_days(one) for one in _of_action(description, ("sent",), ("date",)))
    if whole and not any(one.first or one.last for one in sent):
        sent = tuple(_otherwise_dated(document))
    return Letter(
        document=name,
        path=document.path,
        division=description.get("corresp", "").rpartition("#")[2],
        senders=header.agents(description, document.path, "sent"),
        addressees=header.agents(description, document.path, "received"),
        places=tuple(one.name for one in header.stations(description, document.path) if one.kind == "sent"),
        sent=sent,
        received=tuple(_days(one) for one in _of_action(description, ("received", "transmitted"), ("date",))),
        alone=alone,
        number=number,
        title=header.read_title(document.element) if whole else "",
        moment=header.first_known(header.read_moments(document.element) if whole else header.dates(description)),
        context=tuple(correspondence.contexts(description, document.path)),
        missing=missing,
    )


def _otherwise_dated(document: TeiDocument) -> Iterator[Days]:
    """Yield the dates that a header gives the document elsewhere, for one without a day of sending."""
    for moment in header.read_moments(document.element):
        if moment.kind != "received":
            yield Days(moment.when or moment.not_before, moment.when or moment.not_after)


def _of_action(description: etree._Element, kinds: tuple[str, ...], names: tuple[str, ...]) -> Iterator[etree._Element]:
    for action in description.iterchildren(tei("correspAction")):
        if action.get("type") in kinds:
            yield from action.iterchildren(*map(tei, names))


def _days(date: etree._Element) -> Days:
    first, last = (
        next((value for name in names if (value := date.get(name, ""))), "")
        for names in (("when", "notBefore", "from"), ("when", "notAfter", "to"))
    )
    return Days(first[: len("YYYY-MM-DD")], last[: len("YYYY-MM-DD")])
