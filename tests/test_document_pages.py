"""The page of a document, and what the pages around it say of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.config import Config
from edition.diagnostics import Code, EditionError
from edition.site import kinds, pages
from edition.site.material import Material
from edition.site.plan import plan_site
from edition.site.reading.rendered import render_documents
from edition.site.shell import Imprint, Surroundings
from edition.tei.catalog import link
from edition.tei.documents import documents, find, read
from edition.tei.facts import collect
from edition.tei.names import elements, xpath
from tests.test_plan import LETTER
from tests.test_templates import own_template

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
    rendered = render_documents(folder, catalog, jobs=jobs)
    made = pages.files(root, plan, Material(catalog, around, rendered, missing=["Letter 3"]))
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
        "To Ben inferred",
        "Letter sent 3 March 1941",
        "Exchange Ada and Ben letter 1 of 2",
    ]


def test_a_line_at_the_head_says_what_it_is_and_how_it_travelled(tmp_path: Path) -> None:
    through = '<correspAction type="transmitted"><persName cert="low">Eve</persName></correspAction>'
    received = '<date when="1941-03-09" cert="medium"/>'
    sent = LETTER.replace('type="letter"', 'type="telegram"').replace("{received}", received)
    page = site_of(tmp_path, letter=sent.replace("</correspDesc>", f"{through}</correspDesc>"))["documents/one.html"]
    assert facts_at_the_head(page)[1] == (
        "Telegram sent 3 March 1941 · through Eve inferred, certainty low · "
        "received 9 March 1941 inferred, certainty medium"
    )


def test_the_line_says_where_a_letter_was_sent_and_received(tmp_path: Path) -> None:
    place = '<place xml:id="{id}-weimar"><placeName>Weimar</placeName></place>'
    letter = LETTER.replace("{sent}", '{sent}<placeName ref="#{id}-weimar">Weimar</placeName>')
    letter = letter.replace("{received}", '<settlement cert="low">Jena</settlement><country>Germany</country>')
    setting = f"<settingDesc><listPlace>{place}</listPlace></settingDesc>"
    letter = letter.replace("</correspDesc>", f"</correspDesc>{setting}")
    page = site_of(tmp_path, letter=letter)["documents/one.html"]
    assert facts_at_the_head(page)[1] == (
        "Letter sent 3 March 1941 from Weimar · received in Jena, Germany inferred, certainty low"
    )
    (weimar,) = elements(xpath("//dl[@class='facts']//a[.='Weimar']"), etree.HTML(page))
    assert weimar.get("href") == "../entries/one-weimar.html"


@pytest.mark.parametrize(("kind", "said"), [("", "Letter"), (' type="epistle"', "Epistle")])
def test_what_travelled_is_as_it_is_encoded_or_else_a_letter(kind: str, said: str, tmp_path: Path) -> None:
    page = site_of(tmp_path, letter=LETTER.replace(' type="letter"', kind))["documents/one.html"]
    assert f"{said} sent 3 March 1941" in facts_at_the_head(page)


def test_the_head_says_neither_names_nor_the_date_of_a_text_that_its_title_has(tmp_path: Path) -> None:
    dated = LETTER.replace("{title}", "Ada to Ben, 3 March 1941").replace("{sent}", "").replace(' cert="high"', "")
    creation = '<profileDesc><creation><date when="1941-03-03"/></creation>'
    page = site_of(tmp_path, letter=dated.replace("<profileDesc>", creation))["documents/one.html"]
    assert facts_at_the_head(page) == ["Exchange Ada and Ben letter 1 of 2"]


def test_the_names_in_the_title_lead_to_what_is_known_of_them(tmp_path: Path) -> None:
    ada = '<person xml:id="{id}-ada"><persName>Ada</persName></person>'
    letter = LETTER.replace("<persName>Ada", '<persName ref="#{id}-ada">Ada')
    letter = letter.replace("</correspDesc>", f"</correspDesc><particDesc><listPerson>{ada}</listPerson></particDesc>")
    title = elements(xpath("//h1"), etree.HTML(site_of(tmp_path, letter=letter)["documents/one.html"]))[0]
    assert " ".join("".join(map(str, title.itertext())).split()) == "Ada to Ben, one"
    assert [(link.text, link.get("href")) for link in title.iter("a")] == [("Ada", "../entries/one-ada.html")]


def test_a_date_of_receipt_that_is_in_the_title_needs_no_remark(tmp_path: Path) -> None:
    titled = (
        LETTER.replace("{title}", "Ada to Ben, received 5 March 1941")
        .replace("{sent}", '<date notAfter="1941-03-05"/>')
        .replace("{received}", '<date when="1941-03-05"/>')
    )
    found = facts_at_the_head(site_of(tmp_path, letter=titled)["documents/one.html"])
    assert found[1:] == ["Letter received 5 March 1941", "Exchange Ada and Ben letter 1 of 2"]


def test_an_earliest_day_of_sending_is_told_beside_the_receipt(tmp_path: Path) -> None:
    letter = LETTER.replace("{sent}", '<date notBefore="1941-03-01" notAfter="1941-03-05"/>')
    page = site_of(tmp_path, letter=letter.replace("{received}", '<date when="1941-03-05"/>'))["documents/one.html"]
    assert "sent between 1 and 5 March 1941 · received 5 March 1941" in facts_at_the_head(page)[1]


@pytest.mark.parametrize(
    ("certainty", "rows"),
    [
        ("high", ["Inferred: sender and addressee."]),
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
