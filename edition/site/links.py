"""Every link of the finished site leads somewhere: to a file of the site and, with a fragment, to an element of it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.workers import in_chunks

LINK_ATTRIBUTES = ("href", "src")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page offers to links and where its own links lead, with their lines."""

    path: str
    ids: frozenset[str]
    repeated: tuple[tuple[str, int], ...]
    targets: tuple[tuple[str, int], ...]


def check(site: Path, *, jobs: int = 1) -> Iterator[Diagnostic]:
    """Yield a finding for each internal link of the site without its goal and each id given twice on a page."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    read = in_chunks(_read_pages, [path for path in files if path.endswith(".html")], shared=site, jobs=jobs)
    pages = {page.path: page for page in read}
    known = frozenset(files)
    for page in read:
        for id, line in page.repeated:
            message = f"The id “{id}” is given a second time on this page."
            help = "Give each element of a document its own xml:id; a link to this one cannot tell which is meant."
            yield Diagnostic(Code.REPEATED_ANCHOR, message, Location(page.path, line), help)
        for target, line in page.targets:
            problem = _problem(page.path, target, known, pages)
            if problem:
                help = "Correct the reference in the TEI file, page or template that this page was made from."
                yield Diagnostic(Code.BROKEN_LINK, problem, Location(page.path, line), help)


def _problem(source: str, target: str, known: frozenset[str], pages: dict[str, PageLinks]) -> str:
    """Say what is wrong with a link, or return the empty string."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return f"The link {target} is no address."
    if parts.scheme or parts.netloc:
        return ""
    path = unquote(parts.path)
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
    if path.endswith("/") or path in (".", ".."):
        goal = posixpath.normpath(posixpath.join(goal, "index.html"))
    if goal not in known:
        return f"The link {target} leads to {goal}, which the site does not have."
    fragment = unquote(parts.fragment)
    if fragment and goal in pages and fragment not in pages[goal].ids:
        return f"The link {target} leads to a place “{fragment}” that {goal} does not have."
    return ""


def _read_pages(site: Path, paths: Sequence[str]) -> list[PageLinks]:
    return [_read_page(site, path) for path in paths]


def _read_page(site: Path, path: str) -> PageLinks:
    tree = etree.parse(site / path, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    ids: set[str] = set()
    repeated: list[tuple[str, int]] = []
    targets: list[tuple[str, int]] = []
    for element in tree.iter(etree.Element):
        line = element.sourceline if isinstance(element.sourceline, int) else 0
        id = element.get("id")
        if id is not None and id in ids:
            repeated.append((id, line))
        elif id is not None:
            ids.add(id)
        for name in LINK_ATTRIBUTES:
            target = element.get(name)
            if target is not None:
                targets.append((target.strip(), line))
    return PageLinks(path, frozenset(ids), tuple(repeated), tuple(targets))
