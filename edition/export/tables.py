"""Tables to download: as comma-separated values (RFC 4180) and as JSON, both in UTF-8, from the same rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below the names of their columns. A cell is text, a number, yes or no, or None where nothing is known."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(table: Table) -> bytes:
    """The names of the columns, then a line for each row; None is empty, yes and no are `true` and `false`."""
    return csv_of(table.columns, (map(_written, row) for row in table.rows))


def as_json(table: Table) -> bytes:
    """An array of objects, one for each row, keyed by the names of the columns; None is `null`."""
    rows = (dict(zip(table.columns, row, strict=True)) for row in table.rows)
    return ("[" + ",".join(f"\n{json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n]\n").encode()


def csv_of(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of values that are written as they are, below the names of their columns."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows(rows)
    return written.getvalue().encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
