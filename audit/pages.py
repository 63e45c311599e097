"""One page of each kind of a finished site: what is worth looking at where looking at all takes too long."""

from __future__ import annotations

from pathlib import Path

from edition.site.plan import document_file
from edition.tei import documents


def one_of_each_kind(project: Path) -> list[str]:
    """Paths of pages, relative to the site: each page at its top, and for each kind of document the longest page."""
    site = project / "build"
    longest: dict[str, tuple[int, str]] = {}
    for file in documents.find(project / "tei"):
        for document in documents.documents(documents.read(file, project / "tei")):
            path = document_file(document.id)
            kind = document.element.get("type", "")
            longest[kind] = max(longest.get(kind, (0, "")), ((site / path).stat().st_size, path))
    return [*sorted(page.name for page in site.glob("*.html")), *sorted(path for _, path in longest.values())]
