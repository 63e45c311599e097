"""Following an exchange in a browser: by keys from letter to letter, and on the page of the exchange."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from edition.site import pages
from edition.site.material import Material
from edition.site.plan import SitePlan
from tests.browser.serving import served
from tests.exchanging import correspondence

pytestmark = pytest.mark.browser

# No. 57 answers No. 56; both are of the exchange of two correspondents.
LETTER = "documents/churchill-1942-57.html"
ANSWERED = "documents/churchill-1942-56.html"
NEXT = "documents/churchill-1942-58.html"


def exchange(page: Page) -> None:
    """Open the first exchange, the one with most letters, until all of it has come: its last note is then the last."""
    page.goto("threads.html")
    page.locator(".exchanges > li > a").first.click()
    page.wait_for_url("**/threads/*.html")


def test_keys_lead_to_what_is_answered_and_along_the_exchange(page: Page, site_url: str) -> None:
    page.goto(LETTER)
    for key, letter in (
        ("a", ANSWERED), ("Shift+ArrowRight", LETTER), ("Shift+ArrowRight", NEXT), ("Shift+ArrowLeft", LETTER),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(page).to_have_url(f"{site_url}{letter}")


def test_keys_that_are_turned_off_lead_nowhere(page: Page, site_url: str) -> None:
    page.goto(LETTER)
    expect(page.locator("#keys")).to_contain_text("a opens the letter that is answered")
    page.locator("#keys button").click()
    page.locator(".facts dt").first.click()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert page.url == f"{site_url}{LETTER}"


def test_words_that_answer_lead_to_their_paragraph(page: Page, site_url: str) -> None:
    page.goto(LETTER)
    page.locator(".relations .answers .quotations a").click()
    assert page.url == f"{site_url}{LETTER}#churchill-1942-57-p1"


def test_letters_open_one_by_one_or_all_at_once(page: Page) -> None:
    exchange(page)
    letter = page.locator(".turn:has(details)").first
    expect(letter.locator(".text")).to_be_hidden()
    letter.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(letter.locator(".text")).to_be_visible()
    page.get_by_role("button", name="Whole letters").click()
    assert page.locator(".turn details:not([open])").count() == 0
    page.get_by_role("button", name="First words").click()
    assert page.locator(".turn details[open]").count() == 0


def test_one_year_can_be_shown_alone(page: Page) -> None:
    exchange(page)
    years = page.get_by_role("group", name="Years shown").get_by_role("button")
    year = years.nth(1).inner_text()
    years.nth(1).click()
    expect(page.locator(".dialogue > .year:visible")).to_have_count(1)
    expect(page.locator(".dialogue > .year:visible > h2")).to_have_text(year)
    years.first.click()
    assert page.locator(".dialogue > .year:visible").count() > 1


def test_what_is_answered_is_shown_though_its_year_was_not(page: Page) -> None:
    # No. 66 of the volume of 1943 answers a message of the last days of 1942, which is missing.
    page.goto("threads/pers-roosevelt--pers-stalin.html")
    page.get_by_role("group", name="Years shown").get_by_role("button", name="1943").click()
    answered = page.locator("#lost-1942-12-30")
    expect(answered).to_be_hidden()
    page.locator(".answer a[href='#lost-1942-12-30']").click()
    expect(answered).to_be_in_viewport()
    expect(page.get_by_role("button", name="All years")).to_have_attribute("aria-pressed", "true")


def test_the_way_back_from_a_note_opens_the_letter_that_calls_it(page: Page) -> None:
    exchange(page)
    back = page.locator(".notes a.back").last
    call = page.locator(f"[id='{(back.get_attribute('href') or '')[1:]}']")
    expect(call).to_be_hidden()
    back.click()
    expect(call).to_be_in_viewport()


def test_who_comes_from_a_letter_finds_it_open_in_its_exchange(page: Page) -> None:
    page.goto(LETTER)
    page.locator(".answering a[href*='threads/']").click()
    turn = page.locator(".turn:target")
    expect(turn).to_be_in_viewport()
    expect(turn.locator(".text")).to_contain_text("I have received your message of July 18")
    note = turn.locator("a.call").first
    note.click()
    expect(page.locator(".popover")).to_contain_text("Communique")


def test_a_screen_reader_has_lists_of_letters_by_year_each_with_a_name(page: Page) -> None:
    exchange(page)
    year = page.get_by_role("region", name=re.compile(r"^\d{4}$")).first
    letters = year.get_by_role("listitem").filter(has=page.get_by_role("article"))
    assert letters.count() > 1
    name = page.locator(".turn h3").nth(1).inner_text()
    assert re.search(r"\S+.*\d{4}", name, re.DOTALL), "sender and date"


def test_without_scripts_the_exchange_can_be_read_too(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    exchange(page)
    letter = page.locator(".turn:has(details)").first
    letter.locator("summary").click()
    expect(letter.locator(".text")).to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_sides_stand_apart_and_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    exchange(page)
    boxes = [page.locator(f".turn.side-{side} > article").first.bounding_box() for side in (0, 1)]
    assert boxes[0] is not None and boxes[1] is not None
    assert boxes[1]["x"] - boxes[0]["x"] > 12
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_long_list_of_exchanges_is_narrowed_and_sorted_by_name(browser: Browser, tmp_path: Path) -> None:
    names = ("Max", "Ida", "Zoë", "Tom", "Ann", "Bob", "Eva", "Fay", "Gus", "Hal", "Jim", "Kay", "Leo")
    letters = (f"a{at}: {name} to Yuri, 1900-03-{at + 10}\nHay." for at, name in enumerate(names))
    found = correspondence("\n".join([*letters, "more: Yuri to Max, 1900-04-01\nNo hay."]))
    plan = SitePlan((found.page("threads"),), "")
    for path, content in pages.files(tmp_path, plan, Material(found.catalog, found.around, found.rendered)):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    with served(tmp_path) as address:
        page = browser.new_page(base_url=address)
        page.goto("threads.html")
        shown = page.locator(".entry:visible > a")
        assert shown.all_inner_texts()[0] == "Yuri and Max"
        page.get_by_label("Words in names").fill("zoe")
        expect(shown).to_have_text(["Yuri and Zoë"])
        expect(page.locator(".list-form [role=status]")).to_have_text("1 of 13")
        page.get_by_label("Words in names").fill("")
        page.get_by_text("Narrow and sort the list").click()
        page.get_by_label("Order").select_option(label="By name")
        assert shown.all_inner_texts() == [f"Yuri and {name}" for name in sorted(names)]
        expect(page.locator(".exchanges.sorted > .entry")).to_have_count(len(names))
        page.close()
