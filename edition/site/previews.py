"""Previews of what a page refers to, made when the site is built: head, date, first lines. No page fetches another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lxml import html

from edition.site import dates, lists
from edition.site.plan import document_file, href
from edition.site.views import Heading, Preview
from edition.tei.catalog import Catalog, Target, dated_by
from edition.tei.facts import DocumentFacts

# A note longer than this is cut; the note itself is where the link leads.
LONGEST = 600


def previews_of(page: str, catalog: Catalog, markup: Iterable[str]) -> tuple[Preview, ...]:
    """The preview of each place of another document that the references in rendered texts lead to, each once.

    `page` is the file in the site that shows the texts; a link is known by its address as it is written there.
    """
    links = dict.fromkeys(link for text in markup for link in _references(text))
    found = ((link, _target(link, catalog)) for link in links)
    return tuple(_preview(link, target, page) for link, target in found if target is not None)


def _references(markup: str) -> Iterator[str]:
    """Yield the addresses of the references to documents in a text: a page beside this one, perhaps a place in it."""
    if "tei-ref" not in markup and "tei-ptr" not in markup:
        return
    for link in html.fragment_fromstring(markup, create_parent="div").iter("a"):
        classes, address = link.get("class", "").split(), link.get("href", "")
        page = address.partition("#")[0]
        if {"tei-ref", "tei-ptr"} & set(classes) and page.endswith(".html") and "/" not in page:
            yield address


def _target(address: str, catalog: Catalog) -> Target | None:
    page, _, fragment = address.partition("#")
    document = catalog.document(unquote(page).removesuffix(".html"))
    if document is None:
        return None
    place = unquote(fragment).removeprefix("note-")
    return catalog.target(f"{document.path}#{place}" if place else document.path)


def _preview(address: str, target: Target, page: str) -> Preview:
    document = target.document
    if document is None:
        raise ValueError(f"{address} leads out of the edition")
    moment = dated_by(document)
    heading = lists.heading(document)
    return Preview(
        address=address,
        heading=Heading(heading.sender, heading.addressee) if heading.addressee else heading,
        number=lists.number(document),
        date=dates.words(moment) if moment and heading.addressee else "",
        label=target.note.label if target.note else "",
        lines=_lines(target, document),
        language=document.language,
        document=href(page, document_file(document.id)),
    )


def _lines(target: Target, document: DocumentFacts) -> str:
    """The words of a note, of a place, or the first of a document."""
    if target.note is not None:
        words = target.note.text
        return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
    return (target.anchor.preview if target.anchor else "") or document.incipit or document.summary
