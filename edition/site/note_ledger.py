"""The page of the note ledger: who calls each note, and what does not add up."""

from __future__ import annotations

from collections.abc import Sequence

from edition.site import lists
from edition.site.plan import NOTES_DATA, PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import LedgerEntry, Link, NoteLedgerPage, NotesOfDocument
from edition.tei.note_ledger import Account, Called, troubles

# An edition with more notes than this lists those of documents in which something does not add up.
LISTED = 800


def note_ledger_page(page: PlannedPage, accounts: Sequence[Account], around: Surroundings) -> NoteLedgerPage:
    """What the page of the note ledger shows: the sums, then each document that has notes, or calls none."""
    total = sum(len(one.notes) for one in accounts)
    shown = [one for one in accounts if not one.adds_up or (one.notes and total <= LISTED)]
    summary = "Every note and every note call of the edition: who calls which, and where one lacks the other."
    return NoteLedgerPage(
        shell=around.shell(page, "Notes and calls", summary),
        notes=total,
        calls=sum(one.calls for one in accounts),
        uncalled=sum(note.is_open for one in accounts for note in one.notes),
        lost=sum(len(one.lost) for one in accounts),
        documents=tuple(_document(one, page.file, listed=total <= LISTED) for one in shown),
        data=href(page.file, NOTES_DATA),
    )


def _document(account: Account, page: str, *, listed: bool) -> NotesOfDocument:
    document = account.document
    number = lists.number(document)
    title = f"{document.title} ({number})" if number else document.title
    return NotesOfDocument(
        link=Link(href(page, document_file(document.id)), title),
        troubles=tuple(one.partition(": ")[2] for one in troubles(account)),
        notes=tuple(_entry(one, document.id, page) for one in account.notes) if listed else (),
    )


def _entry(called: Called, document: str, page: str) -> LedgerEntry:
    note = called.note
    callers = tuple(
        Link(href(page, document_file(one.document.id), one.call), lists.number(one.document) or one.document.title)
        for one in called.callers
    )
    remark = "" if callers else "no call" if called.is_open else "belongs to a document; its call is lost"
    where = Link(href(page, document_file(document), f"note-{note.id}"), note.label or "note")
    return LedgerEntry(where, _beginning(note.text), callers, remark)


def _beginning(words: str, limit: int = 80) -> str:
    return words if len(words) <= limit else f"{words[:limit].rpartition(' ')[0]} …"
