"""The catalogues that the program brings: complete, alike, and neither more nor fewer words than the interface says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.site import templates
from edition.words import interface, messages
from edition.words.messages import Message
from tests.conftest import PROJECT

LANGUAGES = sorted(path.stem for path in (templates.defaults() / "interface").glob("*.yml"))
# Where words are said: a key as a literal, or the beginning of a key whose end is put to it on the spot.
KEY = re.compile(r"""["']([a-z_]+\.[a-z0-9_]+)["'](?!\s*~)""")
BEGINNING = re.compile(r"""f"([a-z_]+\.[a-z0-9_]*)\{|\bterm\(\s*"([a-z_]+)"|"([a-z_]+\.[a-z0-9_]*)" ~""")


def said() -> Iterator[tuple[Path, str]]:
    """Each file that may say something, with its text."""
    for folder, suffix in (("edition", ".py"), ("site_templates", ".html"), ("site_templates/assets", ".js")):
        for path in sorted((PROJECT / folder).rglob(f"*{suffix}")):
            yield path, path.read_text(encoding="utf-8")


def texts(message: Message) -> list[str]:
    """The text of a message, or those of its forms."""
    return [message] if isinstance(message, str) else list(message.values())


def fields(message: Message) -> set[str]:
    """The fields of a message in any of its forms."""
    return {name for text in texts(message) for name in messages.fields_of(text)}


def test_english_and_german_are_there() -> None:
    assert {"de", "en"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_message_with_its_fields_and_forms(language: str) -> None:
    english = messages.standard("en")
    path = templates.defaults() / "interface" / f"{language}.yml"
    catalogue = messages.read(path, path.name)
    messages.check([catalogue], english, messages.categories(interface.standard(language).locale))
    assert catalogue.messages.keys() == english.keys()
    for key, message in catalogue.messages.items():
        assert fields(message) | {"count"} == fields(english[key]) | {"count"}, key


def test_every_message_that_is_asked_for_is_there() -> None:
    english = messages.standard("en")
    asked = {
        (path.name, key)
        for path, text in said()
        for key in re.findall(r"""\bsay\(\s*["']([a-z_]+\.[a-z0-9_]+)["'](?!\s*~)""", text)
    }
    assert not {one for one in asked if one[1] not in english}


def test_every_message_is_said_somewhere() -> None:
    keys, beginnings = set(), set()
    for _, text in said():
        keys |= set(KEY.findall(text))
        beginnings |= {name for found in BEGINNING.findall(text) for name in found if name}
    beginnings = {name if "." in name else f"{name}." for name in beginnings}
    assert not {key for key in messages.standard("en") if key not in keys and not key.startswith(tuple(beginnings))}


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_set_as_their_language_sets_them(language: str) -> None:
    for key, message in messages.standard(language).items():
        for text in texts(message):
            assert text == text.strip() and "  " not in text, key
            assert not set("\"'") & set(text), f"{key}: straight quotation marks"
            assert language != "de" or not re.search(r"“[^„]*”", text), f"{key}: English quotation marks"
