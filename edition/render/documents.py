"""A document's text and notes as HTML."""

from __future__ import annotations

from dataclasses import replace

from edition.render import elements
from edition.render.context import Context
from edition.render.html import Html
from edition.render.rules import render
from edition.tei.apparatus import apparatus
from edition.tei.catalog import Catalog
from edition.tei.documents import TeiDocument
from edition.tei.facts import DocumentFacts, collect
from edition.tei.names import tei
from edition.tei.pointers import identify
from edition.words.interface import Interface, standard

__all__ = ["elements", "render_notes", "render_text"]


def render_text(document: TeiDocument, catalog: Catalog, interface: Interface | None = None) -> Html:
    """The reading text of a document: front, body and back, with the calls of its notes and without the notes.

    Each call links to `#note-ID`: the page that takes the text in lists the notes that it calls under these ids. What
    the page says beside the text, such as the label of a paragraph's link, is in the language of `interface`; English.
    """
    text = document.element.find(tei("text"))
    return Html() if text is None else context_of(document, catalog, interface or standard()).children(text)


def render_notes(document: TeiDocument, catalog: Catalog, interface: Interface | None = None) -> dict[str, Html]:
    """The content of each note of a document by the note's id, to stand in a block on any document's page.

    The sign that a note begins with is there, but hidden: the list of notes shows `Note.label`.
    """
    context = replace(context_of(document, catalog, interface or standard()), in_note=True)
    return {note.id: context.children(element) for element, note in context.notes.items()}


def context_of(document: TeiDocument, catalog: Catalog, interface: Interface) -> Context:
    """The context in which a document is rendered from its top."""
    identified = identify(document)
    found = apparatus(document, identified)
    return Context(
        facts=_facts(document, catalog),
        catalog=catalog,
        ids=identified.ids,
        calls=found.calls,
        notes=found.notes,
        apply=render,
        interface=interface,
    )


def _facts(document: TeiDocument, catalog: Catalog) -> DocumentFacts:
    known = catalog.document(document.id)
    return known if known and known.path == document.path else collect(document)
