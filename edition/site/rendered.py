"""Documents as HTML, rendered from their files in as many processes as there are jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from edition.render.documents import render_notes, render_text
from edition.tei import documents
from edition.tei.catalog import Catalog
from edition.workers import in_chunks

# Files to a task: enough that the work outweighs its way to the other process and back.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as HTML: its reading text, and the content of each of its own notes by the note's id."""

    id: str
    text: Markup
    notes: Mapping[str, Markup]


def render_documents(
    folder: Path, catalog: Catalog, *, jobs: int = 1, advance: Callable[[int], None] = lambda steps: None
) -> dict[str, Rendered]:
    """Render every document of the catalog from its file in the TEI folder; return them by id."""
    paths = list(dict.fromkeys(document.path for document in catalog.documents))
    found = in_chunks(_render_files, paths, shared=(folder, catalog), jobs=jobs, chunk=CHUNK, advance=advance)
    return {rendered.id: rendered for rendered in found}


def _render_files(given: tuple[Path, Catalog], paths: Sequence[str]) -> list[Rendered]:
    folder, catalog = given
    return [
        Rendered(
            document.id,
            Markup(render_text(document, catalog)),
            {id: Markup(content) for id, content in render_notes(document, catalog).items()},
        )
        for path in paths
        for document in documents.documents(documents.read(folder / path, folder))
    ]
