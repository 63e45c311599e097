"""Paragraphs that a page turn broke in the transcription become one again; what the turn left is residue."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Role, Span, Text, Work, cut, plain, texts_of


def join(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Join each block that a decision says continues the one before it.

    The break stays as a milestone, the residue (such as a repeated numeral) as surplus.
    """
    joins = [one for one in decisions if one.decision.join is not None]
    blocks: list[Block] = []
    applied: list[int] = []
    for block in work.blocks:
        decided = next((one for one in joins if one.start == block.start), None)
        between = decided.decision.join.between if decided and decided.decision.join else 0
        if decided is None or len(blocks) <= between:
            blocks.append(block)
            continue
        applied.append(decided.line)
        furniture = [
            Span(Role.FURNITURE, one.content, (("type", one.type),)) for one in blocks[len(blocks) - between :]
        ]
        del blocks[len(blocks) - between :]
        broken = Span(Role.PARAGRAPH_BREAK, (), _facts(decided, profile), reason=decided.decision.reason)
        continued = _without_residue(block.content, decided)
        blocks[-1] = replace(blocks[-1], content=(*blocks[-1].content, *furniture, broken, *continued))
    return replace(work, blocks=tuple(blocks)).applying(*applied)


def _facts(decided: Anchored, profile: Profile) -> tuple[tuple[str, str], ...]:
    """The page that begins at a join, and the witness whose page it is; who joins, and how sure."""
    page = decided.decision.join.page if decided.decision.join else ""
    witness = profile.witnesses[0].id if profile.witnesses else ""
    return (("page", page), ("witness", witness), ("resp", decided.decision.resp), ("cert", decided.decision.cert))


def _without_residue(content: tuple[Inline, ...], decided: Anchored) -> tuple[Inline, ...]:
    """Mark the residue at the beginning of a continued block, which may have been taken for a label, as surplus."""
    joined = decided.decision.join
    if joined is None or not joined.residue:
        return content
    whole = plain(content)
    if not whole.startswith(joined.residue):
        return content
    start = next(piece.start for piece in texts_of(content))
    _, residue, rest = cut(Text(whole, start), 0, len(joined.residue))
    facts = (("reason", "page-turn"), ("resp", decided.decision.resp))
    surplus = Span(Role.SURPLUS, (residue,), facts, reason=decided.decision.reason)
    return (surplus, rest)
