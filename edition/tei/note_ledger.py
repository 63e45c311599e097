"""The note ledger: which notes an edition has, who calls each, and what does not add up, document by document.

Labels are as printed. Notes inline and notes standing apart are both understood (TEI Guidelines, section CONONO).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.tei.apparatus import Note
from edition.tei.catalog import Caller, Catalog
from edition.tei.facts import DocumentFacts

TROUBLES = {
    "uncalled": "notes that nothing calls",
    "lost": "calls without note",
    "missing": "numbers passed over",
    "repeated": "labels of several notes",
    "unordered": "labels out of order",
}
NUMBER = re.compile(r"[(\[ ]*([0-9]{1,9})(?![0-9])")
# How far apart two labels of one sequence may be.
FAR = 100
COLUMNS = ("document", "notes", "calls", "not called", "lost", "missing", "repeated", "unordered")


@dataclass(frozen=True, slots=True)
class Called:
    """A note in the ledger: what it is, who calls it, and whether it stands at its place and so needs no call."""

    note: Note
    callers: tuple[Caller, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing tells which words the note belongs to."""
        return self.note.apart and not self.callers and not self.note.target


@dataclass(frozen=True, slots=True)
class Account:
    """The notes of one document and what does not add up in it."""

    document: DocumentFacts
    notes: tuple[Called, ...]
    calls: int  # of notes, in the document itself
    lost: tuple[str, ...]  # labels of calls that lead to no note
    missing: tuple[str, ...]  # numbers that the sequence of the labels passes over
    repeated: tuple[str, ...]  # labels that several notes have
    unordered: tuple[str, ...]  # labels that stand behind a greater one

    @property
    def adds_up(self) -> bool:
        """Whether every call has a note, every note a call, and no label is missing, repeated or out of order."""
        wrong = (self.lost, self.missing, self.repeated, self.unordered)
        return not any(wrong) and not any(one.is_open for one in self.notes)


def accounts(catalog: Catalog) -> tuple[Account, ...]:
    """The account of each document that has notes or calls, in the order of the catalog."""
    return tuple(_account(one, catalog) for one in catalog.documents if one.notes or one.calls)


def as_table(accounts: Sequence[Account]) -> str:
    """The ledger as a table of plain text: a row for each document, one for all, then in words what does not add up."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for one in accounts:
        counts = (len(one.notes), one.calls, sum(note.is_open for note in one.notes))
        wrong = (one.lost, one.missing, one.repeated, one.unordered)
        rows.append((one.document.id, *map(str, counts), *(str(len(labels)) for labels in wrong)))
    sums = [str(sum(int(row[column]) for row in rows[1:])) for column in range(1, len(rows[0]))]
    rows.append(("all", *sums))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    numbers = [
        "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True)) for row in rows
    ]
    lines = [row[0].ljust(widths[0]) + cells for row, cells in zip(rows, numbers, strict=True)]
    return "\n".join([*lines, *(
        f"{one.document.id}: {TROUBLES[name]}: {', '.join(label or 'without label' for label in labels)}"
        for one in accounts
        for name, labels in troubles(one)
    )])


def troubles(account: Account) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield what does not add up in a document: its name in `TROUBLES`, and the labels concerned; "" for none."""
    found = {
        "uncalled": [one.note.label for one in account.notes if one.is_open],
        "lost": account.lost,
        "missing": account.missing,
        "repeated": account.repeated,
        "unordered": account.unordered,
    }
    yield from ((name, labels) for name, labels in found.items() if labels)


def _account(document: DocumentFacts, catalog: Catalog) -> Account:
    notes = tuple(Called(note, catalog.callers(note)) for note in document.notes)
    labels = [note.label for note in document.notes if note.apart]
    return Account(
        document=document,
        notes=notes,
        calls=len(document.calls),
        lost=tuple(call.label for call in document.calls if not call.target or catalog.note(call.target) is None),
        missing=tuple(_passed_over(labels)),
        repeated=tuple(sorted(label for label, count in Counter(labels).items() if label and count > 1)),
        unordered=tuple(_out_of_order(labels)),
    )


def _passed_over(labels: Sequence[str]) -> Iterator[str]:
    """Yield the numbers between the first label and the last that no label has; "60a" counts as 60.

    A label far from the one before it, such as a year, begins another sequence.
    """
    numbers = sorted({number for label in labels if (number := _number(label))})
    for before, after in pairwise(numbers):
        if after - before <= FAR:
            yield from map(str, range(before + 1, after))


def _out_of_order(labels: Sequence[str]) -> Iterator[str]:
    highest = 0
    for label in labels:
        number = _number(label)
        if number and number < highest:
            yield label
        highest = max(highest, number)


def _number(label: str) -> int:
    """The number that a label begins with, 0 if it begins with none."""
    found = NUMBER.match(label)
    return int(found[1]) if found else 0
