"""Typed YAML files: each mistake is a finding with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import yamlfile
from edition.diagnostics import Code, EditionError
from edition.yamlfile import Strict


class Person(Strict):
    """A part of the model."""

    name: str
    age: int = 0


class Edition(Strict):
    """The model that the tests read."""

    title: str
    version: str = "0"
    date: str = ""
    language: str = "en"
    ratio: float = 1.0
    draft: bool = False
    note: str | None = None
    editors: tuple[Person, ...] = ()


def read(tmp_path: Path, text: str | bytes) -> Edition:
    path = tmp_path / "config.yml"
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return yamlfile.load(path, Edition, shown_as="config.yml")


def mistakes(tmp_path: Path, text: str | bytes) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read(tmp_path, text)
    return [f"{each.location}: {each.code.label}: {each.message} {each.help}" for each in caught.value.diagnostics]


def test_values_are_what_the_file_says(tmp_path: Path) -> None:
    text = "title: 1984\nversion: 1.10\ndate: 1942-07-31\nlanguage: no\nratio: 0.5\ndraft: true\nnote: ~\n"
    found = read(tmp_path, text + "editors:\n- {name: 007, age: 40}\n")
    assert found == Edition(
        title="1984",
        version="1.10",
        date="1942-07-31",
        language="no",
        ratio=0.5,
        draft=True,
        note=None,
        editors=(Person(name="007", age=40),),
    )


def test_an_unknown_key_has_its_line_and_a_suggestion(tmp_path: Path) -> None:
    text = "title: Letters\neditors:\n- name: A. Editor\n  agee: 3\n"
    assert mistakes(tmp_path, text) == [
        "config.yml:4: unknown-key: Nothing reads the key `editors.0.agee`. Did you mean `age`?"
    ]


def test_every_mistake_is_told(tmp_path: Path) -> None:
    found = mistakes(tmp_path, "colour: red\ndraft: perhaps\n")
    assert [each.split(": ")[0:2] for each in found] == [
        ["config.yml:1", "bad-value"],
        ["config.yml:2", "bad-value"],
        ["config.yml:1", "unknown-key"],
    ]
    assert "The key `title` is missing." in found[0]


def test_a_key_given_twice(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "title: A\ntitle: B\n") == [
        "config.yml:2:1: duplicate-key: The key `title` stands here a second time. Keep one."
    ]


def test_bad_indentation_has_line_and_column(tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, "title: A\n\tversion: 1\n")
    assert found.startswith("config.yml:2:1: bad-yaml:")


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    assert mistakes(tmp_path, b"version: 1\ntitle: caf\xe9\n")[0].startswith(
        "config.yml:2: not-utf8: Byte 0xe9 is not UTF-8."
    )


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        yamlfile.load(tmp_path / "config.yml", Edition, shown_as="config.yml")
    assert caught.value.diagnostics[0].code is Code.FILE_MISSING


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as caught:
        yamlfile.load(tmp_path, Edition)
    assert caught.value.diagnostics[0].code is Code.FILE_UNREADABLE


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n"])
def test_a_file_that_is_no_mapping(text: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, text) == [
        "config.yml:1: bad-value: config.yml is not a list of keys with values. Write `key: value`, one to a line."
    ]


def test_an_empty_file_lacks_what_is_required(tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, "")
    assert "The key `title` is missing." in found


@pytest.mark.parametrize("text", ["title: &a [*a]\n", "a: &a x\nb: *a\n"])
def test_aliases_are_refused(text: str, tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, text)
    assert "`*a` is an alias; nothing here reads those. Write the value out." in found


def test_a_tag_of_python_is_refused(tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, "title: !!python/object/apply:os.getcwd []\n")
    assert found.startswith("config.yml:1: bad-yaml:")


def test_a_character_that_xml_cannot_hold(tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, 'title: "a\\x01b"')
    assert "no XML file can hold" in found


def test_nesting_without_end(tmp_path: Path) -> None:
    [found] = mistakes(tmp_path, "title:\n  " + "- " * 1000 + "x")
    assert "nested too deep" in found


class Lists(Strict):
    """A file of lists."""

    title: str = ""
    editors: tuple[Person, ...] = ()


def test_entries_with_mistakes_are_left_out_alone(tmp_path: Path) -> None:
    entries = ["{name: Ann, nmae: Ann}", "{name: Ben, age: 4}", "{name: Cy, age: old}", "5", "{name: Di, name: Di}"]
    path = tmp_path / "people.yml"
    path.write_text("titel: 1\neditors:\n" + "".join(f"  - {one}\n" for one in [*entries, "{name: Eve}"]), "utf-8")
    read, lines, found = yamlfile.load_entries(path, Lists, shown_as="people.yml")
    assert read == Lists(editors=(Person(name="Ben", age=4), Person(name="Eve")))
    assert [lines["editors", index] for index in range(2)] == [4, 8]
    assert lines["editors", 1, "name"] == 8
    assert ("editors", 2) not in lines
    assert sorted((one.location.line, one.code.label) for one in found) == [
        (1, "unknown-key"), (3, "unknown-key"), (5, "bad-value"), (6, "bad-value"), (7, "duplicate-key"),
    ]  # fmt: skip
