"""What holds on every kind of page: nothing to scroll sideways, nothing said to the console, no script of others."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from audit.pages import by_kind
from edition.site import templates
from edition.site.lighter import lighter
from tests.conftest import PROJECT

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
LETTER = "documents/churchill-1942-28.html"
# Got when a reader opens the search.
LATER = ("assets/search.js",)
SCRIPT = re.compile(r'<script[^>]* src="(?:\.\./)*(assets/[^"]+)"')
MOST = 15_000


def test_every_kind_of_page_fits_any_window_and_is_silent(page: Page, shipped_edition: Path) -> None:
    too_wide = []
    for path in (*by_kind(shipped_edition).values(), "search.html?q=front"):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                too_wide.append((path, width))
    assert too_wide == []


def test_no_page_has_more_scripts_than_it_may(shipped_edition: Path) -> None:
    site = shipped_edition / "build"
    for path in by_kind(shipped_edition).values():
        named = {*SCRIPT.findall((site / path).read_text(encoding="utf-8")), *LATER}
        assert sum(len(gzip.compress((site / name).read_bytes())) for name in named) < MOST, path


def test_style_sheets_say_the_same_as_published(page: Page) -> None:
    written = {path: content for path, content in templates.assets(PROJECT) if path.endswith(".css")}
    published = lighter(written)
    rules = """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
        const text = [...sheet.cssRules].map(rule => rule.cssText).join(" ");
        return text.replace(/(,?)\\s+/g, (_, comma) => comma || " ") }"""
    for path, content in written.items():
        assert len(published[path]) < len(content)
        assert page.evaluate(rules, published[path].decode()) == page.evaluate(rules, content.decode()), path


def test_plurals_and_numbers_are_made_when_they_are_needed(page: Page) -> None:
    # Each takes a browser as long as all else that scripts do when a page opens.
    page.add_init_script(
        """window.made = []; for (const name of ["PluralRules", "NumberFormat", "DateTimeFormat"])
        Intl[name] = new Proxy(Intl[name], { construct: (it, given) => (made.push(name), new it(...given)) })"""
    )
    page.goto("documents.html")
    assert page.evaluate("made") == []
    page.fill("#list-words", "front")
    expect(page.locator(".listing [role=status]")).to_contain_text("of")
    assert set(page.evaluate("made")) == {"NumberFormat"}


def test_a_script_that_stands_in_a_page_does_not_run(browser: Browser, site_url: str) -> None:
    page = browser.new_page(base_url=site_url)
    page.goto(LETTER)
    with pytest.raises(Error, match="Content Security Policy"):
        page.add_script_tag(content="document.title = 'changed'")
    assert page.title() != "changed"
    page.close()


def test_colours_follow_the_wish_of_the_reader(page: Page) -> None:
    page.goto(LETTER)
    ground = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        ground[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert _brightness(ground["light"]) > 200 > 60 > _brightness(ground["dark"])


def _brightness(colour: str) -> float:
    """How bright a colour is, 0 to 255, as `rgb(…)` writes it."""
    parts = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(parts) / len(parts)


def test_a_letter_is_read_by_keyboard_alone(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 900})
    page.goto(LETTER)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    call = page.locator("article .call").first
    for _ in range(60):
        page.keyboard.press("Tab")
        if call.evaluate("element => element === document.activeElement"):
            break
    expect(call).to_be_focused()
    outline = call.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline != "none", "focus is seen"
    page.keyboard.press("Enter")
    expect(page.locator(".popover")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.popover') !== null")
    page.keyboard.press("Escape")
    expect(call).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: not url.endswith(LETTER))


def test_a_letter_on_paper_is_its_text_then_its_notes_then_its_address(page: Page) -> None:
    page.goto(LETTER)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    order = [_top(page, part) for part in ("h1", "article.text", ".notes", ".about-text", ".printed")]
    assert order == sorted(order)
    expect(page.locator(".printed")).to_contain_text(re.compile(rf"{LETTER}, retrieved \d+ \w+ \d{{4}}"))
    for hidden in (".bar", ".foot", ".ways-on", ".views", ".cite-forms"):
        assert all(not one.is_visible() for one in page.locator(hidden).all()), hidden


def _top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"]
