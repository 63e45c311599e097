"""The note ledger as a table: comma-separated values as RFC 4180 has them, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from edition.tei.note_ledger import Account

COLUMNS = ("document", "note", "label", "calling document", "call", "label of the call")


def notes_csv(accounts: Iterable[Account]) -> bytes:
    """A row for each call of a note; for a note that nothing calls one without call, for a lost note one without it."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for account in accounts:
        for one in account.notes:
            here = (account.document.id, one.note.id, one.note.label)
            callers = [(caller.document.id, caller.call, caller.label) for caller in one.callers]
            table.writerows((*here, *caller) for caller in callers or [("", "", "")])
        for label in account.lost:
            table.writerow(("", "", "", account.document.id, "", label))
    return written.getvalue().encode("utf-8")
