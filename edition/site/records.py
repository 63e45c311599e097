"""What the search finds by itself, apart from the texts: each note, and each document by its title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from edition.site import dates, lists
from edition.site.plan import document_file
from edition.site.search import Record
from edition.tei.catalog import VOLUME, Catalog, dated_by
from edition.tei.facts import DocumentFacts, Note

# Where to look: the values of the filter `in`. Pages give the first one themselves.
TEXTS, NOTES, TITLES = "Texts", "Notes", "Titles"


def search_records(catalog: Catalog) -> Iterator[Record]:
    """Yield a record for each title and each note of the edition.

    A note has senders, addressees and years of all documents that call it, so that filters find it with them.
    """
    for document in catalog.documents:
        yield _title(document, catalog)
        for note in document.notes:
            if note.text:
                yield _note(note, document, catalog)


def filters_of(documents: Iterable[DocumentFacts], catalog: Catalog, where: str) -> dict[str, list[str]]:
    """What documents are filtered by, together; without what they do not have."""
    known = list(documents)
    found = {
        "in": [where],
        "sender": [agent.name for document in known for agent in document.senders],
        "addressee": [agent.name for document in known for agent in document.addressees],
        "year": [lists.sort_day(document)[:4] for document in known],
        "collection": [collection_title(document, catalog) for document in known],
        "kind": [document.kind for document in known],
    }
    return {name: list(dict.fromkeys(filter(None, values))) for name, values in found.items() if any(values)}


def collection_title(document: DocumentFacts, catalog: Catalog) -> str:
    """The title of the collection that a document is found under; a volume is of its own."""
    gathered = catalog.collection_of(document)
    return gathered.title if gathered else document.title if document.kind == VOLUME else document.collection


def _title(document: DocumentFacts, catalog: Catalog) -> Record:
    moment = dated_by(document)
    return Record(
        # Not the address of the page itself, which Pagefind would take for the same thing.
        url=f"/{quote(document_file(document.id))}#main",
        content=" ".join(part for part in (document.title, lists.number(document), document.summary) if part),
        meta={"title": document.title, "date": dates.words(moment) if moment else ""},
        filters=filters_of([document], catalog, TITLES),
        date=lists.sort_day(document) or lists.LAST,
    )


def _note(note: Note, document: DocumentFacts, catalog: Catalog) -> Record:
    callers = list({one.document.id: one.document for one in catalog.callers(note)}.values())
    names = ", ".join(lists.number(one) or one.short_title for one in callers if one.id != document.id)
    return Record(
        url=f"/{quote(document_file(document.id))}#{quote(f'note-{note.id}')}",
        content=note.text,
        meta={
            "title": f"Note {note.label}".rstrip(),
            "date": "; ".join(part for part in (document.title, f"called in {names}" if names else "") if part),
        },
        filters=filters_of(callers or [document], catalog, NOTES),
        date=min((day for one in callers or [document] if (day := lists.sort_day(one))), default=lists.LAST),
    )
