"""One page of each kind of a finished site: what is worth looking at where looking at all takes too long."""

from __future__ import annotations

from pathlib import Path

from edition.site.plan import document_file
from edition.tei import documents

# Folders of pages of one kind each; documents have several.
FOLDERS = ("entries", "registers")


def one_of_each_kind(project: Path) -> list[str]:
    """Paths of pages, relative to the site: each page at its top, of each kind of document and entry the longest."""
    site = project / "build"
    longest: dict[str, tuple[int, str]] = {}

    def note(kind: str, path: str) -> None:
        longest[kind] = max(longest.get(kind, (0, "")), ((site / path).stat().st_size, path))

    for file in documents.find(project / "tei"):
        for document in documents.documents(documents.read(file, project / "tei")):
            path = document_file(document.id)
            if (site / path).is_file():  # a register has no page as a document
                note(document.element.get("type", ""), path)
    for folder in FOLDERS:
        for page in site.glob(f"{folder}/*.html"):
            note(f"{folder} {page.stem.partition('-')[0]}", f"{folder}/{page.name}")
    return [*sorted(page.name for page in site.glob("*.html")), *sorted(path for _, path in longest.values())]
