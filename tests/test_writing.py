"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from edition.writing import write_whole


def test_a_file_takes_the_place_of_the_old_one_with_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "letter.xml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    write_whole(file, b"new", durable=True)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["letter.xml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "letter.xml", tmp_path / "link.xml"
    file.write_bytes(b"old")
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for place in (pipe, folder):
        with pytest.raises(OSError, match="no file"):
            write_whole(place, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert folder.is_dir()
    assert len(list(tmp_path.iterdir())) == 2


def test_what_cannot_be_written_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, target: Path) -> None:
        raise OSError(28, "No space left on device", source)

    monkeypatch.setattr("edition.writing.os.replace", refuse)
    with pytest.raises(OSError, match="No space") as raised:
        write_whole(tmp_path / "letter.xml", b"new")
    assert raised.value.filename == str(tmp_path / "letter.xml")
    assert list(tmp_path.iterdir()) == []
