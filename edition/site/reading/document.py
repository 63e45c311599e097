"""The page of a document: its text with all that is known of it; that of a volume lists its documents as well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from edition.site import lists
from edition.site.plan import TEI, PlannedPage, document_file, href, tei_file
from edition.site.reading.apparatus import apparatus_of
from edition.site.reading.changes import changes_of
from edition.site.reading.citing import citation_of
from edition.site.reading.head import Row, facts_of
from edition.site.reading.metadata import linked_data, tags
from edition.site.reading.moved import Address, addresses
from edition.site.reading.notes import notes_of
from edition.site.reading.people import with_entries
from edition.site.reading.previews import previews_of
from edition.site.reading.relations import Relations, relations_of
from edition.site.reading.rendered import Rendered
from edition.site.report import report_address
from edition.site.shell import Surroundings
from edition.site.views import ApparatusView, ChangeView, CitationView, Entry, Heading, Link, Notes, Preview, Shell
from edition.tei.catalog import Catalog
from edition.tei.collections import Collection as Gathered
from edition.tei.collections import Neighbours
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

# A name that a reader can ask to see, as it is rendered.
MENTION = re.compile(r'class="[^"]*\bmention\b')


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
    page: PlannedPage, catalog: Catalog, around: Surroundings, rendered: Mapping[str, Rendered]
) -> DocumentPage:
    """What the page of a document shows; that of a volume lists its documents as well."""
    document = catalog.document(page.subject)
    if document is None:
        raise KeyError(page.subject)
    gathered = catalog.collection_of(document)
    members = _members(document, catalog)
    in_time = catalog.in_time(document)
    interface = around.interface
    facts = facts_of(document, page.file, catalog, interface)
    heading = with_entries(lists.heading(document), document, page.file, catalog)
    notes = notes_of(document, catalog, rendered, interface)
    # A volume is no part of itself.
    collection = "" if members else lists.collection_title(document, catalog)
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
        rows=facts.rows,
        inferred=facts.inferred,
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
        citation=_citation(document, page, around),
        report=_report(document, page, around),
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
        retired=addresses(around.retired.get(document.id, ()), page.file),
    )


def _citation(document: DocumentFacts, page: PlannedPage, around: Surroundings) -> CitationView:
    words, address = around.cite(document.title, page.file), around.address(page.file) or page.file
    return citation_of(document, around.imprint, words=words, address=address)


def _report(document: DocumentFacts, page: PlannedPage, around: Surroundings) -> str:
    """Where an error in a document is reported."""
    imprint, address = around.imprint, around.address(page.file) or page.file
    return report_address(
        imprint.report, title=document.title, address=address, version=imprint.version, id=document.id
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
