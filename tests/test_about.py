"""The pages on the edition itself: sources, errata, accessibility, colophon; and where errors are reported."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree

from edition import config, errata, provenance, yamlfile
from edition.diagnostics import Code, EditionError
from edition.site.report import report_address
from tests.conftest import PROJECT, run_edition

BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
<teiHeader><fileDesc>
  <titleStmt><title type="main">Ada &amp; Ben to "Cora"</title></titleStmt>
  <publicationStmt><availability><p>Free.</p></availability></publicationStmt>
  <sourceDesc><bibl>The box, leaf 4</bibl></sourceDesc>
</fileDesc></teiHeader>
<text><body><p xml:id="one-p1" n="1">Words<ref type="noteAnchor" target="#one-n1">1</ref>.</p></body>
<back><div type="notes"><note xml:id="one-n1" n="1"><p>A note.</p></note></div></back></text></TEI>"""

CONFIG = "title: Letters\nversion: '1.2'\nreport: 'https://forge.org/new?title={title}&body={address}%20{version}&id={id}'\n"

ERRATA = """errata:
  - {date: "1999-03-01", document: one, place: one-n1, stood: <b>Wards, stands: Words, reported_by: Dora}
  - {date: "2001-05-09", version: "1.2", remark: A wrong year.}
"""

PROVENANCE = """title: The box
file: box.txt
received_as: box.txt, plain text
"""


def edition(folder: Path, **files: str) -> Path:
    """An edition of one letter, with further files by their path, `__` for `/`."""
    (folder / "tei").mkdir()
    (folder / "tei" / "one.xml").write_text(LETTER, encoding="utf-8")
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yml", ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def page(root: Path, name: str) -> etree._Element:
    """A page of the finished site."""
    return etree.HTML((root / "build" / name).read_text(encoding="utf-8"))


def words(element: etree._Element) -> str:
    """The text of an element, with single blanks."""
    return " ".join(str(element.xpath("string()")).split())


def test_errata_stand_newest_first_with_a_link_to_their_place(tmp_path: Path) -> None:
    root = edition(tmp_path, errata_yml=ERRATA)
    run_edition("build", "--quiet", root=root, check=True)
    newest, oldest = page(root, "errata.html").findall(".//ol[@class='errata']/li")
    assert "9 May 2001" in words(newest)
    assert "since version 1.2" in words(newest)
    assert "<b>Wards" in words(oldest), "what stood there is text, not markup"
    assert "Reported by Dora" in words(oldest)
    link = oldest.find(".//a")
    assert link is not None
    assert link.get("href") == "documents/one.html#note-one-n1"


@pytest.mark.parametrize(
    ("wrong", "code", "told"),
    [
        ("{date: '1999-03-01', document: two, stood: x}", Code.DANGLING_REFERENCE, "two"),
        ("{date: '1999-03-01', document: one, place: one-p9, stood: x}", Code.DANGLING_REFERENCE, "one-p9"),
        ("{date: '1999-03-01', document: one}", Code.BAD_VALUE, "1999-03-01"),
    ],
)
def test_an_erratum_that_leads_nowhere_or_says_nothing_is_an_error(
    tmp_path: Path, wrong: str, code: Code, told: str
) -> None:
    root = edition(tmp_path, errata_yml=f"errata:\n  - {wrong}\n")
    done = run_edition("build", root=root)
    assert done.returncode == 1
    assert f"[{code.value.name}]" in done.stdout + done.stderr
    assert "errata.yml:2" in done.stdout + done.stderr
    assert told in done.stdout + done.stderr


@pytest.mark.parametrize("date", ["", "1999", "yesterday"])
def test_an_erratum_has_a_day(tmp_path: Path, date: str) -> None:
    (tmp_path / "errata.yml").write_text(f"errata:\n  - {{date: '{date}', remark: x}}\n", encoding="utf-8")
    with pytest.raises(EditionError):
        errata.load(tmp_path)


def test_a_letter_leads_to_where_errors_are_reported_with_all_it_says_encoded(tmp_path: Path) -> None:
    root = edition(tmp_path)
    run_edition("build", "--quiet", root=root, check=True)
    link = page(root, "documents/one.html").find(".//dd[@class='report']/a")
    assert link is not None
    address = urlsplit(link.get("href") or "")
    assert address.netloc == "forge.org"
    assert parse_qs(address.query) == {
        "title": ['Ada & Ben to "Cora"'],
        "body": ["documents/one.html 1.2"],
        "id": ["one"],
    }
    assert page(root, "errata.html").find(".//a[@class='button quiet-button']") is not None


def test_without_a_place_for_reports_there_is_no_link_and_no_page_of_errata(tmp_path: Path) -> None:
    root = edition(tmp_path)
    (root / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    run_edition("build", "--quiet", root=root, check=True)
    assert page(root, "documents/one.html").find(".//dd[@class='report']") is None
    assert not (root / "build" / "errata.html").exists()


def test_a_value_cannot_add_to_the_address_of_a_report() -> None:
    filled = report_address("mailto:a@b.org?subject={title}", title="x&cc=all@b.org#", address="", version="")
    assert filled == "mailto:a@b.org?subject=x%26cc%3Dall%40b.org%23"


@pytest.mark.parametrize("address", ["ftp://a.org", "javascript:alert(1)", "https://a.org/{page}", "https://a.org/{title"])
def test_an_address_for_reports_that_will_not_do_is_told(tmp_path: Path, address: str) -> None:
    (tmp_path / "config.yml").write_text(f"title: Letters\nreport: '{address}'\n", encoding="utf-8")
    with pytest.raises(EditionError) as told:
        config.load(tmp_path)
    assert [(found.code, found.location.line) for found in told.value.diagnostics] == [(Code.BAD_VALUE, 2)]


def test_without_records_the_sources_are_those_that_the_headers_state(tmp_path: Path) -> None:
    root = edition(tmp_path)
    run_edition("build", "--quiet", root=root, check=True)
    (section,) = page(root, "sources.html").findall(".//section")
    assert "The box, leaf 4" in words(section)
    assert "Free." in words(section)
    assert section.find(".//a[@href='documents/one.html']") is not None


def test_the_examples_of_the_page_on_config_are_read(tmp_path: Path) -> None:
    text = (PROJECT / "docs" / "config.md").read_text(encoding="utf-8")
    record, listed = BLOCK.findall(text)[-2:]
    assert yamlfile.parse(record, provenance.Provenance, "docs")[0].published
    assert yamlfile.parse(listed, errata.ErrataFile, "docs")[0].errata[0].stands == "a hundred lanterns"


def test_a_source_is_given_to_readers_only_when_its_record_says_so(tmp_path: Path) -> None:
    for published in ("", "published: true\n"):
        folder = tmp_path / f"source-{len(published)}"
        (folder / "sources" / "box").mkdir(parents=True)
        (folder / "sources" / "box" / "box.txt").write_bytes(b"Words.\n")
        (folder / "sources" / "box" / "provenance.yml").write_text(PROVENANCE + published, encoding="utf-8")
        (source,) = provenance.load(folder, ["box"])
        assert source.digest == hashlib.sha256(b"Words.\n").hexdigest()
        assert source.download == ("sources/box.txt" if published else "")


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (f"title: The box\nfile: box.txt\nsha256: {'0' * 64}\n", Code.BAD_VALUE),
        ("title: The box\nfile: missing.txt\n", Code.FILE_MISSING),
        ("title: The box\nfile: ../one.txt\n", Code.BAD_VALUE),
        ("title: The box\ncolour: red\n", Code.UNKNOWN_KEY),
    ],
)
def test_a_record_that_is_not_true_is_an_error(tmp_path: Path, record: str, code: Code) -> None:
    (tmp_path / "sources" / "box").mkdir(parents=True)
    (tmp_path / "sources" / "box" / "box.txt").write_bytes(b"Words.\n")
    (tmp_path / "sources" / "box" / "provenance.yml").write_text(record, encoding="utf-8")
    with pytest.raises(EditionError) as told:
        provenance.load(tmp_path, ["box"])
    assert [found.code for found in told.value.diagnostics] == [code]


def test_the_colophon_has_the_digest_of_what_one_can_download(tmp_path: Path) -> None:
    root = edition(tmp_path)
    run_edition("build", "--quiet", root=root, check=True)
    digest = hashlib.sha256((root / "build" / "tei.zip").read_bytes()).hexdigest()
    assert digest in words(page(root, "colophon.html"))


def test_the_accessibility_statement_owns_up_to_styles_that_nobody_checked(tmp_path: Path) -> None:
    root = edition(tmp_path, site_templates__assets__own="")
    own = root / "site_templates" / "assets" / "own"
    run_edition("build", "--quiet", root=root, check=True)
    before = words(page(root, "accessibility.html"))
    own.rename(own.with_suffix(".css"))
    run_edition("build", "--quiet", root=root, check=True)
    after = words(page(root, "accessibility.html"))
    assert "styles of its own" not in before
    assert "styles of its own" in after
