"""One page of each kind of a finished site: what is worth looking at where looking at all takes too long."""

from __future__ import annotations

from pathlib import Path

from edition.site.plan import document_file
from edition.tei import documents

DOCUMENTS = "documents"
# Folders whose pages are of several kinds, told by how their names begin; those of any other folder are of one.
OF_SEVERAL_KINDS = ("entries", "registers")


def one_of_each_kind(project: Path) -> list[str]:
    """Paths of pages, relative to the site: each page at its top, and of each kind in a folder the longest."""
    return list(by_kind(project).values())


def by_kind(project: Path) -> dict[str, str]:
    """The pages of `one_of_each_kind` by kind: the name of a page at the top, or a folder and what its page shows.

    A folder may have the name of a page at the top: `threads page` is not `threads`.
    """
    site = project / "build"
    types = _types(project / "tei")
    longest: dict[str, tuple[int, str]] = {}
    for file in site.glob("*/*.html"):
        path = file.relative_to(site).as_posix()
        folder = file.parent.name
        shown = file.stem.partition("-")[0] if folder in OF_SEVERAL_KINDS else types.get(path) or "page"
        kind = f"{folder} {shown}"
        longest[kind] = max(longest.get(kind, (0, "")), (file.stat().st_size, path))
    top = {file.stem: file.name for file in sorted(site.glob("*.html"))}
    return top | {kind: path for kind, (_, path) in sorted(longest.items(), key=lambda item: item[1][1])}


def _types(tei: Path) -> dict[str, str]:
    """What each document is by its `@type`, under the path of its page."""
    found = (one for file in documents.find(tei) for one in documents.documents(documents.read(file, tei)))
    return {document_file(one.id): one.element.get("type", "") for one in found}
