"""The timeline: each letter at its day and in its sender's lane, what is bounded or missing, events, and long pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from lxml import html

from edition.site import templates
from edition.site.chronology import timeline
from edition.site.chronology.timeline import TimelinePage, timeline_page
from edition.site.chronology.timeline_layout import RADIUS, REACH, STEP, WIDTH, Quarter, packed, reaches, stacked
from edition.tei.catalog import Catalog
from edition.words import interface
from tests.conftest import PROJECT
from tests.examples import Example, examples
from tests.time_pages import around, edition_of, texts


def pages(catalog: Catalog) -> list[TimelinePage]:
    return [timeline_page(page, catalog, around()) for page in timeline.planned(catalog)]


def told(page: TimelinePage) -> Iterator[str]:
    """What a page shows, in words: marks by quarter and lane, with the stretch of days in hundredths of the quarter."""
    for year in page.years:
        yield from filter(None, [year.gap])
        yield f"{year.title}, {year.count}"
        for quarter in year.quarters:
            shown = [f"event {band.name}: {band.title}" + " (open)" * band.open for band in quarter.bands if band.href]
            shown += [f"event goes on: {band.title}" for band in quarter.bands if not band.href]
            shown += [f"{lane.name}: {mark.title} ({mark.kind})" for lane in quarter.lanes for mark in lane.marks]
            if shown:
                yield quarter.title
                yield from (f"  {one}" for one in shown)
    if page.undated:
        yield "Without a date: " + ", ".join(link.text for link in page.undated)


@pytest.mark.parametrize("example", examples("timeline"))
def test_timeline(example: Example) -> None:
    found = [line for page in pages(edition_of(example.input)) for line in told(page)]
    assert "\n".join(found) == example.output


def test_a_mark_stands_in_the_middle_of_its_day_whatever_the_length_of_the_quarter() -> None:
    assert Quarter.of(date(1900, 2, 28)) == Quarter(1900, 1)
    first, last = Quarter(1900, 1), Quarter(1904, 1)
    assert first.at(date(1900, 1, 1)) == pytest.approx(WIDTH / 180)
    assert first.at(date(1900, 3, 31)) == pytest.approx(WIDTH - WIDTH / 180)
    assert last.at(date(1904, 3, 31)) == pytest.approx(WIDTH - WIDTH / 182), "a leap year's quarter has a day more"


def test_marks_that_would_cover_one_another_are_stacked() -> None:
    assert stacked([0, STEP / 2, STEP, 1.6 * STEP]) == [0, 1, 0, 1]
    assert stacked([5, 5, 5]) == [0, 1, 2]


def test_a_mark_is_hit_around_it_but_never_nearer_to_another_one() -> None:
    assert reaches([(20.0, 50.0)]) == [REACH]
    assert reaches([(20.0, 50.0), (30.0, 50.0), (100.0, 50.0)]) == [5.0, 5.0, REACH]
    assert reaches([(20.0, 50.0), (21.0, 50.0)]) == [RADIUS, RADIUS]


def test_events_that_meet_have_rows_of_their_own() -> None:
    assert list(packed([(0, 10), (5, 20), (12, 15), (21, 22)])) == [0, 1, 0, 0]


def test_a_bounded_letter_stands_at_the_later_bound_and_its_line_goes_back_to_the_earlier_one() -> None:
    ((page,),) = [pages(edition_of("Lark: sent 1900-02-01..1900-02-28"))]
    (mark,) = [mark for quarter in page.years[0].quarters for lane in quarter.lanes for mark in lane.marks]
    assert float(mark.left) == pytest.approx(WIDTH * 31 / 90, abs=0.1)
    assert float(mark.right) == pytest.approx(WIDTH * 59 / 90, abs=0.1)
    assert float(mark.left) < float(mark.x) < float(mark.right)


def test_lanes_are_at_the_same_height_in_all_quarters_of_a_year() -> None:
    (page,) = pages(edition_of("Lark: sent 1900-01-05\nLark: sent 1900-01-05\nFinch: sent 1900-11-05"))
    heights = {tuple(lane.base for lane in quarter.lanes) for quarter in page.years[0].quarters}
    assert len(heights) == 1


def test_only_the_senders_of_most_letters_have_lanes() -> None:
    letters = [f"Sender {n}: sent 1900-01-{n + 1:02}" for n in range(9) for _ in range(10 - n)]
    (page,) = pages(edition_of("\n".join(letters)))
    lanes = [lane.name for lane in page.years[0].quarters[0].lanes]
    assert lanes == ["Sender 0", "Sender 1", "Sender 2", "Sender 3", "Sender 4", "Others"]


def test_fifty_years_of_letters_have_several_pages_and_each_letter_one_place() -> None:
    letters = [f"Lark: sent {1850 + n % 50}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1500)]
    catalog = edition_of("\n".join(letters))
    found = pages(catalog)
    assert len(found) > 1
    marks = [m.href for page in found for y in page.years for q in y.quarters for lane in q.lanes for m in lane.marks]
    assert len(set(marks)) == 1500
    environment = templates.environment(PROJECT, interface.standard())
    assert max(len(templates.render(environment, "timeline.html", page)) for page in found) < 300_000
    years = [link.href for link, _ in found[0].jump]
    assert len(years) == 50 and years[0] == "#y1850" and years[-1] == f"timeline/{len(found)}.html#y1899"


def test_in_a_crowded_quarter_the_letters_of_a_day_are_one_mark_that_leads_to_the_calendar() -> None:
    letters = ["Lark: sent 1900-01-05"] * 400 + ["Lark: sent 1900-01-06"]
    (page,) = pages(edition_of("\n".join(letters)))
    marks = [(mark.href, mark.title, mark.count) for mark in page.years[0].quarters[0].lanes[0].marks]
    assert marks[0] == ("calendar.html#d1900-01-05", "400 letters: 5 January 1900", "400")
    assert len(marks) == 2


def test_an_edition_without_dates_has_no_timeline() -> None:
    assert pages(edition_of("Lark: sent ")) == []


def test_the_page_is_a_list_of_links_with_names_and_has_no_style_in_it() -> None:
    (page,) = pages(edition_of("&lt;Lark> &amp; Co: sent 1900-01-05\nevent Fair: 1900-02-01"))
    environment = templates.environment(PROJECT, interface.standard())
    tree = html.fromstring(templates.render(environment, "timeline.html", page))
    assert texts(tree, "//svg//*[@role='list']/*[@role='listitem']/a/title") == [
        "Fair: 1 February 1900",
        "Letter 1: 5 January 1900",
    ]
    assert texts(tree, "//svg//*[@role='list']/@aria-label") == ["Events", "<Lark> & Co"]
    assert texts(tree, "//@style | //style") == []
