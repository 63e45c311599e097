"""Ledgers of the audit: how each character of a source is accounted for; as data for JSON, as a table of plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Border:
    """A place where the TEI parts by a border what the source writes together."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of one source, in characters other than white space unless said otherwise."""

    name: str
    characters: int  # all of the source, white space too
    white_space: int  # characters of white space; a run of them counts as one space in the TEI
    kept: Mapping[str, int]  # by document
    residue: int  # of those kept, encoded as surplus or as furniture of the page
    normalised: Mapping[str, int]  # by rule
    borders: tuple[Border, ...]
    unaccounted: int
    invented: int  # words of the TEI that the source does not have
    # What its files show besides the text, by reason; none of it is among the characters.
    left_out: Mapping[str, int] = field(default_factory=dict)


COLUMNS = ("source", "characters", "white space", "kept", "of these residue", "by rule", "borders", "unaccounted")


def as_data(ledgers: Sequence[Ledger]) -> dict[str, Any]:
    """The ledgers as values that JSON has, with their totals; all counts are characters."""
    return {
        "sources": [asdict(ledger) for ledger in ledgers],
        "total": {
            "characters": sum(ledger.characters for ledger in ledgers),
            "unaccounted": sum(ledger.unaccounted for ledger in ledgers),
        },
    }


def as_table(ledgers: Sequence[Ledger]) -> str:
    """A line for each source, and for each reason why some of its files is no text.

    White space, kept and by rule add up to the characters of a source when nothing is unaccounted.
    """
    rows = [COLUMNS, *(_row(ledger) for ledger in ledgers)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = []
    for name, *counts in rows:
        cells = [count.rjust(width) for count, width in zip(counts, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]))
    for ledger in ledgers:
        lines += [f"{ledger.name}: {count:,} {reason}" for reason, count in ledger.left_out.items()]
    return "\n".join(lines)


def _row(ledger: Ledger) -> tuple[str, ...]:
    counts = (
        ledger.characters, ledger.white_space, sum(ledger.kept.values()), ledger.residue,
        sum(ledger.normalised.values()), len(ledger.borders), ledger.unaccounted,
    )  # fmt: skip
    return (ledger.name, *(f"{count:,}" for count in counts))
