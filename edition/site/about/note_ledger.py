"""The page of the note ledger: who calls each note, and what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.site import lists
from edition.site.plan import NOTES_DATA, PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.note_ledger import Account, Called, troubles
from edition.words.interface import Interface

# An edition with more notes than this lists those of documents in which something does not add up.
LISTED = 800


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A note in the ledger: a link to it under its label, its first words, who calls it, what is to be said of it."""

    where: Link
    words: str
    callers: tuple[Link, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class NotesOfDocument:
    """The notes of a document in the ledger; `troubles` say what does not add up."""

    link: Link
    troubles: tuple[str, ...]
    notes: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class NoteLedgerPage:
    """`note-ledger.html`."""

    shell: Shell
    notes: int
    calls: int
    uncalled: int
    lost: int
    documents: tuple[NotesOfDocument, ...]
    data: str


def note_ledger_page(page: PlannedPage, accounts: Sequence[Account], around: Surroundings) -> NoteLedgerPage:
    """What the page of the note ledger shows: the sums, then each document that has notes, or calls none."""
    total = sum(len(one.notes) for one in accounts)
    shown = [one for one in accounts if not one.adds_up or (one.notes and total <= LISTED)]
    interface = around.interface
    return NoteLedgerPage(
        shell=around.shell(page, interface.say("ledger.title"), interface.say("ledger.summary")),
        notes=total,
        calls=sum(one.calls for one in accounts),
        uncalled=sum(note.is_open for one in accounts for note in one.notes),
        lost=sum(len(one.lost) for one in accounts),
        documents=tuple(_document(one, page.file, interface, listed=total <= LISTED) for one in shown),
        data=href(page.file, NOTES_DATA),
    )


def _document(account: Account, page: str, interface: Interface, *, listed: bool) -> NotesOfDocument:
    document = account.document
    return NotesOfDocument(
        link=lists.link(document, page, interface),
        troubles=tuple(
            interface.say(f"ledger.{name}", labels=", ".join(one or interface.say("ledger.no_label") for one in labels))
            for name, labels in troubles(account)
        ),
        notes=tuple(_entry(one, document.id, page, interface) for one in account.notes) if listed else (),
    )


def _entry(called: Called, document: str, page: str, interface: Interface) -> LedgerEntry:
    note = called.note
    callers = tuple(
        Link(
            href(page, document_file(one.document.id), one.call),
            lists.number(one.document, interface) or one.document.title,
        )
        for one in called.callers
    )
    remark = "" if callers else interface.say("ledger.no_call" if called.is_open else "ledger.call_lost")
    where = Link(href(page, document_file(document), f"note-{note.id}"), note.label or interface.say("ledger.note"))
    return LedgerEntry(where, _beginning(note.text), callers, remark)


def _beginning(words: str, limit: int = 130) -> str:
    return words if len(words) <= limit else f"{words[:limit].rpartition(' ')[0]} …"
