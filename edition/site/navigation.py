"""The one navigation of the site: sections, the pages in each, and where in it a page stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from edition.site.editorial import HOME, EditorialPage
from edition.site.plan import AUDIT, CHANGES, GUIDELINES, NOTES, PlannedPage, href
from edition.site.views import Link, NavigationItem
from edition.tei.collections import VOLUME
from edition.words.interface import Interface

SEARCH = "search.html"

# The sections in their order, and the kinds of pages in each, with the files that they begin with. The first page that
# there is stands for its section; the rest follow in a row of their own. Editorial pages come first in `about`.
SECTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "letters",
        (
            ("documents", "documents.html"),
            ("collections", "collections.html"),
            ("correspondents", "correspondents.html"),
        ),
    ),
    ("exchanges", (("threads", "threads.html"), ("missing", "missing.html"))),
    ("time", (("timeline", "timeline.html"), ("calendar", "calendar.html"))),
    ("map", (("map", "map.html"),)),
    ("registers", (("register", ""),)),  # one page for each index that there is
    (
        "about",
        (
            ("sources", "sources.html"),
            ("guidelines", GUIDELINES),
            ("changes", CHANGES),
            ("note-ledger", NOTES),
            ("audit", AUDIT),
            ("data", "data.html"),
            ("errata", "errata.html"),
            ("accessibility", "accessibility.html"),
            ("colophon", "colophon.html"),
        ),
    ),
)
# The pages that are no beginning of a section's, and the section that one reads them in.
WITHIN = {
    "document": "letters", "volume": "letters", "thread": "exchanges", "entry": "registers", "page": "about",
    "guidelines-chapter": "about",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Navigation:
    """The sections; the pages of the one that a page stands in, if there are several; all pages by section."""

    sections: tuple[NavigationItem, ...]
    pages: tuple[NavigationItem, ...]
    search: NavigationItem
    map: tuple[tuple[str, tuple[Link, ...]], ...]


def navigation(
    page: PlannedPage,
    kinds: Set[str],
    editorial: Sequence[EditorialPage],
    words: Interface,
    *,
    indexes: Sequence[tuple[str, str]] = (),
) -> Navigation:
    """The navigation as it stands on a page; only what there is, is in it.

    `kinds` are those of the site's pages, `indexes` the files and the titles of the indexes of entries.
    """
    sections = [(key, tuple(_pages(key, kinds, editorial, words, indexes))) for key, _ in SECTIONS]
    known = [(key, _title(key, kinds, words), pages) for key, pages in sections if pages]
    here = next((key for key, files in SECTIONS if page.kind in dict(files)), WITHIN.get(page.kind, ""))
    current = next((pages for key, _, pages in known if key == here), ())
    leads = any(_current(page, file) for file, _ in current)
    return Navigation(
        sections=tuple(
            NavigationItem(
                href(page.file, pages[0][0]), title, _current(page, pages[0][0]) or ("true" if key == here else "")
            )
            for key, title, pages in known
        ),
        pages=tuple(
            NavigationItem(href(page.file, file), title, _current(page, file)) for file, title in current if leads
        )
        if len(current) > 1
        else (),
        search=NavigationItem(href(page.file, SEARCH), words.say("navigation.search"), _current(page, SEARCH)),
        map=tuple(
            (title, tuple(Link(href(page.file, file), text) for file, text in pages)) for _, title, pages in known
        ),
    )


def section_title(kind: str, kinds: Set[str], words: Interface) -> str:
    """The title of the section that the pages of a kind are in."""
    return _title(next(key for key, files in SECTIONS if kind in dict(files)), kinds, words)


def _pages(
    section: str,
    kinds: Set[str],
    editorial: Sequence[EditorialPage],
    words: Interface,
    indexes: Sequence[tuple[str, str]],
) -> Iterator[tuple[str, str]]:
    """Yield the file and the title of each page that a section begins with."""
    if section == "about":
        yield from ((f"{text.name}.html", text.label) for text in editorial if text.name != HOME)
    if section == "registers":
        yield from indexes
    for kind, file in dict(SECTIONS)[section]:
        if kind in kinds and file:
            named = "series" if kind == "collections" and VOLUME not in kinds else kind
            yield file, words.say(f"navigation.{named.replace('-', '_')}")


def _title(section: str, kinds: Set[str], words: Interface) -> str:
    """The title of a section. Texts that nobody sent to anybody are no letters."""
    if section == "letters" and "correspondents" not in kinds:
        return words.say("navigation.texts")
    return words.say(f"navigation.{section}")


def _current(page: PlannedPage, file: str) -> str:
    """What `aria-current` says of a link to a file: `true` on a further part of what begins there."""
    if page.file == file:
        return "page"
    is_part = page.kind not in WITHIN and page.file.startswith(f"{file.removesuffix('.html')}/")
    return "true" if is_part else ""
