"""The pages that follow from the catalog alone: lists, correspondents, registers, and what else gathers documents."""

from __future__ import annotations

from edition.site.about import data
from edition.site.browsing import collections, correspondents, documents
from edition.site.chronology import calendar, timeline
from edition.site.exchanges import missing, threads
from edition.site.indexes import entries, registers
from edition.site.indexes import map as maps
from edition.site.plan import PlannedPage
from edition.tei.catalog import Catalog

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


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of all these kinds, in the order of the navigation."""
    return tuple(page for plan in PLANNERS for page in plan(catalog))
