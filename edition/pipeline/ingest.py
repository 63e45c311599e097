"""Source texts to TEI documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Diagnostic, EditionError, in_order
from edition.ingest import run
from edition.ingest.headers import Imprint
from edition.ingest.run import Ingested
from edition.odd import default
from edition.pipeline import TEI, Outcome, Track, counted
from edition.workers import in_chunks


def ingest(root: Path, names: Sequence[str], *, jobs: int, track: Track) -> Outcome:
    """Turn the named sources, or all that `config.yml` lists, into TEI files; one bad source never hides the others.

    The sources are read in as many processes as there are `jobs`, and saved in their order. An edition without a schema
    gets the default, which the TEI files name.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    findings: list[Diagnostic] = []
    count = 0
    sources = names or settings.sources
    with track("Reading sources", len(sources)) as advance:
        read = in_chunks(_read, sources, shared=(root, _imprint(settings)), jobs=jobs, chunk=1, advance=advance)
    for ingested in read:
        if isinstance(ingested, EditionError):
            findings += ingested.diagnostics
            continue
        count += len(ingested.files)
        try:
            findings += [*ingested.doubts, *run.save(root, ingested)]
        except EditionError as error:
            findings += error.diagnostics
    if count:
        try:
            default.bring(root / TEI)
        except EditionError as error:
            findings += error.diagnostics
    summary = f"{counted(len(sources), 'source')}, {counted(count, 'TEI document')} in {TEI}/"
    return Outcome(summary, tuple(in_order(findings)))


def _read(given: tuple[Path, Imprint], names: Sequence[str]) -> list[Ingested | EditionError]:
    """Read sources; in the place of one that cannot be read stands what is wrong with it."""
    root, imprint = given
    results: list[Ingested | EditionError] = []
    for name in names:
        try:
            results.append(run.ingest(root, name, imprint))
        except EditionError as error:
            results.append(error)
    return results


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
