"""The views of the pages, made from the catalog, the rendered texts and the imprint."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from edition.ledger import Ledger
from edition.site import dates, lists
from edition.site.apparatus import apparatus_of
from edition.site.changes import changes_of
from edition.site.citing import citation_of
from edition.site.editorial import HOME, EditorialPage
from edition.site.metadata import linked_data, tags
from edition.site.notes import footnotes_of, notes_of
from edition.site.plan import AUDIT_DATA, TEI, PlannedPage, document_file, href, tei_file
from edition.site.previews import previews_of
from edition.site.records import collection_title
from edition.site.rendered import Rendered
from edition.site.shell import Surroundings
from edition.site.views import (
    Account,
    AuditPage,
    DocumentPage,
    DocumentsPage,
    EditorialPageView,
    HomePage,
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
DATE_TERMS = {"sent": "Sent", "received": "Received", "dated": "Dated"}


def home_page(
    page: PlannedPage, catalog: Catalog, around: Surroundings, *, archive_bytes: int, missing: Sequence[str]
) -> HomePage:
    """What the home page shows; the Markdown page `index`, if there is one, is its text."""
    imprint = around.imprint
    opening = next((text for text in around.editorial if text.name == HOME), None)
    ordered = [dated.document for dated in catalog.chronology]
    return HomePage(
        shell=around.shell(page, imprint.title, imprint.description or imprint.subtitle or imprint.title),
        subtitle=imprint.subtitle,
        description=imprint.description,
        text=opening.text if opening else Markup(""),
        notes=footnotes_of(opening.footnotes if opening else ()),
        first=_link(ordered[0], page.file) if ordered else None,
        total=len(ordered),
        collections=lists.collections(catalog.collections, page.file),
        years=lists.years(ordered, page.file),
        cite=around.cite("", page.file),
        archive_size=_size(archive_bytes),
        missing=tuple(missing),
    )


def documents_page(
    page: PlannedPage, catalog: Catalog, around: Surroundings, *, missing: Sequence[str]
) -> DocumentsPage:
    """What the list of all documents shows: by date, then by volume as printed."""
    ordered = [dated.document for dated in catalog.chronology]
    moments = [dated.moment for dated in catalog.chronology]
    received = sum(moment is not None and moment.kind == "received" for moment in moments)
    summary = f"All {len(ordered)} documents in order of date."
    if received:
        summary += " Those marked “received” stand at the day of their receipt; the day of sending is not known."
    if any(moment is not None and not moment.when for moment in moments):
        summary += " Those dated only by bounds stand at the later one."
    return DocumentsPage(
        shell=around.shell(page, "Documents", summary),
        summary=summary,
        years=lists.years(ordered, page.file),
        collections=lists.collections(catalog.collections, page.file),
        missing=tuple(missing),
    )


def search_page(page: PlannedPage, around: Surroundings) -> SearchPage:
    """What the search page shows; what one can filter by, the index knows."""
    return SearchPage(shell=around.shell(page, "Search", f"Full-text search of {around.imprint.title}."))


def audit_page(
    page: PlannedPage, ledgers: Sequence[Ledger], catalog: Catalog, around: Surroundings
) -> AuditPage:
    """What the page of the audit shows: how the characters of each source are accounted for."""
    summary = "Every character of the source texts, accounted for: where it is kept, or by which rule it is not."
    return AuditPage(
        shell=around.shell(page, "Audit", summary),
        accounts=tuple(_account(ledger, catalog, page.file) for ledger in ledgers),
        data=href(page.file, AUDIT_DATA),
    )


def _account(ledger: Ledger, catalog: Catalog, page: str) -> Account:
    documents = [document for id in ledger.kept if (document := catalog.document(id)) is not None]
    collection = next((found for one in documents if (found := catalog.collection_of(one))), None)
    return Account(
        anchor=ledger.name,
        title=collection.title if collection else ledger.name,
        characters=f"{ledger.characters:,}",
        white_space=f"{ledger.white_space:,}",
        kept=f"{sum(ledger.kept.values()):,}",
        residue=f"{ledger.residue:,}",
        normalised=f"{sum(ledger.normalised.values()):,}",
        unaccounted=f"{ledger.unaccounted:,}",
        rules=tuple((rule, f"{count:,}") for rule, count in (*ledger.normalised.items(), *ledger.left_out.items())),
        borders=tuple((str(border.line), border.words) for border in ledger.borders),
        documents=tuple((_link(document, page), f"{ledger.kept[document.id]:,}") for document in documents),
    )


def editorial_page(page: PlannedPage, text: EditorialPage, around: Surroundings) -> EditorialPageView:
    """What an editorial page shows."""
    return EditorialPageView(
        shell=around.shell(page, text.title, f"{text.title}: {around.imprint.title}."),
        text=text.text,
        notes=footnotes_of(text.footnotes),
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
    in_time, in_volume = catalog.in_time(document), catalog.in_collection(document)
    moment = dated_by(document)
    kicker = Link(
        href(page.file, document_file(volume.id)) if volume else "", gathered.title if gathered else document.collection
    )
    notes = notes_of(document, catalog, rendered)
    collection = collection_title(document, catalog)
    address, tei = around.address(page.file), tei_file(document.id)
    data = linked_data(document, around.imprint, address=address, tei=around.address(tei), collection=collection)
    return DocumentPage(
        shell=around.shell(page, document.title, document.summary or document.incipit or document.title, data=data),
        kicker=kicker if kicker.text and kicker.text != document.title else None,
        number=lists.number(document),
        heading=lists.heading(document),
        rows=tuple(_rows(document, moment)),
        evidence=document.evidence,
        language=document.language,
        text=rendered[document.id].text,
        notes=notes,
        apparatus=apparatus_of(document),
        changes=changes_of(document, page.file),
        members=tuple(lists.entry(member, page.file) for member in members),
        ways=tuple(_ways(in_time, in_volume, page.file)),
        previous=_link(in_time.previous, page.file) if in_time.previous else None,
        next=_link(in_time.next, page.file) if in_time.next else None,
        source=document.source,
        rights=document.rights,
        citation=citation_of(
            document, around.imprint, words=around.cite(document.title, page.file), address=address or page.file
        ),
        place=_place(document, gathered),
        previews=previews_of(page.file, catalog, [rendered[document.id].text, *(note.content for note in notes.notes)]),
        has_views=_has_views(document, rendered[document.id]),
        tags=tags(document, around.imprint, address=address, collection=collection),
        linked_data=data,
        tei=href(page.file, tei),
        encoded=href(page.file, f"{TEI}/{document.path}"),
        sort_date=lists.sort_day(document) or lists.LAST,
        shown_date=dates.words(moment) if moment else "",
        year=lists.sort_day(document)[:4],
        kind=document.kind,
        collection=collection,
    )


def _members(volume: DocumentFacts, catalog: Catalog) -> tuple[DocumentFacts, ...]:
    """The documents of a volume; none for what is no volume."""
    return next((one.members for one in catalog.collections if one.volume is volume), ())


def _has_views(document: DocumentFacts, rendered: Rendered) -> bool:
    changed = any(one.before or one.after for one in document.interventions if one.kind != "unclear")
    return changed or bool(document.variants) or bool(MENTION.search(rendered.text))


def _place(document: DocumentFacts, gathered: Gathered | None) -> str:
    """Which of how many a document is in its collection; "" when it is alone."""
    members = gathered.members if gathered else ()
    if len(members) < 2:
        return ""
    return f"{[one.id for one in members].index(document.id) + 1} of {len(members)}"


def _rows(document: DocumentFacts, placed: Moment | None) -> list[Row]:
    """Who wrote to whom and when; each value says when it is inferred."""
    people = (
        ("From", document.senders, "sender"),
        ("To", document.addressees, "addressee"),
        ("Through", document.transmitters, ""),
    )
    rows = [Row(term, tuple(map(_person, agents)), filter) for term, agents, filter in people if agents]
    for kind in dict.fromkeys(moment.kind for moment in document.moments):
        values = tuple(_moment(moment, placed) for moment in document.moments if moment.kind == kind)
        rows.append(Row(DATE_TERMS.get(kind, kind), values))
    return rows


def _moment(moment: Moment, placed: Moment | None) -> Value:
    remarks = [_inferred(moment.certainty)]
    if moment == placed and moment.kind == "received":
        remarks.append("its place in the lists is by this date")
    return Value(dates.words(moment), _joined(remarks))


def _person(agent: Agent) -> Value:
    return Value(agent.name, _joined([_inferred(agent.certainty)]))


def _inferred(certainty: str) -> str:
    return f"inferred, certainty {certainty}" if certainty else ""


def _joined(remarks: Sequence[str]) -> str:
    return "; ".join(remark for remark in remarks if remark)


def _ways(in_time: Neighbours, in_volume: Neighbours, page: str) -> list[Way]:
    """The ways on in time and in the volume; one way only where both lead to the same documents."""
    time = Way("In time", *(_link(one, page) if one else None for one in (in_time.previous, in_time.next)))
    volume = Way("In the volume", *(_link(one, page) if one else None for one in (in_volume.previous, in_volume.next)))
    ways = [time] if in_time == in_volume else [time, volume]
    return [way for way in ways if way.previous or way.next]


def _link(document: DocumentFacts, page: str) -> Link:
    number = lists.number(document)
    return Link(href(page, document_file(document.id)), document.title + (f" ({number})" if number else ""))


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count // 1000, 1)} kB"
