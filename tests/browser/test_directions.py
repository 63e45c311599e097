"""Texts from right to left in a browser: where numbers, notes and arrows stand, and which keys lead on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import served

pytestmark = pytest.mark.browser

LETTER = "documents/harbours-1.html"


@pytest.fixture
def opened(browser: Browser) -> Iterator[Page]:
    """A page that asks for no animation, on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def left(element: Locator) -> float:
    """Where an element begins on the screen, from the left."""
    box = element.bounding_box()
    assert box is not None
    return box["x"]


def test_paragraph_numbers_stand_at_the_right_of_a_text_from_right_to_left(harbours: Path, opened: Page) -> None:
    with served(harbours) as url:
        opened.set_viewport_size({"width": 1440, "height": 900})
        opened.goto(url + LETTER)
        assert left(opened.locator(".text .n").first) > left(opened.locator(".text .tei-quote").first)
        opened.goto(url + "documents/harbours-3.html")
        assert left(opened.locator(".text .n").first) < left(opened.locator(".text .tei-p").first)


@pytest.mark.parametrize("site", ["harbours", "from_right_to_left"])
def test_a_note_opens_within_a_narrow_screen(site: str, opened: Page, request: pytest.FixtureRequest) -> None:
    with served(request.getfixturevalue(site)) as url:
        opened.goto(url + LETTER)
        opened.locator(".text a.call").first.click()
        box = opened.locator(".popover").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert opened.evaluate("getComputedStyle(document.querySelector('.popover .content')).direction") == "rtl"
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_arrows_and_arrow_keys_turn_with_the_page(from_right_to_left: Path, opened: Page) -> None:
    with served(from_right_to_left) as url:
        opened.goto(url + LETTER)
        turned = opened.locator(".step .arrow").first.evaluate("(arrow) => getComputedStyle(arrow).transform")
        assert turned == "matrix(-1, 0, 0, 1, 0, 0)"
        opened.keyboard.press("ArrowLeft")
        expect(opened).to_have_url(url + "documents/harbours-2.html")


def test_scripts_speak_the_language_of_the_page(from_right_to_left: Path, opened: Page) -> None:
    with served(from_right_to_left) as url:
        opened.goto(url + LETTER)
        opened.keyboard.press("/")
        opened.locator("#q").fill("Morning Star")
        expect(opened.locator("#search-status")).to_contain_text("وثيقتان")
        assert opened.evaluate("say({ two: 'both', other: '{count}' }, { count: 2 })") == "both"
