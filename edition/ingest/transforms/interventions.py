"""An editor's corrections, residue and supplied words, as decided."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Role, Span, Text, Work, map_blocks, map_texts, wrap


def apply(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Wrap what decisions correct or call residue, and supply what they say is lost.

    A decision whose words cross another span has no effect, which is reported as an error.
    """
    wrapping = [one for one in decisions if one.decision.correction or one.decision.surplus]
    supplying = [one for one in decisions if one.decision.supplied is not None]
    applied: list[int] = []

    def intervene(text: Text) -> tuple[Inline, ...]:
        # A flattened table leaves an empty cell where a value is lost: the supplied words go there.
        lost = next((one for one in supplying if text.start == one.end and not text.text), None)
        if lost is not None:
            applied.append(lost.line)
            return (_supplied(lost),)
        for one in wrapping:
            start, end = _extent(one)
            if text.start <= start and end <= text.end:
                applied.append(one.line)
                pieces = _wrapped(one, text, start - text.start, end - text.start)
                return tuple(
                    found for piece in pieces for found in (intervene(piece) if isinstance(piece, Text) else (piece,))
                )
        return (text,)

    def change(block: Block) -> Block:
        return replace(block, content=map_texts(block.content, intervene))

    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    notes = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.notes)
    return replace(work, divisions=divisions, notes=notes).applying(*applied)


def _supplied(one: Anchored) -> Span:
    decision = one.decision
    facts = {"reason": "lost", "resp": decision.resp, "cert": decision.cert, "words": decision.supplied or ""}
    return Span(Role.SUPPLIED, (), tuple(facts.items()), reason=decision.reason)


def _extent(one: Anchored) -> tuple[int, int]:
    """The offsets of the words that a decision corrects or calls residue."""
    correction = one.decision.correction
    if correction is None:
        return one.start, one.end
    start = one.start + one.decision.quote.index(correction.sic)
    return start, start + len(correction.sic)


def _wrapped(one: Anchored, text: Text, start: int, end: int) -> tuple[Inline, ...]:
    decision = one.decision
    if decision.correction is None:
        return wrap(text, start, end, Role.SURPLUS, reason="residue", resp=decision.resp)
    facts = {"corrected": decision.correction.corr, "fault": decision.correction.fault}
    return wrap(text, start, end, Role.CORRECTION, **facts, cert=decision.cert, resp=decision.resp)
