"""The page of the encoding guidelines: there when the edition has an ODD, whole, with anchors that stay."""

from __future__ import annotations

import shutil
from pathlib import Path

from lxml import html

from edition.odd import reading
from edition.odd.guide import ChapterGuide, ElementGuide, Guide
from edition.odd.model import Example
from edition.site.about import guidelines
from tests.conftest import run_edition

ODD = Path(__file__).parent.parent / "tei" / "schema" / "edition.odd"
LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one"><teiHeader><fileDesc>
<titleStmt><title>One</title></titleStmt><publicationStmt><publisher>P</publisher></publicationStmt>
<sourceDesc><p>S</p></sourceDesc></fileDesc></teiHeader>
<text><body><div><p>Text.</p></div></body></text></TEI>"""


def page(built_site: Path, name: str) -> html.HtmlElement:
    """A page of the shipped edition."""
    return html.document_fromstring((built_site / name).read_text(encoding="utf-8"))


def ids(page: html.HtmlElement) -> set[str]:
    """The anchors of a page."""
    return set(map(str, page.xpath("//@id")))


def test_every_element_and_rule_of_the_odd_has_its_place(built_site: Path) -> None:
    odd = reading.read(ODD, "edition.odd")
    named = {*odd.elements, *(rule.ident for rule in odd.rules())}
    chapters = [one.anchor for one in odd.chapters if one.elements]
    overview = page(built_site, "guidelines.html")
    assert {*named, *chapters} <= ids(overview), "as an address of the whole had them before"
    described = [ids(page(built_site, f"guidelines/{one}.html")) & named for one in chapters]
    assert set().union(*described, (rule.ident for spec in odd.classes.values() for rule in spec.rules)) == named
    assert sum(map(len, described)) == len(set().union(*described)), "each once"


def test_the_overview_leads_to_each_chapter_and_element_and_a_chapter_to_the_next(built_site: Path) -> None:
    [header] = page(built_site, "guidelines.html").xpath("//section[h2/@id = 'interventions']")
    assert header.xpath("h2/a/@href") == ["guidelines/interventions.html"]
    assert header.xpath(".//a[@id = 'corr']/@href") == ["guidelines/interventions.html#corr"]
    chapter = page(built_site, "guidelines/interventions.html")
    assert chapter.xpath("//*[@class = 'kicker']/a/@href") == ["../guidelines.html"]
    assert chapter.xpath("//main//nav//a/@href") == ["phrases.html", "notes.html"]


def test_an_element_leads_to_what_it_holds_and_stands_in(built_site: Path) -> None:
    chapter = page(built_site, "guidelines/interventions.html")
    [corr] = chapter.xpath("//article[h2/@id = 'corr']")
    assert [one.get("href") for one in corr.xpath(".//details/p[starts-with(., 'May stand in')]//a")] == ["#choice"]
    [choice] = chapter.xpath("//article[h2/@id = 'choice']")
    held = [one.get("href") for one in choice.xpath(".//details/p[starts-with(., 'May hold')]//a")]
    assert held == ["#sic", "#corr", "#orig", "#reg", "#abbr", "#expan"]
    [sic] = chapter.xpath("//article[h2/@id = 'sic']")
    assert "blocks.html#p" in {one.get("href") for one in sic.xpath(".//details//a")}


def test_a_long_chapter_has_several_pages() -> None:
    example = Example(True, 1, (), "", "x" * 90_000)
    elements = [
        ElementGuide(name, name, "", (), (), (), (), True, (), (), (), (example,), ()) for name in ("a", "b", "c", "d")
    ]
    guide = Guide("Guide", (ChapterGuide("long", "Long", (), tuple(elements)),), (), (), ())
    pages = guidelines.planned(guide)
    assert [page.file for page in pages] == ["guidelines/long.html", "guidelines/long/2.html"]
    assert [(page.part.start, page.part.end) for page in pages] == [(0, 2), (2, 4)]


def test_an_element_shows_its_values_and_examples(built_site: Path) -> None:
    [corr] = page(built_site, "guidelines/interventions.html").xpath("//article[h2/@id = 'corr']")
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
