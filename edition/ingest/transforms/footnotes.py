"""Footnotes that a word processor's text carries in the line: the calls, and the notes where the source has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from re import Match

from edition.diagnostics import Diagnostic
from edition.ingest import pairing
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import (
    Block,
    Division,
    Role,
    Span,
    Text,
    Work,
    blocks_of,
    group,
    map_blocks,
    map_spans,
    map_texts,
    mark_matches,
    spans_of,
)


def lift(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Make a call of each `footnote_calls` match and a note of each `footnotes` match, at its place.

    The brackets of the word processor belong to neither; the audit counts them by rule. A note that nothing calls, one
    of a label that another has, and a call without its note are findings; such a call leads nowhere.
    """
    if profile.footnotes is None or profile.footnote_calls is None:
        return work
    note, call = profile.compile(profile.footnotes), profile.compile(profile.footnote_calls)

    def change(block: Block) -> Block:
        with_notes = map_texts(block.content, lambda text: mark_matches(text, note, _note))
        return replace(block, content=map_texts(with_notes, lambda text: mark_matches(text, call, _call)))

    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    findings = [finding for one in divisions for finding in _unpaired(one, work)]
    return replace(work, divisions=tuple(map(_without_lost_targets, divisions))).doubting(*findings)


def _note(match: Match[str], text: Text) -> Span:
    label = Span(Role.LABEL, (group(match, "label", text),))
    return Span(Role.FOOTNOTE, (label, group(match, "text", text)), (("label", match["label"]),))


def _call(match: Match[str], text: Text) -> Span:
    label = match["label"]
    return Span(Role.CALL, (group(match, "label", text),), (("label", label), ("note", label)))


def _unpaired(division: Division, work: Work) -> Iterator[Diagnostic]:
    """Yield a finding for each call without note, note without call, and second note of a label."""
    spans = (span for block in blocks_of(division.parts) for span in spans_of(block.content))
    placed = [(span, work.source.location(span.start)) for span in spans if span.role in (Role.FOOTNOTE, Role.CALL)]
    notes = [(span.fact("label"), where) for span, where in placed if span.role is Role.FOOTNOTE]
    calls = [(span.fact("note"), where) for span, where in placed if span.role is Role.CALL and span.fact("note")]
    return pairing.unpaired(notes, calls)


def _without_lost_targets(division: Division) -> Division:
    """The division with no note named by a call whose note it does not have."""
    spans = (span for block in blocks_of(division.parts) for span in spans_of(block.content))
    labels = {span.fact("label") for span in spans if span.role is Role.FOOTNOTE}

    def change(block: Block) -> Block:
        return replace(block, content=map_spans(block.content, lambda span: pairing.settled(span, labels)))

    return replace(division, parts=map_blocks(division.parts, change))
