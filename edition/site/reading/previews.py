"""Previews of what a page refers to and of whom it names, made when the site is built: no page fetches another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml import html

from edition.site import lists
from edition.site.plan import document_file, href
from edition.site.views import Heading, Preview
from edition.tei.catalog import Catalog, Target, dated_by
from edition.tei.facts import DocumentFacts
from edition.tei.registers import Entry
from edition.words.interface import Interface

# A note longer than this is cut; the note itself is where the link leads.
LONGEST = 600
# Classes of links that have a preview, and where those to entries lead from a document's page.
REFERENCES = frozenset({"tei-ref", "tei-ptr", "mention"})
ENTRIES = "../entries/"


def previews_of(
    page: str, catalog: Catalog, interface: Interface, markup: Iterable[str], *, named: Iterable[str] | None = None
) -> tuple[Preview, ...]:
    """The preview of each place of another document that the references in rendered texts lead to, each once.

    The names in them, or in `named` alone, have a card: what the register says of their entry. `page` is the file in
    the site that shows the texts; a link is known by its address as it is written there.
    """
    links = dict.fromkeys(link for text in markup for link in _references(text))
    found = ((link, _target(link, catalog)) for link in links)
    previews = [_preview(link, target, page, interface) for link, target in found if target is not None]
    names = links if named is None else dict.fromkeys(link for text in named for link in _references(text))
    entries = ((link, catalog.register.find(unquote(link[len(ENTRIES) :]).removesuffix(".html"))) for link in names)
    return (*previews, *(_card(link, entry) for link, entry in entries if entry is not None))


def _references(markup: str) -> Iterator[str]:
    """Yield the addresses of references to documents, pages beside this one, and of names, which lead to entries."""
    if not any(name in markup for name in REFERENCES):
        return
    for link in html.fragment_fromstring(markup, create_parent="div").iter("a"):
        classes, address = link.get("class", "").split(), link.get("href", "")
        page = address.partition("#")[0]
        if REFERENCES & set(classes) and page.endswith(".html") and "/" not in page.removeprefix(ENTRIES):
            yield address


def _target(address: str, catalog: Catalog) -> Target | None:
    page, _, fragment = address.partition("#")
    if page.startswith(ENTRIES):
        return None
    document = catalog.document(unquote(page).removesuffix(".html"))
    if document is None:
        return None
    place = unquote(fragment).removeprefix("note-")
    return catalog.target(f"{document.path}#{place}" if place else document.path)


def _preview(address: str, target: Target, page: str, interface: Interface) -> Preview:
    document = target.document
    if document is None:
        raise ValueError(f"{address} leads out of the edition")
    moment = dated_by(document)
    heading = lists.heading(document)
    return Preview(
        address=address,
        heading=replace(heading, rest=""),
        number=lists.number(document, interface),
        date=interface.moment(moment) if moment and heading.addressee else "",
        label=target.note.label if target.note else "",
        lines=_lines(target, document),
        language=document.language,
        document=href(page, document_file(document.id)),
    )


def _card(address: str, entry: Entry) -> Preview:
    return Preview(
        address=address,
        heading=Heading(entry.preferred or entry.id),
        number="",
        date="",
        label="",
        lines=entry.description,
        language="",
        document=address,
    )


def _lines(target: Target, document: DocumentFacts) -> str:
    """The words of a note, of a place, or the first of a document."""
    if target.note is not None:
        words = target.note.text
        return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
    return (target.anchor.preview if target.anchor else "") or document.incipit or document.summary
