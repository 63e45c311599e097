"""The site: its plan, its pages, its publication, its links, its downloads."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest
from lxml import etree

from edition.config import Config, Page
from edition.diagnostics import Code, EditionError
from edition.export.archive import corpus_zip
from edition.site import kinds, links, lists, output, pages, templates
from edition.site.about import editorial
from edition.site.plan import clashes, href, plan_site
from edition.site.reading.rendered import render_documents
from edition.site.search import pagefind
from edition.site.search.pagefind import Record
from edition.site.search.pagefind_order import in_order
from edition.site.shell import Imprint, Surroundings
from edition.site.words.interface import standard
from edition.tei.catalog import Catalog, link
from edition.tei.documents import documents, find, read
from edition.tei.facts import collect
from edition.tei.header import Moment
from edition.tei.names import elements, xpath
from edition.workers import in_chunks

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


# The plan


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


# Pages

VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="vol" type="volume">
  <teiHeader><fileDesc>
    <titleStmt>
      <title type="main">Letters</title>
      <respStmt xml:id="press"><resp>endnotes</resp><orgName>The Press</orgName></respStmt>
    </titleStmt>
    <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
  </fileDesc></teiHeader>
  <text>
    <body><p>Front.</p></body>
    <back><div type="notes">
      <note xml:id="vol-n1" n="1" resp="#press"><p>First note.</p></note>
      <note xml:id="vol-n2" n="2" resp="#press"><p>Second note.</p></note>
    </div></back>
  </text>
</TEI>
"""


def site_of(root: Path, *, jobs: int = 1, letter: str = LETTER) -> dict[str, str]:
    """The pages of an edition of two letters and their volume: one letter calls notes 2, 1 and 2, the other note 1."""
    folder = root / "tei"
    folder.mkdir(exist_ok=True)
    for id, calls in (("one", (2, 1, 2)), ("two", (1,))):
        text = letter.format(id=id, title=f"Ada to Ben, {id}", sent='<date when="1941-03-03"/>', received="")
        called = [
            f'<ref type="noteAnchor" xml:id="{id}-c{place}" target="vol.xml#vol-n{note}">{note}</ref>'
            for place, note in enumerate(calls, 1)
        ]
        (folder / f"{id}.xml").write_text(text.replace("Words", f"Words{''.join(called)}"), encoding="utf-8")
    (folder / "vol.xml").write_text(VOLUME, encoding="utf-8")
    catalog = link([collect(document) for file in find(folder) for document in documents(read(file, folder))])
    around = Surroundings(Imprint.of(Config(title="Our letters")), (), "")
    plan = plan_site(catalog, (), gathered=kinds.planned(catalog))
    made = pages.files(root, plan, catalog, around, render_documents(folder, catalog, jobs=jobs), missing=["Letter 3"])
    return {path: content.decode("utf-8") for path, content in made if path.endswith(".html")}


def note_items(page: str) -> list[tuple[str, list[str]]]:
    """The notes below a text: the id of each, and where its links lead."""
    items = etree.HTML(page).iterfind(".//section[@class='notes']/ol/li")
    return [(item.get("id", ""), [a.get("href", "") for a in item.iterfind("div//a")]) for item in items]


def test_a_letter_lists_each_note_once_by_first_call_with_a_way_back_to_every_call(tmp_path: Path) -> None:
    assert note_items(site_of(tmp_path)["documents/one.html"]) == [
        ("note-vol-n2", ["#one-c1", "#one-c3"]),
        ("note-vol-n1", ["#one-c2", "two.html#two-c1"]),
    ]


def test_a_volume_leads_from_each_note_to_all_that_call_it(tmp_path: Path) -> None:
    page = site_of(tmp_path)["documents/vol.html"]
    assert note_items(page) == [
        ("note-vol-n1", ["one.html#one-c2", "two.html#two-c1"]),
        ("note-vol-n2", ["one.html#one-c1", "one.html#one-c3"]),
    ]
    assert "Endnotes: The Press" in page


def facts_at_the_head(page: str) -> list[str]:
    """The rows at the head of a document, and what stands below them on how they are known."""
    found = elements(xpath("//dl[@class='facts']/div | //*[@class='evidence']"), etree.HTML(page))
    return [" ".join("".join(map(str, row.itertext())).split()) for row in found]


def test_a_page_says_who_wrote_to_whom_and_what_is_inferred(tmp_path: Path) -> None:
    page = site_of(tmp_path)["documents/one.html"]
    assert facts_at_the_head(page) == [
        "From Ada", "To Ben inferred", "Sent 3 March 1941", "Exchange Ada and Ben letter 1 of 2"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("certainty", "rows"),
    [
        ("high", ["From Ada", "To Ben", "Inferred: sender and addressee."]),
        ("low", ["From Ada inferred, certainty low", "To Ben inferred"]),
    ],
)
def test_one_remark_serves_for_all_that_is_inferred_and_certain(
    certainty: str, rows: list[str], tmp_path: Path
) -> None:
    letter = LETTER.replace("<persName>Ada</persName>", f'<persName cert="{certainty}">Ada</persName>')
    found = facts_at_the_head(site_of(tmp_path, letter=letter)["documents/one.html"])
    assert [row for row in found if row.split()[0] in ("From", "To", "Inferred:")] == rows


def test_the_home_page_and_the_list_say_what_is_missing(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    assert all("Letter 3" in site[page] for page in ("index.html", "documents.html"))


def test_pages_are_the_same_however_many_processes_render_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edition.site.reading.rendered.CHUNK", 1)
    assert site_of(tmp_path, jobs=2) == site_of(tmp_path, jobs=1)


def test_a_template_that_cannot_be_filled_is_a_finding_with_its_line(tmp_path: Path) -> None:
    own_template(tmp_path, "home.html", "<p>\n{{ no_such_name }}\n</p>")
    with pytest.raises(EditionError) as raised:
        site_of(tmp_path)
    found = raised.value.diagnostics[0]
    assert (found.code, found.location.path, found.location.line) == (
        Code.BAD_TEMPLATE,
        "site_templates/home.html",
        2,
    )


# Lists


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
        (Moment("sent", not_after="1942-01-05"), "not later than 5 January 1942"),
        (Moment("sent", not_before="1942-01-05"), "not earlier than 5 January 1942"),
    ],
)
def test_dates_are_put_in_words(moment: Moment, words: str) -> None:
    assert standard().moment(moment) == words


# Editorial pages

FOOTNOTES = """# On *two* things

First[^a], then[^b], then the first again[^a]. <script>alert(1)</script>

[^a]: See [the list](documents.html).
[^b]: Second note.
"""


def test_a_footnote_is_called_and_leads_back_as_a_note_of_a_document_does() -> None:
    page = editorial.parse(FOOTNOTES, name="two")
    assert page.title == "On two things"
    assert '<a class="call" id="call-1" href="#note-1" role="doc-noteref">1</a>' in page.text
    assert [(note.id, note.label, note.calls) for note in page.footnotes] == [
        ("note-1", "1", ("call-1", "call-1-2")),
        ("note-2", "2", ("call-2",)),
    ]
    assert 'href="documents.html"' in page.footnotes[0].content
    assert "Second note" not in page.text


def test_html_in_markdown_is_shown_and_not_obeyed() -> None:
    assert "&lt;script&gt;" in editorial.parse(FOOTNOTES, name="two").text


def test_a_missing_page_is_a_finding_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.md").write_bytes(b"fa\xe7ade")
    with pytest.raises(EditionError) as raised:
        editorial.load(tmp_path / "pages", [Page(file="gone.md", title="Gone")])
    found = [(finding.code, finding.location.path) for finding in raised.value.diagnostics]
    assert found == [(Code.FILE_MISSING, "pages/gone.md"), (Code.NOT_UTF8, "pages/bad.md")]


def test_pages_that_nobody_lists_come_after_those_listed(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# Page {name}\n", encoding="utf-8")
    pages = editorial.load(tmp_path, [Page(file="b.md", title="Short")])
    assert [(page.name, page.label) for page in pages] == [("b", "Short"), ("a", "Page a"), ("c", "Page c")]


# Templates


@dataclass(frozen=True)
class Greeting:
    """A view."""

    words: str


def own_template(root: Path, name: str, text: str) -> None:
    """Write a template of an edition."""
    file = root / templates.FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_template_of_the_edition_hides_the_default_and_may_extend_it(tmp_path: Path) -> None:
    own_template(tmp_path, "page.html", "{% extends 'default/page.html' %}{% block main %}Ours{% endblock %}")
    found = templates.environment(tmp_path, standard()).get_template("page.html")
    assert found.filename == str(tmp_path / templates.FOLDER / "page.html")
    default = templates.environment(tmp_path, standard()).get_template("home.html")
    assert default.filename == str(templates.defaults() / "home.html")


def test_templates_escape_and_refuse_undefined_names(tmp_path: Path) -> None:
    own_template(tmp_path, "greeting.html", "<p>{{ words }}</p>")
    own_template(tmp_path, "wrong.html", "<p>{{ wrods }}</p>")
    environment = templates.environment(tmp_path, standard())
    assert templates.render(environment, "greeting.html", Greeting("1 < 2 & 3")) == b"<p>1 &lt; 2 &amp; 3</p>"
    with pytest.raises(jinja2.UndefinedError, match="wrods"):
        templates.render(environment, "wrong.html", Greeting(""))


def test_an_asset_of_the_edition_hides_the_default(tmp_path: Path) -> None:
    own_template(tmp_path, "assets/edition.css", "body { color: red }")
    own_template(tmp_path, "assets/extra.css", "")
    found = dict(templates.assets(tmp_path))
    assert found["assets/edition.css"] == b"body { color: red }"
    assert {"assets/extra.css", "assets/search.js"} <= set(found)


# Publication


def publish(target: Path, files: dict[str, bytes]) -> None:
    """Publish files as a site."""
    with output.staged(target) as stage:
        for path, content in files.items():
            stage.write(path, content)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder but the marker."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != output.MARKER)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_new_site_replaces_the_old_one_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old", "documents/stale.html": b"stale"})
    publish(target, {"index.html": b"new", "search.html": b"search"})
    assert contents(target) == {"index.html": b"new", "search.html": b"search"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_file_that_stays_the_same_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"same": b"same", "other": b"old"})
    os.utime(target / "same", (1, 1))
    os.utime(target / "other", (1, 1))
    publish(target, {"same": b"same", "other": b"new"})
    assert (target / "same").stat().st_mtime == 1
    assert (target / "other").stat().st_mtime > 1


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt])
def test_the_old_site_stays_when_the_new_one_is_not_finished(tmp_path: Path, end: type[BaseException]) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old"})

    def interrupted() -> None:
        with output.staged(target) as stage:
            stage.write("index.html", b"new")
            raise end

    with pytest.raises(end):
        interrupted()
    assert contents(target) == {"index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_run_killed_between_the_two_moves_is_made_good_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old"})
    target.rename(tmp_path / ".build.previous")
    with pytest.raises(RuntimeError), output.staged(target):
        raise RuntimeError
    assert contents(target) == {"index.html": b"old"}


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "build"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        publish(target, {"index.html": b"new"})
    assert raised.value.diagnostics[0].code is Code.NOT_OUR_FOLDER
    assert contents(target) == {"thesis.txt": b"years of work"}


def test_nothing_is_written_outside_the_site(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        publish(tmp_path / "build", {"../elsewhere": b""})
    assert list(tmp_path.iterdir()) == []


# Links


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


# The archive


def test_the_archive_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, names in ((first, ["b.xml", "schema/a.rng", ".hidden"]), (second, ["schema/a.rng", "b.xml"])):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
    (second / "b.xml").chmod(0o600)
    os.utime(second / "b.xml", (1, 1))
    packed = corpus_zip(first, name="letters-1", readme="What it is.")
    assert packed == corpus_zip(second, name="letters-1", readme="What it is.")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["letters-1/README.txt", "letters-1/tei/b.xml", "letters-1/tei/schema/a.rng"]
        assert archive.read("letters-1/tei/b.xml") == b"b.xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


# The search index


def records() -> list[Record]:
    """Texts with so many values of a filter that their order is not the same by chance, and a note."""
    text = '<p id="p{n}"><a class="n" href="#p{n}">777</a> Words<a class="call" href="#p{n}">888</a> of A&amp;B.</p>'
    filters = [{"sender": [f"Sender {n}"], "year": [str(1930 + n)], "person": ["Ada", "B: C <d>"]} for n in range(12)]
    return [
        *(Record(f"/{n}.html", "", {"title": f"Page {n}"}, filters[n], "1930", text.format(n=n)) for n in range(12)),
        Record("/0.html#note-1", "A note.", {"title": "Note 1"}, {"person": ["Ben"]}, "1930"),
    ]


def test_the_index_is_the_same_for_the_same_records() -> None:
    first, second = (dict(pagefind.index(records(), language="en")) for _ in range(2))
    assert first == second
    assert "pagefind/pagefind.js" in first
    assert not [path for path in first if "-ui." in path]
    for path in first:
        if name := re.search(r"(?:filter/|pagefind\.)(en_\w+)\.pf_(?:filter|meta)$", path):
            named_in = [plain for content in first.values() if name[1].encode() in (plain := unpacked(content))]
            assert named_in, f"nothing names {path}"


def test_a_text_is_indexed_with_its_paragraphs_and_filters_without_numbers_and_calls() -> None:
    found = [unpacked(content) for path, content in pagefind.index(records(), language="en") if "/fragment/" in path]
    fragments = {one["url"]: one for one in (json.loads(content.removeprefix(b"pagefind_dcd")) for content in found)}
    assert len(fragments) == 13
    page = fragments["/3.html"]
    assert page["content"] == "Words of A&B."
    assert page["meta"]["title"] == "Page 3"
    assert page["filters"] == {"sender": ["Sender 3"], "year": ["1933"], "person": ["Ada", "B: C <d>"]}
    assert [anchor["id"] for anchor in page["anchors"]] == ["p3"]
    assert fragments["/0.html#note-1"]["content"] == "A note."


def test_an_index_in_a_form_that_is_not_known_stays_as_it_is() -> None:
    files = {
        "filter/en_1234567.pf_filter": b"new form",
        "pagefind.en_1.pf_meta": b"new form",
        "pagefind-entry.json": b"",
    }
    assert in_order(files) == files


def unpacked(content: bytes) -> bytes:
    """A file of the index, decompressed if it is compressed."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def test_an_index_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: shutil.which("false"))
    with pytest.raises(EditionError) as raised:
        list(pagefind.index([], language="en"))
    assert raised.value.diagnostics[0].code is Code.SEARCH_FAILED


# Work in chunks


def doubled(shared: int, items: Sequence[int]) -> list[int]:
    """Work for other processes."""
    return [shared * item for item in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_in_chunks_gives_the_same_however_many_processes(jobs: int) -> None:
    assert in_chunks(doubled, list(range(10)), shared=2, jobs=jobs, chunk=3) == [2 * n for n in range(10)]


def test_garbage_waits_only_while_a_chunk_is_worked_on() -> None:
    def collecting(shared: None, items: Sequence[int]) -> list[bool]:
        return [gc.isenabled() for _ in items]

    def failing(shared: None, items: Sequence[int]) -> list[bool]:
        raise ValueError

    assert in_chunks(collecting, [1, 2], shared=None) == [False, False]
    with pytest.raises(ValueError):
        in_chunks(failing, [1], shared=None)
    assert gc.isenabled()
