"""The zip that a word processor writes, opened as if an enemy had made it: only the XML parts asked for, within limits.

Nothing is unpacked to disk, and pandoc never sees the file as received: it gets an archive that is made of the parts
that were read here. `.docx` is an Open Packaging Convention (ECMA-376, part 2), `.odt` a package of ODF 1.3, part 2.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei import documents

MEGABYTE = 1_000_000
LARGEST_FILE = 200 * MEGABYTE  # as received, images and all
MOST_ENTRIES = 10_000
LARGEST_UNPACKED = 2_000 * MEGABYTE  # declared, images and all; nothing of that size is ever unpacked
LARGEST_PART = 64 * MEGABYTE  # of one part that is read; about ten million words of a document as word processors write
# How many times larger than packed a part may be; XML of word processors packs to a tenth, seldom to a hundredth.
LARGEST_RATIO = 250
SMALL = MEGABYTE  # the ratio of a part below this size says nothing

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Compound File Binary: Word's of old, and encrypted ones of today
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HELP_SAVE_AGAIN = "Open it in the word processor that made it and save it again, or ask for another copy."


@dataclass(frozen=True, slots=True)
class Package:
    """A package that passed the checks of `open_package`; `path` is what findings print."""

    path: str
    archive: zipfile.ZipFile

    def part(self, name: str) -> etree._Element | None:
        """The root element of an XML part, None when the package has no such part.

        Raises `EditionError` for a part that is too large, damaged, not well-formed, or declares entities.
        """
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        return self._parsed(name, self._bytes(info))

    def needed(self, name: str) -> etree._Element:
        """The same; raises `EditionError` when the package has no such part."""
        root = self.part(name)
        if root is None:
            raise self._refused(f"It has no part {name}, which holds its text.", HELP_SAVE_AGAIN)
        return root

    def names(self) -> list[str]:
        """The names of all parts, in the order of the archive."""
        return self.archive.namelist()

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        # What an archive declares may be a lie: no more is unpacked than may be, whatever it says.
        try:
            with self.archive.open(info) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise self._refused(f"Its part {info.filename} is damaged: {error}.", HELP_SAVE_AGAIN) from None
        if len(content) > LARGEST_PART:
            raise self._refused(_too_large(f"Its part {info.filename}", LARGEST_PART), _HELP_TOO_LARGE)
        return content

    def _parsed(self, name: str, content: bytes) -> etree._Element:
        try:
            root = etree.fromstring(content, documents.parser())
        except etree.XMLSyntaxError as error:
            message = f"Its part {name} is not well-formed, line {error.lineno or 1}: {error.msg}."
            raise self._refused(message, HELP_SAVE_AGAIN) from None
        if etree.ElementTree(root).docinfo.internalDTD is not None or next(root.iter(etree.Entity), None) is not None:
            message = f"Its part {name} has a document type declaration, as no word processor writes; it is not read."
            raise self._refused(message, "Do not trust this file; ask for another copy.")
        return root

    def _refused(self, message: str, help: str) -> EditionError:
        return EditionError(_unreadable(self.path, message, help))


def open_package(content: bytes, path: str) -> Package:
    """The package that a file's bytes are; `path` is the file as findings print it.

    Raises `EditionError` for what is no zip, encrypted, a bomb, or has names that lead out of it.
    """
    if refusal := _no_zip(content):
        raise EditionError(_unreadable(path, *refusal))
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as error:
        raise EditionError(_unreadable(path, f"The archive is damaged: {error}.", HELP_SAVE_AGAIN)) from None
    refusals = list(_refusals(archive.infolist()))
    if refusals:
        raise EditionError(*(_unreadable(path, message, help) for message, help in refusals))
    return Package(path, archive)


def _no_zip(content: bytes) -> tuple[str, str] | None:
    if not content:
        return "The file is empty.", "Put the document there, exactly as received."
    if len(content) > LARGEST_FILE:
        return _too_large("The file", LARGEST_FILE), _HELP_TOO_LARGE
    if content.startswith(OLE):
        if ENCRYPTED in content:
            return "The document is encrypted.", "Open it with its password, and save it without one."
        return "This is a document of Word before 2007 (.doc), not .docx.", "Save it as .docx or .odt."
    if not content.startswith(b"PK"):
        return "This is no document of a word processor: .docx and .odt are zip archives.", HELP_SAVE_AGAIN
    return None


def _refusals(entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the list of an archive's entries, and the way out; nothing has been unpacked yet."""
    if len(entries) > MOST_ENTRIES:
        yield f"The archive has {len(entries):,} entries; up to {MOST_ENTRIES:,} are read.", _HELP_TOO_LARGE
        return
    names: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name.startswith("/") or "\\" in entry.orig_filename or ":" in name or ".." in PurePosixPath(name).parts:
            yield f"The entry {name!r} of the archive leads out of it.", "Do not trust this file; ask for another copy."
        if name in names:
            yield f"The archive has two entries {name!r}.", HELP_SAVE_AGAIN
        names.add(name)
        if entry.flag_bits & 1:
            yield f"The entry {name!r} of the archive is encrypted.", "Save the document without a password."
        if entry.file_size > SMALL and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1):
            times = entry.file_size // max(entry.compress_size, 1)
            yield f"The entry {name!r} would unpack to {times:,} times its size, as bombs do.", _HELP_TOO_LARGE
    declared = sum(entry.file_size for entry in entries)
    if declared > LARGEST_UNPACKED:
        yield _too_large("The archive, unpacked,", LARGEST_UNPACKED), _HELP_TOO_LARGE


_HELP_TOO_LARGE = "If the document is really so large, divide it; otherwise do not trust it."


def _too_large(what: str, limit: int) -> str:
    return f"{what} is larger than the {limit // MEGABYTE:,} MB that are read."


def _unreadable(path: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(Code.BAD_DOCUMENT, message, Location(path), help)
