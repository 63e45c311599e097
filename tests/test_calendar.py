"""The calendar: each day with its letters, those of which only the receipt is known, and those without a day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html

from edition.site import templates
from edition.site.chronology import calendar
from edition.site.chronology.calendar import CalendarPage, calendar_page
from edition.tei.catalog import Catalog
from edition.words import interface
from edition.words.interface import Interface
from tests.conftest import PROJECT
from tests.examples import Example, examples
from tests.exchanging import correspondence
from tests.time_pages import around, edition_of, texts


def pages(catalog: Catalog) -> list[CalendarPage]:
    return [calendar_page(page, catalog, around()) for page in calendar.planned(catalog)]


def told(page: CalendarPage) -> Iterator[str]:
    """What a page shows, in words: days that have letters, where they lead, and the lists below."""
    for year in page.years:
        yield f"{year.title}, {year.count}"
        for month in year.months:
            for day in (day for week in month.weeks for day in week if day and day.href):
                kind = "" if day.kind == "day" else f" ({day.kind})"
                yield f"  {month.name} {day.number}{kind}: {day.title} → {day.href}"
        for several in year.several:
            letters = [f"{one.link.text}{f' ({one.remark})' if one.remark else ''}" for one in several.letters]
            yield f"  #{several.anchor}: {', '.join(letters)}"
        yield from (f"  no day: {one.link.text}, {one.remark}" for one in year.bounded)
    if page.undated:
        yield "Without a date: " + ", ".join(link.text for link in page.undated)


@pytest.mark.parametrize("example", examples("calendar"))
def test_calendar(example: Example) -> None:
    found = [line for page in pages(edition_of(example.input)) for line in told(page)]
    assert "\n".join(found) == example.output


def test_weeks_begin_as_the_language_has_it_and_days_stand_below_their_names() -> None:
    (page,) = pages(edition_of("Lark: sent 1900-05-09"))
    assert page.weekdays[0] == ("Mo", "Monday")
    may = page.years[0].months[4]
    assert [day.number if day else "" for day in may.weeks[0]] == ["", "1", "2", "3", "4", "5", "6"]
    (wednesday,) = [index for week in may.weeks for index, day in enumerate(week) if day and day.href]
    assert page.weekdays[wednesday][1] == "Wednesday"


def test_months_and_days_are_named_in_the_language_of_the_interface() -> None:
    german: Interface = interface.standard("de")
    assert next(calendar._weekdays(german)) == ("Mo.", "Montag")


def test_months_are_tables_with_names_and_days_with_several_letters_say_how_many() -> None:
    (page,) = pages(edition_of("Lark: sent 1900-05-09\nFinch: sent 1900-05-09\nLark: sent 1900-05-10"))
    environment = templates.environment(PROJECT, interface.standard())
    tree = html.fromstring(templates.render(environment, "calendar.html", page))
    assert texts(tree, "//table/caption")[4] == "May"
    assert texts(tree, "//table[5]//th/@abbr")[2] == "Wednesday"
    assert texts(tree, "//td/a") == ["9", "10"]
    assert tree.xpath("//td/@data-count") == ["2"]
    assert texts(tree, "//td/a/@title") == texts(tree, "//td/a/@aria-label")
    assert texts(tree, "//td/a/@title") == ["9 May 1900: 2 letters", "10 May 1900: Letter 3"]
    assert texts(tree, "//*[@id='d1900-05-09']//li") == ["Letter 1", "Letter 2"]
    assert texts(tree, "//@style | //style") == []


MISSED = """
one: Anna to Berta, 1900-03-09
I have <ref type="unresolved" subtype="missing" ana="#reference-received">your letter of
<date when="1900-03-05">the 5th</date></ref>, and <ref type="unresolved" subtype="missing"
ana="#reference-received">that of <date when="1900-03-09">today</date></ref>.
"""


def test_missing_letters_stand_on_their_days_named_and_told_apart() -> None:
    found = correspondence(MISSED)
    (page,) = (calendar_page(page, found.catalog, found.around) for page in calendar.planned(found.catalog))
    assert list(told(page)) == [
        "1900, 1 letter",
        "  March 5 (missing): Missing: Berta, 5 March 1900 → missing.html#missing-one",
        "  March 9: 9 March 1900: 1 letter and one missing → #d1900-03-09",
        "  #d1900-03-09: Anna to Berta, 1900-03-09, Missing: Berta, 9 March 1900",
    ]
    assert page.summary == "One letter in its year. 2 more, which are missing, stand where they belong."
    environment = templates.environment(PROJECT, interface.standard())
    tree = html.fromstring(templates.render(environment, "calendar.html", page))
    assert texts(tree, "//td[contains(@class, 'missing')]/a/@aria-label") == ["Missing: Berta, 5 March 1900"]
    assert texts(tree, "//p[@class='key']")[0].endswith("from other letters.")


def test_fifty_years_have_several_pages_none_too_large_and_every_month_has_its_file() -> None:
    letters = [f"Lark: sent {1850 + n % 50}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1000)]
    catalog = edition_of("\n".join(letters))
    found = pages(catalog)
    environment = templates.environment(PROJECT, interface.standard())
    assert max(len(templates.render(environment, "calendar.html", page)) for page in found) < 300_000
    assert [year.title for page in found for year in page.years] == [str(1850 + n) for n in range(50)]
    files = calendar.files_of_months(catalog)
    assert len(files) == 600
    assert files[1850, 1] == "calendar.html" and files[1899, 12] == f"calendar/{len(found)}.html"


def test_an_edition_without_dates_has_no_calendar() -> None:
    assert pages(edition_of("Lark: sent ")) == []
