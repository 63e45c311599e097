"""Footnotes that a word processor's text carries in the line: the calls, and the notes where the source has them."""

from __future__ import annotations

from dataclasses import replace
from re import Match

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Role, Span, Text, Work, group, map_blocks, map_texts, mark_matches


def lift(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Make a call of each `footnote_calls` match and a note of each `footnotes` match, at its place.

    The brackets of the word processor belong to neither; the audit counts them by rule.
    """
    if profile.footnotes is None or profile.footnote_calls is None:
        return work
    note, call = profile.compile(profile.footnotes), profile.compile(profile.footnote_calls)

    def change(block: Block) -> Block:
        with_notes = map_texts(block.content, lambda text: mark_matches(text, note, _note))
        return replace(block, content=map_texts(with_notes, lambda text: mark_matches(text, call, _call)))

    return replace(work, divisions=tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions))


def _note(match: Match[str], text: Text) -> Span:
    label = Span(Role.LABEL, (group(match, "label", text),))
    return Span(Role.FOOTNOTE, (label, group(match, "text", text)), (("label", match["label"]),))


def _call(match: Match[str], text: Text) -> Span:
    label = match["label"]
    return Span(Role.CALL, (group(match, "label", text),), (("label", label), ("note", label)))
