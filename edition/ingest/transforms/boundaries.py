"""Where a message begins and ends: headings, datelines before or after them, and texts that lost both."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.transforms.quotations import OPENING_MARKS
from edition.ingest.work import Block, Division, Kind, Note, Work, blocks_of

STATEMENT = "statement"
OPENING = (Kind.HEADING, Kind.DATELINE)
# Blocks that can begin the text of a message; a date or signature set off by blank lines ends one instead.
BODY = (Kind.PARAGRAPH, Kind.ADDRESS, Kind.SALUTATION, Kind.SUBHEADING)


def divide(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Divide the blocks into title matter, messages and endnotes.

    A message begins at a run of headings and datelines, in either order, or, where the transcription lost both, at a
    text set off by as many blank lines as the profile says. Raises `EditionError` when no message is found, and for an
    endnote whose label is no number.
    """
    if work.source.letters:
        return _by_files(work, profile)
    first = next((index for index, block in enumerate(work.blocks) if block.kind in OPENING), None)
    if first is None:
        message = "The profile's patterns find no heading and no dateline in this source."
        help = "Compare `blocks.heading` and `blocks.dateline` of the profile with the text."
        raise EditionError(Diagnostic(Code.NOTHING_MATCHES, message, Location(work.source.path), help))
    front, rest = work.blocks[:first], work.blocks[first:]
    notes_at = next((i for i, block in enumerate(rest) if i and _begins_notes(block, rest[i - 1], profile)), len(rest))
    notes = tuple(_notes(rest[notes_at:], work, profile))
    return replace(
        work,
        front=tuple(title_matter(front, profile)),
        blocks=(),
        divisions=tuple(
            Division("message", tuple(message.blocks), number=message.number)
            for message in _messages(rest[:notes_at], profile)
        ),
        notes=notes,
    ).doubting(*_hidden(notes, work, profile))


def _by_files(work: Work, profile: Profile) -> Work:
    """A letter for each file of a folder; the first heading in it that has a number gives its own."""
    ends = (*work.source.letters[1:], len(work.source.text) + 1)
    starts = [block.start for block in work.blocks]
    divisions: list[Division] = []
    for start, end in zip(work.source.letters, ends, strict=True):
        blocks = work.blocks[bisect_left(starts, start) : bisect_left(starts, end)]
        if not blocks:
            where = work.source.location(start)
            help = "Put a text there, or take the file away."
            raise EditionError(Diagnostic(Code.EMPTY_FILE, "The file has no text.", where, help))
        headings = (_number(block, profile) for block in blocks if block.kind is Kind.HEADING)
        divisions.append(Division("message", blocks, number=next(filter(None, headings), "")))
    return replace(work, blocks=(), divisions=tuple(divisions))


def title_matter(blocks: tuple[Block, ...], profile: Profile) -> Iterator[Block]:
    """Say of each block before the first message which part of the title page it is; a statement is a paragraph."""
    known = [(profile.compile(pattern), type) for pattern, type in profile.front]
    for block in blocks:
        type = next((type for pattern, type in known if pattern.match(block.text)), STATEMENT)
        yield block if type == STATEMENT else replace(block, kind=Kind.TITLE, type=type)


@dataclass(slots=True)
class _Message:
    """A message being gathered."""

    blocks: list[Block]
    number: str = ""
    has_text: bool = False


def _messages(blocks: tuple[Block, ...], profile: Profile) -> Iterator[_Message]:
    current = _Message([])
    for block in blocks:
        if current.number and block.kind is Kind.HEADING:
            yield current
            current = _Message([])
        if current.has_text and (block.kind in OPENING or _begins_unheaded(block, profile)):
            yield current
            current = _Message([])
        current.blocks.append(block)
        current.has_text = current.has_text or block.kind not in OPENING
        if block.kind is Kind.HEADING:
            current.number = _number(block, profile)
    yield current


def _number(heading: Block, profile: Profile) -> str:
    match = profile.matchers["heading"].fullmatch(heading.text)
    return (match.groupdict().get("number") or "") if match else ""


def _begins_unheaded(block: Block, profile: Profile) -> bool:
    """A text set off like the body of a message begins one, unless it is a quotation of the message before."""
    set_off = profile.body_gap is not None and block.gap >= profile.body_gap
    return set_off and block.kind in BODY and not block.text.startswith(OPENING_MARKS)


def _begins_notes(block: Block, before: Block, profile: Profile) -> bool:
    """An endnote's label opens the notes only where it is set off like the body of a message, after a message."""
    pattern = profile.matchers.get("endnote_begins_with")
    if pattern is None or profile.body_gap is None or before.kind in OPENING:
        return False
    return block.gap >= profile.body_gap and pattern.match(block.text) is not None


def _notes(blocks: tuple[Block, ...], work: Work, profile: Profile) -> Iterator[Note]:
    """Gather each endnote with its further paragraphs: a block without a higher label belongs to the one before."""
    current: Note | None = None
    for block in blocks:
        label = _label(block, profile)
        if label and not label.isdecimal():
            message = f"The label “{label}” of this endnote is no number."
            help = "Let the group `label` of `blocks.endnote_begins_with` catch digits only."
            raise EditionError(Diagnostic(Code.NOT_A_NUMBER, message, work.source.location(block.start), help))
        if label and (current is None or int(label) > int(current.label)):
            if current is not None:
                yield current
            current = Note(label, (block,))
        elif current is not None:
            current = replace(current, parts=(*current.parts, block))
    if current is not None:
        yield current


def _hidden(notes: tuple[Note, ...], work: Work, profile: Profile) -> Iterator[Diagnostic]:
    """Yield a doubt for each paragraph of a note that may be a note out of order: its label is one that lacks."""
    labels = {int(note.label) for note in notes}
    for note in notes:
        for block in blocks_of(note.parts[1:]):
            label = _label(block, profile)
            if label and min(labels) < int(label) < int(note.label) and int(label) not in labels:
                message = f"This paragraph of note {note.label} begins like a note {label}, which is lacking."
                help = "If it is one, put the notes into the order of their labels, or correct the label."
                yield Diagnostic(Code.DOUBTFUL_NOTE, message, work.source.location(block.start), help)


def _label(block: Block, profile: Profile) -> str:
    match = profile.matchers["endnote_begins_with"].match(block.text)
    return match.group("label") if match else ""
