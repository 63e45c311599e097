"""The page of the encoding guidelines: there when the edition has an ODD, whole, with anchors that stay."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from lxml import html

from edition.odd import reading
from tests.conftest import run_edition

ODD = Path(__file__).parent.parent / "tei" / "schema" / "edition.odd"
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one"><teiHeader><fileDesc>
<titleStmt><title>One</title></titleStmt><publicationStmt><publisher>P</publisher></publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>
<text><body><div><p>Text.</p></div></body></text></TEI>"""


@pytest.fixture(scope="module")
def page(built_site: Path) -> html.HtmlElement:
    """The page of the shipped edition."""
    return html.document_fromstring((built_site / "guidelines.html").read_text(encoding="utf-8"))


def test_every_element_and_rule_of_the_odd_has_its_place(page: html.HtmlElement) -> None:
    odd = reading.read(ODD, "edition.odd")
    chapters = {one.anchor for one in odd.chapters if one.elements}
    assert {*odd.elements, *(rule.ident for rule in odd.rules()), *chapters} <= set(map(str, page.xpath("//@id")))


def test_an_element_leads_to_what_it_holds_and_stands_in(page: html.HtmlElement) -> None:
    [corr] = page.xpath("//article[h3/@id = 'corr']")
    assert [one.get("href") for one in corr.xpath(".//details/p[starts-with(., 'May stand in')]//a")] == ["#choice"]
    [choice] = page.xpath("//article[h3/@id = 'choice']")
    held = [one.get("href") for one in choice.xpath(".//details/p[starts-with(., 'May hold')]//a")]
    assert held == ["#sic", "#corr", "#orig", "#reg", "#abbr", "#expan"]


def test_an_element_shows_its_values_and_examples(page: html.HtmlElement) -> None:
    [corr] = page.xpath("//article[h3/@id = 'corr']")
    told = " ".join(corr.text_content().split())
    assert "@type needed" in told
    assert "transcription the transcriber erred" in told
    shown = [(one.find("figcaption").text_content(), one.find("pre").text_content()) for one in corr.iter("figure")]
    assert ("Wrong: Nobody is responsible.", '<corr type="print">lantern</corr>') in shown


def test_every_page_leads_to_the_guidelines(built_site: Path) -> None:
    home = html.document_fromstring((built_site / "index.html").read_text(encoding="utf-8"))
    assert "guidelines.html" in {link.get("href") for link in home.iter("a")}


def test_an_edition_without_an_odd_has_no_guidelines(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    (tmp_path / "tei" / "one.xml").write_text(LETTER, encoding="utf-8")
    run_edition("build", root=tmp_path, check=True)
    assert not (tmp_path / "build" / "guidelines.html").exists()
    assert "guidelines.html" not in (tmp_path / "build" / "index.html").read_text(encoding="utf-8")


def test_an_odd_with_an_error_is_a_finding_of_the_build(tmp_path: Path) -> None:
    (tmp_path / "tei" / "schema").mkdir(parents=True)
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    (tmp_path / "tei" / "one.xml").write_text(LETTER, encoding="utf-8")
    shutil.copy(ODD, tmp_path / "tei" / "schema" / "edition.odd")
    file = tmp_path / "tei" / "schema" / "edition.odd"
    wrong = file.read_text(encoding="utf-8").replace('key="att.canonical"', 'key="att.canonicl"')
    file.write_text(wrong, encoding="utf-8")
    done = run_edition("build", root=tmp_path)
    assert done.returncode == 2
    assert "is in att.canonicl, which no classSpec specifies" in done.stderr
    assert "Did you mean att.canonical?" in done.stderr
