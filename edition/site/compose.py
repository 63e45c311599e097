"""The views of the pages, made from the catalog, the rendered texts and the imprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from edition.ledger import Ledger
from edition.site import lists
from edition.site.apparatus import apparatus_of
from edition.site.changes import changes_of
from edition.site.citing import citation_of
from edition.site.editorial import EditorialPage
from edition.site.facets import collection_title
from edition.site.interface import Interface
from edition.site.metadata import linked_data, tags
from edition.site.notes import footnotes_of, notes_of
from edition.site.plan import AUDIT_DATA, TEI, PlannedPage, document_file, href, tei_file
from edition.site.previews import previews_of
from edition.site.relations import relations_of
from edition.site.rendered import Rendered
from edition.site.report import report_address
from edition.site.shell import Surroundings
from edition.site.views import (
    Account,
    AuditPage,
    DocumentPage,
    EditorialPageView,
    Link,
    Row,
    SearchPage,
    Value,
    Way,
)
from edition.tei.catalog import Catalog, Neighbours, dated_by
from edition.tei.catalog import Collection as Gathered
from edition.tei.facts import Agent, DocumentFacts, Moment

# A name that a reader can ask to see, as it is rendered.
MENTION = re.compile(r'class="[^"]*\bmention\b')


def search_page(page: PlannedPage, around: Surroundings) -> SearchPage:
    """What the search page shows; what one can filter by, the index knows."""
    say = around.interface.say
    summary = say("search.summary", edition=around.imprint.title)
    return SearchPage(shell=around.shell(page, say("search.title"), summary))


def audit_page(
    page: PlannedPage, ledgers: Sequence[Ledger], catalog: Catalog, around: Surroundings
) -> AuditPage:
    """What the page of the audit shows: how the characters of each source are accounted for."""
    say = around.interface.say
    return AuditPage(
        shell=around.shell(page, say("audit.title"), say("audit.summary")),
        accounts=tuple(_account(ledger, catalog, page.file, around.interface) for ledger in ledgers),
        data=href(page.file, AUDIT_DATA),
    )


def _account(ledger: Ledger, catalog: Catalog, page: str, interface: Interface) -> Account:
    documents = [document for id in ledger.kept if (document := catalog.document(id)) is not None]
    collection = next((found for one in documents if (found := catalog.collection_of(one))), None)
    number = interface.number
    return Account(
        anchor=ledger.name,
        title=collection.title if collection else ledger.name,
        characters=number(ledger.characters),
        white_space=number(ledger.white_space),
        kept=number(sum(ledger.kept.values())),
        residue=number(ledger.residue),
        normalised=number(sum(ledger.normalised.values())),
        unaccounted=number(ledger.unaccounted),
        rules=tuple(
            (interface.term("audit_rules", rule), count)
            for rule, count in (*ledger.normalised.items(), *ledger.left_out.items())
        ),
        borders=tuple((str(border.line), border.words) for border in ledger.borders),
        documents=tuple((_link(document, page, interface), number(ledger.kept[document.id])) for document in documents),
    )


def editorial_page(page: PlannedPage, text: EditorialPage, around: Surroundings) -> EditorialPageView:
    """What an editorial page shows."""
    return EditorialPageView(
        shell=around.shell(page, text.title, f"{text.title}: {around.imprint.title}."),
        text=text.text,
        notes=footnotes_of(text.footnotes, around.imprint.language, around.interface),
    )


def document_page(
    page: PlannedPage,
    document: DocumentFacts,
    catalog: Catalog,
    around: Surroundings,
    rendered: Mapping[str, Rendered],
) -> DocumentPage:
    """What the page of a document shows; that of a volume lists its documents as well."""
    volume = catalog.volume_of(document)
    gathered = catalog.collection_of(document)
    members = _members(document, catalog)
    in_time = catalog.in_time(document)
    moment = dated_by(document)
    kicker = Link(
        href(page.file, document_file(volume.id)) if volume else "", gathered.title if gathered else document.collection
    )
    interface = around.interface
    notes = notes_of(document, catalog, rendered, interface)
    collection = collection_title(document, catalog)
    address, tei = around.address(page.file), tei_file(document.id)
    data = linked_data(document, around.imprint, address=address, tei=around.address(tei), collection=collection)
    return DocumentPage(
        shell=around.shell(page, document.title, document.summary or document.incipit or document.title, data=data),
        kicker=kicker if kicker.text and kicker.text != document.title else None,
        number=lists.number(document, interface),
        heading=lists.heading(document),
        rows=tuple(_rows(document, moment, interface)),
        evidence=document.evidence,
        language=document.language,
        text=rendered[document.id].text,
        notes=notes,
        apparatus=apparatus_of(document, interface),
        changes=changes_of(document, page.file, interface),
        members=tuple(lists.entry(member, page.file, interface) for member in members),
        relations=relations_of(document, catalog, around),
        ways=tuple(_ways(document, catalog, page.file, interface)),
        previous=_link(in_time.previous, page.file, interface) if in_time.previous else None,
        next=_link(in_time.next, page.file, interface) if in_time.next else None,
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
            page.file, catalog, interface, [rendered[document.id].text, *(note.content for note in notes.notes)]
        ),
        has_views=_has_views(document, rendered[document.id]),
        tags=tags(document, around.imprint, address=address, collection=collection),
        linked_data=data,
        tei=href(page.file, tei),
        encoded=href(page.file, f"{TEI}/{document.path}"),
    )


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


def _rows(document: DocumentFacts, placed: Moment | None, interface: Interface) -> list[Row]:
    """Who wrote to whom and when; each value says when it is inferred."""
    people = (
        ("document.from", document.senders),
        ("document.to", document.addressees),
        ("document.through", document.transmitters),
    )
    rows = [
        Row(interface.say(term), tuple(_person(agent, interface) for agent in agents))
        for term, agents in people
        if agents
    ]
    for kind in dict.fromkeys(moment.kind for moment in document.moments):
        values = tuple(_moment(moment, placed, interface) for moment in document.moments if moment.kind == kind)
        rows.append(Row(interface.term("moments", kind), values))
    return rows


def _moment(moment: Moment, placed: Moment | None, interface: Interface) -> Value:
    remarks = [_inferred(moment.certainty, interface)]
    if moment == placed and moment.kind == "received":
        remarks.append(interface.say("document.placed_by_this"))
    return Value(interface.moment(moment), _joined(remarks))


def _person(agent: Agent, interface: Interface) -> Value:
    return Value(agent.name, _joined([_inferred(agent.certainty, interface)]))


def _inferred(certainty: str, interface: Interface) -> str:
    return f"{interface.say('document.inferred')}, {interface.certainty(certainty)}" if certainty else ""


def _joined(remarks: Sequence[str]) -> str:
    return "; ".join(remark for remark in remarks if remark)


def _ways(document: DocumentFacts, catalog: Catalog, page: str, interface: Interface) -> Iterator[Way]:
    """Yield the ways on in time and in the volume, but none that leads where another one does, or one of exchanges."""
    known = [Neighbours(place.previous, place.next) for place in catalog.threads.in_exchange(document)]
    in_time, in_volume = catalog.in_time(document), catalog.in_collection(document)
    for title, near in (("document.in_time", in_time), ("document.in_volume", in_volume)):
        if near not in (Neighbours(), *known):
            known.append(near)
            links = (_link(one, page, interface) if one else None for one in (near.previous, near.next))
            yield Way(interface.say(title), *links)


def _link(document: DocumentFacts, page: str, interface: Interface) -> Link:
    number = lists.number(document, interface)
    return Link(href(page, document_file(document.id)), document.title + (f" ({number})" if number else ""))
