"""What the search finds: the text of each document, and by themselves its title and each of its notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup

from edition.site import lists
from edition.site.browsing.facets import Facets
from edition.site.plan import document_file
from edition.site.search.pagefind import Record
from edition.site.templates import unparted
from edition.tei.catalog import Catalog, dated_by
from edition.tei.facts import DocumentFacts, Entry, Note
from edition.words.interface import Interface

# Where to look: the values of the filter `in`.
TEXTS, NOTES, TITLES = "Texts", "Notes", "Titles"
# The filters by what is mentioned, and the kinds of entries in each.
MENTIONED = {
    "person": ("person",),
    "place": ("place",),
    "organisation": ("org",),
    "event": ("event", "object", "name"),
}


def search_records(catalog: Catalog, texts: Mapping[str, Markup], interface: Interface) -> Iterator[Record]:
    """Yield a record for the text of each document, for its title, and for each of its notes.

    `texts` are the rendered texts by the id of their document. A note has senders, addressees and years of all
    documents that call it, so that filters find it with them; a document has what its text mentions and the notes that
    it calls.
    """
    facets = Facets.of(catalog, interface)
    names = _names(catalog.register.entries)
    mentioned = _mentioned(catalog, names)
    for document in catalog.documents:
        named = _joined([mentioned.get(document.path, {}), *(mentioned.get(one.target, {}) for one in document.calls)])
        yield _text(document, texts[document.id], named, facets)
        yield _title(document, named, facets)
        for note in document.notes:
            if note.text:
                yield _note(note, document, mentioned.get(note.address, {}), facets)


def language_of(catalog: Catalog) -> str:
    """The language of most texts, by whose rules the search knows the forms of words; "en" when none says."""
    counted = Counter(document.language.partition("-")[0] for document in catalog.documents if document.language)
    return min(counted, key=lambda language: (-counted[language], language), default="en")


Named = Mapping[str, Sequence[str]]


def _text(document: DocumentFacts, html: Markup, named: Named, facets: Facets) -> Record:
    return Record(
        url=f"/{quote(document_file(document.id))}",
        content="",
        html=html,
        meta={"title": unparted(document.title), "about": _about(document, facets)},
        filters=_filters([document], TEXTS, named, facets),
        date=lists.sort_day(document) or lists.LAST,
    )


def _title(document: DocumentFacts, named: Named, facets: Facets) -> Record:
    return Record(
        # Not the address of the page itself, which Pagefind would take for the same thing.
        url=f"/{quote(document_file(document.id))}#main",
        content=" ".join(filter(None, (lists.title(document, facets.interface), document.summary))),
        meta={"title": unparted(document.title), "about": _about(document, facets)},
        filters=_filters([document], TITLES, named, facets),
        date=lists.sort_day(document) or lists.LAST,
    )


def _note(note: Note, document: DocumentFacts, named: Named, facets: Facets) -> Record:
    words = facets.interface
    callers = list({one.document.id: one.document for one in facets.catalog.callers(note)}.values())
    names = ", ".join(lists.number(one, words) or one.short_title for one in callers if one.id != document.id)
    called = words.say("notes.called_in_these", documents=names) if names else ""
    return Record(
        url=f"/{quote(document_file(document.id))}#{quote(f'note-{note.id}')}",
        content=note.text,
        meta={
            "title": words.say("notes.note", label=note.label).rstrip(),
            "about": unparted("; ".join(part for part in (document.title, called) if part)),
        },
        filters=_filters(callers or [document], NOTES, named, facets),
        date=min((day for one in callers or [document] if (day := lists.sort_day(one))), default=lists.LAST),
    )


def _about(document: DocumentFacts, facets: Facets) -> str:
    """What a result says below the title: date, from and to where the title does not, number, collection."""
    words, moment = facets.interface, dated_by(document)
    parties = (lists.names(agents, words) for agents in (document.senders, document.addressees))
    parts = [
        words.moment(moment) if moment else "",
        "" if lists.heading(document).addressee else " → ".join(filter(None, parties)),
        lists.number(document, words),
        lists.collection_title(document, facets.catalog),
    ]
    return unparted(" · ".join(part for part in parts if part and part not in document.title))


def _filters(documents: Sequence[DocumentFacts], where: str, named: Named, facets: Facets) -> Named:
    """What documents are filtered by, together, and whom and what is named; without what there is not."""
    return {"in": [where], **_joined(map(facets.values, documents)), **named}


def _mentioned(catalog: Catalog, names: Mapping[str, str]) -> dict[str, Named]:
    """Whom and what each text mentions, by its document's path, and each note, by its address."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    kinds = {kind: filter for filter, kinds in MENTIONED.items() for kind in kinds}
    for document in catalog.documents:
        for mention in document.mentions:
            place = f"{document.path}#{mention.note}" if mention.note else document.path
            for entry in catalog.meant(mention, document):
                if entry.kind in kinds:
                    found[place][kinds[entry.kind]][names[entry.address]] = None
    return {place: {name: list(values) for name, values in named.items()} for place, named in found.items()}


def _joined(named: Iterable[Named]) -> Named:
    joined: dict[str, dict[str, None]] = defaultdict(dict)
    for one in named:
        for name, values in one.items():
            joined[name] |= dict.fromkeys(values)
    return {name: list(values) for name, values in joined.items()}


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    """What each entry is called, by its address; those of one name have their ids behind it."""
    known = Counter(entry.preferred for entry in entries)
    return {
        entry.address: entry.preferred if known[entry.preferred] == 1 else f"{entry.preferred} ({entry.id})".lstrip()
        for entry in entries
    }
