"""The shipped edition with a German interface: no English outside of what is the edition's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from edition.words import messages
from edition.words.messages import Message
from tests.conftest import copy_edition, run_edition
from tests.sharing import made_once

# What is quoted or described in these is the edition's, and need not say its language.
CONTENT = "//a | //pre | //code | //cite | //template | //script | //*[@lang and @lang != 'de']"
SAID = "//@aria-label | //@aria-description | //@title | //@placeholder | //@data-label"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as it is shipped, but for the language of the interface."""

    def make(root: Path) -> None:
        with (copy_edition(root) / "config.yml").open("a", encoding="utf-8") as settings:
            settings.write("\ninterface: de\n")
        run_edition("build", "--quiet", root=root, check=True)

    return made_once(tmp_path_factory, "german", make) / "build"


def english() -> Iterator[str]:
    """Pieces of English messages, between their fields, that are several words long and in no German message."""
    german = "\n".join(text for message in messages.standard("de").values() for text in texts(message))
    for message in messages.standard("en").values():
        for text in texts(message):
            for piece in re.split(r"\{\w+\}", text):
                words = piece.strip(" .,;:()[]“”")
                if len(words.split()) > 2 and words not in german:
                    yield words


def texts(message: Message) -> tuple[str, ...]:
    """The text of a message, or those of its forms."""
    return (message,) if isinstance(message, str) else tuple(message.values())


def said(page: html.HtmlElement) -> Iterator[str]:
    """Yield what a page says that is not marked as another's words."""
    yield from map(str, page.xpath(SAID))
    for element in page.xpath(CONTENT):
        element.drop_tree()
    yield from (" ".join(str(words).split()) for words in page.xpath("//body//text()"))


def test_pages_are_german(site: Path) -> None:
    assert {html.parse(str(page)).getroot().get("lang") for page in site.rglob("*.html")} == {"de"}


def test_the_interface_says_nothing_in_english(site: Path) -> None:
    pieces = re.compile("|".join(map(re.escape, sorted(set(english()), key=len, reverse=True))))
    found = {
        (page.relative_to(site).as_posix(), hit[0])
        for page in sorted(site.rglob("*.html"))
        for words in said(html.parse(str(page)).getroot())
        if (hit := pieces.search(words))
    }
    assert not found


def test_dates_and_numbers_are_german(site: Path) -> None:
    letter = html.parse(str(site / "documents" / "churchill-1942-28.html")).getroot()
    assert "5. Januar 1942" in letter.find_class("facts")[0].text_content()
    audit = html.parse(str(site / "audit.html")).getroot()
    assert re.search(r"\d\d\.\d\d\d", audit.find_class("wide")[0].text_content())
