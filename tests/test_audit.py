"""The audit: what a check found, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from audit.__main__ import checked


def check(project: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Find a fault in each file of a folder."""
    files = sorted(file.name for file in project.iterdir())
    say(f"{len(files)} files")
    for name in files:
        if name == "missing":
            raise FileNotFoundError("The checker is missing.")
        yield f"{name}: wrong"


def test_a_check_without_findings_is_a_success(tmp_path: Path) -> None:
    assert checked("Check", check, tmp_path) == (0, "\nCheck\n  0 files\n  Findings: 0")


def test_findings_fail_and_are_told_with_what_was_looked_at(tmp_path: Path) -> None:
    (tmp_path / "page").touch()
    assert checked("Check", check, tmp_path) == (1, "\nCheck\n  1 files\n  page: wrong\n  Findings: 1")


def test_a_check_that_cannot_run_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "missing").touch()
    assert checked("Check", check, tmp_path) == (2, "\nCheck\n  1 files\n  cannot run: The checker is missing.")
