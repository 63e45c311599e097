"""What editors changed in a document, and why: counted in its header, each reason in its `standOff`.

Source: TEI Guidelines, chapter SA, section SASOstdf (`standOff`, `listAnnotation`); chapter HD, section HD53
(`correction`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.ingest.build import new, sub
from edition.ingest.work import Block, Division, Inline, Role, Span, Work, blocks_of

# The xml:id of the program in every header: @resp of what it encodes by rule.
MACHINE = "ingest"

# The type of the notes that give a reason; their @target is what was changed.
REASON = "reason"

LOST_NUMBER = (
    "The heading of this message is lost. The numbers of the messages before and after leave room for this one alone."
)

# What the header counts, each in the singular and in the plural.
COUNTED = {
    "transcription": ("error of the transcription corrected", "errors of the transcription corrected"),
    "print": ("error of the print corrected", "errors of the print corrected"),
    "message": ("error of the message itself corrected", "errors of the message itself corrected"),
    Role.SUPPLIED.name: ("place where lost words are supplied", "places where lost words are supplied"),
    Role.SURPLUS.name: ("piece of residue", "pieces of residue"),
    Role.UNCLEAR.name: ("reading queried", "readings queried"),
    Role.PARAGRAPH_BREAK.name: ("paragraph joined that was broken", "paragraphs joined that were broken"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """An intervention: its id, what it is (a key of `COUNTED`), why it was made, by whom and how sure."""

    id: str
    kind: str
    reason: str
    resp: str
    certainty: str


def of_message(divisions: Sequence[Division]) -> tuple[Change, ...]:
    """The changes in a message and its enclosures, in the order of the text."""
    numbers = [
        Change(number_id(one), Role.SUPPLIED.name, LOST_NUMBER, MACHINE, "high") for one in divisions if one.number_lost
    ]
    return (*numbers, *_changes(block for one in divisions for block in blocks_of(one.parts)))


def of_volume(work: Work) -> tuple[Change, ...]:
    """The changes in the title matter and the endnotes of a volume."""
    return tuple(_changes([*work.front, *(block for note in work.notes for block in blocks_of(note.parts))]))


def number_id(division: Division) -> str:
    """The identifier of the number that is supplied to a message."""
    return f"{division.document}-number"


def stand_off(changes: Iterable[Change]) -> etree._Element | None:
    """The reasons as notes that point to what was changed; None where no change has a reason."""
    reasons = [change for change in changes if change.reason]
    if not reasons:
        return None
    element = new("standOff")
    annotations = sub(element, "listAnnotation", type="reasons")
    for change in reasons:
        facts = {"type": REASON, "target": f"#{change.id}", "resp": f"#{change.resp}", "cert": change.certainty}
        sub(annotations, "note", change.reason, **facts)
    return element


def counts(changes: Iterable[Change]) -> str:
    """How many changes of each kind there are, as a sentence; "" when there are none."""
    kinds = Counter(change.kind for change in changes)
    told = [f"{kinds[kind]} {words[kinds[kind] > 1]}" for kind, words in COUNTED.items() if kinds[kind]]
    return f"In this document: {', '.join(told)}." if told else ""


def _changes(blocks: Iterable[Block]) -> Iterator[Change]:
    for block in blocks:
        yield from _in(block.content)


def _in(content: tuple[Inline, ...]) -> Iterator[Change]:
    for piece in content:
        if not isinstance(piece, Span):
            continue
        if piece.reason:
            kind = piece.fact("fault") or piece.role.name
            yield Change(piece.id, kind, piece.reason, piece.fact("resp"), piece.fact("cert"))
        yield from _in(piece.content)
