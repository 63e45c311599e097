"""What a rule may ask: the document's facts, the catalog, where a target leads, and how to render what is inside.

All pages of documents stand in one folder, so that a reference to another document is `ID.html`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from urllib.parse import quote

from lxml import etree

from edition.render.html import Html, join
from edition.render.initials import kept_together
from edition.tei.apparatus import Call, Note
from edition.tei.catalog import Catalog, Target
from edition.tei.direction import direction
from edition.tei.facts import REGISTER, DocumentFacts, Entry
from edition.tei.names import TEI, XML_ID, XML_LANG, local
from edition.tei.text import WHITE_SPACE, content, is_block
from edition.words.interface import Interface, standard

_WEB = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_TOKEN = re.compile(r"[^A-Za-z0-9_-]+")
LOWEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Context:
    """Where rendering stands. Rules ask it and never change it; `deeper` makes another."""

    facts: DocumentFacts
    catalog: Catalog
    ids: Mapping[etree._Element, str]
    calls: Mapping[etree._Element, Call]
    notes: Mapping[etree._Element, Note]
    apply: Callable[[etree._Element, Context], Html]
    interface: Interface = field(default_factory=standard)  # the words that are the page's and not the text's
    heading: int = 1  # level of the heading that the text stands under: at first the page's own title
    in_note: bool = False  # a note may be shown on other documents' pages

    def render(self, element: etree._Element) -> Html:
        """The HTML of one element."""
        return self.apply(element, self)

    def children(self, element: etree._Element) -> Html:
        """The HTML of what stands in an element: text and child elements."""
        return join(piece if isinstance(piece, Html) else kept_together(piece) for piece in self.pieces(element))

    def pieces(self, element: etree._Element) -> Iterator[Html | str]:
        """Yield the HTML of each child and the text between.

        White space alone beside a block is a line end; that before the call of a note does not end a line.
        """
        rendered = [
            self._words(piece, after) if isinstance(piece, str) else self.render(piece)
            for piece, after in pairwise([*content(element), ""])
        ]
        for before, piece, after in zip(["", *rendered], rendered, [*rendered[1:], ""], strict=False):
            yield "\n" if piece == " " and (_is_block(before) or _is_block(after)) else piece

    def _words(self, words: str, after: etree._Element | str) -> str:
        words = WHITE_SPACE.sub(" ", words)
        return f"{words[:-1]}\N{NO-BREAK SPACE}" if words.endswith(" ") and after in self.calls else words

    def attributes(self, element: etree._Element, *classes: str) -> dict[str, str | bool | None]:
        """The attributes that every element carries: id, classes by name, `@rend` and `@type`, language.

        One in a language that runs the other way than that around it has its direction, too. A block in a language that
        nobody tells runs as its first letter does.
        """
        language = element.get(XML_LANG)
        return {
            "id": self.id(element),
            "class": " ".join(dict.fromkeys((*_classes(element), *classes))),
            "lang": language,
            "dir": _direction(element, language),
        }

    def id(self, element: etree._Element) -> str | None:
        """The id of an element, if it has one that HTML can hold; in a note, which other pages show, no derived one."""
        identifier = element.get(XML_ID) if self.in_note else self.ids.get(element)
        return identifier if identifier and not WHITE_SPACE.search(identifier) else None

    def resolve(self, target: str) -> Target | None:
        """Where a pointer of this document leads."""
        return self.catalog.resolve(target, self.facts)

    def href(self, target: Target) -> str | None:
        """The link to a target, from a page in the folder of documents; None when no page shows it.

        Notes are listed as `note-ID` on the page of their document. Of URLs only the web's and mail are links.
        """
        if target.document is None:
            return target.url if _WEB.fullmatch(target.url) else None
        if target.entry is not None:
            return self.href_of_entry(target.entry)
        if target.document.kind == REGISTER:
            return None
        page = f"{target.document.id}.html"
        if target.anchor is None:
            return page
        if not target.anchor.in_text:
            return None
        fragment = f"#note-{target.note.id}" if target.note else f"#{target.anchor.id}"
        return fragment if target.document.id == self.facts.id and not self.in_note else f"{page}{fragment}"

    def entry(self, mention: etree._Element) -> Entry | None:
        """The entry that a name means: by @ref, or else @key, the first that resolves."""
        meant = self.catalog.register.meant(mention, self.facts.path)
        return next((entry for entry in meant if entry.id), None)

    def href_of_entry(self, entry: Entry) -> str:
        """The link to the page of an entry, from a page in the folder of documents."""
        return f"../entries/{quote(entry.id)}.html"

    def deeper(self) -> Context:
        """The same context one level of headings down."""
        return replace(self, heading=min(self.heading + 1, LOWEST_HEADING))


def _direction(element: etree._Element, language: str | None) -> str | None:
    """The direction of an element, None where it is that of the text around; `auto` for a block of unknown language."""
    around = next((found for one in element.iterancestors() if (found := one.get(XML_LANG))), None)
    if language:
        return direction(language) if direction(language) != direction(around or "") else None
    return "auto" if around is None and is_block(element) and _has_words(element) else None


def _has_words(element: etree._Element) -> bool:
    """Tell whether words stand in an element itself."""
    return any(isinstance(piece, str) and piece.strip() for piece in content(element))


def _is_block(piece: Html | str) -> bool:
    return isinstance(piece, Html) and piece.is_block


def _classes(element: etree._Element) -> Iterator[str]:
    """Yield `tei-NAME`, or `xml-NAME` for an element of another vocabulary, and a class for each token of its look."""
    tag = str(element.tag)
    yield f"{'tei' if tag.startswith(f'{{{TEI}}}') else 'xml'}-{_TOKEN.sub('-', local(element))}"
    for attribute in ("rend", "type", "rendition"):
        for token in element.get(attribute, "").split():
            if safe := _TOKEN.sub("-", token).strip("-"):
                yield f"{attribute}-{safe}"
