"""The three programs as lines: ingest makes `tei/`, validate reads it, build makes the site from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Diagnostic, EditionError, in_order
from edition.ingest import run
from edition.ingest.headers import Imprint


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did, for the summary, and what it found, in order of place."""

    summary: str
    findings: tuple[Diagnostic, ...]


def ingest(root: Path, names: Sequence[str] = ()) -> Outcome:
    """Turn the named sources, or all that `config.yml` lists, into TEI files; one bad source never hides the others."""
    settings = config.load(root)
    imprint = _imprint(settings)
    findings: list[Diagnostic] = []
    documents = 0
    for name in names or settings.sources:
        try:
            ingested = run.ingest(root, name, imprint)
        except EditionError as error:
            findings += error.diagnostics
            continue
        findings += [*ingested.doubts, *run.save(root, ingested)]
        documents += len(ingested.files)
    return Outcome(f"{documents} TEI documents in tei/", tuple(in_order(findings)))


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
