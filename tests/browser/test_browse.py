"""Browsing the shipped edition in a browser: lists narrowed and sorted in the page, the navigation, the home page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}


def shown(page: Page) -> list[str]:
    """The entries that one sees, each as its title."""
    # Not the inner text: what is far down is not laid out yet, and has none.
    return [" ".join(title.split()) for title in page.locator(".entry:visible .title").all_text_contents()]


def test_the_list_is_narrowed_by_sender_and_words_and_its_address_brings_it_back(page: Page) -> None:
    page.goto("documents.html")
    every = len(shown(page))
    page.get_by_text("Narrow and sort the list").click()
    churchill = page.locator("#list-sender option", has_text="Winston S. Churchill").get_attribute("value")
    page.get_by_label("From", exact=True).select_option(churchill)
    page.get_by_label("Words in names").fill("CONVOY")
    expect(page.locator(".list-form [role=status]")).to_have_text(re.compile(rf"^\d+ of {every}$"))
    found = shown(page)
    assert 0 < len(found) < 20
    assert all(title.startswith("Winston S. Churchill") for title in found)
    expect(page.locator("#y1944")).to_be_hidden()
    assert "words=CONVOY" in page.url
    page.reload()
    assert shown(page) == found
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#y1944")).to_be_visible()
    assert len(shown(page)) == every
    assert "?" not in page.url


def test_the_list_is_turned_round_and_back(page: Page) -> None:
    page.goto("documents.html")
    oldest_first = shown(page)
    page.get_by_text("Narrow and sort the list").click()
    page.get_by_label("Order").select_option(label="Newest first")
    assert shown(page) == oldest_first[::-1]
    page.get_by_label("Order").select_option(label="From")
    assert shown(page)[0].startswith("A. Clark Kerr")
    page.get_by_label("Order").select_option(label="Oldest first")
    assert shown(page) == oldest_first


def test_without_scripts_the_whole_list_is_there_and_nothing_that_would_not_work(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(base_url=site_url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("documents.html")
    expect(page.locator(".list-form")).to_be_hidden()
    assert page.locator(".entry:visible").count() > 150
    page.locator(".rail a", has_text="1943").click()
    expect(page.locator("#y1943")).to_be_in_viewport()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Site").get_by_role("link", name="People and places").click()
    expect(page.locator("h1")).to_have_text("Persons")
    page.goto("search.html")
    expect(page.get_by_role("main").get_by_role("link", name="Letters")).to_be_visible()
    context.close()


def test_at_phone_width_the_menu_opens_by_keyboard_and_closes_by_escape(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("documents/churchill-1942-57.html")
    sections = page.get_by_role("navigation", name="Site")
    expect(sections).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(sections).to_be_visible()
    page.keyboard.press("Escape")
    expect(sections).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(sections.get_by_role("link", name="Letters")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Letters by date")


def test_on_a_wide_screen_all_sections_are_in_the_bar_and_the_pages_of_one_below(page: Page) -> None:
    page.goto("collections.html")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    sections = page.get_by_role("navigation", name="Site")
    expect(sections.get_by_role("link", name="Letters")).to_have_attribute("aria-current", "true")
    row = page.get_by_role("navigation", name="In this section")
    expect(row.get_by_role("link", name="By volume")).to_have_attribute("aria-current", "page")
    row.get_by_role("link", name="By correspondent").click()
    expect(page.locator("h1")).to_have_text("Correspondents")


def test_from_a_correspondent_one_comes_to_the_letters_of_one_side(page: Page) -> None:
    page.goto("correspondents.html")
    entry = page.locator(".entry", has_text="A. Clark Kerr").last
    entry.get_by_role("link", name="1 letter sent").click()
    expect(page.locator(".list-form [role=status]")).to_have_text(re.compile("^1 of "))
    assert [title.split(" to ")[0] for title in shown(page)] == ["A. Clark Kerr"]


def test_the_field_on_the_home_page_searches(page: Page) -> None:
    page.goto("index.html")
    page.get_by_role("searchbox").fill("cocked")
    page.keyboard.press("Enter")
    expect(page.locator("#search-status")).to_have_text("1 document")
    assert page.url.endswith("search.html?q=cocked")


def test_letters_of_the_list_are_laid_out_when_they_come_near_and_found_all_the_same(page: Page) -> None:
    page.goto("documents.html")
    last = page.locator(".year .entry").last
    skipped = "(entry) => !entry.querySelector('a').checkVisibility({ contentVisibilityAuto: true })"
    assert last.evaluate(skipped)
    months = page.locator(".month h3[id]")
    page.goto(f"documents.html#{months.last.get_attribute('id')}")
    expect(months.last).to_be_in_viewport()
    assert not last.evaluate(skipped)
    assert page.evaluate("find('Moscow')"), "by the browser's own search"
