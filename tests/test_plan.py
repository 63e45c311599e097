"""The pages that a site has: what is planned, their addresses, and how lists name their documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Code
from edition.site import editorial, lists
from edition.site.plan import clashes, href, plan_site
from edition.tei.catalog import Catalog, link
from edition.tei.documents import documents, read
from edition.tei.facts import collect
from edition.tei.header import Moment
from edition.words.interface import standard

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="en" type="letter">
  <teiHeader>
    <fileDesc>
      <titleStmt><title type="main">{title}</title></titleStmt>
      <publicationStmt><p/></publicationStmt>
      <sourceDesc><p>A drawer</p></sourceDesc>
    </fileDesc>
    <profileDesc>
      <correspDesc>
        <correspAction type="sent"><persName>Ada</persName>{sent}</correspAction>
        <correspAction type="received"><persName cert="high">Ben</persName>{received}</correspAction>
      </correspDesc>
    </profileDesc>
  </teiHeader>
  <text><body><p xml:id="{id}-p1">Words of {id}.</p></body></text>
</TEI>
"""


def catalog_of(folder: Path, **letters: str) -> Catalog:
    """A catalog of letters: an id (dashes as underscores) and the `date` of sending, or of receipt, as TEI."""
    for name, date in letters.items():
        id = name.replace("_", "-")
        sent, received = ("", date) if "received" in id else (date, "")
        text = LETTER.format(id=id, title=f"Ada to Ben, {id}", sent=sent, received=received)
        (folder / f"{id}.xml").write_text(text, encoding="utf-8")
    files = [read(file, folder) for file in sorted(folder.glob("*.xml"))]
    return link([collect(document) for file in files for document in documents(file)])


def test_every_document_and_every_markdown_file_has_a_page(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, one='<date when="1941-03-03"/>', two="")
    about = editorial.parse("# About\n", name="about")
    assert [page.file for page in plan_site(catalog, (about,)).pages] == [
        "index.html",
        "search.html",
        "about.html",
        "documents/one.html",
        "documents/two.html",
    ]


def test_two_pages_with_one_address_are_a_finding(tmp_path: Path) -> None:
    page = editorial.parse("Text.", name="Search", source="pages/Search.md")
    found = list(clashes(plan_site(catalog_of(tmp_path), (page,))))
    assert [(finding.code, finding.location.path) for finding in found] == [(Code.PAGE_CLASH, "pages/Search.md")]


@pytest.mark.parametrize(
    ("source", "target", "fragment", "expected"),
    [
        ("index.html", "documents/a.html", "", "documents/a.html"),
        ("documents/a.html", "documents/b.html", "p1", "b.html#p1"),
        ("documents/a.html", "tei/sub/a.xml", "", "../tei/sub/a.xml"),
        ("documents/a.html", "documents/a.html", "p1", "#p1"),
        ("index.html", "documents/a b#c.html", "", "documents/a%20b%23c.html"),
    ],
)
def test_addresses_are_relative(source: str, target: str, fragment: str, expected: str) -> None:
    assert href(source, target, fragment) == expected


def test_an_entry_says_that_its_date_is_that_of_receipt(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, received='<date when="1942-01-05"/>')
    entry = lists.entry(catalog.documents[0], "documents.html", standard())
    assert (entry.date, entry.date_note) == ("5 January 1942", "received")
    assert (entry.heading.sender, entry.heading.addressee, entry.heading.rest) == ("Ada", "Ben", ", received")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (Moment("sent", when="1942-01-05"), "5 January 1942"),
        (Moment("sent", when="1942-12"), "December 1942"),
        (Moment("sent", when="1942"), "1942"),
        (Moment("sent", when="1942-01-05T10:00:00"), "5 January 1942"),
        (Moment("sent", when="about 1942"), "about 1942"),
        (Moment("sent", not_before="1941-11-04", not_after="1941-11-21"), "between 4 and 21 November 1941"),
        (Moment("sent", not_before="1941-11-04", not_after="1941-11-21", lasted=True), "from 4 to 21 November 1941"),
        (Moment("sent", not_after="1941-11-21", lasted=True), "until 21 November 1941"),
        (Moment("sent", not_before="1941-11-04", lasted=True), "from 4 November 1941"),
        (Moment("sent", not_after="1942-01-05"), "not later than 5 January 1942"),
        (Moment("sent", not_before="1942-01-05"), "not earlier than 5 January 1942"),
    ],
)
def test_dates_are_put_in_words(moment: Moment, words: str) -> None:
    assert standard().moment(moment) == words
