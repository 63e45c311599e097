"""Reading the shipped edition in a browser: from call to note and back, along references, on a phone, as files."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.serving import served

pytestmark = pytest.mark.browser

# No. 28 calls note 17 of its volume in its only paragraph.
LETTER = "documents/churchill-1942-28.html"
CALL = "churchill-1942-28-c17"
NOTE = "note-churchill-1942-n17"
# One of the longest.
LONG = "documents/roosevelt-1943-102.html"
# Too narrow for notes beside the text.
MIDDLE: ViewportSize = {"width": 1000, "height": 900}

def test_a_note_leads_to_its_place_in_the_list_and_from_there_back_to_the_call_that_was_left(
    page: Page, site_url: str
) -> None:
    page.set_viewport_size(MIDDLE)
    page.goto(LETTER)
    page.click(f"#{CALL}")
    assert page.url == f"{site_url}{LETTER}", "a call leaves the reader at the line"
    page.locator(".popover .more a").click()
    assert page.url == f"{site_url}{LETTER}#{NOTE}"
    note = page.locator(f"#{NOTE}")
    expect(note).to_contain_text("Vyshinsky")
    expect(note).to_be_in_viewport()
    expect(note.locator("a.back.came")).to_have_attribute("href", f"#{CALL}")
    note.locator("a.back.came").click()
    assert page.url == f"{site_url}{LETTER}#{CALL}"
    expect(page.locator(f"#{CALL}")).to_be_in_viewport()


def test_on_a_wide_screen_the_note_stands_beside_the_text_level_with_its_call(page: Page) -> None:
    page.goto(LETTER)
    beside = page.locator(f".side .note[data-note='{NOTE}']")
    expect(beside).to_contain_text("Vyshinsky")
    beside_at, call_at = beside.bounding_box(), page.locator(f"#{CALL}").bounding_box()
    assert beside_at and call_at
    assert abs(beside_at["y"] - call_at["y"]) < 12
    page.locator(f"#{CALL}").hover()
    expect(beside).to_have_class("note on")
    page.set_viewport_size(MIDDLE)
    expect(beside).to_be_hidden()


def test_the_note_opens_at_its_call_and_escape_closes_it(page: Page) -> None:
    page.set_viewport_size(MIDDLE)
    page.goto(LETTER)
    call = page.locator(f"#{CALL}")
    call.hover()
    popover = page.locator(".popover")
    expect(popover).to_contain_text("Vyshinsky")
    popover.hover()
    page.wait_for_timeout(500)
    expect(popover).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)


def test_the_note_opens_for_the_keyboard_and_leaves_it_at_the_call(page: Page) -> None:
    page.set_viewport_size(MIDDLE)
    page.goto(LETTER)
    page.locator(f"#{CALL}").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".popover")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".popover")).to_have_count(0)
    expect(page.locator(f"#{CALL}")).to_be_focused()


def test_a_tap_opens_the_note_and_the_next_tap_elsewhere_closes_it(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(LETTER)
    page.tap(f"#{CALL}")
    expect(page.locator(".popover")).to_contain_text("Vyshinsky")
    assert page.url == f"{site_url}{LETTER}"
    # The bar of the browser goes when one scrolls.
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".popover")).to_be_visible()
    page.tap("h1")
    expect(page.locator(".popover")).to_have_count(0)
    context.close()


def test_the_volume_leads_from_a_note_to_every_message_that_calls_it(page: Page, site_url: str) -> None:
    page.goto(f"documents/churchill-1942.html#{NOTE}")
    page.locator(f"#{NOTE} .elsewhere a", has_text="No. 28").click()
    assert page.url == f"{site_url}{LETTER}#{CALL}"


def test_a_cross_reference_opens_the_document_that_it_names(page: Page) -> None:
    # Note 42 of the second volume: "see Document No. 114 on p. 85".
    page.goto("documents/roosevelt-1943.html")
    page.locator("#note-roosevelt-1943-n42 a", has_text="No. 114").click()
    expect(page.locator(".kicker")).to_contain_text("No. 114")
    assert "documents/roosevelt-1943-114.html" in page.url


def test_footnotes_of_editorial_pages_behave_as_notes_do(page: Page, site_url: str) -> None:
    page.goto("about.html")
    page.click("#call-1")
    expect(page.locator(".popover")).to_be_visible()
    page.locator(".popover .more a").click()
    assert page.url == f"{site_url}about.html#note-1"
    page.locator("#note-1 a.back").click()
    assert page.url == f"{site_url}about.html#call-1"


def test_one_comes_from_the_home_page_to_the_first_letter_and_on_to_the_next(page: Page) -> None:
    page.goto("index.html")
    page.click("text=Begin reading")
    first = page.url
    page.locator(".ways-on a.next").first.click()
    page.locator(".ways-on a.previous").first.click()
    assert page.url == first


def test_the_site_is_read_without_javascript(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(LETTER)
    page.click(f"#{CALL}")
    assert page.url.endswith(f"#{NOTE}")
    page.goto("search.html")
    expect(page.locator("noscript a").first).to_contain_text("list of all documents")
    context.close()


def test_the_two_transcriptions_stand_side_by_side_level_by_paragraph(page: Page) -> None:
    page.goto("documents/harriman-1944.html")
    page.get_by_role("button", name="Side by side").click()
    expect(page.locator("article.text")).to_be_hidden()
    left = page.locator(".witnesses-beside > div", has_text="Marshal Stalin recalled").first
    right = page.locator(".witnesses-beside > .other", has_text="Marshal Stalin recalled").first
    at_left, at_right = left.bounding_box(), right.bounding_box()
    assert at_left and at_right
    assert at_left["y"] == at_right["y"]
    assert at_left["x"] < at_right["x"]
    page.get_by_role("button", name="One text with variants").click()
    page.locator(".tei-app.edit", has_text="TOP SECRET").click()
    expect(page.locator(".popover .readings li")).to_have_count(2)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_letter_loads(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(LONG, wait_until="networkidle")
    moved = page.evaluate(
        """new Promise(resolve => new PerformanceObserver(list =>
            resolve(list.getEntries().map(entry => entry.value))).observe({type: "layout-shift", buffered: true})
            || setTimeout(() => resolve([]), 300))"""
    )
    assert moved == []


def test_a_letter_with_all_it_needs_is_light(built_site: Path) -> None:
    page = (built_site / LONG).read_bytes()
    named = set(re.findall(r'(?:src|href)="\.\./(assets/[^"]+)"', page.decode()))
    perhaps = {"assets/search.js"}  # once a reader searches
    scripts = sum(_compressed(built_site / name) for name in named | perhaps if name.endswith(".js"))
    whole = sum(_compressed(built_site / name) for name in named) + len(gzip.compress(page))
    assert {"assets/fonts/text-roman.woff2", "assets/edition.css"} <= named
    assert scripts < 15_000
    assert whole < 60_000


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def test_the_site_works_below_any_path(browser: Browser, built_site: Path, tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "path").symlink_to(built_site)
    context = browser.new_context()
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text))
    page.on("requestfailed", lambda request: problems.append(request.url))
    with served(tmp_path) as url:
        page.goto(f"{url}some/path/{LETTER}")
        page.keyboard.press("/")
        page.fill("#q", "cocked")
        page.locator(".excerpts a").first.click()
        expect(page.locator("article.text mark").first).to_have_text("cocked")
        assert page.url.startswith(f"{url}some/path/documents/")
    context.close()
    assert problems == []


def fonts_of(page: Page, selector: str) -> list[bool]:
    """Whether each font that the words of an element are really set in comes from the site."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    return [font["isCustomFont"] for font in session.send("CSS.getPlatformFontsForNode", node)["fonts"]]


def test_the_site_is_read_from_files(browser: Browser, built_site: Path) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.set_viewport_size(MIDDLE)
    page.goto((built_site / LETTER).as_uri())
    page.click(f"#{CALL}")
    expect(page.locator(".popover")).to_contain_text("Vyshinsky")
    assert page.evaluate("getComputedStyle(document.querySelector('.bar')).display") == "flex"
    page.click(".search-link")
    expect(page.get_by_text("opened as files")).to_be_visible()
    expect(page.locator("link[href$='files.css']")).to_have_count(1)
    page.wait_for_function("document.fonts.check('1em \"Edition Text\"')")
    assert fonts_of(page, "main p") == [True]
    page.close()
    # A browser lets no file preload a font; it loads it all the same when a style sheet asks.
    preloads = ("Access to font", "Failed to load resource")
    assert [problem for problem in problems if not problem.startswith(preloads)] == []
