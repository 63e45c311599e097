"""Reader of word processors' documents: `.docx` and `.odt`, by pandoc.

The file as received is checked and its text prepared by lxml (`package`, `undecided`, `docx`, `odt`); pandoc reads what
was prepared; `tree` makes a `Draft` of its answer. `words_docx` and `words_odt` read the words of the file without
pandoc, so that the audit can compare.
"""

from __future__ import annotations

import re

from edition.ingest.readers.layout import Draft
from edition.ingest.readers.word import docx, odt, pandoc, tree
from edition.ingest.readers.word.package import open_package
from edition.ingest.readers.word.prepared import Prepared

WORD = re.compile(r"[^\W_]+")


def read_docx(data: bytes, shown: str) -> Draft:
    """The draft of a `.docx`; `shown` is the file as findings print it.

    Raises `EditionError` for what is no `.docx` or dangerous, for tracked changes and comments, and without pandoc.
    """
    return _draft(docx.prepare(open_package(data, shown)), shown)


def read_odt(data: bytes, shown: str) -> Draft:
    """The draft of an `.odt`; `shown` is the file as findings print it.

    Raises `EditionError` for what is no `.odt` or dangerous, for tracked changes and comments, and without pandoc.
    """
    return _draft(odt.prepare(open_package(data, shown)), shown)


def words_docx(data: bytes) -> tuple[list[str], list[str]]:
    """The words of a `.docx` that can be read, and those of its notes, in the order of the file, without pandoc."""
    body, notes = docx.texts(open_package(data, ""))
    return WORD.findall(body), WORD.findall(notes)


def words_odt(data: bytes) -> tuple[list[str], list[str]]:
    """The words of an `.odt` that can be read, and those of its notes, in the order of the file, without pandoc."""
    body, notes = odt.texts(open_package(data, ""))
    return WORD.findall(body), WORD.findall(notes)


def _draft(prepared: Prepared, shown: str) -> Draft:
    blocks = pandoc.blocks(prepared.archive, prepared.format, shown)
    return tree.draft(blocks, prepared, shown)
