"""The pages on the edition itself: where its texts come from, what was wrong in it, who can use it, how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition import errata, provenance
from edition.errata import Errata
from edition.provenance import Source
from edition.site.about.sources import stated
from edition.site.plan import PlannedPage
from edition.tei.catalog import Catalog


@dataclass(frozen=True, slots=True)
class About:
    """What these pages are made from besides the catalog: the record of each source, the errata if there is a list."""

    sources: tuple[Source, ...] = ()
    errata: Errata | None = None


def load(root: Path, sources: Sequence[str]) -> About:
    """Read the records of the edition in folder `root`: those of the named sources, and the errata.

    Raises `EditionError` with each mistake in them.
    """
    return About(provenance.load(root, sources), errata.load(root))


def planned(about: About, catalog: Catalog, *, reported: bool) -> Iterator[PlannedPage]:
    """Yield these pages, as far as there is something to say; `reported` when readers are told where to report."""
    if about.sources or stated(catalog):
        yield PlannedPage("sources", "sources.html", source=provenance.FOLDER)
    if about.errata is not None or reported:
        yield PlannedPage("errata", "errata.html", source=errata.FILE)
    yield PlannedPage("accessibility", "accessibility.html", source="config.yml")
    yield PlannedPage("colophon", "colophon.html", source="config.yml")


def downloads(about: About) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the site and the content of each source that its record gives to readers."""
    for source in about.sources:
        if source.download and source.content is not None:
            yield source.download, source.content
