"""An editor's corrections and residue, as decided."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Role, Span, Text, Work, map_blocks, map_texts, wrap


def apply(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Wrap what decisions correct or call residue; a decision whose words cross another span has no effect."""
    mine = [one for one in decisions if one.decision.correction or one.decision.surplus]
    supplies = [one for one in decisions if one.decision.supplied is not None]
    applied: list[int] = []

    def intervene(text: Text) -> tuple[Inline, ...]:
        for one in supplies:
            # A flattened table leaves an empty cell where a value is lost: the supplied words go there.
            if text.start == one.end and not text.text:
                applied.append(one.line)
                facts = (("reason", "lost"), ("resp", one.decision.resp), ("cert", one.decision.cert))
                return (Span(Role.SUPPLIED, (), (*facts, ("words", one.decision.supplied or ""))),)
        for one in mine:
            start, end, facts, role = _intervention(one)
            if text.start <= start and end <= text.end:
                applied.append(one.line)
                pieces = wrap(text, start - text.start, end - text.start, role, **facts)
                return tuple(
                    found for piece in pieces for found in (intervene(piece) if isinstance(piece, Text) else (piece,))
                )
        return (text,)

    def change(block: Block) -> Block:
        return replace(block, content=map_texts(block.content, intervene))

    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    notes = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.notes)
    return replace(work, divisions=divisions, notes=notes).applying(*applied)


def _intervention(one: Anchored) -> tuple[int, int, dict[str, str], Role]:
    decision = one.decision
    if decision.correction is None:
        return one.start, one.end, {"reason": "residue", "resp": decision.resp}, Role.SURPLUS
    start = one.start + decision.quote.index(decision.correction.sic)
    facts = {
        "corrected": decision.correction.corr, "fault": decision.correction.fault,
        "cert": decision.cert, "resp": decision.resp, "reason": decision.reason,
    }  # fmt: skip
    return start, start + len(decision.correction.sic), facts, Role.CORRECTION
