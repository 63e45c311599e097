"""Readable examples: files `tests/examples/AREA/*.md`, read into values that a test is run with.

An example is a line `# title`, the input, a line with a single `.`, and the output. A line `---` stands between two
examples of a file; it separates only where the next line with text is a title, so that it may occur in an example.
Blank lines around input and output do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "examples"

# The look-ahead keeps a `---` that belongs to an example, such as a rule in Markdown.
SEPARATOR = re.compile(r"^---[ \t]*\n(?=\s*# )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """One example: what goes in, what must come out, and where it stands."""

    title: str
    input: str
    output: str
    place: str  # `rendering/notes.md:12`, the line of the title


def examples(area: str) -> list[pytest.ParameterSet]:
    """All examples of an area, for `pytest.mark.parametrize("example", examples("rendering"))`.

    The id of a case is file and title. Raises `ValueError` for an area without examples, and for an example without
    title, dot or a title of its own.
    """
    found = [example for path in sorted((FOLDER / area).glob("*.md")) for example in read(path)]
    if not found:
        raise ValueError(f"There is no example in tests/examples/{area}.")
    return [pytest.param(example, id=f"{example.place.rpartition(':')[0]}: {example.title}") for example in found]


def read(path: Path) -> list[Example]:
    """Read the examples of one file, in their order."""
    found = list(_split(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}"))
    titles = [example.title for example in found]
    for example in found:
        if titles.count(example.title) > 1:
            raise ValueError(f"{example.place}: two examples have the title “{example.title}”.")
    return found


def _split(text: str, name: str) -> Iterator[Example]:
    start = 0
    for end in [*(match.span() for match in SEPARATOR.finditer(text)), (len(text), len(text))]:
        yield _example(text[start : end[0]], name, text.count("\n", 0, start) + 1)
        start = end[1]


def _example(text: str, name: str, first_line: int) -> Example:
    head, _, rest = text.lstrip("\n").partition("\n")
    place = f"{name}:{first_line + len(text) - len(text.lstrip(chr(10)))}"
    if not head.startswith("# "):
        raise ValueError(f"{place}: an example begins with a line `# title`.")
    lines = rest.split("\n")
    if lines.count(".") != 1:
        raise ValueError(f"{place}: one line with a single `.` parts the input from the output.")
    dot = lines.index(".")
    return Example(head[2:].strip(), _trimmed(lines[:dot]), _trimmed(lines[dot + 1 :]), place)


def _trimmed(lines: list[str]) -> str:
    """Join lines without the blank ones at both ends; indentation stays."""
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return "\n".join(lines)
