"""Timeline, calendar and map in a browser: names and lists for a screen reader, the keyboard, a phone, no script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
PAGES = ("timeline.html", "calendar.html", "map.html")


def test_a_mark_on_the_timeline_is_in_a_list_and_leads_to_its_letter(page: Page) -> None:
    page.goto("timeline.html")
    year = page.get_by_role("region", name="1942")
    lane = year.get_by_role("group", name="April – June 1942").get_by_role("list", name="J. V. Stalin", exact=True)
    assert lane.get_by_role("listitem").count() > 3
    mark = lane.get_by_role("link").first
    mark.focus()
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/*.html")


def test_an_event_is_a_band_that_leads_to_its_entry(page: Page) -> None:
    page.goto("timeline.html")
    page.get_by_role("list", name="Events").get_by_role("link", name="Tehran Conference").click()
    page.wait_for_url("**/entries/*.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tehran Conference")


def test_a_day_of_several_letters_leads_to_the_list_of_them(page: Page) -> None:
    page.goto("calendar.html")
    may = page.get_by_role("region", name="1942").get_by_role("table", name="May")
    may.get_by_role("link", name="24 May 1942: 3 letters").click()
    listed = page.locator("[id='d1942-05-24']")
    expect(listed).to_be_in_viewport()
    expect(listed.get_by_role("link")).to_have_count(3)


def test_a_mark_on_the_map_shows_its_name_and_leads_to_the_place(page: Page) -> None:
    page.goto("map.html")
    mark = page.locator("svg").get_by_role("link", name="Rabaul, 2 mentions")
    mark.focus()
    expect(mark.locator("text")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/*.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rabaul")


def test_a_frame_leads_to_the_plate_of_what_is_in_it(page: Page) -> None:
    page.goto("map.html")
    page.locator("#map-1 .frame").first.click()
    expect(page.locator("#map-2")).to_be_in_viewport()


def test_on_a_phone_every_place_can_be_hit(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("map.html")
    names = page.locator("svg .mark .hit").evaluate_all(
        """circles => circles.flatMap(circle => {
          circle.scrollIntoView({ block: "center" })
          const box = circle.getBoundingClientRect()
          const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
          return found?.closest("a") === circle.parentNode ? [] : [circle.parentNode.textContent]
        })"""
    )
    assert names == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone_and_all_work_without_scripts(browser: Browser, site_url: str, path: str) -> None:
    context = browser.new_context(base_url=site_url, viewport=PHONE, java_script_enabled=False)
    opened = context.new_page()
    opened.goto(path)
    box = opened.locator("main").bounding_box()
    assert box and box["width"] <= PHONE["width"]
    drawn = opened.locator("main a:visible")
    assert drawn.count() > 100
    context.close()
