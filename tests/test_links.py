"""The check of the links within a site."""

from __future__ import annotations

from pathlib import Path

from edition.diagnostics import Code
from edition.site import links


def findings(folder: Path, **pages: str) -> list[tuple[str, int | None, Code]]:
    """What the check of links finds in a site of these pages."""
    for name, body in pages.items():
        file = folder / f"{name.replace('_', '/')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!doctype html>\n{body}", encoding="utf-8")
    found = links.check(folder)
    return [(finding.location.path, finding.location.line, finding.code) for finding in found]


def test_good_links_are_no_findings(tmp_path: Path) -> None:
    found = findings(
        tmp_path,
        index='<p id="top"><a href="sub/a.html#x">a</a> <a href="#top">top</a> <a href="https://example.org/">out</a>',
        sub_a='<p id="x"><a href="../index.html">home</a> <a href="../">home</a> <a href="a.html?q=1#x">me</a>',
    )
    assert found == []


def test_a_link_to_no_page_and_one_to_no_place_are_findings_with_their_lines(tmp_path: Path) -> None:
    found = findings(
        tmp_path, index='<p>\n<a href="gone.html">x</a>\n<a href="#gone">y</a>\n<img src="gone.png" alt="">'
    )
    assert found == [("index.html", line, Code.BROKEN_LINK) for line in (3, 4, 5)]


def test_an_id_given_twice_is_a_finding(tmp_path: Path) -> None:
    found = findings(tmp_path, index='<p id="a">\n<p id="a">')
    assert found == [("index.html", 3, Code.REPEATED_ANCHOR)]
