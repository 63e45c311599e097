"""What one browses: documents by date and by volume, correspondents, home; and what the search knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from edition.config import Config
from edition.site.browsing import collections, correspondents, documents, home
from edition.site.browsing.facets import Facets
from edition.site.parts import parts
from edition.site.plan import Part, PlannedPage
from edition.site.search import records
from edition.site.shell import Imprint, Surroundings
from edition.tei.catalog import Catalog, link
from edition.tei.documents import documents as documents_of
from edition.tei.documents import read
from edition.tei.facts import collect
from edition.words.interface import standard
from tests.test_facts import document

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}" xml:lang="en" type="letter">
  <teiHeader>
    <fileDesc>
      <titleStmt><title type="main">{sender} to {addressee}{rest}</title></titleStmt>
      <publicationStmt><p/></publicationStmt>
      {series}
      <sourceDesc><p/></sourceDesc>
    </fileDesc>
    <profileDesc><correspDesc>
      <correspAction type="sent"><persName {ref}>{sender}</persName>{date}</correspAction>
      <correspAction type="received"><persName>{addressee}</persName></correspAction>
    </correspDesc></profileDesc>
  </teiHeader>
  <text><body>{body}</body></text>
</TEI>
"""
REGISTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="persons">
  <teiHeader><fileDesc>
    <titleStmt><title>Persons</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
    <listPerson>
      <person xml:id="ada"><persName>Ada Lark</persName></person>
      <person xml:id="cy-1"><persName>Cy</persName></person>
      <person xml:id="cy-2"><persName>Cy</persName></person>
    </listPerson>
    <listPlace><place xml:id="weir"><placeName>Weir</placeName></place></listPlace>
  </body></text>
</TEI>
"""
AROUND = Surroundings(Imprint.of(Config(title="Letters of two hamlets")), (), "", frozenset({"documents", "thread"}))


@dataclass(frozen=True)
class Letter:
    """What a test says of a letter; the rest is the same in all."""

    id: str
    when: str = ""
    sender: str = "Ada"
    addressee: str = "Ben"
    series: str = ""
    ref: str = ""
    body: str = "<p>Words.</p>"


def catalog_of(folder: Path, letters: Iterable[Letter], register: str = "") -> Catalog:
    """A catalog of letters, and of a register if there is one."""
    for letter in letters:
        text = LETTER.format(
            id=letter.id,
            sender=letter.sender,
            addressee=letter.addressee,
            rest=f", {letter.id}",
            date=f'<date when="{letter.when}"/>' if letter.when else "",
            series=f"<seriesStmt><title>{letter.series}</title></seriesStmt>" if letter.series else "",
            ref=f'ref="{letter.ref}"' if letter.ref else "",
            body=letter.body,
        )
        (folder / f"{letter.id}.xml").write_text(text, encoding="utf-8")
    if register:
        (folder / "persons.xml").write_text(register, encoding="utf-8")
    files = [read(file, folder) for file in sorted(folder.glob("*.xml"))]
    return link([collect(document) for file in files for document in documents_of(file)])


# Lists that have several pages


def test_a_list_is_divided_where_its_page_is_full() -> None:
    found = parts([4, 4, 4, 12, 1], lambda item, before: item, budget=10)
    assert found == [Part(1, 4, 0, 2), Part(2, 4, 2, 3), Part(3, 4, 3, 4), Part(4, 4, 4, 5)]
    assert parts([], lambda item, before: 1) == [Part(1, 1, 0, 0)]


def test_what_belongs_together_stays_on_a_page_that_can_hold_it() -> None:
    items = ["a1", "a2", "b1", "b2", "b3", "c1", "c2", "c3", "c4"]
    found = parts(items, lambda item, before: 3, together=lambda item: item[0], budget=10)
    assert [items[part.start : part.end] for part in found] == [
        ["a1", "a2"],
        ["b1", "b2", "b3"],
        ["c1", "c2", "c3"],
        ["c4"],
    ]


# By date


def test_documents_are_grouped_by_year_and_month_with_the_undated_last(tmp_path: Path) -> None:
    letters = [Letter("a"), Letter("b", "1942-02-01"), Letter("c", "1941-03-03"), Letter("d", "1942")]
    catalog = catalog_of(tmp_path, [*letters, Letter("e", "1942-02-11")])
    page = documents.documents_page(documents.planned(catalog)[0], catalog, AROUND, missing=())
    assert [
        (year.title, year.count, month.title, [one.entry.href for one in month.entries])
        for year in page.years
        for month in year.months
    ] == [
        ("1941", 1, "March", ["documents/c.html"]),
        ("1942", 3, "", ["documents/d.html"]),
        ("1942", 3, "February", ["documents/b.html", "documents/e.html"]),
        ("Without a date", 1, "", ["documents/a.html"]),
    ]
    assert [(year.link.href, [month.href for month in year.months]) for year in page.rail] == [
        ("#y1941", ["#m1941-03"]),
        ("#y1942", ["#m1942-02"]),
        ("#undated", []),
    ]


def test_entries_carry_the_values_that_the_page_is_narrowed_by(tmp_path: Path) -> None:
    letters = [Letter("a", "1941", series="East"), Letter("b", "1942", "Ben", "Ada", "East"), Letter("c", "1943", "Cy")]
    catalog = catalog_of(tmp_path, letters)
    page = documents.documents_page(documents.planned(catalog)[0], catalog, AROUND, missing=())
    assert [(field.name, field.values) for field in page.fields] == [
        ("sender", (("Ada", 1), ("Ben", 1), ("Cy", 1))),
        ("addressee", (("Ben", 2), ("Ada", 1))),
    ]
    entries = [one for year in page.years for month in year.months for one in month.entries]
    assert [one.of for one in entries] == ["0:0 1:0", "0:1 1:1", "0:2 1:0"]


def test_a_long_list_has_a_page_for_some_years_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "ENTRY_MARKUP", 90_000)
    catalog = catalog_of(tmp_path, [Letter(f"l{n}", f"{1900 + n // 2}-0{n % 2 + 1}-01") for n in range(6)])
    planned = documents.planned(catalog)
    assert [page.file for page in planned] == [
        "documents.html",
        "documents/by-date/2.html",
        "documents/by-date/3.html",
    ]
    second = documents.documents_page(planned[1], catalog, AROUND, missing=())
    assert [year.title for year in second.years] == ["1901"]
    assert [year.link.href for year in second.rail] == ["../../documents.html#y1900", "#y1901", "3.html#y1902"]
    assert [(way.href, way.text) for way in second.ways] == [("../../documents.html", "1900"), ("3.html", "1902")]
    assert second.everywhere == "../../search.html"
    assert documents.narrowed("index.html", catalog, sender="A & B") == "search.html?sender=A+%26+B"


# By volume


def test_collections_stand_by_their_first_dates_with_their_documents_in_their_own_order(tmp_path: Path) -> None:
    east = [Letter("e2", "1941", series="East"), Letter("e1", "1942", series="East")]
    catalog = catalog_of(tmp_path, [Letter("w1", "1950", series="West"), *east])
    page = collections.collections_page(collections.planned(catalog)[0], catalog, AROUND)
    assert [(one.title, [entry.href for entry in one.entries]) for one in page.collections] == [
        ("East", ["documents/e1.html", "documents/e2.html"]),
        ("West", ["documents/w1.html"]),
    ]
    found = list(collections.collections_in(catalog, "index.html", standard()))
    assert [(one.link.href, one.count, one.span) for one in found] == [
        ("collections.html#collection-1", "2 documents", "1941–1942"),
        ("documents/w1.html", "1 document", "1950"),
    ]


def test_an_edition_of_one_collection_without_a_volume_has_no_list_of_collections(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [Letter("a", series="East"), Letter("b", series="East")])
    assert collections.planned(catalog) == ()
    found = collections.collections_in(catalog, "index.html", standard())
    assert [one.link.href for one in found] == ["documents.html"]


def test_folders_without_a_series_are_called_by_their_names() -> None:
    written = [
        document("<text><body><p>x</p></body></text>", f"{folder}/{id}.xml", f'xml:id="{id}"')
        for folder, id in (("letters/east", "a"), ("letters/west", "b"), ("letters/west", "c"))
    ]
    catalog = link([collect(one) for one in written])
    page = collections.collections_page(collections.planned(catalog)[0], catalog, AROUND)
    assert [one.title for one in page.collections] == ["east", "west"]
    assert page.shell.title == "Letters by collection"


# Correspondents


def test_correspondents_stand_with_what_they_wrote_and_received(tmp_path: Path) -> None:
    letters = [
        Letter("a", "1941-03-03", "Ada", "Ben", ref="persons.xml#ada"),
        Letter("b", "1942", "Ada Lark", "Ben", ref="persons.xml#ada"),
        Letter("d", "1944", "Ada Lark", "Ben", ref="persons.xml#ada"),
        Letter("c", "1943", "Ben", "Cy"),
    ]
    catalog = catalog_of(tmp_path, letters, REGISTER)
    page = correspondents.correspondents_page(correspondents.planned(catalog)[0], catalog, AROUND)
    found = {one.name.text: one for one in page.correspondents}
    assert list(found) == ["Ben", "Ada Lark", "Cy"], "most letters first; names of one entry are one correspondent"
    ada, ben = found["Ada Lark"], found["Ben"]
    assert (ada.name.href, ada.span, ada.letters) == ("entries/ada.html", "1941–1944", ())
    assert [(count.href, count.text) for count in ada.counts] == [("documents.html?sender=Ada+Lark", "3 letters sent")]
    assert [count.text for count in ben.counts] == ["1 letter sent", "3 received"]
    assert ben.name.href == ""
    assert [letter.href for letter in ben.letters] == [f"documents/{id}.html" for id in "abcd"]
    assert [(exchange.text, count) for exchange, count in ben.exchanges] == [("Ada Lark", 3), ("Cy", 1)]


def test_texts_that_nobody_sent_have_no_correspondents(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [])
    assert correspondents.planned(catalog) == ()


# Home


def test_the_home_page_begins_with_the_first_letter_and_opens_what_there_is(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, [Letter("b", "1942"), Letter("a", "1941")])
    page = home.home_page(PlannedPage("home", "index.html"), catalog, AROUND, archive_bytes=2_340_000, missing=())
    assert page.first and page.first.href == "documents/a.html"
    assert [(door.link.href, door.line) for door in page.doors] == [
        ("documents.html", "2 documents in order of date, 1941–1942")
    ]
    assert page.archive_size == "2.3 MB"


def test_a_subtitle_says_what_the_edition_is_and_leaves_the_description_for_later(built_site: Path) -> None:
    page = html.parse(built_site / "index.html").getroot()
    whole = page.find_class("home")[0]
    parts = [one.get("class") for one in whole]
    assert parts.index("begin") < parts.index("ask") < parts.index("doors") < parts.index("prose")
    assert not page.find_class("lead")


# What the search knows


def test_records_are_filtered_by_who_and_what_text_and_called_notes_mention(tmp_path: Path) -> None:
    body = """<p xml:id="a-p1"><persName ref="persons.xml#ada">Ada</persName> <note xml:id="a-n1" n="1">To
      <placeName ref="persons.xml#weir">Weir</placeName>, with <persName ref="persons.xml#cy-1">Cy</persName>.</note>
      </p>"""
    catalog = catalog_of(tmp_path, [Letter("a", "1941-03-03", body=body)], REGISTER)
    text, title, note = records.search_records(catalog, {"a": Markup("<p>Ada</p>")}, standard())
    assert [one.url for one in (text, title, note)] == [
        "/documents/a.html",
        "/documents/a.html#main",
        "/documents/a.html#note-a-n1",
    ]
    assert text.filters == {
        "in": ["Texts"],
        "sender": ["Ada"],
        "addressee": ["Ben"],
        "year": ["1941"],
        "kind": ["letter"],
        "person": ["Ada Lark", "Cy (cy-1)"],
        "place": ["Weir"],
    }
    assert (note.filters["person"], note.filters["place"], note.filters["in"]) == (["Cy (cy-1)"], ["Weir"], ["Notes"])
    assert title.content == "Ada to Ben, a"
    assert text.date == "1941-03-03"


def test_the_search_follows_the_language_of_most_texts(tmp_path: Path) -> None:
    assert records.language_of(catalog_of(tmp_path, [Letter("a")])) == "en"
    assert records.language_of(catalog_of(tmp_path, [])) == "en"


def test_a_correspondent_has_one_name_in_all_filters(tmp_path: Path) -> None:
    names = {"a": "Ada Lark", "b": "A. Lark", "c": "Ada Lark"}
    letters = [Letter(id, sender=name, ref="persons.xml#ada") for id, name in names.items()]
    catalog = catalog_of(tmp_path, letters, REGISTER)
    facets = Facets.of(catalog, standard())
    assert [facets.values(document)["sender"] for document in catalog.documents] == [("Ada Lark",)] * 3
