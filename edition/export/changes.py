"""What editors changed, as a table: comma-separated values as RFC 4180 has them, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from edition.tei.facts import DocumentFacts

COLUMNS = (
    "document", "title", "id", "paragraph", "kind", "fault", "words before", "had", "has", "words after",
    "by", "certainty", "reason",
)  # fmt: skip


def changes_csv(documents: Iterable[DocumentFacts]) -> bytes:
    """One row for each intervention, in the order of the documents and of their texts, below a row of column names."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for document in documents:
        for one in document.interventions:
            paragraph = one.place if one.place.isdigit() else ""
            before, after = one.context
            table.writerow(
                (
                    document.id, document.title, one.id or one.within, paragraph, one.kind, one.fault,
                    before, one.before, one.after, after, one.by, one.certainty, one.reason,
                )
            )  # fmt: skip
    return written.getvalue().encode("utf-8")
