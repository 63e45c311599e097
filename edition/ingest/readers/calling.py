"""Footnotes and their calls in a file of one or several letters: each note with the letter that calls it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.diagnostics import Diagnostic
from edition.ingest import pairing
from edition.ingest.readers.layout import Draft
from edition.ingest.work import Block, Division, Part, Role, Span, blocks_of, map_spans, spans_of

Letters = tuple[tuple[Part, ...], ...]


def with_notes(draft: Draft, letters: Letters) -> tuple[Letters, tuple[Diagnostic, ...]]:
    """The letters of a draft, each with the notes that it calls, and what is wrong with notes and calls.

    A note that stands in another letter, where nothing calls it, moves to the end of the one that does. A call without
    note loses its address, a note without call is marked so.
    """
    letters = _moved(letters)
    findings: list[Diagnostic] = []
    done: list[tuple[Part, ...]] = []
    for parts in letters:
        notes, calls = list(_notes(parts)), list(_calls(parts))
        labels, called = {note.number for note in notes}, {call.fact("note") for call in calls}
        findings += pairing.unpaired(
            [(note.number, draft.location(note.start)) for note in notes],
            [(call.fact("note"), draft.location(call.start)) for call in calls],
        )
        done.append(tuple(_settled(part, labels, called) for part in parts))
    return tuple(done), tuple(findings)


def _moved(letters: Letters) -> Letters:
    """The letters with each note among the parts of one that calls it."""
    called = [{call.fact("note") for call in _calls(parts)} for parts in letters]
    defined = [{note.number for note in _notes(parts)} for parts in letters]
    lacking = [mine - has for mine, has in zip(called, defined, strict=True)]
    kept: list[list[Part]] = [[] for _ in letters]
    coming: list[list[Part]] = [[] for _ in letters]
    for at, parts in enumerate(letters):
        for part in parts:
            goes = isinstance(part, Division) and part.role == "footnote" and part.number not in called[at]
            label = part.number if isinstance(part, Division) and goes else ""
            to = next((index for index, labels in enumerate(lacking) if label in labels), None)
            if to is None:
                kept[at].append(part)
            else:
                coming[to].append(part)
                lacking[to].discard(label)
    return tuple((*mine, *notes) for mine, notes in zip(kept, coming, strict=True))


def _notes(parts: tuple[Part, ...]) -> Iterator[Division]:
    for part in parts:
        if isinstance(part, Division):
            if part.role == "footnote":
                yield part
            yield from _notes(part.parts)


def _calls(parts: tuple[Part, ...]) -> Iterator[Span]:
    return (span for block in blocks_of(parts) for span in spans_of(block.content) if span.role is Role.CALL)


def _settled(part: Part, labels: set[str], called: set[str]) -> Part:
    """A part with each call without note, and each note without call, marked as such."""
    if isinstance(part, Block):
        return replace(part, content=map_spans(part.content, lambda span: pairing.settled(span, labels)))
    facts = part.facts
    if part.role == "footnote" and part.number not in called:
        facts = (*facts, ("called", "no"))
    return replace(part, facts=facts, parts=tuple(_settled(inner, labels, called) for inner in part.parts))
