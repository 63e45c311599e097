"""A step: the dates in running text, encoded as `date` (TEI Guidelines, CONADA; class att.datable.w3c).

A year that is not written is that of a date beside it in the sentence; else the one that puts the day within a few
months of the letter, or, in a note, of the date before it; else the letter's own. What nothing tells stays untold:
`--05-03` is the third of May of some year.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from edition.annotate import letters
from edition.annotate.blocks import BAR, Block
from edition.annotate.letters import Letter, day_number
from edition.annotate.steps import Found, Span, Text
from edition.dates import reading
from edition.dates.reading import Written
from edition.tei.names import XML_ID, tei

# So many days from the letter a date without a year is certain: in any other year it is twice as far and more.
CERTAIN = 120
# A sentence on what will be that goes so many days back goes on to the next year instead: "in September, and by April".
BACK = 120
SENTENCE_ENDS = re.compile(rf"[.?!][\"'”’)]*\s+[\"'“‘(]*[A-Z]|{BAR}")
HIGH, MEDIUM = "high", "medium"
# How far the month is from the letter's that words without its name say.
MONTHS: Mapping[str, tuple[int, ...]] = {"this": (0,), "last": (-1,)}


@dataclass(frozen=True, slots=True)
class Dated:
    """Words of a block that are a date: offsets, kind, first and last day or month (ISO 8601), how sure these are."""

    start: int
    end: int
    kind: str
    first: str
    last: str
    cert: str
    said: bool = True  # the words say the year


@dataclass(frozen=True, slots=True)
class Dates:
    """The step; `calls` has for a note's address the day of the letter that calls it."""

    calls: Mapping[str, str] = field(default_factory=dict)

    def find(self, text: Text, before: Found) -> Found:
        """Find the dates in a document; see `Step`."""
        spans: list[Span] = []
        anchors: dict[etree._Element, str] = {}
        for number, block in enumerate(text.blocks):
            if not _written(block.text, block.language):
                continue
            note = _note(block)
            day = anchors.get(note, "") if note is not None else ""
            day = day or self._day(block, text.letters)
            found = in_block(block, day)
            spans += (_span(number, one) for one in found)
            if note is not None and (full := [one.last for one in found if day_number(one.last)]):
                anchors[note] = full[-1]
        return Found(tuple(spans))

    def _day(self, block: Block, described: Sequence[Letter]) -> str:
        """The day by which the dates of a block are understood: of its letter, or of the letter that calls the note."""
        letter = letters.part_of(block.element, described) or next(iter(described), None)
        if letter is not None and letter.day:
            return letter.day
        note = _note(block)
        return "" if note is None else self.calls.get(f"{block.document.path}#{note.get(XML_ID, '')}", "")


def in_block(block: Block, day: str) -> list[Dated]:
    """The dates in the words of a block that are not encoded as such, understood by a day, "" if none is known."""
    language = block.language
    written = _written(block.text, language)
    found: list[Dated] = []
    for index, one in enumerate(written):
        before = found[-1] if found and _in_one_sentence(block.text, found[-1].end, one.start) else None
        after = written[index + 1] if index + 1 < len(written) else None
        if after is not None and reading.are_joined(block.text[one.end : after.start], language):
            one = one.in_year(one.year or after.year)
        dated = understood(one, day, before)
        if dated is not None:
            found.append(dated)
            day = day or (dated.last if day_number(dated.last) else "")
    return found


@lru_cache(maxsize=1000)  # a letter's dates are asked for by themselves, and by the words that cite a letter by one
def _written(text: str, language: str) -> tuple[Written, ...]:
    return tuple(reading.find(text, language))


def understood(written: Written, day: str, before: Dated | None = None) -> Dated | None:
    """A date with the year, and month, that it has by a day near which it was written; None without any month.

    `before` is the date before it in its sentence.
    """
    cert = HIGH
    if not written.month:
        near = before.last if before is not None and day_number(before.last) and not written.relative else day
        if not day_number(near):
            return None
        written, cert = _in_month(written, near), HIGH if written.relative in MONTHS else MEDIUM
    said = bool(written.year) and cert == HIGH
    if not written.year and day_number(day):
        written, cert = _in_year(written, day)
        if before is not None:
            written, cert = _after(before, written, day, cert)
    first, last = written.iso
    if written.year and not (day_number(first) and day_number(last)):
        return None  # the 29th of February of a year that has none
    return Dated(written.start, written.end, written.kind, first, last, cert, said)


def _after(before: Dated, written: Written, day: str, cert: str) -> tuple[Written, str]:
    """A date without a year, understood by the date before it in its sentence, where that says more than the letter."""
    if before.said and cert != HIGH:
        return _in_year(written, before.last)[0], MEDIUM
    if day_number(before.first) > max(day_number(day), day_number(written.iso[0]) + BACK):
        return written.in_year(written.year + 1), MEDIUM
    return written, cert


def _in_one_sentence(text: str, end: int, start: int) -> bool:
    return SENTENCE_ENDS.search(text, end, start + 1) is None


def attributes(kind: str, first: str, last: str, cert: str) -> tuple[tuple[str, str], ...]:
    """The attributes of a date by its kind: @when for one day or month, bounds for one of two, else a span."""
    if first == last:
        return ("when", first), ("cert", cert)
    names = ("notBefore", "notAfter") if kind == "either" else ("from", "to")
    return (names[0], first), (names[1], last), ("cert", cert)


def _in_month(written: Written, day: str) -> Written:
    """A day without a month, in the month that the words say, else in the one that puts it nearest to a day."""
    near = datetime.date.fromordinal(day_number(day))
    turns = MONTHS.get(written.relative, (-1, 0, 1))
    months = [(near.year + (near.month + turn - 1) // 12, (near.month + turn - 1) % 12 + 1) for turn in turns]
    possible = [written._replace(year=year, month=month) for year, month in months]
    if written.relative == "past":
        possible = [one for one in possible if day_number(one.iso[0]) <= near.toordinal()]
    return min(possible, key=lambda one: _distance(one, near.toordinal()))


def _in_year(written: Written, day: str) -> tuple[Written, str]:
    """A date without a year, in the year that it has near a day, and how sure that is."""
    near = day_number(day)
    year = datetime.date.fromordinal(near).year
    best = min((written.in_year(one) for one in (year, year - 1, year + 1)), key=lambda one: _distance(one, near))
    if _distance(best, near) <= CERTAIN:
        return best, HIGH
    same = written.in_year(year)
    return same if day_number(same.iso[0]) else best, MEDIUM


def _distance(written: Written, near: int) -> int:
    """How far a date is from a day, in days; one that is no day of its year is as far as can be."""
    number = day_number(written.iso[0])
    return abs(near - number) if number else sys.maxsize


def _note(block: Block) -> etree._Element | None:
    """The note that a block is, or stands in."""
    return next((one for one in (block.element, *block.element.iterancestors()) if one.tag == tei("note")), None)


def _span(number: int, one: Dated) -> Span:
    return Span(number, one.start, one.end, "date", attributes(one.kind, one.first, one.last, one.cert))
