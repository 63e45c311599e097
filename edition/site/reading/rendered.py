"""Documents as HTML, rendered from their files in as many processes as there are jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from edition.export.letter import self_contained
from edition.render.documents import render_notes, render_text
from edition.site.plan import TEI
from edition.tei import documents
from edition.tei.catalog import Catalog
from edition.tei.names import XML_ID
from edition.words.interface import Interface
from edition.workers import in_chunks

# Files to a task: enough that the work outweighs its way to the other process and back.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document as HTML and as a file of its own: reading text, content of its own notes by their id, TEI."""

    id: str
    text: Markup
    notes: Mapping[str, Markup]
    tei: bytes


def render_documents(
    folder: Path,
    catalog: Catalog,
    *,
    base_url: str = "",
    interface: Interface | None = None,
    jobs: int = 1,
    advance: Callable[[int], None] = lambda steps: None,
) -> dict[str, Rendered]:
    """Render every document of the catalog from its file in the TEI folder; return them by id.

    `base_url` is the public address of the site, if it has one: pointers of downloads to other files begin with it.
    `interface` has the words that are the page's and not the text's; English unless given.
    """
    paths = list(dict.fromkeys(document.path for document in catalog.documents))
    shared = (folder, catalog, base_url, interface)
    found = in_chunks(_render_files, paths, shared=shared, jobs=jobs, chunk=CHUNK, advance=advance)
    return {rendered.id: rendered for rendered in found}


def _render_files(given: tuple[Path, Catalog, str, Interface | None], paths: Sequence[str]) -> list[Rendered]:
    folder, catalog, base_url, interface = given
    notes = _Notes(folder, frozenset(one.path for one in (*catalog.documents, *catalog.registers)))
    return [
        Rendered(
            document.id,
            Markup(render_text(document, catalog, interface)),
            {id: Markup(content) for id, content in render_notes(document, catalog, interface).items()},
            self_contained(
                document, known, notes.find, catalog.register, base_url=f"{base_url}/{TEI}" if base_url else ""
            ),
        )
        for path in paths
        for document in documents.documents(documents.read(folder / path, folder))
        if (known := catalog.document(document.id)) is not None
    ]


class _Notes:
    """Finds elements in other files of the edition, and in no others; each file is read once."""

    def __init__(self, folder: Path, paths: Set[str]) -> None:
        self.folder = folder
        self.paths = paths
        self.files: dict[str, dict[str, etree._Element]] = {}

    def find(self, address: str) -> etree._Element | None:
        """The element at `path#id`; None where no document of the edition has it."""
        path, _, id = address.partition("#")
        if path not in self.paths:
            return None
        if path not in self.files:
            root = documents.read(self.folder / path, self.folder).tree.getroot()
            self.files[path] = {one.get(XML_ID, ""): one for one in root.iter(etree.Element) if one.get(XML_ID)}
        return self.files[path].get(id)
