"""Texts from right to left, in Han and kana, and of no known language, on the pages of a small edition."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from edition.words.interface import standard


def page(site: Path, name: str) -> html.HtmlElement:
    """A page of the site."""
    return html.parse(str(site / name)).getroot()


def attributes(element: html.HtmlElement) -> tuple[str | None, str | None]:
    """The language and direction that an element says."""
    return element.get("lang"), element.get("dir")


def test_a_text_says_its_language_and_its_direction_where_they_are_not_those_of_the_page(harbours: Path) -> None:
    shown = {number: page(harbours, f"documents/harbours-{number}.html") for number in range(1, 6)}
    texts = {number: attributes(found.find_class("text")[0]) for number, found in shown.items()}
    assert texts == {1: ("ar", "rtl"), 2: ("he", "rtl"), 3: ("ja", None), 4: ("zh-Hans", None), 5: (None, None)}
    assert attributes(shown[1].find(".//h1")) == ("ar", "rtl")
    assert attributes(shown[1].find_class("content")[0]) == ("ar", "rtl")


def test_words_that_run_the_other_way_within_a_text_say_so(harbours: Path) -> None:
    arabic = page(harbours, "documents/harbours-1.html").find_class("text")[0]
    assert {attributes(one) for one in arabic.find_class("tei-foreign")} == {("en", "ltr")}
    japanese = page(harbours, "documents/harbours-3.html")
    assert [attributes(one) for one in japanese.find_class("text")[0].find_class("tei-foreign")] == [("ar", "rtl")]


def test_a_block_of_unknown_language_runs_as_its_first_letter(harbours: Path) -> None:
    card = page(harbours, "documents/harbours-5.html")
    assert [attributes(one) for one in card.find_class("text")[0].find_class("tei-p")] == [(None, "auto")] * 2
    assert attributes(card.find_class("content")[0]) == (None, "auto")


def test_names_are_isolated_among_words_that_run_the_other_way() -> None:
    assert standard().listed(["مريم", "Joseph"]) == "\u2068مريم\u2069 and Joseph"
    assert standard().say("notes.note", label="١") == "Note ١"
    assert standard().say("document.number", number="א") == "No. \u2068א\u2069"


def test_titles_without_spaces_between_words_are_not_parted(harbours: Path) -> None:
    title = page(harbours, "documents/harbours-3.html").find(".//h1")
    assert title.text_content() == "春より林へ、明治四十五年五月九日"


def test_an_interface_from_right_to_left_turns_the_page_and_marks_what_runs_from_the_left(
    from_right_to_left: Path,
) -> None:
    letter = page(from_right_to_left, "documents/harbours-1.html")
    assert attributes(letter) == ("ar", "rtl")
    assert attributes(letter.find_class("text")[0]) == (None, None)
    japanese = page(from_right_to_left, "documents/harbours-3.html")
    assert attributes(japanese.find_class("text")[0]) == ("ja", "ltr")
