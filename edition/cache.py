"""What a program found, kept between runs under the digest of all that it depends on.

Each thing kept is a file of its own, written whole or not at all, so that runs at the same time do no harm; what cannot
be read or was changed counts for nothing. Data is text that a program reads as data, never as code.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of things kept, by name; a new one takes the place of the old. Picklable."""

    place: Path

    def get(self, name: str, key: str) -> str | None:
        """What was kept by a name, if under this key; None when it was not, or cannot be read."""
        with suppress(OSError, ValueError):
            known, digest, data = self._file(name).read_text(encoding="utf-8").split("\n", 2)
            if key and known == key and digest == hashlib.sha256(data.encode()).hexdigest():
                return data
        return None

    def put(self, name: str, key: str, data: str) -> None:
        """Keep data, of one line, by a name, unless nothing can be written there."""
        with suppress(OSError, ValueError):
            text = f"{key}\n{hashlib.sha256(data.encode()).hexdigest()}\n{data}".encode()
            kept = self._file(name)
            if not self.place.is_dir():
                self.place.mkdir(parents=True, exist_ok=True)
                (self.place / ".gitignore").write_text("*\n", encoding="utf-8")
            written = kept.with_suffix(f".{os.getpid()}")
            written.write_bytes(text)
            written.replace(kept)

    def tidy(self, most: int) -> None:
        """Delete what is oldest until all together has no more bytes than this."""
        with suppress(OSError):
            kept = [(one, one.stat()) for one in self.place.iterdir() if one.name != ".gitignore"]
            left = sum(state.st_size for _, state in kept)
            for one, state in sorted(kept, key=lambda each: (each[1].st_mtime, each[0].name)):
                if left > most:
                    one.unlink(missing_ok=True)
                    left -= state.st_size

    def _file(self, name: str) -> Path:
        return self.place / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.json"


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
