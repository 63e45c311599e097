"""One page of each kind of a finished site: what is worth looking at where looking at all takes too long."""

from __future__ import annotations

from pathlib import Path

from lxml import html


def one_of_each_kind(site: Path) -> list[str]:
    """Paths of pages, relative to the site and sorted: for each kind the longest, which shows most.

    The kind of a page is the class of its `body`; a site without such classes is taken by its folders.
    """
    longest: dict[str, tuple[int, str]] = {}
    for page in sorted(site.rglob("*.html")):
        path = page.relative_to(site).as_posix()
        body = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8")).find("body")
        kind = (body is not None and body.get("class")) or path.rpartition("/")[0] or path
        longest[kind] = max(longest.get(kind, (0, "")), (page.stat().st_size, path))
    return sorted(path for _, path in longest.values())
