"""Citations and metadata of a document, for readers, reference managers and search engines."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree

from edition.config import Config, Licence
from edition.site.reading.citing import citation_of
from edition.site.reading.metadata import linked_data, tags
from edition.site.shell import POLICY, Imprint, Surroundings
from edition.site.sitemap import NAMESPACE, sitemap
from edition.tei.documents import documents, read
from edition.tei.facts import DocumentFacts, collect
from tests.citations import of_bibtex, of_csl, of_ris
from tests.conftest import run_edition

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
<teiHeader><fileDesc>
  <titleStmt><title type="main">Ada to Ben &amp; 50% &lt;more&gt;</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc><profileDesc><correspDesc>
  <correspAction type="sent"><persName>Ada Lark</persName><date when="1890-03-03"/></correspAction>
  <correspAction type="received"><persName>Ben Finch</persName></correspAction>
</correspDesc></profileDesc></teiHeader>
<text><body><p xml:id="one-p1" n="1">Words.</p></body></text></TEI>"""

IMPRINT = Imprint.of(
    Config(title="Letters", version="1.2", publisher="The Society", licence=Licence(name="CC0", url="https://cc.org/0"))
)
ADDRESS = "https://letters.org/documents/one.html"


def letter(folder: Path) -> DocumentFacts:
    """The facts of the letter."""
    (folder / "one.xml").write_text(LETTER, encoding="utf-8")
    return collect(next(iter(documents(read(folder / "one.xml", folder)))))


def test_an_edition_without_a_version_is_cited_without_one(tmp_path: Path) -> None:
    imprint = Imprint.of(Config(title="Letters"))
    cited = citation_of(letter(tmp_path), imprint, words="In words.", address=ADDRESS)
    assert "version" not in f"{cited.bibtex}{cited.csl}"
    assert "ET  -" not in cited.ris
    assert Surroundings(imprint, (), "").cite("One", "one.html") == "One. In: Letters. one.html."


def test_a_letter_is_cited_in_three_formats(tmp_path: Path) -> None:
    cited = citation_of(letter(tmp_path), IMPRINT, words="In words.", address=ADDRESS)
    assert cited.bibtex.splitlines()[:4] == [
        "@misc{one,",
        "  type = {letter},",
        "  author = {Ada Lark},",
        "  title = {Ada to Ben \\& 50\\% <more>},",
    ]
    assert cited.ris.splitlines() == [
        "TY  - PCOMM",
        "AU  - Ada Lark",
        "A2  - Ben Finch",
        "TI  - Ada to Ben & 50% <more>",
        "T2  - Letters",
        "PY  - 1890",
        "DA  - 1890/03/03",
        "ET  - 1.2",
        "PB  - The Society",
        "LA  - en",
        f"UR  - {ADDRESS}",
        "ER  - ",
    ]
    (item,) = json.loads(cited.csl)
    assert (item["type"], item["issued"], item["recipient"], item["URL"]) == (
        "personal_communication",
        {"date-parts": [[1890, 3, 3]]},
        [{"literal": "Ben Finch"}],
        ADDRESS,
    )


def test_the_formats_are_read_by_other_programs(tmp_path: Path) -> None:
    cited = citation_of(letter(tmp_path), IMPRINT, words="In words.", address=ADDRESS)
    bibtex = of_bibtex(cited.bibtex)
    assert (bibtex[""], bibtex["title"], bibtex["author"]) == ("one", "Ada to Ben & 50% <more>", "Lark, Ada")
    assert (bibtex["date"], bibtex["url"]) == ("1890-03-03", ADDRESS)
    ris = of_ris(cited.ris)
    assert (ris["type_of_reference"], ris["title"], ris["urls"]) == ("PCOMM", "Ada to Ben & 50% <more>", [ADDRESS])
    assert (ris["authors"], ris["secondary_authors"]) == (["Ada Lark"], ["Ben Finch"])
    line = of_csl(cited.csl)
    assert "Ada Lark (1890)" in line
    assert ADDRESS in line


def test_a_letter_tells_zotero_what_it_is(tmp_path: Path) -> None:
    found = dict(tags(letter(tmp_path), IMPRINT, address=ADDRESS, collection="The box"))
    assert found["DC.creator"] == "Ada Lark"
    assert found["DC.type"] == "letter"
    assert found["citation_publication_date"] == "1890/03/03"
    assert found["citation_public_url"] == ADDRESS
    assert "DC.source" not in found, "what is not known is left out"


def test_linked_data_is_a_message_that_cannot_end_its_element(tmp_path: Path) -> None:
    data = linked_data(letter(tmp_path), IMPRINT, address=ADDRESS, tei="one.xml", collection="")
    assert "<" not in data
    told = json.loads(data)
    assert (told["@type"], told["name"], told["dateSent"]) == ("Message", "Ada to Ben & 50% <more>", "1890-03-03")
    assert told["recipient"] == [{"@type": "Person", "name": "Ben Finch"}]


def test_a_site_map_lists_addresses() -> None:
    tree = etree.fromstring(sitemap([ADDRESS, "https://letters.org/a%26b.html"]))
    assert [loc.text for loc in tree.iter(f"{{{NAMESPACE}}}loc")] == [ADDRESS, "https://letters.org/a%26b.html"]


def test_the_address_of_the_edition_makes_canonical_links_and_the_site_map(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    letter(tmp_path / "tei")
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    without = run_edition("build", root=tmp_path, check=True)
    page = (tmp_path / "build" / "documents" / "one.html").read_text(encoding="utf-8")
    assert "base_url" in without.stdout + without.stderr
    assert not (tmp_path / "build" / "sitemap.xml").exists()
    assert "canonical" not in page
    assert "og:url" not in page
    (tmp_path / "config.yml").write_text("title: Letters\nbase_url: https://letters.org\n", encoding="utf-8")
    run_edition("build", root=tmp_path, check=True)
    page = (tmp_path / "build" / "documents" / "one.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}">' in page
    assert f'<meta property="og:url" content="{ADDRESS}">' in page
    assert ADDRESS in (tmp_path / "build" / "sitemap.xml").read_text(encoding="utf-8")


def test_a_style_sheet_of_the_edition_lies_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    letter(tmp_path / "tei")
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    own = tmp_path / "site_templates" / "assets" / "own.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --accent: teal }", encoding="utf-8")
    run_edition("build", root=tmp_path, check=True)
    page = (tmp_path / "build" / "documents" / "one.html").read_text(encoding="utf-8")
    sheets = [link.get("href") for link in etree.HTML(page).iter("link") if link.get("rel") == "stylesheet"]
    assert sheets[:2] == ["../assets/tokens.css", "../assets/edition.css"]
    assert sheets[-1] == "../assets/own.css"
    assert (tmp_path / "build" / "assets" / "own.css").read_text(encoding="utf-8") == ":root { --accent: teal }"


def test_no_page_allows_scripts_that_stand_in_it() -> None:
    assert "unsafe-inline" not in POLICY
