"""Facts of one TEI document: small, frozen, picklable; collected once, never a tree.

Whatever another document, a list or a page needs to know of this one is here: metadata, dates, notes, calls, anchors,
links. Numbers and labels are facts, as printed; nobody counts anything later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree

from edition.tei import correspondence, header, interventions, pointers, registers, variants
from edition.tei.apparatus import Apparatus, Call, Note, apparatus
from edition.tei.cited import Cited, cited
from edition.tei.correspondence import Act
from edition.tei.documents import TeiDocument
from edition.tei.header import Agent, Moment, Station
from edition.tei.interventions import Intervention
from edition.tei.mentions import Mention, mentions
from edition.tei.names import elements, tei, xpath
from edition.tei.pointers import Anchor, Link, identify
from edition.tei.registers import Entry
from edition.tei.text import HEADING, preview, text
from edition.tei.variants import Variant, Witness

__all__ = [
    "REGISTER", "Agent", "Anchor", "Call", "DocumentFacts", "Entry", "Link", "Mention", "Moment", "Note",
    "Station", "collect",
]  # fmt: skip

INCIPIT_WORDS = 24
MARKUP = 29  # bytes that an element takes on a page, as a rule
UNMARKED = frozenset(map(tei, ("choice", "sic", "orig", "lb", "pb")))  # elements that take none, where it is only read
REGISTER = "register"  # the kind of a document that describes who and what others mention, and is no text itself


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that the rest of the edition knows of one document."""

    id: str
    path: str
    kind: str  # TEI/@type: "message", "letter", "volume"; REGISTER; "text" when it says nothing
    title: str
    short_title: str
    language: str
    number: str  # the printed number, "" if none
    number_supplied: bool
    collection: str  # title of the series, or of the volume
    host: str  # path of the volume's document, "" if none
    senders: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    transmitters: tuple[Agent, ...]
    participants: tuple[Agent, ...]  # of a conversation
    moments: tuple[Moment, ...]
    evidence: tuple[str, ...]  # the header's words on what is inferred
    incipit: str
    summary: str
    source: str  # citation of the printed or archival source
    rights: str
    calls: tuple[Call, ...]
    notes: tuple[Note, ...]
    links: tuple[Link, ...]
    anchors: tuple[Anchor, ...]
    members: tuple[str, ...] = ()  # paths of the documents that a volume lists, in its order
    witnesses: tuple[Witness, ...] = ()
    variants: tuple[Variant, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    lost_calls: tuple[tuple[str, str], ...] = ()  # ids of calls without a note, each with the reason on record, or ""
    mentions: tuple[Mention, ...] = ()
    entries: tuple[Entry, ...] = ()  # of the registers that stand in the document
    acts: tuple[Act, ...] = ()  # the letters that it is, its own first, then those enclosed; in a register missing ones
    cited: tuple[Cited, ...] = ()  # words by which it answers, or tells of letters that the edition does not have
    stations: tuple[Station, ...] = ()  # where it was sent and received
    size: int = 0  # of its text with markup but that of names, in bytes: how much room it takes to be read

    def __repr__(self) -> str:
        """Id and title: all fields would fill a screen wherever a value that holds the document is printed."""
        return f"DocumentFacts({self.id!r}, {self.title!r})"


def collect(document: TeiDocument) -> DocumentFacts:
    """Collect the facts of any TEI document; what it does not say is empty."""
    described = header.read(document)
    identified = identify(document)
    found = apparatus(document, identified)
    title = described.title or _first_head(document) or document.id
    entries = tuple(_entries(document))
    is_register = bool(entries and _is_register(document)) or document.element.get("type") == REGISTER
    described_acts = tuple(correspondence.missing(document) if is_register else correspondence.acts(document))
    return DocumentFacts(
        id=document.id,
        path=document.path,
        kind=REGISTER if is_register else document.element.get("type") or "text",
        title=title,
        short_title=described.short_title or title,
        language=described.language,
        number=described.number,
        number_supplied=described.number_supplied,
        collection=described.collection,
        host=described.host,
        senders=described.senders,
        addressees=described.addressees,
        transmitters=described.transmitters,
        participants=described.participants,
        moments=described.moments,
        stations=described.stations,
        evidence=described.evidence,
        incipit=_incipit(document),
        summary=described.summary,
        source=described.source,
        rights=described.rights,
        calls=tuple(found.calls.values()),
        notes=tuple(found.notes.values()),
        links=tuple(pointers.links(document, identified, found.calls)),
        anchors=tuple(pointers.anchors(identified)),
        members=tuple(dict.fromkeys(_members(document))),
        witnesses=tuple(variants.witnesses(document)),
        variants=tuple(variants.variants(document)),
        interventions=tuple(interventions.interventions(document)),
        lost_calls=tuple(_lost_calls(document, found)),
        mentions=tuple(mentions(document, identified)),
        entries=entries,
        acts=described_acts,
        cited=tuple(cited(document, identified, described_acts)),
        size=_size(document),
    )


def _size(document: TeiDocument) -> int:
    found = document.element.find(tei("text"))
    if found is None:
        return 0
    marked = sum("ref" not in one.attrib and one.tag not in UNMARKED for one in found.iter(etree.Element))
    return marked * MARKUP + sum(len(escape(str(words), quote=False).encode()) for words in found.itertext())


def _entries(document: TeiDocument) -> Iterator[Entry]:
    """Yield the entries of a document's registers; the first document of a corpus has those of the corpus too."""
    yield from registers.read(document.element, document.path)
    for corpus in document.element.iterancestors(tei("teiCorpus")):
        if corpus.find(f".//{tei('TEI')}") is document.element:
            for part in corpus.iterchildren(tei("teiHeader"), tei("standOff")):
                yield from registers.read(part, document.path)


def _is_register(document: TeiDocument) -> bool:
    """Tell whether a document that has registers has no other text: no paragraph, verse or speech outside of them."""
    if document.element.find(f"{tei('teiHeader')}/{tei('profileDesc')}/{tei('correspDesc')}") is not None:
        return False
    return not elements(PROSE, document.element) and bool(elements(LISTS, document.element))


def _lost_calls(document: TeiDocument, found: Apparatus) -> Iterator[tuple[str, str]]:
    """Yield each call of the running text that has no note; of one within a note other pages could not tell."""
    reasons = dict(interventions.reasons(document))
    for element, call in found.calls.items():
        if not call.target and next(element.iterancestors(tei("note")), None) is None:
            yield call.id, reasons.get(call.id, "")


def _first_head(document: TeiDocument) -> str:
    head = next((head for head in document.element.iter(tei("head")) if text(head, HEADING)), None)
    return "" if head is None else text(head, HEADING)


def _incipit(document: TeiDocument) -> str:
    """The first words of the first paragraph or verse of the body, past opener and notes."""
    for block in elements(FIRST_WORDS, document.element):
        if words := preview(block, INCIPIT_WORDS):
            return words
    return ""


def _members(document: TeiDocument) -> Iterator[str]:
    for pointer in elements(CONTENTS, document.element):
        for target in pointer.get("target", "").split():
            if not pointers.is_external(target) and "#" not in target:
                yield pointers.address(target, document.path)


FIRST_WORDS = xpath("t:text//t:body//*[self::t:p or self::t:ab or self::t:l or self::t:u][not(ancestor::t:note)]")
CONTENTS = xpath("t:text//t:div[@type='contents']//*[self::t:ptr or self::t:ref]")
PROSE = xpath(
    "t:text//*[self::t:p or self::t:ab or self::t:l or self::t:u][not(ancestor::t:note or ancestor::t:person or"
    " ancestor::t:personGrp or ancestor::t:place or ancestor::t:org or ancestor::t:event or ancestor::t:object or"
    " ancestor::t:item)]"
)
LISTS = xpath(
    "(t:text | t:standOff)//*[self::t:listPerson or self::t:listPlace or self::t:listOrg or self::t:listEvent or"
    " self::t:listObject or self::t:list]"
)
