"""The audit's ledgers as data for JSON and as a table of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from edition.ingest.audit import Ledger

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
    """A line for each source; white space, kept and by rule add up to its characters when nothing is unaccounted."""
    rows = [COLUMNS, *(_row(ledger) for ledger in ledgers)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join([name.ljust(widths[0]), *(count.rjust(width) for count, width in zip(counts, widths[1:], strict=True))])
        for name, *counts in rows
    )


def _row(ledger: Ledger) -> tuple[str, ...]:
    counts = (
        ledger.characters, ledger.white_space, sum(ledger.kept.values()), ledger.residue,
        sum(ledger.normalised.values()), len(ledger.borders), ledger.unaccounted,
    )  # fmt: skip
    return (ledger.name, *(f"{count:,}" for count in counts))
