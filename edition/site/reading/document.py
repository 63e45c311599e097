"""The page of a document: its text with all that is known of it; that of a volume lists its documents as well."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from edition.site import lists
from edition.site.about.changes import changes_of
from edition.site.browsing.facets import collection_title
from edition.site.plan import TEI, PlannedPage, document_file, href, tei_file
from edition.site.reading.apparatus import apparatus_of
from edition.site.reading.citing import citation_of
from edition.site.reading.metadata import linked_data, tags
from edition.site.reading.moved import Address, addresses
from edition.site.reading.notes import notes_of
from edition.site.reading.people import entry_of, with_entries
from edition.site.reading.previews import previews_of
from edition.site.reading.relations import Relations, relations_of
from edition.site.reading.rendered import Rendered
from edition.site.report import report_address
from edition.site.shell import Surroundings
from edition.site.views import ApparatusView, ChangeView, CitationView, Entry, Heading, Link, Notes, Preview, Shell
from edition.tei.catalog import Catalog, dated_by
from edition.tei.collections import Collection as Gathered
from edition.tei.collections import Neighbours
from edition.tei.facts import Agent, DocumentFacts, Moment
from edition.words.interface import Interface

# A name that a reader can ask to see, as it is rendered.
MENTION = re.compile(r'class="[^"]*\bmention\b')


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a row, and what has to be said of it: that it is inferred, and how sure."""

    text: str
    remark: str = ""
    href: str = ""  # what the register knows of a person


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the facts at the head of a document."""

    term: str
    values: tuple[Value, ...]
    noun: str = ""  # what the values are in a sentence: "sender"


@dataclass(frozen=True, slots=True)
class Way:
    """The neighbours of a document in one order."""

    title: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`document.html`, and with members `volume.html`."""

    shell: Shell
    kicker: Link | None
    number: str
    heading: Heading
    rows: tuple[Row, ...]
    inferred: str  # which rows are, where one remark serves for several
    evidence: tuple[str, ...]
    language: str
    text: Markup
    notes: Notes
    apparatus: ApparatusView | None
    changes: tuple[ChangeView, ...]
    members: tuple[Entry, ...]
    relations: Relations
    ways: tuple[Way, ...]
    previous: Link | None
    next: Link | None
    source: str
    rights: str
    citation: CitationView
    report: str  # where an error in it is reported; "" when the edition does not say
    place: str  # in its collection: "30 of 70"
    previews: tuple[Preview, ...]
    has_views: bool  # the text can be looked at in another way: as transmitted, by witness, with names shown
    tags: tuple[tuple[str, str], ...]  # names and contents of meta elements
    linked_data: Markup
    tei: str  # to download, with the notes that it calls
    encoded: str  # the file of the corpus
    retired: tuple[Address, ...]  # parts that it had once


def document_page(
    page: PlannedPage,
    document: DocumentFacts,
    catalog: Catalog,
    around: Surroundings,
    rendered: Mapping[str, Rendered],
) -> DocumentPage:
    """What the page of a document shows; that of a volume lists its documents as well."""
    gathered = catalog.collection_of(document)
    members = _members(document, catalog)
    in_time = catalog.in_time(document)
    moment = dated_by(document)
    interface = around.interface
    rows, inferred = _together(_rows(document, moment, page.file, catalog, interface), interface)
    heading = with_entries(lists.heading(document), document, page.file, catalog)
    notes = notes_of(document, catalog, rendered, interface)
    collection = collection_title(document, catalog)
    address, tei = around.address(page.file), tei_file(document.id)
    data = linked_data(document, around.imprint, address=address, tei=around.address(tei), collection=collection)
    # A volume has the notes of all its letters: cards for the names in them, and the words around changes, which stand
    # on the page as they are, would make it half as heavy again.
    changes = changes_of(document, page.file, interface)
    own = [heading.sender, heading.addressee, rendered[document.id].text]
    return DocumentPage(
        shell=around.shell(page, document.title, document.summary or document.incipit or document.title, data=data),
        kicker=_kicker(document, catalog, page.file),
        number=lists.number(document, interface),
        heading=heading,
        rows=_beyond(rows, document.title),
        inferred=inferred,
        evidence=document.evidence,
        language=document.language,
        text=rendered[document.id].text,
        notes=notes,
        apparatus=apparatus_of(document, interface),
        changes=tuple(replace(one, around=("", "")) for one in changes) if members else changes,
        members=tuple(lists.entry(member, page.file, interface) for member in members),
        relations=relations_of(document, catalog, around),
        ways=tuple(_ways(document, catalog, page.file, interface)),
        previous=lists.link(in_time.previous, page.file, interface) if in_time.previous else None,
        next=lists.link(in_time.next, page.file, interface) if in_time.next else None,
        source=document.source,
        rights=document.rights,
        citation=citation_of(
            document, around.imprint, words=around.cite(document.title, page.file), address=address or page.file
        ),
        report=report_address(
            around.imprint.report, title=document.title, address=address or page.file,
            version=around.imprint.version, id=document.id,
        ),
        place=_place(document, gathered, interface),
        previews=previews_of(
            page.file, catalog, interface,
            [*own, *(note.content for note in notes.notes)], named=own if members else None,
        ),
        has_views=_has_views(document, rendered[document.id]),
        tags=tags(document, around.imprint, address=address, collection=collection),
        linked_data=data,
        tei=href(page.file, tei),
        encoded=href(page.file, f"{TEI}/{document.path}"),
        retired=addresses(around.retired.get(document.id, ()), page.file, catalog),
    )


def _kicker(document: DocumentFacts, catalog: Catalog, page: str) -> Link | None:
    """The collection that a document is in, a link where that has a page; None where its title says no more."""
    volume, gathered = catalog.volume_of(document), catalog.collection_of(document)
    title = gathered.title if gathered else document.collection
    if title in ("", document.title):
        return None
    return Link(href(page, document_file(volume.id)) if volume else "", title)


def _members(volume: DocumentFacts, catalog: Catalog) -> tuple[DocumentFacts, ...]:
    """The documents of a volume; none for what is no volume."""
    return next((one.members for one in catalog.collections if one.volume is volume), ())


def _has_views(document: DocumentFacts, rendered: Rendered) -> bool:
    changed = any(one.before or one.after for one in document.interventions if one.kind != "unclear")
    return changed or bool(document.variants) or bool(MENTION.search(rendered.text))


def _place(document: DocumentFacts, gathered: Gathered | None, interface: Interface) -> str:
    """Which of how many a document is in its collection; "" when it is alone."""
    members = gathered.members if gathered else ()
    if len(members) < 2:
        return ""
    number = [one.id for one in members].index(document.id) + 1
    return interface.say("document.place", number=number, count=len(members))


def _rows(
    document: DocumentFacts, placed: Moment | None, page: str, catalog: Catalog, interface: Interface
) -> list[Row]:
    """Who wrote to whom and when; each value says when it is inferred."""
    people = (
        ("document.from", "document.sender", document.senders),
        ("document.to", "document.addressee", document.addressees),
        ("document.through", "document.transmitter", document.transmitters),
    )
    rows = [
        Row(
            interface.say(term),
            tuple(_person(agent, page, catalog, interface) for agent in agents),
            interface.say(noun, count=len(agents)),
        )
        for term, noun, agents in people
        if agents
    ]
    # By the only date, or by one that the title has, a document is placed as a matter of course.
    told = len(document.moments) < 2 or (placed is not None and _says(document.title, interface.moment(placed)))
    doubtful = None if told else placed
    for kind in dict.fromkeys(moment.kind for moment in document.moments):
        values = tuple(_moment(moment, doubtful, interface) for moment in document.moments if moment.kind == kind)
        rows.append(Row(interface.term("moments", kind), values, interface.term("dates_of", kind)))
    return rows


def _together(rows: Sequence[Row], interface: Interface) -> tuple[tuple[Row, ...], str]:
    """The rows, and one remark for all values that are inferred and certain, where there are several of them."""
    remark = interface.say("document.inferred")
    inferred = [row for row in rows if all(value.remark == remark for value in row.values)]
    if sum(len(row.values) for row in inferred) < 2:
        return tuple(rows), ""
    freed = (
        replace(row, values=tuple(replace(value, remark="") for value in row.values)) if row in inferred else row
        for row in rows
    )
    nouns = interface.listed(list(dict.fromkeys(row.noun for row in inferred)))
    return tuple(freed), interface.say("document.inferred_together", what=nouns)


def _beyond(rows: Sequence[Row], title: str) -> tuple[Row, ...]:
    """The rows that say more than the title above them, or what another row says as well."""
    said = Counter(value.text for row in rows for value in row.values)
    return tuple(
        row
        for row in rows
        if any(value.remark or said[value.text] > 1 or not _says(title, value.text) for value in row.values)
    )


def _says(title: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title) is not None


def _moment(moment: Moment, placed: Moment | None, interface: Interface) -> Value:
    remarks = [_inferred(moment.certainty, interface)]
    if moment == placed and moment.kind == "received":
        remarks.append(interface.say("document.placed_by_this"))
    return Value(interface.moment(moment), _joined(remarks))


def _person(agent: Agent, page: str, catalog: Catalog, interface: Interface) -> Value:
    return Value(agent.name, _joined([_inferred(agent.certainty, interface)]), entry_of(agent, page, catalog))


def _inferred(certainty: str, interface: Interface) -> str:
    """The remark on what is inferred; that it is certain goes without saying."""
    words = [interface.say("document.inferred")] if certainty else []
    return ", ".join([*words, *([interface.certainty(certainty)] if certainty not in ("", "high") else [])])


def _joined(remarks: Sequence[str]) -> str:
    return "; ".join(remark for remark in remarks if remark)


def _ways(document: DocumentFacts, catalog: Catalog, page: str, interface: Interface) -> Iterator[Way]:
    """Yield the ways on in time and in the volume, but none that leads where another one does, or one of exchanges."""
    known = [Neighbours(place.previous, place.next) for place in catalog.threads.in_exchange(document)]
    in_time, in_volume = catalog.in_time(document), catalog.in_collection(document)
    gathered = catalog.collection_of(document)
    order = "document.in_volume" if gathered is None or gathered.volume else "document.in_collection"
    for title, near in (("document.in_time", in_time), (order, in_volume)):
        if near not in (Neighbours(), *known):
            known.append(near)
            links = (lists.link(one, page, interface) if one else None for one in (near.previous, near.next))
            yield Way(interface.say(title), *links)
