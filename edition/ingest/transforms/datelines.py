"""The dates and places that openers and closers print."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from edition.diagnostics import Code, Diagnostic
from edition.ingest import dates
from edition.ingest.decisions import Anchored
from edition.ingest.entries import from_document
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Kind, Role, Span, Text, Work, map_blocks, map_texts

PATTERNS = {Kind.DATELINE: "dateline", Kind.CLOSING_DATE: "closing_date", Kind.HEADING: "heading"}


def date(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Mark the date, and the place if there is one, of each dateline, closing date and dated heading.

    A date that is no day of the calendar stays as printed, tells no day, and is a doubt.
    """
    doubts: list[Diagnostic] = []
    printed = [one for one in decisions if one.decision.message and one.decision.message.date]

    def change(block: Block) -> Block:
        key = PATTERNS.get(block.kind)
        pattern = profile.matchers.get(key) if key else None
        match = pattern.fullmatch(block.text) if pattern else None
        if match is None or not match.groupdict().get("date"):
            return _in_running_text(block, printed)
        words, place = match["date"], match.groupdict().get("place") or ""
        when = dates.day(words)
        if not when:
            text = f"“{words}” is no day of the calendar."
            help = "Say with a decision what day is meant (`message: date:`); what is printed stays."
            doubts.append(Diagnostic(Code.IMPOSSIBLE_DATE, text, work.source.location(block.start), help))

        def marked(text: Text) -> tuple[Inline, ...]:
            pieces = _marked(text, words, Role.DATE, (("when", when),))
            ref = from_document(profile.places.get(place, ""))
            return tuple(one for piece in pieces for one in _place(piece, place, ref))

        return replace(block, content=map_texts(block.content, marked))

    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    return replace(work, divisions=divisions).doubting(*doubts)


def _in_running_text(block: Block, decisions: list[Anchored]) -> Block:
    """Mark the date that a decision says is the message's own, where it stands in the running text."""
    for one in decisions:
        date = one.decision.message.date if one.decision.message else None
        if date and date.words and block.start <= one.start < block.start + len(block.text):
            facts = (("when", date.when), ("cert", "" if date.cert == "high" else date.cert))
            marker = partial(_marked, words=date.words, role=Role.DATE, facts=facts)
            return replace(block, content=map_texts(block.content, marker))
    return block


def _place(piece: Inline, place: str, ref: str) -> tuple[Inline, ...]:
    return _marked(piece, place, Role.PLACE, (("ref", ref),)) if isinstance(piece, Text) and place else (piece,)


def _marked(text: Text, words: str, role: Role, facts: tuple[tuple[str, str], ...]) -> tuple[Inline, ...]:
    at = text.text.find(words)
    if at < 0:
        return (text,)
    span = Span(role, (Text(words, text.start + at),), facts)
    pieces = (Text(text.text[:at], text.start), span, Text(text.text[at + len(words) :], text.start + at + len(words)))
    return tuple(piece for piece in pieces if isinstance(piece, Span) or piece.text)
