"""The TEI corpus as one ZIP archive, the same bytes for the same corpus."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

# The earliest moment that ZIP can express; the archive's bytes must not depend on the clock.
EPOCH = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644
UNIX = 3


def corpus_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the TEI folder, hidden ones left out, as (path relative to it, content), sorted by path."""
    for file in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).as_posix()):
        relative = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix(), file.read_bytes()


def corpus_zip(folder: Path, *, name: str, readme: str) -> bytes:
    """Pack the TEI folder: a folder `name` that holds `README.txt` and the corpus, schema included, below `tei/`.

    Files are sorted, bear one fixed date and one permission, so that the same corpus always gives the same archive.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _add(archive, f"{name}/README.txt", readme.encode("utf-8"))
        for path, content in corpus_files(folder):
            _add(archive, f"{name}/tei/{path}", content)
    return packed.getvalue()


def _add(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = UNIX
    entry.external_attr = REGULAR_FILE << 16
    archive.writestr(entry, content)
