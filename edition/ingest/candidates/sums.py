"""Totals that are not the sum of what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.ingest.candidates.candidate import Candidate, correction
from edition.ingest.candidates.copy import Copy
from edition.ingest.work import Block, Kind, Role, Span, blocks_of, plain, texts_of


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it counts, how many (None in an empty cell), its offsets."""

    label: str
    value: int | None
    start: int
    end: int


VALUE = re.compile(r"(?<![\d,.-])(?:\d{1,3}(?:[,.]\d{3}){1,3}|\d{1,12})[ \t]*$")
LONGEST = 200  # characters of a row; a longer line is prose
TOTAL = re.compile(r"(?:sub-?)?total|summe|insgesamt|zusammen", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d.,-])\d{1,3}(?:,\d{3}){1,3}(?!\d)|(?<![\d.,-])\d{1,12}(?![\d-])")
IN_ALL = re.compile(
    r"\b(?:in all|a total of|altogether|making|insgesamt|zusammen) (\d[\d,]{0,10}\d|\d)|(\d[\d,]{0,10}\d|\d) in all\b"
)
SENTENCE = re.compile(r"(?:[^.;\n]|\.(?=\d))+")


def totals(copy: Copy) -> Iterator[Candidate]:
    """Yield each total of a table that is not the sum of the rows and subtotals above it."""
    for rows in _tables(copy):
        above: list[Row] = []
        for row in rows:
            if not TOTAL.match(row.label):
                above.append(row)
            elif row.value is not None:
                counted = _counted(above, row.value) or _alike(above, row.label)
                if counted and sum(one.value or 0 for one in counted) != row.value:
                    yield _wrong_total(counted, row)
                above = [*above[: len(above) - len(counted)], row]


def in_all(copy: Copy) -> Iterator[Candidate]:
    """Yield a number “in all” that the numbers of its sentence nearly make, and do not."""
    for sentence in SENTENCE.finditer(copy.text):
        match = IN_ALL.search(sentence.group())
        if match:
            total = _value(match[1] or match[2])
            others = [_value(one) for one in NUMBER.findall(sentence.group().replace(match.group(), " "))]
            if len(others) > 1 and sum(others) != total and abs(sum(others) - total) * 5 <= total:
                start = sentence.start() + match.start()
                message = f"“{match.group()}”: {total} is not the sum of what the sentence counts."
                evidence = (f"{' + '.join(map(str, others))} = {sum(others)}.",)
                yield Candidate("sum", start, start + len(match.group()), message, evidence, None, 0.7)


def _counted(above: list[Row], total: int) -> list[Row]:
    """The last rows that make a total, however many they are."""
    for first in range(len(above) - 1, -1, -1):
        if sum(one.value or 0 for one in above[first:]) == total:
            return above[first:]
    return []


def _alike(above: list[Row], label: str) -> list[Row]:
    """The last rows that are named as a total is, or all."""
    name = TOTAL.sub("", label).strip()[:4]
    rows = [index for index, one in enumerate(above) if not name or not one.label.startswith(name)]
    return above[rows[-1] + 1 :] if rows and rows[-1] + 1 < len(above) else above


def _wrong_total(counted: list[Row], total: Row) -> Candidate:
    """The candidate of a total that is wrong: at the row that is the only one to explain it, else at the total."""
    off = (total.value or 0) - sum(one.value or 0 for one in counted)
    evidence = (
        f"{' + '.join(str(one.value) for one in counted if one.value is not None)} = {(total.value or 0) - off}; "
        f"“{total.label}” has {total.value}, which is {abs(off)} off.",
    )
    message = f"“{total.label}” is not the sum of its rows."
    empty = [one for one in counted if one.value is None]
    damaged = [one for one in counted if one.value is not None and _has_lost_figures(one.value, one.value + off)]
    if len(empty) == 1 and off > 0:
        row = empty[0]
        return Candidate("sum", row.end - 1, row.end, message, evidence, {"supplied": str(off)}, 0.9)
    if len(damaged) == 1 and damaged[0].value is not None:
        row, value = damaged[0], damaged[0].value
        proposal = correction(str(value), str(value + off))
        return Candidate("sum", row.end - len(str(value)), row.end, message, evidence, proposal, 0.9)
    return Candidate("sum", total.end - len(str(total.value)), total.end, message, evidence, None, 0.8)


def _has_lost_figures(value: int, whole: int) -> bool:
    """Whether a number is what is left of another."""
    figures = iter(str(whole))
    return value != whole and len(str(value)) < len(str(whole)) and all(one in figures for one in str(value))


def _tables(copy: Copy) -> Iterator[list[Row]]:
    if copy.work is None:
        for start, end in copy.paragraphs():
            yield list(_lines(copy.text, start, end))
        return
    for division in copy.work.divisions:
        yield [_row(block) for block in blocks_of(division.parts) if block.kind is Kind.TABLE_ROW]


def _lines(text: str, start: int, end: int) -> Iterator[Row]:
    """Yield the lines of a paragraph as rows: a label, and the number that ends it."""
    for line in text[start:end].splitlines(keepends=True):
        found = VALUE.search(line.rstrip("\n")) if len(line) < LONGEST else None
        label = line.removesuffix("\n").removesuffix(found.group() if found else "")
        if any(char.isalpha() for char in label):
            value = _value(found.group().strip()) if found else None
            yield Row(label.strip(), value, start, start + len(line.rstrip()))
        start += len(line)


def _row(block: Block) -> Row:
    cells = [piece for piece in block.content if isinstance(piece, Span) and piece.role is Role.CELL]
    value = plain(cells[-1].content).strip() if cells else ""
    label = block.text.strip().removesuffix(value).strip()
    end = max((run.end for run in texts_of(block.content)), default=block.start)
    return Row(label, _value(value) if NUMBER.fullmatch(value) else None, block.start, end)


def _value(number: str) -> int:
    return int(re.sub(r"[,.]", "", number))
