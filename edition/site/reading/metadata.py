"""What a page of a document tells machines: Dublin Core and Highwire tags, which Zotero reads, and JSON-LD.

Sources: DCMI Metadata Terms; Google Scholar's inclusion guidelines (Highwire Press tags); what Zotero's translators
“Embedded Metadata” and “RDF” make of both; schema.org `Message`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from edition.site.reading.citing import BOOK, LETTER, OTHER, day_of, types_of
from edition.site.shell import Imprint
from edition.tei.facts import DocumentFacts

# Types of items in Zotero, which takes them from `DC.type` when they are named as it names them.
ITEM_TYPES = {LETTER: "letter", BOOK: "book", OTHER: "document"}

# JSON in a page: nothing in it may end the element that it stands in.
_IN_HTML = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def tags(document: DocumentFacts, imprint: Imprint, *, address: str, collection: str) -> tuple[tuple[str, str], ...]:
    """The `meta` elements of a document by name and content; `address` is "" when the edition has none of its own."""
    day, licence = day_of(document), imprint.licence.href if imprint.licence else ""
    found: list[tuple[str, str]] = [("DC.title", document.title), ("citation_title", document.title)]
    found += [("DC.creator", agent.name) for agent in document.senders]
    # A page that has a `citation_author` has no other creators for Zotero, and the letter would lose its recipients.
    creators = [("z.recipients", agent.name) for agent in document.addressees]
    found += creators or [("citation_author", agent.name) for agent in document.senders]
    found += [("DC.date", day), ("citation_publication_date", day.replace("-", "/"))]
    found += [("DC.type", ITEM_TYPES[types_of(document)])]
    found += [("DC.publisher", imprint.publisher), ("citation_publisher", imprint.publisher)]
    found += [("DC.language", document.language), ("citation_language", document.language)]
    found += [("DC.source", document.source), ("DC.rights", licence)]
    found += [("DCTERMS.isPartOf", collection), ("DC.identifier", address), ("citation_public_url", address)]
    return tuple((name, content) for name, content in found if content)


def linked_data(document: DocumentFacts, imprint: Imprint, *, address: str, tei: str, collection: str) -> Markup:
    """A document as JSON-LD: a `Message` with sender and recipient, or else a `CreativeWork`. Safe to stand in HTML."""
    described = {name: value for name, value in _described(document, imprint, address, tei, collection) if value}
    return Markup(json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_IN_HTML))


def _described(
    document: DocumentFacts, imprint: Imprint, address: str, tei: str, collection: str
) -> Iterator[tuple[str, Any]]:
    letter = types_of(document) is LETTER
    yield "@context", "https://schema.org"
    yield "@type", "Message" if letter else "CreativeWork"
    yield "name", document.title
    yield "identifier", document.id
    yield "inLanguage", document.language
    yield "sender" if letter else "creator", [{"@type": "Person", "name": agent.name} for agent in document.senders]
    yield "recipient", [{"@type": "Person", "name": agent.name} for agent in document.addressees] if letter else None
    for kind, name in (("sent", "dateSent"), ("received", "dateReceived"), ("dated", "dateCreated")):
        yield name, next((moment.when for moment in document.moments if moment.kind == kind and moment.when), "")
    yield "isPartOf", [
        *([{"@type": "Collection", "name": collection}] if collection else []),
        {"@type": "Dataset", "name": imprint.title, **({"version": imprint.version} if imprint.version else {})},
    ]
    yield "license", imprint.licence.href if imprint.licence else ""
    yield "url", address
    encoding = {"@type": "MediaObject", "encodingFormat": "application/tei+xml", "contentUrl": tei}
    yield "encoding", encoding if address else None
