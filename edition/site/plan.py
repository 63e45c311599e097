"""The plan of the site: which pages there are and at which addresses, decided before any of them is made."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from edition.diagnostics import Code, Diagnostic, Location
from edition.site.editorial import HOME, EditorialPage
from edition.tei.catalog import Catalog
from edition.tei.collections import VOLUME

ARCHIVE = "tei.zip"
AUDIT = "audit.html"
AUDIT_DATA = "audit.json"
NOTES = "note-ledger.html"
NOTES_DATA = "note-ledger.csv"
CHANGES = "changes.html"
CHANGES_DATA = "changes.csv"
GUIDELINES = "guidelines.html"
EXCHANGES = "threads.html"
MISSING = "missing.html"
MISSING_DATA = "data/missing.csv"
DATA = "data.html"
TEI = "tei"
ODD = f"{TEI}/schema/edition.odd"


@dataclass(frozen=True, slots=True)
class Part:
    """Which of how many pages one is that share a subject, and which items it shows: `start` to before `end`."""

    number: int = 1
    of: int = 1
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """A page: its kind, its file in the site, the identifier of what it shows, and the file that it is made from."""

    kind: str  # of the template that shows it
    file: str
    subject: str = ""
    source: str = ""
    part: Part = Part()


@dataclass(frozen=True, slots=True)
class Retired:
    """An identifier that is given to nothing any more."""

    id: str
    document: str  # that of which it was a part, or the identifier itself, of a document
    goal: str = ""  # the one that took its place; "" where none did, or none is known
    source: str = ""  # the file that says so
    goal_document: str = ""  # that in which the goal stands; "" where the edition has none


@dataclass(frozen=True, slots=True)
class SitePlan:
    """All pages of the site, in the order of the navigation, then of the catalog."""

    pages: tuple[PlannedPage, ...]
    base_url: str

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of pages that the site has."""
        return frozenset(page.kind for page in self.pages)


def plan_site(
    catalog: Catalog,
    editorial: Sequence[EditorialPage],
    *,
    audited: bool = False,
    guided: bool = False,
    gathered: Sequence[PlannedPage] = (),
    base_url: str = "",
) -> SitePlan:
    """Plan the site: the fixed pages, those that gather documents, a page for each Markdown file and each document.

    The page of the audit is there when sources were `audited`, that of changes when editors changed something, the note
    ledger when there are notes, the encoding guidelines when the edition is `guided` by an ODD. The Markdown page named
    `index` has no page of its own: it is the text of the home page.
    """
    return SitePlan(
        (
            PlannedPage("home", "index.html", source="config.yml"),
            PlannedPage("search", "search.html", source="config.yml"),
            *([PlannedPage("audit", AUDIT, source="sources")] if audited else []),
            *([PlannedPage("changes", CHANGES, source=TEI)] if _is_changed(catalog) else []),
            *([PlannedPage("note-ledger", NOTES, source=TEI)] if _has_notes(catalog) else []),
            *([PlannedPage("guidelines", GUIDELINES, source=ODD)] if guided else []),
            *(PlannedPage("page", f"{p.name}.html", p.name, p.source) for p in editorial if p.name != HOME),
            *(
                PlannedPage(VOLUME if d.kind == VOLUME else "document", document_file(d.id), d.id, f"{TEI}/{d.path}")
                for d in catalog.documents
            ),
            *gathered,
        ),
        base_url.rstrip("/"),
    )


def _has_notes(catalog: Catalog) -> bool:
    return any(document.notes or document.calls for document in catalog.documents)


def _is_changed(catalog: Catalog) -> bool:
    return any(document.interventions for document in catalog.documents)


def unsafe(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield a finding for each document whose identifier cannot be the name of a page."""
    for document in catalog.documents:
        if not is_safe(document.id):
            message = f"The identifier “{document.id[:60]}” cannot be the name of a page."
            help = "Give the document an xml:id that is a name: letters, digits, hyphens, no slash, 100 signs at most."
            yield Diagnostic(Code.PAGE_CLASH, message, Location(f"{TEI}/{document.path}"), help)


def is_safe(id: str) -> bool:
    """Tell whether an identifier can be the name of a file on any system."""
    return 0 < len(id) <= 100 and not id.startswith(".") and not set(id) & set("/\\\0\n\r")


def clashes(plan: SitePlan) -> Iterator[Diagnostic]:
    """Yield a finding for each page that would overwrite another, letter case apart, as some file systems do."""
    taken: dict[str, PlannedPage] = {}
    for page in plan.pages:
        other = taken.setdefault(page.file.casefold(), page)
        if other is not page:
            message = f"{page.source} would become the page {page.file}, as {other.source} does already."
            help = "Give the document or entry another xml:id, or the Markdown file another name."
            yield Diagnostic(Code.PAGE_CLASH, message, Location(page.source), help)


def tei_file(id: str) -> str:
    """The file of a document's TEI for download, its notes with it."""
    return f"documents/{id}.xml"


def document_file(id: str) -> str:
    """The file of a document's page."""
    return f"documents/{id}.html"


def entry_file(id: str, number: int = 1) -> str:
    """The file of the page of a register's entry, or of a further one with more of its mentions."""
    return f"entries/{id}.html" if number == 1 else f"entries/{id}/{number}.html"


def exchange_file(id: str, number: int = 1) -> str:
    """The file of the page of an exchange, or of a further one with more of its letters."""
    return f"threads/{id}.html" if number == 1 else f"threads/{id}/{number}.html"


def href(source: str, target: str, fragment: str = "") -> str:
    """The relative address that leads from one file of the site to another, or to a place in it."""
    if source == target and fragment:
        path = ""
    elif posixpath.dirname(source) == posixpath.dirname(target):
        path = posixpath.basename(target)
    else:
        path = root_of(source) + target
    return quote(path) + (f"#{quote(fragment)}" if fragment else "")


def root_of(file: str) -> str:
    """What stands before a path of the site in the links of a page: `""` at the top, `"../"` one folder down."""
    return "../" * file.count("/")
