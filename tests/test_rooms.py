"""The rooms of the program: what each may import, so that three programs meet in `pipeline`, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import edition

PACKAGE = Path(edition.__file__).parent
PROGRAMS = {"ingest", "annotate", "site"}
TOP = {"pipeline", "cli", "api"}


def imports(file: Path) -> Iterator[str]:
    """Yield the rooms of the program that a module imports from."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "edition":
            _, _, inside = node.module.partition(".")
            yield from [inside.split(".")[0]] if inside else [name.name for name in node.names]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[1] for name in node.names if name.name.startswith("edition."))


def room_of(file: Path) -> str:
    """The folder of the package that a module stands in, or the module itself."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def users_of(rooms: set[str]) -> dict[str, set[str]]:
    """The rooms that import from one of these, with what they import of them; none is told for its own."""
    found: dict[str, set[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        if used := (set(imports(file)) & rooms) - {room_of(file)}:
            found.setdefault(room_of(file), set()).update(used)
    return found


def test_no_program_imports_another_and_only_the_pipeline_knows_them() -> None:
    assert set(users_of(PROGRAMS)) <= TOP


def test_nothing_imports_what_runs_the_programs() -> None:
    assert set(users_of(TOP)) <= TOP | {"__main__"}


@pytest.mark.parametrize(
    ("room", "below"),
    [("tei", set()), ("export", {"tei"}), ("render", {"tei", "words"}), ("maps", set()), ("dates", set())],
)
def test_a_room_imports_only_what_is_below_it(room: str, below: set[str]) -> None:
    used = {name for file in (PACKAGE / room).rglob("*.py") for name in imports(file)}
    assert used - {room} <= below
