"""The audit: what a check found, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.__main__ import CHECKS, checked, main
from audit.pages import by_kind


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


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a site, of which each check says that it looked at it."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "index.html").touch()
    for name in list(CHECKS):
        monkeypatch.setitem(CHECKS, name, (f"Check of {name}", check))
    return tmp_path


def test_all_checks_run_unless_some_are_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def ran(*named: str) -> list[str]:
        assert main([*named, "--root", str(site)]) == 1
        return [line for line in capsys.readouterr().out.splitlines() if line.startswith("Check of")]

    assert ran() == ["Check of html", "Check of accessibility", "Check of tei", "Check of speed"]
    assert ran("tei", "html") == ["Check of html", "Check of tei"]


def test_help_tells_the_checks_and_runs_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "accessibility  Accessibility, by axe in Chromium" in told
    assert "Findings" not in told


def test_a_check_that_nobody_knows_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["tie"])
    assert ended.value.code == 2
    assert "no check is called tie; there are html, accessibility, tei, speed" in capsys.readouterr().err


def test_an_edition_without_a_site_has_nothing_to_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 2
    assert "Run: make site" in capsys.readouterr().err


KINDS = {
    "documents": "documents.html",
    "threads": "threads.html",
    "documents page": "documents/a.html",
    "entries org": "entries/org-b.html",
    "entries pers": "entries/pers-a.html",
    "threads page": "threads/long.html",
}


def test_a_page_at_the_top_and_those_of_a_folder_of_its_name_are_of_two_kinds(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    for path in ("threads/a.html", *KINDS.values()):
        file = tmp_path / "build" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(path, encoding="utf-8")
    assert by_kind(tmp_path) == KINDS
