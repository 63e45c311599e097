"""A site is published as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.diagnostics import Code, EditionError
from edition.site import output


def publish(target: Path, files: dict[str, bytes]) -> None:
    """Publish files as a site."""
    with output.staged(target) as stage:
        for path, content in files.items():
            stage.write(path, content)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder but the marker."""
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != output.MARKER)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def test_a_new_site_replaces_the_old_one_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old", "documents/stale.html": b"stale"})
    publish(target, {"index.html": b"new", "search.html": b"search"})
    assert contents(target) == {"index.html": b"new", "search.html": b"search"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_file_that_stays_the_same_is_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"same": b"same", "other": b"old"})
    os.utime(target / "same", (1, 1))
    os.utime(target / "other", (1, 1))
    publish(target, {"same": b"same", "other": b"new"})
    assert (target / "same").stat().st_mtime == 1
    assert (target / "other").stat().st_mtime > 1


@pytest.mark.parametrize("end", [RuntimeError, KeyboardInterrupt])
def test_the_old_site_stays_when_the_new_one_is_not_finished(tmp_path: Path, end: type[BaseException]) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old"})

    def interrupted() -> None:
        with output.staged(target) as stage:
            stage.write("index.html", b"new")
            raise end

    with pytest.raises(end):
        interrupted()
    assert contents(target) == {"index.html": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["build"]


def test_a_run_killed_between_the_two_moves_is_made_good_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "build"
    publish(target, {"index.html": b"old"})
    target.rename(tmp_path / ".build.previous")
    with pytest.raises(RuntimeError), output.staged(target):
        raise RuntimeError
    assert contents(target) == {"index.html": b"old"}


def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "build"
    target.mkdir()
    (target / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        publish(target, {"index.html": b"new"})
    assert raised.value.diagnostics[0].code is Code.NOT_OUR_FOLDER
    assert contents(target) == {"thesis.txt": b"years of work"}


def test_nothing_is_written_outside_the_site(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="outside"):
        publish(tmp_path / "build", {"../elsewhere": b""})
    assert list(tmp_path.iterdir()) == []
