"""The archive of all TEI files."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from edition.export.archive import corpus_zip


def test_the_archive_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, names in ((first, ["b.xml", "schema/a.rng", ".hidden"]), (second, ["schema/a.rng", "b.xml"])):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
    (second / "b.xml").chmod(0o600)
    os.utime(second / "b.xml", (1, 1))
    packed = corpus_zip(first, name="letters-1", readme="What it is.")
    assert packed == corpus_zip(second, name="letters-1", readme="What it is.")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["letters-1/README.txt", "letters-1/tei/b.xml", "letters-1/tei/schema/a.rng"]
        assert archive.read("letters-1/tei/b.xml") == b"b.xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
