"""Source texts to TEI documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Diagnostic, EditionError, in_order
from edition.ingest import run
from edition.ingest.headers import Imprint
from edition.pipeline import TEI, Outcome, Track


def ingest(root: Path, names: Sequence[str], *, track: Track) -> Outcome:
    """Turn the named sources, or all that `config.yml` lists, into TEI files; one bad source never hides the others.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    imprint = _imprint(settings)
    findings: list[Diagnostic] = []
    count = 0
    sources = names or settings.sources
    with track("Reading sources", len(sources)) as advance:
        for name in sources:
            try:
                ingested = run.ingest(root, name, imprint)
                findings += [*ingested.doubts, *run.save(root, ingested)]
                count += len(ingested.files)
            except EditionError as error:
                findings += error.diagnostics
            advance(1)
    return Outcome(f"{len(sources)} sources, {count} TEI documents in {TEI}/", tuple(in_order(findings)))


def _imprint(settings: Config) -> Imprint:
    licence = settings.licence
    return Imprint(
        title=settings.title,
        publisher=settings.publisher or settings.title,
        version=settings.version,
        date=settings.date,
        language=settings.language,
        licence=licence.name if licence else "not stated",
        licence_url=licence.url if licence else "",
        editors=tuple((person.id, person.name, person.role) for person in settings.editors),
    )
