"""Retired addresses: their pages, where they lead, and how ingest knows what took the place of what is gone."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from lxml import html

from edition.ingest import identifiers, redirects
from edition.site import pages
from edition.site.material import Material
from edition.site.plan import PlannedPage, Retired, SitePlan
from edition.site.reading import moved
from tests.exchanging import Correspondence, correspondence
from tests.ingesting import NAME, edition
from tests.test_identifiers import NUMBERED, VOLUME, again, words_by_id
from tests.time_pages import texts

LETTERS = "lark-2: Anna to Berta, 1900-03-01\n<seg xml:id='lark-2-p1'>The hay is in.</seg>"
RETIRED = (
    Retired("lark-1", "lark-1", "lark-2", "sources/larks/identifiers.yml"),
    Retired("lark-1-p1", "lark-1", "lark-2-p1"),
    Retired("lark-1-p2", "lark-1"),
    Retired("lark-1-p3", "lark-1", "lark-2-p4"),
    Retired("lark-2-p9", "lark-2", "lark-2-p1"),
    Retired("lark-7", "lark-7"),
    Retired("lark-8-p3", "lark-8", "nowhere-p1"),
    Retired("wren-p3", "wren-p3", "lark-2"),
)


def site(base_url: str = "") -> tuple[Correspondence, dict[str, bytes]]:
    """The files of a site with these retired addresses."""
    found = correspondence(LETTERS)
    planned = (*moved.planned(RETIRED, found.catalog), PlannedPage("document", "documents/lark-2.html", "lark-2"))
    around = dataclasses.replace(
        found.around, retired=moved.by_document(RETIRED, found.catalog), base_url=base_url
    )
    plan = SitePlan(planned, base_url)
    return found, dict(pages.files(Path("/nonexistent"), plan, Material(found.catalog, around, found.rendered)))


def shown(page: bytes, path: str) -> list[str]:
    """What an XPath finds on a page: attributes, or the words of elements."""
    return texts(html.fromstring(page), path)


def test_a_retired_document_leads_to_the_one_that_took_its_place() -> None:
    page = site("https://example.org")[1]["documents/lark-1.html"]
    assert shown(page, "//meta[@http-equiv='refresh']/@content") == ["0; url=lark-2.html"]
    assert shown(page, "//link[@rel='canonical']/@href") == ["https://example.org/documents/lark-2.html"]
    assert shown(page, "//meta[@name='robots']/@content") == ["noindex"]
    assert shown(page, "//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'self'")
    assert shown(page, "//main//p") == ["What stood here is now: Anna to Berta, 1900-03-01"]
    assert shown(page, "//main//p/a/@href") == ["lark-2.html"]


def test_its_paragraphs_lead_to_theirs_where_these_are_known() -> None:
    page = site()[1]["documents/lark-1.html"]
    assert shown(page, "//li[@id='lark-1-p1']/a/@href") == ["lark-2.html#lark-2-p1"]
    assert shown(page, "//li[@id='lark-1-p2']") == ["lark-1-p2 is no longer part of this edition."]
    assert shown(page, "//li[@id='lark-1-p3']") == ["lark-1-p3 is no longer part of this edition."]
    assert shown(page, "//script/@src") == ["../assets/moved.js"]
    assert shown(page, "//link[@rel='canonical']") == []


def test_a_document_whose_name_looks_like_that_of_a_part_is_one() -> None:
    pages = site()[1]
    assert shown(pages["documents/wren-p3.html"], "//main//p/a/@href") == ["lark-2.html"]
    assert "documents/wren.html" not in pages


@pytest.mark.parametrize("file", ["documents/lark-7.html", "documents/lark-8.html"])
def test_what_nothing_took_the_place_of_is_withdrawn(file: str) -> None:
    page = site()[1][file]
    assert shown(page, "//meta[@http-equiv='refresh']") == []
    assert shown(page, "//main//p") == ["What stood here is no longer part of this edition. All documents"]


def test_a_retired_paragraph_is_named_on_the_page_of_its_document() -> None:
    page = site()[1]["documents/lark-2.html"]
    assert shown(page, "//li[@id='lark-2-p9']") == ["lark-2-p9 is now lark-2-p1."]
    assert shown(page, "//li[@id='lark-2-p9']/a/@href") == ["#lark-2-p1"]


def test_these_pages_are_not_in_the_site_map() -> None:
    sitemap = site("https://example.org")[1]["sitemap.xml"]
    assert b"lark-2.html" in sitemap
    assert b"lark-1.html" not in sitemap


def test_a_document_that_is_there_again_has_its_own_page() -> None:
    found = correspondence(LETTERS)
    assert list(moved.planned([Retired("lark-2", "lark-2")], found.catalog)) == []


def test_ingest_knows_where_the_paragraphs_of_a_renumbered_message_are(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    words_by_id(root)
    assert b"redirects" not in (root / "sources" / NAME / "identifiers.yml").read_bytes()
    again(root, ("No. 3\n", "No. 4\n"))
    record = identifiers.load(root / "sources" / NAME, "")
    assert record.redirects == {"letters-3": "letters-4", "letters-3-p1": "letters-4-p1"}
    again(root, ("No. 4\n", "No. 5\n"))
    record = identifiers.load(root / "sources" / NAME, "")
    assert record.redirects["letters-3"] == record.redirects["letters-4"] == "letters-5"


def test_what_an_editor_has_written_stays_and_the_same_words_twice_tell_nothing() -> None:
    before = {"a": {"a-p1": "x", "a-p2": "y"}}
    now = {"b": {"b-p1": "x"}, "c": {"c-p1": "y", "c-p2": "y"}}
    retired = ["a", "a-p1", "a-p2"]
    assert redirects.redirects(retired, {}, before, now) == {"a": "b", "a-p1": "b-p1"}
    assert redirects.redirects(retired, {"a-p2": "c-p2"}, before, now)["a-p2"] == "c-p2"
