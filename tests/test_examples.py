"""The runner of readable examples reads what is meant and refuses what cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import examples


def written(folder: Path, text: str) -> Path:
    path = folder / "notes.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_examples_with_their_places(tmp_path: Path) -> None:
    first, second = examples.read(written(tmp_path, "# One\n\n  a\n\nb\n.\nA\n\n---\n\n# Two\nc\n.\nC\n"))
    assert (first.title, first.input, first.output) == ("One", "  a\n\nb", "A")
    assert (second.title, second.input, second.output) == ("Two", "c", "C")
    assert (first.place, second.place) == (f"{tmp_path.name}/notes.md:1", f"{tmp_path.name}/notes.md:11")


def test_three_dashes_inside_an_example_belong_to_it(tmp_path: Path) -> None:
    (example,) = examples.read(written(tmp_path, "# Rule\na\n\n---\n\nb\n.\n<hr>\n"))
    assert example.input == "a\n\n---\n\nb"


def test_an_output_may_be_empty(tmp_path: Path) -> None:
    (example,) = examples.read(written(tmp_path, "# Nothing\na\n.\n"))
    assert example.output == ""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("no title\n.\n", "begins with a line"),
        ("# No dot\na\n", "single `.`"),
        ("# Two dots\na\n.\nb\n.\nc\n", "single `.`"),
        ("# Same\na\n.\nb\n---\n# Same\nc\n.\nd\n", "two examples have the title"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        examples.read(written(tmp_path, text))


def test_an_area_without_examples_is_refused() -> None:
    with pytest.raises(ValueError, match="no example in tests/examples/nowhere"):
        examples.examples("nowhere")
