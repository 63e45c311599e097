"""What Zotero's translator “Embedded Metadata” makes of the page of a document, by the rules by which it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.conftest import run_edition

# How the translator reads the names of `meta` elements: a prefix that it knows, a delimiter, a property.
PREFIXES = frozenset({"bib", "bibo", "dc", "dcterms", "prism", "foaf", "og", "article", "book", "z"})
# Types that it takes from `DC.type` as they are.
ITEM_TYPES = frozenset({"letter", "book", "document", "webpage", "manuscript", "journalArticle", "report"})
HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_publisher": "publisher",
    "citation_public_url": "url",
    "citation_language": "language",
}

PAGES = {
    "letter": """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
<teiHeader><fileDesc>
  <titleStmt><title type="main">Ada to Ben &amp; Cora</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><bibl>The box, leaf 4</bibl></sourceDesc>
</fileDesc><profileDesc><correspDesc>
  <correspAction type="sent"><persName>Ada Lark</persName><persName>Eve Lark</persName><date when="1890-03-03"/>
  </correspAction>
  <correspAction type="received"><persName>Ben Finch</persName><persName>Cora Wren</persName></correspAction>
</correspDesc></profileDesc></teiHeader><text><body><p>Words.</p></body></text></TEI>""",
    "document": """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="two" xml:lang="en" type="list">
<teiHeader><fileDesc><titleStmt><title type="main">A list</title><author>Ada Lark</author></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><p>Words.</p></body></text></TEI>""",
    "book": """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="three" xml:lang="en" type="volume">
<teiHeader><fileDesc><titleStmt><title type="main">The volume</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><p>Words.</p></body></text></TEI>""",
}


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What Zotero gets from the page of each document, by what the document is."""
    root = tmp_path_factory.mktemp("zotero")
    (root / "tei").mkdir()
    config = "title: Letters\npublisher: The Society\nbase_url: https://letters.org\n"
    config += "licence: {name: CC0, url: 'https://cc.org/0'}\n"
    (root / "config.yml").write_text(config, encoding="utf-8")
    for kind, text in PAGES.items():
        (root / "tei" / f"{kind}.xml").write_text(text, encoding="utf-8")
    run_edition("build", "--quiet", root=root, check=True)
    files = {"letter": "one", "document": "two", "book": "three"}
    return {kind: imported(root / "build" / "documents" / f"{file}.html") for kind, file in files.items()}


def test_a_letter_is_a_letter_with_its_authors_and_recipients(items: dict[str, dict[str, Any]]) -> None:
    assert items["letter"] == {
        "itemType": "letter",
        "title": "Ada to Ben & Cora",
        "creators": [
            ("author", "Ada Lark"),
            ("author", "Eve Lark"),
            ("recipient", "Ben Finch"),
            ("recipient", "Cora Wren"),
        ],
        "date": "1890/03/03",
        "publisher": "The Society",
        "language": "en",
        "rights": "https://cc.org/0",
        "url": "https://letters.org/documents/one.html",
    }


@pytest.mark.parametrize("kind", ["document", "book"])
def test_what_is_no_letter_is_no_article_either(items: dict[str, dict[str, Any]], kind: str) -> None:
    assert items[kind]["itemType"] == kind


def imported(file: Path) -> dict[str, Any]:
    """The item that the translator makes of a page.

    Properties with a known prefix are statements on the page; `dc:type` is the type of the item when Zotero has such a
    type; creators are those of Highwire tags when there are any, else `dc:creator` and `z:recipients`; other fields
    come from the statements, and Highwire tags lie over them.
    """
    metas = [
        (meta.get("name") or meta.get("property"), meta.get("content"))
        for meta in etree.HTML(file.read_text(encoding="utf-8")).iterfind("head/meta")
    ]
    stated: dict[str, list[str]] = {}
    highwire: dict[str, list[str]] = {}
    for name, content in metas:
        prefix, dot, rest = (name or "").partition("." if "." in (name or "") else ":")
        if dot and prefix.lower() in PREFIXES:
            stated.setdefault(f"{prefix.lower()}:{rest[:1].lower()}{rest[1:]}", []).append(content or "")
        elif name:
            highwire.setdefault(name, []).append(content or "")
    (kind,) = stated["dc:type"]
    item: dict[str, Any] = {
        # With `citation_title`, a type that Zotero does not know becomes an article.
        "itemType": kind if kind in ITEM_TYPES else "journalArticle",
        "creators": _creators(stated, highwire),
        "rights": stated["dc:rights"][0],
    }
    return item | {field: highwire[name][0] for name, field in HIGHWIRE.items() if name in highwire}


def _creators(stated: dict[str, list[str]], highwire: dict[str, list[str]]) -> list[tuple[str, str]]:
    if "citation_author" in highwire:
        return [("author", name) for name in highwire["citation_author"]]
    authors = [("author", name) for name in stated.get("dc:creator", [])]
    return authors + [("recipient", name) for name in stated.get("z:recipients", [])]
