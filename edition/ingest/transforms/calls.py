"""Raised note numbers that have become digits in the line: which numerals are calls, and which are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from edition.diagnostics import Code, Diagnostic
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Division, Inline, Kind, Note, Role, Span, Text, Work, map_blocks, map_texts
from edition.tei.dates import MONTHS

# A numeral that stands alone, or glued to the end of a word or sentence ("Staff24", "future.30"), but is no part of a
# larger number, a date range or a type designation ("1,250", "25-30", "P-40-N", "6th").
NUMERAL = re.compile(r"(?<![\d\-–])(?<!\d,)(?P<label>\d{1,3})(?![\w\-–]|[,.]\d)")
GLUED_TO = re.compile(r"[a-z.,;:!?\"”')]$")
SENTENCE_MARK = re.compile(r"[.,;:!?\"”')]$")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

# Words that a noun can precede but that no number counts: a numeral before one of them, after a noun, is a call; a
# numeral after one of them counts something.
FUNCTION_WORDS = frozenset(
    """a about above across after against all also although am among an and any are as at be because been before being
    below between both but by can cannot could did do does during each either even every few for from had has have he
    her hers him his how however i if in including into is it its just like many may me might more most much must my
    near neither no nor not now of off on once one only onto or other our out over own per shall she should since so
    some such than that the their them then there therefore these they this those though through thus till to too
    toward towards under until up upon us very was we were what when where whether which while who whom whose why will
    with within without would yet you your""".split()
)


# A number in a heading or a table's row counts or names something.
NO_CALLS = (Kind.HEADING, Kind.TABLE_ROW)
Change = Callable[[Text], tuple[Inline, ...]]


def find(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Mark each note call of the messages, as printed, with the label of its note or none when the note is lost.

    A numeral is a call when the source has a note of that label (or the profile says that one is called) and it stands
    after a sentence's mark, or between a noun and a word that nothing counts; decisions overrule. Notes that nobody
    calls and calls whose first places are out of order are doubts.
    """
    if profile.calls is None:
        return _decided_only(work, decisions)
    labels = {note.label for note in work.notes}
    known = labels | set(profile.calls.without_note)
    never = [profile.compile(pattern) for pattern in profile.calls.numerals]
    refused = [one for one in decisions if one.decision.no_call]
    decided = [one for one in decisions if one.decision.call is not None]
    found: list[_Found] = []
    applied: list[int] = []

    def calls(text: Text) -> tuple[Inline, ...]:
        excluded = [match.span() for pattern in never for match in pattern.finditer(text.text)]
        pieces: list[Inline] = []
        done = 0
        for match in NUMERAL.finditer(text.text):
            label, place = match["label"], text.start + match.start()
            refusal = next((one for one in refused if one.start <= place < one.end), None)
            confirmed = next((one for one in decided if one.end - len(label) == place), None)
            applied.extend(one.line for one in (refusal, confirmed) if one is not None)
            inside = any(start <= match.start() < end for start, end in excluded)
            guessed = label in known and not refusal and not inside and _is_call(text.text, match)
            if not guessed and confirmed is None:
                continue
            found.append(_Found(label, place, confirmed is not None))
            facts = (("label", label), ("note", label if label in labels else ""))
            pieces.append(Text(text.text[done : match.start()], text.start + done))
            pieces.append(Span(Role.CALL, (Text(label, place),), facts))
            done = match.end()
        pieces.append(Text(text.text[done:], text.start + done))
        return tuple(piece for piece in pieces if isinstance(piece, Span) or piece.text)

    divisions = _mapped(work.divisions, calls, NO_CALLS)
    work = replace(work, divisions=divisions).applying(*applied)
    work = _with_lost_calls(_decided_only(work, decisions), decisions)
    return work.doubting(*_doubts(work, found, labels))


@dataclass(frozen=True, slots=True)
class _Found:
    """A call as found: its label, its place, and whether a decision confirms it."""

    label: str
    place: int
    decided: bool


def _is_call(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    following = WORD.match(after.lstrip())
    next_word = following.group() if following else ""
    if next_word in MONTHS:
        return False
    if not before.endswith(" "):
        return bool(before) and GLUED_TO.search(before[-2:]) is not None
    stripped = before.rstrip()
    if SENTENCE_MARK.search(stripped[-1:]):
        return True
    words = WORD.findall(stripped[-40:])
    previous = words[-1] if words else ""
    if not previous or previous.lower() in FUNCTION_WORDS or previous in MONTHS:
        return False
    return not next_word or not after.startswith(" ") or next_word.lower() in FUNCTION_WORDS


def _decided_only(work: Work, decisions: tuple[Anchored, ...]) -> Work:
    """Mark the calls that only a decision knows, such as an asterisk whose note the source does not have."""
    decided = [one for one in decisions if one.decision.call is not None]
    labels = {note.label for note in work.notes}
    applied: list[int] = []

    def calls(text: Text) -> tuple[Inline, ...]:
        for one in decided:
            label = one.decision.call or ""
            start = one.end - len(label) - text.start
            if start >= 0 and one.end <= text.end:
                applied.append(one.line)
                note = label if label in labels else ""
                sign = Text(label, one.end - len(label))
                facts = (("label", label), ("note", note), ("resp", one.decision.resp), ("cert", one.decision.cert))
                call = Span(Role.CALL, (sign,), facts, reason=one.decision.reason)
                rest = Text(text.text[start + len(label) :], one.end)
                before = Text(text.text[:start], text.start)
                return tuple(piece for piece in (before, call, *calls(rest)) if isinstance(piece, Span) or piece.text)
        return (text,)

    return replace(work, divisions=_mapped(work.divisions, calls)).applying(*applied)


def _with_lost_calls(work: Work, decisions: tuple[Anchored, ...]) -> Work:
    """Say of each note whose call is lost which message it belongs to, as decided by a decision anchored in it."""
    numbers = {one.number for one in work.divisions}
    decided = [one for one in decisions if one.decision.note_belongs_to in numbers - {""}]
    notes: list[Note] = []
    used: list[int] = []
    ends = [*(note.parts[0].start for note in work.notes), len(work.source.text)][1:]
    for note, end in zip(work.notes, ends, strict=True):
        found = next((one for one in decided if note.parts[0].start <= one.start < end), None)
        notes.append(replace(note, belongs_to=found.decision.note_belongs_to or "") if found else note)
        used += [found.line] if found else []
    return replace(work, notes=tuple(notes)).applying(*used)


def _doubts(work: Work, found: list[_Found], labels: set[str]) -> list[Diagnostic]:
    doubts: list[Diagnostic] = []
    highest = 0
    seen: set[str] = set()
    for one in found:
        label, where = one.label, work.source.location(one.place)
        if label not in labels:
            text = f"Note {label} is called here, but the source does not have it."
            doubts.append(Diagnostic(Code.CALL_WITHOUT_ENDNOTE, text, where, "It is encoded as a call without a note."))
        elif label not in seen and int(label) < highest and not one.decided:
            text = f"Note {label} is called here for the first time, after note {highest}."
            help = "If the numeral is no call, say so with a decision (`no_call: true`)."
            doubts.append(Diagnostic(Code.DOUBTFUL_CALL, text, where, help))
        seen.add(label)
        highest = max(highest, int(label))
    for note in work.notes:
        if note.label not in seen and not note.belongs_to:
            text = f"Nothing calls note {note.label}."
            help = "Say with a decision which message it belongs to (`note_belongs_to`)."
            where = work.source.location(note.parts[0].start)
            doubts.append(Diagnostic(Code.ENDNOTE_WITHOUT_CALL, text, where, help))
    return doubts


def _mapped(
    divisions: tuple[Division, ...], change: Change, skipped: tuple[Kind, ...] = ()
) -> tuple[Division, ...]:
    def in_block(block: Block) -> Block:
        if block.kind in skipped:
            return block
        return replace(block, content=_outside_labels(block.content, change))

    return tuple(replace(one, parts=map_blocks(one.parts, in_block)) for one in divisions)


def _outside_labels(content: tuple[Inline, ...], change: Change) -> tuple[Inline, ...]:
    """Change running text only: a paragraph's numeral or a call found already is no place for a call."""
    pieces: list[Inline] = []
    for piece in content:
        if isinstance(piece, Span):
            pieces.append(piece)
        else:
            pieces.extend(map_texts((piece,), change))
    return tuple(pieces)
