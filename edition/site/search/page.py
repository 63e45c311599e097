"""The page of the search; what is found there, a script asks the index."""

from __future__ import annotations

from dataclasses import dataclass

from edition.site.plan import PlannedPage
from edition.site.shell import Surroundings
from edition.site.views import Shell


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`search.html`."""

    shell: Shell


def search_page(page: PlannedPage, around: Surroundings) -> SearchPage:
    """What the search page shows; what one can filter by, the index knows."""
    say = around.interface.say
    summary = say("search.summary", edition=around.imprint.title)
    return SearchPage(shell=around.shell(page, say("search.title"), summary))
