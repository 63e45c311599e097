"""What is undecided in a source: doubts of ingest itself and places that may be damaged, as one kind of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from edition.diagnostics import Code, Diagnostic, Location, Severity
from edition.ingest.decisions import Made, file
from edition.ingest.source import Source
from edition.ingest.work import Inline, Role, Span, Work, blocks_of, texts_of

if TYPE_CHECKING:  # the checks load dictionaries, which ingest does without
    from edition.ingest.candidates import Candidate

# How much of a line is shown on either side of doubtful words.
CONTEXT = 50
# Doubtful words that a finding does not name are shown up to here.
LONGEST = 60

# What ingest does where it doubts, and how likely that is wrong: a guess weighs more than something that stays unknown.
DOES: Mapping[Code, tuple[str, float]] = {
    Code.DOUBTFUL_BOUNDARY: ("a guess decides whether a message begins here", 0.9),
    Code.DOUBTFUL_NOTE: ("the paragraph stays part of the note before it", 0.8),
    Code.DOUBTFUL_CALL: ("the numeral is encoded as a note call", 0.8),
    Code.UNKNOWN_CORRESPONDENT: ("the person stays unknown", 0.7),
    Code.UNDATED: ("the message stays without a date", 0.7),
    Code.IMPOSSIBLE_DATE: ("the words stay, and tell no day", 0.7),
    Code.ENDNOTE_WITHOUT_CALL: ("the note stands in the volume, called from nowhere", 0.7),
    Code.CALL_WITHOUT_ENDNOTE: ("the call is encoded without a note", 0.6),
    Code.REFERENCE_OUTSIDE: ("the reference is encoded without a target", 0.5),
}
OTHERWISE = ("the text is encoded as it stands", 0.5)
# What these findings themselves say of it is what the program does.
AS_SAID = (Code.CALL_WITHOUT_ENDNOTE, Code.REFERENCE_OUTSIDE)
RIGHT = "If that is right, a decision `stands: true` says so."
KEPT = "the words are encoded as they stand"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place of a source that an editor should decide on; the same text and decisions give the same doubts."""

    source: str
    kind: str  # the code of a finding, or the name of a check
    start: int  # offsets of the doubtful words in the text of the source
    end: int
    message: str
    does: str  # what the program does as long as nobody decides
    evidence: tuple[str, ...]
    proposal: Mapping[str, object] | None  # what a decision could say beside its anchor
    weight: float  # 0 to 1: how likely what stands there is wrong
    help: str = ""  # how a decision could settle it, where it is not one on the words themselves

    def overlaps(self, start: int, end: int) -> bool:
        """Whether the doubtful words and those between two offsets have a character in common."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True)
class Context:
    """Doubtful words in their line, shortened with an ellipsis on either side where it is long."""

    location: Location
    before: str
    words: str
    after: str


def unsettled(work: Work, made: Made) -> Iterator[Diagnostic]:
    """Yield what ingest found, without the doubts at places of which a decision says that they are right."""
    standing = [one for one in made.decisions if one.decision.stands]
    offset = _offsets(work.source) if standing else None
    for found in work.doubts:
        settled = offset is not None and any(one.start <= offset(found.location) < one.end for one in standing)
        if found.severity is Severity.ERROR or not settled:
            yield found


def of_ingest(work: Work, findings: Iterable[Diagnostic]) -> Iterator[Doubt]:
    """Yield the doubts among the findings of a source that has been taken through all steps."""
    offset, paths = _offsets(work.source), _paths(work.source)
    for found in findings:
        if found.severity is Severity.ERROR or found.location.path not in paths:
            continue
        start = offset(found.location)
        end = _end(work.source.text, start, found)
        does, weight = DOES.get(found.code, OTHERWISE)
        help = RIGHT if found.code in AS_SAID else found.help
        doubt = Doubt(work.source.name, found.code.label, start, end, found.message, does, (), None, weight, help)
        yield _proposing(doubt, found, work)


def of_candidates(source: Source, candidates: Iterable[Candidate]) -> Iterator[Doubt]:
    """Yield the doubts that are places which may be damaged."""
    for one in candidates:
        yield Doubt(
            source.name, one.kind, one.start, one.end, one.message, KEPT, one.evidence, one.proposal, one.weight
        )


def in_order(doubts: Iterable[Doubt], sources: Iterable[str]) -> tuple[Doubt, ...]:
    """The most doubtful first; those alike in the order of the sources and of the text."""
    rank = {name: at for at, name in enumerate(sources)}
    return tuple(sorted(doubts, key=lambda one: (-one.weight, rank[one.source], one.start, one.end, one.kind)))


def context(doubt: Doubt, source: Source) -> Context:
    """The words of a doubt with what stands around them on their line."""
    text = source.text
    first = text.rfind("\n", 0, doubt.start) + 1
    last = text.find("\n", doubt.end)
    last = len(text) if last < 0 else last
    low, high = max(first, doubt.start - CONTEXT), min(last, doubt.end + CONTEXT)
    before = ("…" if low > first else "") + text[low : doubt.start]
    after = text[doubt.end : high] + ("…" if high < last else "")
    flat = (re.sub(r"\s", " ", words) for words in (before, text[doubt.start : doubt.end], after))
    return Context(source.location(doubt.start), *flat)


def as_lines(doubt: Doubt, source: Source) -> Iterator[str]:
    """A doubt to read: its place, the line with carets under the doubtful words, what is done, evidence, proposal."""
    around = context(doubt, source)
    yield f"{around.location}: {doubt.kind} ({doubt.weight:.2f})"
    yield f"    {around.before}{around.words}{around.after}"
    yield f"    {' ' * cell_len(around.before)}{'^' * max(cell_len(around.words), 1)}"
    yield f"    {doubt.message}"
    yield f"    Undecided, {doubt.does}."
    yield from (f"    Evidence: {fact}" for fact in doubt.evidence)
    if doubt.proposal is not None:
        yield f"    Proposal: {file.in_line(doubt.proposal)}"
    elif doubt.help:
        yield f"    {doubt.help}"


def as_data(doubt: Doubt, source: Source) -> dict[str, Any]:
    """A doubt as JSON has it, with its place and its words."""
    around = context(doubt, source)
    return {
        "source": doubt.source,
        "file": around.location.path,
        "line": around.location.line,
        "column": around.location.column,
        "kind": doubt.kind,
        "weight": round(doubt.weight, 2),
        "words": source.text[doubt.start : doubt.end],
        "context": around.before + around.words + around.after,
        "message": doubt.message,
        "does": doubt.does,
        "evidence": list(doubt.evidence),
        "proposal": dict(doubt.proposal) if doubt.proposal is not None else None,
        "help": doubt.help,
    }


def _offsets(source: Source) -> Callable[[Location], int]:
    """How the offset of a place of a finding is found, in a source of one file or many."""
    begins: dict[tuple[str, int | None, int | None], tuple[int, int]] = {}
    starts = [0, *(at + 1 for at, char in enumerate(source.text) if char == "\n")]
    for start in starts:
        place = source.location(start)
        begins.setdefault((place.path, place.line, place.paragraph), (start, place.column or 1))

    def offset(location: Location) -> int:
        key = (location.path, location.line, location.paragraph)
        start, column = begins.get(key, (0, 1))
        return min(start + max((location.column or column) - column, 0), len(source.text))

    return offset


def _paths(source: Source) -> set[str]:
    """The files that a source lies in."""
    return {source.path, *(source.location(start).path for start in source.letters)}


def _end(text: str, start: int, found: Diagnostic) -> int:
    """Where the doubtful words end: those that the finding quotes, a numeral, or the line."""
    quoted = re.search("“(.+?)”", found.message)
    if quoted and text.startswith(quoted[1], start):
        return start + len(quoted[1])
    if found.code in (Code.DOUBTFUL_CALL, Code.CALL_WITHOUT_ENDNOTE):
        sign = re.compile(r"\d+|\W").match(text, start)
        return sign.end() if sign else start + 1
    line = text[start : start + LONGEST + 1].split("\n")[0]
    if len(line) > LONGEST:
        line = line[: line.rfind(" ")] if " " in line else line[:LONGEST]
    return start + max(len(line.rstrip()), 1)


def _proposing(doubt: Doubt, found: Diagnostic, work: Work) -> Doubt:
    """The doubt with what a decision could say: that a numeral is no call, or which numeral is the call that lacks."""
    if found.code is Code.DOUBTFUL_CALL:
        return replace(doubt, proposal={"no_call": True})
    if found.code is Code.ENDNOTE_WITHOUT_CALL:
        return _lost_call(doubt, work)
    return doubt


def _lost_call(doubt: Doubt, work: Work) -> Doubt:
    """The doubt on a note that nothing calls, put to the numeral between the calls around it that may call it."""
    offset = {note.parts[0].start: note.label for note in work.notes}
    label = offset.get(doubt.start, "")
    calls = sorted(_calls(work))
    if not label.isdecimal():
        return doubt
    low = max((at for at, other in calls if other < int(label)), default=0)
    high = min((at for at, other in calls if other > int(label) and at > low), default=len(work.source.text))
    high = min(high, work.notes[0].parts[0].start)
    numerals = list(re.finditer(rf"(?<![\d,.-]){label}(?![\d-]|[,.]\d)", work.source.text[low:high]))
    if len(numerals) != 1:
        return doubt
    start, end = low + numerals[0].start(), low + numerals[0].end()
    evidence = (f"It is the only numeral {label} between the calls of the notes before and behind.",)
    return replace(doubt, start=start, end=end, evidence=evidence, proposal={"call": label})


def _calls(work: Work) -> Iterator[tuple[int, int]]:
    """Yield the offset and label of each note call of the messages."""

    def within(content: tuple[Inline, ...]) -> Iterator[tuple[int, int]]:
        for piece in content:
            if isinstance(piece, Span) and piece.role is Role.CALL and piece.fact("label").isdecimal():
                yield from ((text.start, int(piece.fact("label"))) for text in texts_of(piece.content))
            elif isinstance(piece, Span):
                yield from within(piece.content)

    for division in work.divisions:
        for block in blocks_of(division.parts):
            yield from within(block.content)
