"""What opens beside the text, on a small edition made for it: notes called twice and from notes, previews, changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import served
from tests.citations import of_bibtex, of_csl, of_ris
from tests.conftest import run_edition

pytestmark = pytest.mark.browser

HEADER = """<teiHeader><fileDesc>
  <titleStmt><title type="main">{title}</title>
    <respStmt xml:id="ed"><resp>notes</resp><name>Cora</name></respStmt></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc><profileDesc><correspDesc>
  <correspAction type="sent"><persName>{sender}</persName><date when="{day}"/></correspAction>
  <correspAction type="received"><persName>{addressee}</persName></correspAction>
</correspDesc></profileDesc></teiHeader>"""

ONE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
{header}
<standOff><listAnnotation><note type="reason" target="#one-i1" resp="#ed">A slip of the pen.</note>
<note type="reason" target="#one-c9">The leaf with this note is lost.</note></listAnnotation></standOff>
<text><body>
  <p xml:id="one-p1" n="1">First<ref type="noteAnchor" xml:id="one-c1" target="#one-n1">1</ref> and
    again<ref type="noteAnchor" xml:id="one-c2" target="#one-n1">1</ref>, to
    <persName ref="people.xml#cora">Cora</persName>.</p>
  <p xml:id="one-p2" n="2">A <choice xml:id="one-i1"><sic>mitsake</sic><corr resp="#ed">mistake</corr></choice>, a
    sign<ref type="noteAnchor" xml:id="one-c9">*</ref>, and <ref target="two.xml">your answer</ref>.</p>
</body><back><div type="notes">
  <note xml:id="one-n1" n="1" resp="#ed"><p>See also<ref type="noteAnchor" xml:id="one-c3" target="#one-n2">2</ref>
    and <ref target="two.xml#two-p1">the answer</ref>.</p></note>
  <note xml:id="one-n2" n="2" resp="#ed"><p>Deeper still.</p></note>
</div></back></text></TEI>"""

TWO = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="two" xml:lang="en" type="letter">
{header}<text><body><p xml:id="two-p1" n="1">I answer at once.</p></body></text></TEI>"""


PEOPLE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="people" xml:lang="en">
<teiHeader><fileDesc><titleStmt><title>People</title></titleStmt>
  <publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<standOff><listPerson><person xml:id="cora"><persName>Cora Wren</persName><note>Keeper of the mill.</note></person>
</listPerson></standOff></TEI>"""

LABEL = "#note-one-n1 a.label"


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of two letters."""
    root = tmp_path_factory.mktemp("small")
    (root / "tei").mkdir()
    (root / "config.yml").write_text("title: Two letters\n", encoding="utf-8")
    one = HEADER.format(title="Ada to Ben", sender="Ada", addressee="Ben", day="1890-03-03")
    two = HEADER.format(title="Ben to Ada", sender="Ben", addressee="Ada", day="1890-03-05")
    (root / "tei" / "one.xml").write_text(ONE.format(header=one), encoding="utf-8")
    (root / "tei" / "two.xml").write_text(TWO.format(header=two), encoding="utf-8")
    (root / "tei" / "people.xml").write_text(PEOPLE, encoding="utf-8")
    run_edition("build", "--quiet", root=root, check=True)
    return root / "build"


@pytest.fixture(scope="module")
def site_url(small_site: Path) -> Iterator[str]:
    """The address of the small site, which takes the place of the shipped edition's for this module."""
    with served(small_site) as url:
        yield url


@pytest.fixture
def letter(page: Page) -> Page:
    """The first letter, too narrow for notes beside the text."""
    page.set_viewport_size({"width": 900, "height": 800})
    page.goto("documents/one.html")
    return page


def test_of_several_calls_of_a_note_the_one_that_was_left_is_the_way_back(letter: Page) -> None:
    letter.click("#one-c2")
    letter.click(".popover .more a")
    expect(letter.locator("#note-one-n1 a.back")).to_have_count(2)
    expect(letter.locator("#note-one-n1 a.back.came")).to_have_attribute("href", "#one-c2")


def test_what_a_note_refers_to_opens_in_its_place_with_a_way_back(letter: Page) -> None:
    letter.click("#one-c1")
    popover = letter.locator(".popover")
    popover.locator("a.call").click()
    expect(popover).to_contain_text("Deeper still.")
    popover.get_by_role("button", name="Back").click()
    expect(popover).to_contain_text("See also")
    popover.locator("a", has_text="the answer").click()
    expect(popover).to_contain_text("I answer at once.")
    expect(popover).to_contain_text("5 March 1890")
    letter.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(letter.locator("#one-c1")).to_be_focused()


def test_what_opens_above_a_reference_leaves_all_its_lines_free(letter: Page) -> None:
    reference = letter.locator(".text a", has_text="your answer")
    reference.evaluate("(link) => { link.closest('p').style.inlineSize = '0' }")
    letter.set_viewport_size({"width": 900, "height": 500})
    reference.evaluate("(link) => { document.body.style.paddingBlockStart = '30rem'; link.scrollIntoView(false) }")
    lines = reference.evaluate("(link) => [...link.getClientRects()].map((line) => line.top)")
    assert len(lines) > 1
    reference.focus()
    box = letter.locator(".popover").bounding_box()
    assert box and box["y"] + box["height"] < min(lines)


def test_a_click_outside_closes_what_is_open(letter: Page) -> None:
    letter.click("#one-c1")
    expect(letter.locator(".popover")).to_be_visible()
    letter.click("h1")
    expect(letter.locator(".popover")).to_have_count(0)


def test_a_reference_shows_what_it_leads_to_and_leads_there(letter: Page, site_url: str) -> None:
    reference = letter.locator("article a", has_text="your answer")
    reference.hover()
    expect(letter.locator(".popover")).to_contain_text("Ben to Ada")
    expect(letter.locator(".popover")).to_contain_text("I answer at once.")
    reference.click()
    expect(letter).to_have_url(f"{site_url}documents/two.html")


def test_a_call_whose_note_is_lost_says_why(letter: Page) -> None:
    letter.click("#one-c9")
    expect(letter.locator(".popover")).to_contain_text("The leaf with this note is lost.")


@pytest.mark.parametrize("way", ["click", "Enter", "Space"])
def test_a_change_tells_what_and_why(letter: Page, way: str) -> None:
    change = letter.locator("#one-i1")
    if way == "click":
        change.click()
    else:
        change.focus()
        letter.keyboard.press(way)
    expect(letter.locator(".popover")).to_contain_text("mitsake")
    expect(letter.locator(".popover")).to_contain_text("A slip of the pen.")


def test_the_text_is_read_as_transmitted_too(letter: Page) -> None:
    letter.get_by_role("button", name="As transmitted").click()
    expect(letter.locator("#one-i1 .as-transmitted")).to_be_visible()
    expect(letter.locator("#one-i1 .reading")).to_be_hidden()
    letter.get_by_role("button", name="Reading text").click()
    expect(letter.locator("#one-i1 .reading")).to_be_visible()
    expect(letter.locator("#one-i1 .as-transmitted")).to_be_hidden()


def test_names_are_quiet_until_one_asks_for_them(letter: Page) -> None:
    button = letter.get_by_role("button", name="Show names")
    expect(button).to_have_attribute("aria-pressed", "false")
    plain = letter.locator(".mention").evaluate("element => getComputedStyle(element).boxShadow")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert letter.locator(".mention").evaluate("element => getComputedStyle(element).boxShadow") != plain
    letter.locator(".mention").hover()
    expect(letter.locator(".popover")).to_contain_text("Keeper of the mill.")


@pytest.mark.parametrize(("link", "id", "place"), [("#one-p2 a.n", "one-p2", "par. 2"), (LABEL, "one-n1", "n. 1")])
def test_a_paragraph_and_a_note_are_cited_in_every_form(
    letter: Page, site_url: str, link: str, id: str, place: str
) -> None:
    letter.context.grant_permissions(["clipboard-read", "clipboard-write"])
    letter.locator(link).click()
    address = letter.url
    assert address.startswith(f"{site_url}documents/one.html#")
    assert address.endswith(id)
    assert copied(letter, "Copy link") == address
    words = copied(letter, "Copy citation")
    assert f"Ada to Ben, {place}. In: Two letters" in words
    assert address in words
    bibtex = of_bibtex(copied(letter, "Copy BibTeX"))
    assert (bibtex[""], bibtex["title"], bibtex["url"]) == (id, f"Ada to Ben, {place}", address)
    ris = of_ris(copied(letter, "Copy RIS"))
    assert (ris["title"], ris["urls"]) == (f"Ada to Ben, {place}", [address])
    line = of_csl(copied(letter, "Copy CSL-JSON"))
    assert f"Ada to Ben, {place}" in line
    assert address in line


def copied(page: Page, name: str) -> str:
    """What a button of the open citation copies; that it did is told to those who do not see it."""
    page.locator(".popover").get_by_role("button", name=name).click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_what_cannot_be_copied_is_shown_and_selected(letter: Page) -> None:
    letter.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
    letter.locator("#one-p2 a.n").click()
    letter.locator(".popover").get_by_role("button", name="Copy BibTeX").click()
    expect(letter.get_by_role("status")).to_have_text("Select and copy by hand")
    assert letter.evaluate("String(getSelection())").startswith("@misc{one-p2,")


def test_the_arrow_keys_turn_to_the_texts_before_and_after_until_they_are_turned_off(
    letter: Page, site_url: str
) -> None:
    letter.keyboard.press("ArrowRight")
    expect(letter).to_have_url(f"{site_url}documents/two.html")
    letter.get_by_role("button", name="Turn keys off").click()
    letter.locator("h1").click()
    letter.keyboard.press("ArrowLeft")
    letter.keyboard.press("/")
    expect(letter.locator("dialog")).to_have_count(0)
    expect(letter).to_have_url(f"{site_url}documents/two.html")


def test_without_javascript_notes_are_links_both_ways(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("documents/one.html")
    page.click("#one-c9")
    expect(page.locator("#lost-one-c9")).to_contain_text("The leaf with this note is lost.")
    page.click("#lost-one-c9 a.back")
    assert page.url.endswith("#one-c9")
    expect(page.locator(".views")).to_be_hidden()
    context.close()


def test_the_page_on_paper_has_its_address_and_the_day(letter: Page, site_url: str) -> None:
    letter.evaluate("dispatchEvent(new Event('beforeprint'))")
    letter.emulate_media(media="print")
    expect(letter.locator(".printed")).to_contain_text(f"{site_url}documents/one.html, retrieved")
    expect(letter.locator(".bar")).to_be_hidden()
    assert letter.pdf().startswith(b"%PDF")
