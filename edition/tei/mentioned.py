"""Mentions joined with the registers: which entry each one means, and with which document one reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.tei.facts import DocumentFacts, Entry, Mention
from edition.tei.registers import Register


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A mention of an entry, and the document that it stands in.

    `read_in` is the document with which one reads it: for a note in a volume's back, the first that calls the note.
    """

    entry: Entry
    document: DocumentFacts
    mention: Mention
    read_in: DocumentFacts


def mentioned(
    documents: Iterable[DocumentFacts],
    register: Register,
    callers: Mapping[str, Sequence[DocumentFacts]],
    in_time: Sequence[DocumentFacts],
) -> list[Mentioned]:
    """All mentions of entries, by the date of the documents in which one reads them, those of notes behind.

    `callers` has by the address of a note the documents that call it; `in_time` are the documents in the order of time.
    """
    ranks = {document.id: rank for rank, document in enumerate(in_time)}
    found = []
    for document in documents:
        for mention in document.mentions:
            calling = callers.get(f"{document.path}#{mention.note}", ()) if mention.note else ()
            dated = [one for one in calling if one.id in ranks]
            read_in = min(dated, key=lambda one: ranks[one.id], default=document)
            found += [Mentioned(entry, document, mention, read_in) for entry in meant(register, mention, document)]
    return sorted(found, key=lambda one: (ranks.get(one.read_in.id, len(ranks)), one.mention.note != ""))


def meant(register: Register, mention: Mention, document: DocumentFacts) -> tuple[Entry, ...]:
    """The entries that a mention in a document points to, each once; one without id is no goal of pointers."""
    found = (register.find(pointer, document.path) for pointer in mention.pointers)
    return each_once(entry for entry in found if entry is not None and entry.id)


def met(mentions: Iterable[Mentioned]) -> Iterator[tuple[str, Entry]]:
    """Yield the id of each document and an entry that one meets there, be it in a note that stands elsewhere."""
    for one in mentions:
        yield one.read_in.id, one.entry
        if one.document is not one.read_in:
            yield one.document.id, one.entry


def each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries in their order, without repeats."""
    return tuple({entry.address: entry for entry in entries}.values())
