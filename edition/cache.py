"""What a program found, kept between runs under the digest of all that it depends on.

Each kind of thing has a file of its own, a database of SQLite: to write many small files takes several times as long.
Runs at the same time do no harm; what cannot be read or was changed counts for nothing. Data is text that a program
reads as data, never as code.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self

from lxml import etree

# No run waits for the disk: when the machine stops, nothing is lost but time. Views and triggers that somebody may have
# put into the file call no function that does anything.
SETTINGS = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF", "PRAGMA trusted_schema = OFF")
TABLE = "CREATE TABLE IF NOT EXISTS kept (name BLOB UNIQUE, key TEXT, digest TEXT, data BLOB)"
GET = "SELECT digest, data FROM kept WHERE name = ? AND key = ?"
PUT = "REPLACE INTO kept (name, key, digest, data) VALUES (?, ?, ?, ?)"
# Rows are numbered as they come: the newest stay, as long as they have no more bytes together than they may.
TIDY = """DELETE FROM kept WHERE rowid IN (
    SELECT rowid FROM (SELECT rowid, sum(length(data)) OVER (ORDER BY rowid DESC) AS bytes FROM kept) WHERE bytes > ?
)"""
# So SQLite calls a file that is damaged, none of its own, or with another table; it is begun anew.
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})


@dataclass(slots=True)
class Store:
    """Things kept by name in a file; a new one takes the place of the old.

    They are read and written within `with`, and written at its end, all of them or none. Where no file can be made,
    nothing is kept. Picklable outside of `with`.
    """

    place: Path
    _file: sqlite3.Connection | None = field(default=None, init=False, repr=False)
    _new: list[tuple[bytes, str, str, bytes]] = field(default_factory=list, init=False, repr=False)

    def get(self, name: str, key: str) -> bytes | None:
        """What was kept by a name, if under this key; None when it was not, or was changed."""
        for digest, data in self._ask(GET, (_as_bytes(name), key)):
            if isinstance(data, bytes) and digest == hashlib.sha256(data).hexdigest():
                return data
        return None

    def put(self, name: str, key: str, data: bytes) -> None:
        """Keep data by a name."""
        self._new.append((_as_bytes(name), key, hashlib.sha256(data).hexdigest(), data))

    def tidy(self, most: int) -> None:
        """Delete what is oldest until all together has no more bytes than this."""
        self._ask(TIDY, (most,))

    def __enter__(self) -> Self:
        """Open the file, and make it where there is none."""
        with suppress(OSError, sqlite3.Error):
            if not self.place.exists():
                self.place.parent.mkdir(parents=True, exist_ok=True)
                (self.place.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            self._file = sqlite3.connect(self.place)
        for statement in (*SETTINGS, TABLE):
            self._ask(statement, ())
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is new, and close the file."""
        self._ask(PUT, *self._new)
        self._new.clear()
        self._close()

    def _ask(self, statement: str, *rows: tuple[Any, ...]) -> list[Any]:
        """The answers to a statement for each row of values, in one transaction; none from a file that is broken."""
        if self._file is None:
            return []
        try:
            with self._file as file:
                return [answer for row in rows for answer in file.execute(statement, row)]
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in BROKEN:
                self._begin_anew()
        return []

    def _begin_anew(self) -> None:
        self._close()
        with suppress(OSError):
            if self.place.is_file():  # no device
                self.place.unlink()
                self.__enter__()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _as_bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


@cache
def program() -> str:
    """The digest of all that this program is made of, with the libraries on which depends what it finds."""
    import edition  # here, since the package is not whole before its modules are

    digest = hashlib.sha256()
    digest.update(repr((sys.version, etree.LXML_VERSION, etree.LIBXML_VERSION, etree.LIBXSLT_VERSION)).encode())
    if (saxon := find_spec("saxonche")) and saxon.origin:  # an optional extra: with it more rules are run
        digest.update(repr((saxon.origin, Path(saxon.origin).stat().st_mtime_ns)).encode())
    for folder in edition.__path__:
        for file in sorted(Path(folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()
