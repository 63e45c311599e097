"""Texts carried from their own pages to one where several are read together, with the notes that they call.

Links lead where they led; those of names and of paragraphs are gone, and so is what the text was before it was changed:
these are what the page of each letter is for. So are ids that nothing on the page leads to: none is there twice.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree, html
from markupsafe import Markup

from edition.site.plan import document_file, root_of
from edition.site.reading.notes import lettered, notes_of
from edition.site.reading.rendered import Rendered
from edition.site.views import Link, Notes, NoteView
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

# The link that is a paragraph's number, and a text as transmitted beside the one that is read.
LEFT_OUT = {"n", "as-transmitted"}
# A name that leads to its entry, and what holds the two readings of a place.
UNWRAPPED = {"mention", "tei-choice", "reading"}
# Bytes of markup around the content of a note below the texts.
NOTE_MARKUP = 420
# A text has headings from the second rank on; carried it stands below one of the third.
LOWER = {"h1": "h4", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6"}


@dataclass(frozen=True, slots=True)
class Carried:
    """The texts by the ids of their documents, and their notes, each once."""

    texts: Mapping[str, Markup]
    notes: Notes


def carry(
    documents: Sequence[DocumentFacts],
    page: str,
    catalog: Catalog,
    rendered: Mapping[str, Rendered],
    interface: Interface,
    *,
    most: int,
) -> Carried:
    """Carry the texts of documents to the page at file `page`.

    Of texts and notes there are at most so many bytes; a document that would make them more is left out. A reference
    to one of the documents leads to its id on the page, which the page must have.
    """
    room = _Room(page, {document_file(one.id): one.id for one in documents}, taken={one.id for one in documents})
    texts: dict[str, Markup] = {}
    title = ""
    for document in documents:
        found = notes_of(document, catalog, rendered, interface)
        filled = replace(room, notes=dict(room.notes), taken=set(room.taken))
        text = filled.take(document, rendered[document.id].text, found)
        if filled.weight > most:
            break
        texts[document.id], room, title = text, filled, found.title
    return Carried(texts, Notes(title, tuple(room.notes.values())))


@dataclass(slots=True)
class _Room:
    """A page that is being filled: what is on it, and which ids are taken."""

    page: str
    here: Mapping[str, str]  # the documents that the page shows: their own pages, and their ids here
    notes: dict[tuple[str, Markup], NoteView] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    weight: int = 0  # bytes of texts and notes, with the markup around these

    def take(self, document: DocumentFacts, text: Markup, found: Notes) -> Markup:
        """Take in a text, and the notes below it that are not there yet; return the text as it reads here."""
        moved = {note.anchor: self._place(note, document) for note in found.notes}
        own = document_file(document.id)
        carried, calls = self._rewritten(text, own, moved, document.id)
        self.weight += len(carried.encode())
        for note in found.notes:
            key = (note.anchor, note.content)
            known = self.notes.get(key)
            if known is None:
                content, _ = self._rewritten(note.content, own, moved, document.id)
                self.weight += NOTE_MARKUP + len(content.encode())
                known = replace(note, anchor=moved[note.anchor], content=content, backs=(), elsewhere=())
            backs = [Link(f"#{calls[back.href[1:]]}", "", back.title) for back in note.backs if back.href[1:] in calls]
            self.notes[key] = replace(known, backs=lettered((*known.backs, *backs)))
        return carried

    def _place(self, note: NoteView, document: DocumentFacts) -> str:
        """The id of a note on the page: that which it has there already, its own, or one that names the document."""
        known = self.notes.get((note.anchor, note.content))
        return known.anchor if known else self._free(note.anchor, document.id)

    def _free(self, id: str, document: str) -> str:
        free = id if id not in self.taken else f"{document}.{id}"
        self.taken.add(free)
        return free

    def _rewritten(
        self, markup: Markup, own: str, moved: Mapping[str, str], document: str
    ) -> tuple[Markup, dict[str, str]]:
        """Markup of the page at file `own` as it reads here, and the ids here of the calls in it."""
        calls: dict[str, str] = {}
        root = html.fragment_fromstring(markup, create_parent="div")
        for element in list(root.iterdescendants(etree.Element)):
            classes = set(element.get("class", "").split())
            if classes & LEFT_OUT:
                element.tail = (element.tail or "").removeprefix(" ") if "n" in classes else element.tail
                element.drop_tree()
                continue
            if classes & UNWRAPPED:
                element.drop_tag()
                continue
            element.tag = LOWER.get(str(element.tag), element.tag)
            if (id := element.attrib.pop("id", "")) and "call" in classes:
                calls[id] = self._free(id, document)
                element.set("id", calls[id])
            for name in ("href", "src"):
                if (address := element.get(name)) is not None:
                    element.set(name, self._address(address, own, moved))
        written = html.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")
        return Markup(written), calls

    def _address(self, address: str, own: str, moved: Mapping[str, str]) -> str:
        """An address of the page at file `own`, as it is written here."""
        file, mark, fragment = address.partition("#")
        if not file and fragment in moved:
            return f"#{moved[fragment]}"
        if ":" in file.partition("/")[0] or file.startswith("/"):
            return address
        target = posixpath.normpath(posixpath.join(posixpath.dirname(own), file)) if file else own
        if not mark and target in self.here:
            return f"#{self.here[target]}"
        return f"{root_of(self.page)}{target}{mark}{fragment}"
