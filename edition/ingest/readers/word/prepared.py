"""What pandoc is given of a word processor's document, and what is kept aside to judge its answer by."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers.numerals import numeral

# The target of the link that stands for a note's call, and of the one that opens the note behind the text.
CALL = "edition.call."
NOTE = "edition.note."
# Targets of links that say what pandoc's tree would not: how words look, and from which number a list counts on.
LOOK = "edition.look."
START = "edition.start."
# Of the link that stands for a place to which others lead.
ANCHOR = "edition.anchor."
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name: the same document, the same bytes


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note of the document: a key of its own, where it is printed ("foot" or "end"), its printed sign."""

    key: str
    place: str
    label: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready for pandoc: `archive` is read as `format`; its notes by key; what it says of its letter.

    `findings` say what is lost.
    """

    archive: bytes
    format: str
    notes: Mapping[str, NoteMark]
    matter: Mapping[str, str | list[str]]
    findings: tuple[Diagnostic, ...]


def told_apart(marks: Mapping[str, NoteMark], path: str) -> tuple[dict[str, NoteMark], tuple[Diagnostic, ...]]:
    """The notes of a document, endnotes by numbers of their own where footnotes have the same, which is then said."""
    foot = {mark.label for mark in marks.values() if mark.place == "foot"}
    ends = [mark for mark in marks.values() if mark.place == "end"]
    if not any(mark.label in foot for mark in ends):
        return dict(marks), ()
    renamed = {mark.key: replace(mark, label=f"e{numeral(n, 'lowerRoman')}") for n, mark in enumerate(ends, 1)}
    message = "Footnotes and endnotes have the same numbers; the endnotes are called ei, eii, eiii … here."
    help = "Number the endnotes in another way in the word processor, such as i, ii, iii."
    return {**marks, **renamed}, (Diagnostic(Code.FORMAT_LOSS, message, Location(path), help),)


def zipped(parts: Mapping[str, etree._Element | bytes]) -> bytes:
    """An archive of these parts, in their order; the same parts give the same bytes."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            data = part if isinstance(part, bytes) else etree.tostring(part, encoding="UTF-8", xml_declaration=True)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return content.getvalue()
