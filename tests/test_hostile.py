"""What must not happen, whatever stands in an edition: a way out of its folder, a traceback, half a site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.diagnostics import EditionError
from edition.site.output import staged
from edition.tei.dates import bounds, in_time
from edition.words import dates
from tests.conftest import run_edition

LETTER = '<TEI xmlns="http://www.tei-c.org/ns/1.0"{id}><teiHeader/><text><body>{text}</body></text></TEI>'


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "config.yml").write_text("title: T\n", encoding="utf-8")
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "a.xml").write_text(LETTER.format(id=' xml:id="a"', text="<p>word</p>"), encoding="utf-8")
    return tmp_path


def failed(root: Path, *arguments: str, code: int = 1) -> str:
    done = run_edition(*arguments, root=root)
    printed = done.stdout + done.stderr
    assert done.returncode == code, printed
    assert "Traceback" not in printed
    return " ".join(printed.split())


@pytest.mark.parametrize(
    "line",
    [
        "pages: [{file: ../secret.md, title: S}]",
        "pages: [{file: /etc/passwd, title: S}]",
        "sources: ['../x']",
        "base_url: 'http://[::1'",
        "repository: 'javascript:alert(1)'",
        "date: yesterday",
        "language: x x",
        "editors: [{id: 1 a, name: N, role: R}]",
        "version: !!int 'abc'",
    ],
)
def test_a_config_that_leads_astray_is_refused(edition: Path, line: str) -> None:
    with (edition / "config.yml").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert "config.yml:2" in failed(edition, "build", code=2) or "config.yml:" in failed(edition, "build", code=2)
    assert not (edition / "build").exists()


def test_a_page_that_is_a_link_out_of_the_edition_is_not_published(edition: Path) -> None:
    (edition / "pages").mkdir()
    (edition / "pages" / "link.md").symlink_to("/etc/passwd")
    assert "leads out of the folder" in failed(edition, "build", code=2)


@pytest.mark.parametrize("id", ["../../../evil", "a/b", "x" * 400])
def test_an_identifier_that_is_no_name_of_a_page(edition: Path, id: str) -> None:
    (edition / "tei" / "b.xml").write_text(LETTER.format(id=f' xml:id="{id}"', text="<p/>"), encoding="utf-8")
    assert "cannot be the name of a page" in failed(edition, "build")
    assert "cannot be the name of a page" in failed(edition, "build", "--keep-going")
    assert (edition / "build" / "documents" / "a.html").is_file()


def test_a_call_of_a_note_that_no_file_of_the_edition_has(edition: Path) -> None:
    outside = LETTER.format(id="", text='<note xml:id="n1">Nobody else may read this.</note>')
    (edition / "outside.xml").write_text(outside, encoding="utf-8")
    calls = "".join(f'<ref type="noteAnchor" target="{path}#n1">1</ref>' for path in ("../outside.xml", "gone.xml"))
    (edition / "tei" / "b.xml").write_text(LETTER.format(id="", text=f"<p>x{calls}</p>"), encoding="utf-8")
    assert "there is no file gone.xml" in failed(edition, "build", "--keep-going")
    published = [file.read_bytes() for file in (edition / "build").rglob("*.*ml")]
    assert published and not any(b"Nobody else" in content for content in published)


def test_a_text_nested_without_end(edition: Path) -> None:
    deep = LETTER.format(id="", text="<div>" * 200 + "<p/>" + "</div>" * 200)
    (edition / "tei" / "b.xml").write_text(deep, encoding="utf-8")
    assert "nested 120 elements deep" in failed(edition, "validate")
    assert "nested 120 elements deep" in failed(edition, "build", "--keep-going")


def test_a_link_that_leads_nowhere_and_a_name_that_is_not_utf8(edition: Path) -> None:
    (edition / "tei" / "gone.xml").symlink_to("nowhere.xml")
    Path(os.fsdecode(os.fsencode(edition / "tei") + b"/\xff.xml")).write_text("<a/>", encoding="utf-8")
    told = failed(edition, "validate")
    assert "gone.xml" in told
    assert "not UTF-8" in told


def test_identifiers_and_locks_that_lead_astray(edition: Path) -> None:
    folder = edition / "sources" / "s"
    folder.mkdir(parents=True)
    (edition / "config.yml").write_text("title: T\nsources: [s]\n", encoding="utf-8")
    (folder / "source.txt").write_text("No. 1\n\nText.\n", encoding="utf-8")
    profile = "reader: letters\ntitle: T\nshort_title: T\nprint: {citation: C}\n"
    profile += "blocks: {heading: 'No\\. (?P<number>\\d+)'}\n"
    (folder / "profile.yml").write_text(profile, encoding="utf-8")
    (folder / "identifiers.yml").write_text("documents: {../../evil-1: {}}\n", encoding="utf-8")
    assert "identifiers.yml:1" in failed(edition, "ingest")
    (folder / "identifiers.yml").unlink()
    (edition / "sources" / "ingest.lock").write_bytes(b"\xff")
    assert "ingest.lock" in failed(edition, "ingest")


@pytest.mark.parametrize("template", ["{{ 1/0 }}", "{{ 'a'() }}", "{{ 'a'+1 }}", '{% extends "home.html" %}'])
def test_a_template_that_fails(edition: Path, template: str) -> None:
    (edition / "site_templates").mkdir()
    (edition / "site_templates" / "home.html").write_text(template, encoding="utf-8")
    assert "[bad-template]" in failed(edition, "build", code=2)
    assert not (edition / "build").exists()


def test_only_one_build_at_a_time(tmp_path: Path) -> None:
    with staged(tmp_path / "build") as stage:
        stage.write("index.html", b"first")
        with pytest.raises(EditionError, match="Another build"), staged(tmp_path / "build"):
            pass
    assert (tmp_path / "build" / "index.html").read_bytes() == b"first"


def test_a_site_that_is_a_link_is_left_alone(edition: Path) -> None:
    (edition / "www").mkdir()
    (edition / "build").symlink_to("www")
    assert "is a link" in failed(edition, "build", code=2)
    assert (edition / "build").is_symlink()


@pytest.mark.parametrize("date", ["-²", "1942-²", "--05-²", "1" * 18, "1" * 5000, "-" + "1" * 5000, " "])
def test_figures_that_make_no_date(date: str) -> None:
    assert dates.day(date, "en_GB") == date
    assert dates.month(date, "en_GB") == ""
    assert bounds("", date, date).endswith(date)
    assert sorted([date, "1942"], key=in_time) == ["1942", date]


def test_numbers_without_end(edition: Path) -> None:
    endless = "9" * 5000
    letter = LETTER.format(id="", text=f'<p><date when="{endless}-05-05"/></p>')
    numbered = f'<seriesStmt><title>T</title><biblScope unit="document" n="{endless}"/></seriesStmt>'
    described = letter.replace("<teiHeader/>", f"<teiHeader><fileDesc>{numbered}</fileDesc></teiHeader>")
    (edition / "tei" / "b.xml").write_text(described, encoding="utf-8")
    (edition / "tei" / "c.xml").write_text(LETTER.format(id="", text=f"<p>&#{endless};</p>"), encoding="utf-8")
    assert f"`&#{'9' * 18}` is no character reference" in failed(edition, "validate")
    assert "1 error" in failed(edition, "build", "--keep-going")


def test_a_schema_that_takes_for_ever_to_tell_from_another(edition: Path) -> None:
    schema = edition / "endless.rng"
    schema.write_text("# " * 1000 + "\n", encoding="utf-8")
    assert "endless.rng is not well-formed" in failed(edition, "validate", "--schema", str(schema), code=2)
