"""Searching the shipped edition in a browser: a word is found, and the hit opens the page at the word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

NOTE = "note-churchill-1942-n17"


def test_a_word_is_found_and_the_hit_opens_the_page_at_it(page: Page) -> None:
    # Only the Ambassador keeps his "ears and eyes cocked".
    page.goto("search.html")
    page.fill("#q", "cocked")
    expect(page.locator("#search-status")).to_have_text("1 document")
    hit = page.locator(".results .excerpts a").first
    expect(hit.locator("mark")).to_have_text("cocked")
    hit.click()
    page.wait_for_load_state("load")
    assert "documents/kerr-1943" in page.url
    assert re.search(r"#kerr-1943\S*p1$", page.url)
    mark = page.locator("article.text mark").first
    expect(mark).to_have_text("cocked")
    expect(mark).to_be_in_viewport()


def test_a_search_is_in_its_address_and_comes_back_from_it(page: Page) -> None:
    page.goto("search.html")
    page.fill("#q", "Murmansk")
    page.select_option("#f-year", "1942")
    expect(page).to_have_url(re.compile(r"\?q=Murmansk&year=1942$"))
    expect(page.locator("#search-status")).to_contain_text("document")
    found = page.locator("#search-status").inner_text()
    page.reload()
    expect(page.locator("#search-status")).to_have_text(found)
    expect(page.locator("#q")).to_have_value("Murmansk")


def test_filters_alone_list_documents_in_order_of_date(page: Page) -> None:
    page.goto("search.html?year=1941")
    expect(page.locator("#search-status")).to_have_text("3 documents")
    assert "18\u00a0July 1941" in (page.locator(".results h2").first.text_content() or ""), "no line parts a day"


def test_a_phrase_is_found_as_a_phrase_and_marked_as_one(page: Page) -> None:
    page.goto("search.html?q=%E2%80%9Chundredfold+keener%E2%80%9D")
    expect(page.locator("#search-status")).to_have_text("1 document")
    page.locator(".results .excerpts a").first.click()
    expect(page.locator("article.text mark").first).to_have_text("hundredfold keener")


def test_a_note_is_found_once_on_the_page_of_its_volume(page: Page) -> None:
    # "Vyshinsky" stands in note 17 of the first volume, which No. 28 shows too.
    page.goto("search.html?q=Vyshinsky")
    expect(page.locator(f".results h2 a[href$='#{NOTE}']")).to_have_count(1)
    expect(page.locator(".results h2 a[href*='churchill-1942-28.html']")).to_have_count(0)


def test_what_is_not_there_is_said(page: Page) -> None:
    page.goto("search.html?q=zzyzxq")
    expect(page.locator("#search-status")).to_contain_text("Nothing was found")


def test_the_search_opens_over_any_page_and_leads_to_the_paragraph(page: Page) -> None:
    page.goto("documents/churchill-1942-57.html")
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("cocked")
    expect(dialog.locator("#search-status")).to_have_text("1 document")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.click(".search-link")
    expect(page.locator("#q")).to_have_value("cocked")
    dialog.locator(".excerpts a").first.click()
    expect(page.locator("article.text mark").first).to_be_in_viewport()


def test_a_click_beside_the_search_closes_it_and_words_can_be_selected_past_its_edge(page: Page) -> None:
    page.goto("about.html")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("front")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".results > li").first).to_be_visible()
    edge, field = dialog.bounding_box(), page.locator("#q").bounding_box()
    assert edge and field
    page.mouse.move(field["x"] + 60, field["y"] + 12)
    page.mouse.down()
    page.mouse.move(edge["x"] - 30, field["y"] + 12)
    page.mouse.up()
    expect(dialog).to_be_visible()
    page.mouse.click(edge["x"] + 8, edge["y"] + edge["height"] - 8)
    expect(dialog).to_be_visible()
    page.mouse.click(edge["x"] - 30, edge["y"] + 30)
    expect(dialog).to_be_hidden()
    expect(page.locator(".search-link")).to_be_visible()


def test_keys_turn_no_page_behind_the_search(page: Page, site_url: str) -> None:
    page.goto("documents/churchill-1942-57.html")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    expect(page).to_have_url(f"{site_url}documents/churchill-1942-57.html")


def test_what_is_typed_while_the_index_loads_is_searched(page: Page) -> None:
    held: list[Route] = []
    page.route("**/pagefind/pagefind.js*", lambda route: held.append(route))
    page.goto("about.html")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("cocked")
    page.keyboard.press("Enter")
    held[0].continue_()
    expect(page.locator("#search-status")).to_have_text("1 document")


def test_what_is_typed_before_the_search_has_come_is_searched(page: Page) -> None:
    held: list[Route] = []
    page.route("**/assets/search.js", lambda route: held.append(route))
    page.goto("about.html")
    page.keyboard.press("/")
    page.keyboard.type("coc")
    while not held:
        page.wait_for_timeout(20)
    held[0].continue_()
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ked")
    expect(page.locator("#q")).to_have_value("cocked")
    expect(page.locator("#search-status")).to_have_text("1 document")


def test_without_an_index_the_search_says_so_and_can_be_closed(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.route("**/pagefind/pagefind.js*", lambda route: route.abort())
    page.goto("about.html")
    page.tap(".search-link")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("#search-status")).to_contain_text("cannot be loaded")
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()
    context.close()


def test_a_search_that_cannot_be_loaded_over_a_page_is_asked_for_as_a_page(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url)
    page = context.new_page()
    page.route("**/assets/search.js", lambda route: route.abort())
    page.goto("about.html")
    page.keyboard.press("/")
    expect(page).to_have_url(f"{site_url}search.html")
    context.close()


def test_a_hit_in_a_note_leads_to_the_note_with_the_word_marked(page: Page) -> None:
    page.goto("search.html?q=Vyshinsky&in=Notes&year=1942")
    page.locator(f".results h2 a[href$='#{NOTE}']").click()
    expect(page.locator(f"#{NOTE} mark").first).to_have_text("Vyshinsky")
    expect(page.locator(f"#{NOTE} mark").first).to_be_in_viewport()


def test_titles_are_searched_by_themselves(page: Page) -> None:
    page.goto("search.html?q=Memorandum&in=Titles")
    expect(page.locator(".results h2").first).to_contain_text("Memorandum of a conversation")


def test_the_slash_leads_to_the_search(page: Page) -> None:
    page.goto("about.html")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_a_person_is_found_in_the_filter_by_typing_and_narrows_the_results(page: Page) -> None:
    page.goto("search.html?q=front")
    expect(page.locator("#search-status")).to_contain_text("documents")
    before = page.locator("#search-status").inner_text()
    person = page.get_by_role("combobox", name="Person mentioned")
    person.click()
    page.keyboard.type("molot")
    expect(page.get_by_role("listbox", name="Person mentioned").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=front&person=.*Molotov"))
    expect(page.locator(".narrow summary")).to_contain_text("Molotov")
    expect(page.locator("#search-status")).not_to_have_text(before)
    expect(page.locator(".results > li").first).to_be_visible()
    few = page.locator(".results > li").count()
    assert 0 < few < 20
    page.reload()
    expect(person).to_have_value(re.compile("Molotov"))
    expect(page.locator(".results > li")).to_have_count(few)
    page.get_by_role("button", name="Take all filters away").click()
    expect(page).to_have_url(re.compile(r"\?q=front$"))


def test_escape_closes_the_list_of_names_and_not_the_search(page: Page) -> None:
    page.goto("documents/churchill-1942-57.html")
    page.keyboard.press("/")
    page.get_by_text("Narrow the search").click()
    place = page.get_by_role("combobox", name="Place mentioned")
    place.click()
    expect(page.get_by_role("listbox", name="Place mentioned")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Place mentioned")).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_name_that_is_none_is_not_kept(page: Page) -> None:
    page.goto("search.html?q=front")
    person = page.get_by_role("combobox", name="Person mentioned")
    person.fill("zzz")
    expect(page.get_by_role("option", name="No such name")).to_be_visible()
    person.blur()
    expect(person).to_have_value("")


def test_words_that_no_text_has_are_told(page: Page) -> None:
    page.goto("search.html?q=Murmnsk")
    expect(page.locator("#search-status")).to_contain_text("No text has “Murmnsk”")
    page.fill("#q", "Murm")
    expect(page.locator(".results mark").first).to_have_text("Murmansk")
    expect(page.locator("#search-status")).not_to_contain_text("No text")


def test_results_are_sorted_by_date_when_asked(page: Page) -> None:
    page.goto("search.html?q=convoy&in=Texts&sort=latest")
    expect(page.locator(".results h2").first).to_contain_text("1943")
    page.get_by_label("Order").select_option(label="Oldest first")
    expect(page).to_have_url(re.compile("sort=date$"))
    expect(page.locator(".results h2").first).to_contain_text("1942")
