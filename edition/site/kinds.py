"""The kinds of pages: how those that follow from the catalog are planned, and what a page of each kind shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from edition.site.about import audit, changes, data, guidelines
from edition.site.about.accessibility import accessibility_page
from edition.site.about.colophon import colophon_page
from edition.site.about.editorial_page import editorial_page
from edition.site.about.errata import errata_page
from edition.site.about.note_ledger import note_ledger_page
from edition.site.about.sources import sources_page
from edition.site.browsing import collections, correspondents, documents
from edition.site.browsing.home import home_page
from edition.site.chronology import calendar, timeline
from edition.site.exchanges import missing, threads
from edition.site.exchanges.dialogue import thread_page
from edition.site.indexes import entries, registers
from edition.site.indexes import map as maps
from edition.site.material import Material
from edition.site.plan import PlannedPage
from edition.site.reading import moved
from edition.site.reading.document import document_page
from edition.site.search.page import search_page
from edition.tei import note_ledger
from edition.tei.catalog import Catalog
from edition.tei.collections import VOLUME

# Each plans the pages of its kinds; one that has nothing to show plans none.
PLANNERS = (
    documents.planned,
    collections.planned,
    correspondents.planned,
    threads.planned,
    missing.planned,
    timeline.planned,
    calendar.planned,
    maps.planned,
    registers.planned,
    entries.planned,
    data.planned,
)

# What a page shows, by its kind; the template of the kind is filled with it.
VIEWS: Mapping[str, Callable[[PlannedPage, Material], object]] = {
    "home": lambda page, of: home_page(
        page, of.catalog, of.around, archive_bytes=len(of.archive), missing=of.missing
    ),
    "documents": lambda page, of: documents.documents_page(page, of.catalog, of.around, missing=of.missing),
    "collections": lambda page, of: collections.collections_page(page, of.catalog, of.around),
    "correspondents": lambda page, of: correspondents.correspondents_page(page, of.catalog, of.around),
    "document": lambda page, of: document_page(page, of.catalog, of.around, of.rendered),
    VOLUME: lambda page, of: document_page(page, of.catalog, of.around, of.rendered),
    moved.KIND: lambda page, of: moved.moved_page(page, of.catalog, of.around),
    "threads": lambda page, of: threads.threads_page(page, of.catalog, of.around),
    "thread": lambda page, of: thread_page(page, of.catalog, of.around, of.rendered),
    "missing": lambda page, of: missing.missing_page(page, of.catalog, of.around),
    "timeline": lambda page, of: timeline.timeline_page(page, of.catalog, of.around),
    "calendar": lambda page, of: calendar.calendar_page(page, of.catalog, of.around),
    "map": lambda page, of: maps.map_page(page, of.catalog, of.around),
    "register": lambda page, of: registers.register_page(page, of.catalog, of.around),
    "entry": lambda page, of: entries.entry_page(page, of.catalog, of.around),
    "search": lambda page, of: search_page(page, of.around),
    "page": lambda page, of: editorial_page(page, of.around),
    "audit": lambda page, of: audit.audit_page(page, of.ledgers, of.catalog, of.around),
    "changes": lambda page, of: changes.changes_page(page, of.catalog, of.around),
    "note-ledger": lambda page, of: note_ledger_page(page, note_ledger.accounts(of.catalog), of.around),
    "guidelines": lambda page, of: guidelines.guidelines_page(page, of.guide, of.around),
    guidelines.CHAPTER: lambda page, of: guidelines.chapter_page(page, of.guide, of.around),
    "data": lambda page, of: data.data_page(page, of.catalog, of.around),
    "sources": lambda page, of: sources_page(page, of.about.sources, of.catalog, of.around),
    "errata": lambda page, of: errata_page(page, of.about.errata, of.catalog, of.around),
    "accessibility": lambda page, of: accessibility_page(page, of.around),
    "colophon": lambda page, of: colophon_page(page, of.catalog, of.around, archive=of.archive),
}


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of all kinds that follow from the catalog alone, in the order of the navigation."""
    return tuple(page for plan in PLANNERS for page in plan(catalog))


def view(page: PlannedPage, material: Material) -> object:
    """What the template of a page's kind is filled with."""
    return VIEWS[page.kind](page, material)
