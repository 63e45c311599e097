"""Verdicts kept between runs: what the check of a file found, as long as nothing that it depends on has changed.

A verdict is a pure function of the document, of the schemas that it is checked by, and of this program: the digest of
these is written beside it, and one whose digest differs counts for nothing (`edition.cache`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from edition.cache import Store, program
from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.validate.dates import Letter, Span
from edition.validate.files import FileFindings
from edition.validate.notes import Call, Note
from edition.validate.pointers import Identified, Pointer
from edition.validate.schemas import SchemaPath, Schemas
from edition.validate.wellformed import LARGEST

# Of the verdicts together; the oldest are deleted when there are more.
MOST_BYTES = 200_000_000

MODEL = re.compile(rb"<\?xml-model\s.*?\?>", re.DOTALL)
HREF = re.compile(rb"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
CODES = {code.label: code for code in Code}


@dataclass(slots=True)
class Verdicts:
    """The verdicts on the files of a TEI folder, by certain schemas; read and kept while the store is open."""

    store: Store
    folder: Path  # the TEI folder
    shown_in: str  # as findings print it
    known: Schemas
    digests: dict[Path, str] = field(default_factory=dict)  # of schemas, once they were read
    named: dict[tuple[Path, bytes], str] = field(default_factory=dict)  # those of schemas that documents name

    def key(self, file: Path) -> str:
        """The digest of all that the verdict on a file depends on; "" when that cannot be told."""
        try:
            if file.stat().st_size > LARGEST:
                return ""
            content = file.read_bytes()
            # What is no ASCII at its beginning may name schemas that are not seen here.
            if not content.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<") or b"\0" in content[:4]:
                return ""
            schemas = [self._digest(one) for one in (*self.known.named, self.known.own, self.known.rules) if one]
            if not self.known.named:
                schemas += [self._named(file.parent, one) for one in MODEL.findall(content)]
        except (OSError, ValueError, RecursionError):
            return ""
        parts = [program(), self._name(file), *schemas, hashlib.sha256(content).hexdigest()]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, file: Path, key: str) -> FileFindings | None:
        """The verdict on a file that was kept under a key; None when there is none."""
        with suppress(ValueError, KeyError, TypeError):
            data = self.store.get(self._name(file), key)
            return None if data is None else _findings(json.loads(data))
        return None

    def put(self, file: Path, key: str, found: FileFindings) -> None:
        """Keep a verdict, unless the file has changed since its key was made, or nothing can be written there."""
        if key and self.key(file) == key:
            data = json.dumps(_as_data(found), ensure_ascii=False, separators=(",", ":"))
            self.store.put(self._name(file), key, data.encode("utf-8", "surrogatepass"))

    def tidy(self) -> None:
        """Delete the oldest verdicts until all together are no larger than they may be."""
        with self.store:
            self.store.tidy(MOST_BYTES)

    def _name(self, file: Path) -> str:
        return repr((file.relative_to(self.folder).as_posix(), self.shown_in, self.known))

    def _digest(self, schema: SchemaPath) -> str:
        """The digest of a schema with all the files that it refers to. Raises `ValueError` when they cannot be told."""
        if schema.file not in self.digests:
            contents = sorted(_with_parts(schema.file.resolve(), schema.inside.resolve(), set()))
            self.digests[schema.file] = hashlib.sha256(repr(contents).encode()).hexdigest()
        return self.digests[schema.file]

    def _named(self, folder: Path, instruction: bytes) -> str:
        """The digests of the schemas that an instruction in a document of a folder names, of those that may be read."""
        if (folder, instruction) not in self.named:
            inside = self.known.inside or self.folder
            parts = [part.resolve() for part in _referred(folder, instruction)]
            told = [self._digest(SchemaPath(one, "", inside)) for one in parts if one.is_relative_to(inside.resolve())]
            self.named[folder, instruction] = " ".join(told)
        return self.named[folder, instruction]


def _with_parts(file: Path, inside: Path, seen: set[Path]) -> Iterator[tuple[str, str]]:
    """Yield path and digest of a schema's file and of those that it refers to, as far as they may be read."""
    if file in seen or not file.is_relative_to(inside):
        return
    seen.add(file)
    try:
        content = file.read_bytes()
    except OSError as error:
        yield str(file), str(error.errno)
        return
    if b"xml:base" in content or b"\0" in content[:4]:
        raise ValueError("what the addresses in it are relative to cannot be told")
    yield str(file), hashlib.sha256(content).hexdigest()
    for part in _referred(file.parent, content):
        yield from _with_parts(part.resolve(), inside, seen)


def _referred(folder: Path, content: bytes) -> Iterator[Path]:
    """Yield the local files that attributes `href` name in a text of a file of a folder."""
    for double, single in HREF.findall(content):
        address = urlsplit((double or single).decode("utf-8", "replace"))
        if address.path and not address.scheme and not address.netloc:
            yield folder / unquote(address.path)


def _as_data(value: Any) -> Any:
    """A value of findings as JSON holds it: a record is the list of its fields, a code its name."""
    if isinstance(value, Code):
        return value.label
    if is_dataclass(value):
        return [_as_data(getattr(value, each.name)) for each in fields(value)]
    return [_as_data(each) for each in value] if isinstance(value, tuple) else value


def _findings(data: Sequence[Any]) -> FileFindings:
    path, shown, readable, diagnostics, documents, ids, pointers, calls, notes, letters, *plain = data
    entries, keys, by_grammar = plain
    return FileFindings(
        path,
        shown,
        readable,
        tuple(map(_diagnostic, diagnostics)),
        tuple(Identified(*each) for each in documents),
        tuple(Identified(*each) for each in ids),
        tuple(Pointer(*each) for each in pointers),
        tuple(Call(*each) for each in calls),
        tuple(Note(*each) for each in notes),
        tuple(Letter(volume, number, Span(*sent), Span(*received), line)
              for volume, number, sent, received, line in letters),
        tuple(entries),
        tuple(keys),
        by_grammar,
    )  # fmt: skip


def _diagnostic(data: Sequence[Any]) -> Diagnostic:
    code, message, location, help, related, place, excerpt = data
    also = tuple(Related(Location(*where), reason) for where, reason in related)
    return Diagnostic(CODES[code], message, Location(*location), help, also, place, excerpt)
