"""The home page: what the edition is, where one begins to read, and the doors to everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from edition.site import lists
from edition.site.browsing.collections import Collection, collections_in
from edition.site.editorial import HOME
from edition.site.navigation import SEARCH
from edition.site.plan import PlannedPage, href
from edition.site.reading.notes import footnotes_of
from edition.site.shell import Surroundings
from edition.site.views import Entry, Link, Notes, Shell
from edition.tei.catalog import Catalog
from edition.words.interface import Interface

# The doors in their order: the kind of the pages behind each, and the file that it leads to.
DOORS = (
    ("documents", "documents.html"),
    ("threads", "threads.html"),
    ("timeline", "timeline.html"),
    ("map", "map.html"),
    ("register", ""),
)


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the edition: where it leads, and what is there in a line."""

    link: Link
    line: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """`home.html`."""

    shell: Shell
    subtitle: str
    description: str
    text: Markup
    notes: Notes
    first: Entry | None
    search: str
    doors: tuple[Door, ...]
    collections: tuple[Collection, ...]
    cite: str
    archive_size: str
    missing: tuple[str, ...]


def home_page(
    page: PlannedPage, catalog: Catalog, around: Surroundings, *, archive_bytes: int, missing: Sequence[str]
) -> HomePage:
    """What the home page shows; the Markdown page `index`, if there is one, is its text."""
    imprint, words = around.imprint, around.interface
    opening = next((text for text in around.editorial if text.name == HOME), None)
    first = next(iter(catalog.chronology), None)
    return HomePage(
        shell=around.shell(page, imprint.title, imprint.description or imprint.subtitle or imprint.title),
        subtitle=imprint.subtitle,
        description=imprint.description,
        text=opening.text if opening else Markup(""),
        notes=footnotes_of(opening.footnotes if opening else (), around.imprint.language, words),
        first=lists.entry(first.document, page.file, words) if first else None,
        search=href(page.file, SEARCH),
        doors=tuple(_doors(page, catalog, around)),
        collections=tuple(collections_in(catalog, page.file, words)),
        cite=around.cite("", page.file),
        archive_size=_size(archive_bytes, words),
        missing=tuple(missing),
    )


def _doors(page: PlannedPage, catalog: Catalog, around: Surroundings) -> Iterator[Door]:
    words = around.interface
    days = [day for one in catalog.chronology if (day := lists.sort_day(one.document))]
    counts = {
        "documents": len(catalog.chronology),
        "threads": len(catalog.threads.exchanges),
        "timeline": len(catalog.chronology),
        "map": sum(entry.point is not None for entry in catalog.register.entries),
        "register": len(catalog.register.entries),
    }
    for kind, file in DOORS:
        if kind in around.kinds:
            title = around.title_of(kind)
            line = words.say(f"home.{kind}", count=counts[kind])
            line = ", ".join(part for part in (line, words.span(days) if kind == "documents" else "") if part)
            yield Door(Link(href(page.file, file or around.indexes[0][0]), title), line)


def _size(count: int, words: Interface) -> str:
    if count >= 1_000_000:
        return f"{words.number(round(count / 1_000_000, 1))} MB"
    return f"{words.number(max(count // 1000, 1))} kB"
