"""An editor's corrections, residue, queries, comments and supplied words, as decided."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Role, Span, Text, Work, blocks_of, cut, map_blocks, map_texts, wrap


def apply(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Wrap what decisions correct, query or call residue; supply what they say is lost; put their comments in place.

    A decision whose words cross another span has no effect, which is reported as an error.
    """
    wrapping = [one for one in decisions if one.decision.correction or one.decision.surplus or one.decision.unclear]
    inserting = [one for one in decisions if one.decision.supplied is not None or one.decision.comment is not None]
    cells = _empty_cells(work)
    applied: list[int] = []

    def intervene(text: Text) -> tuple[Inline, ...]:
        for one in inserting:
            inside = text.start == one.end if one.end in cells else text.start < one.end <= text.end
            if inside and one.line not in applied:
                applied.append(one.line)
                before, _, after = cut(text, one.end - text.start, one.end - text.start)
                return deeper((before, _inserted(one), after))
        for one in wrapping:
            start, end = _extent(one)
            if text.start <= start and end <= text.end:
                applied.append(one.line)
                return deeper(_wrapped(one, text, start - text.start, end - text.start))
        return (text,)

    def deeper(pieces: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """The pieces with what else is decided of the running text among them."""
        found = [one for piece in pieces for one in (intervene(piece) if isinstance(piece, Text) else (piece,))]
        return tuple(piece for piece in found if isinstance(piece, Span) or piece.text)

    def change(block: Block) -> Block:
        return replace(block, content=map_texts(block.content, intervene))

    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    notes = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.notes)
    return replace(work, divisions=divisions, notes=notes).applying(*applied)


def _empty_cells(work: Work) -> frozenset[int]:
    """The offsets at which a flattened table has a cell whose value is lost."""
    return frozenset(
        cell.content[0].start
        for division in work.divisions
        for block in blocks_of(division.parts)
        for cell in block.content
        if isinstance(cell, Span) and cell.role is Role.CELL
        if cell.content and isinstance(cell.content[0], Text) and not cell.content[0].text
    )


def _inserted(one: Anchored) -> Span:
    decision = one.decision
    if decision.comment is not None:
        return Span(Role.COMMENT, (), (("words", decision.comment), ("resp", decision.resp)))
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
    if decision.unclear:
        return wrap(text, start, end, Role.UNCLEAR, resp=decision.resp, cert=decision.cert)
    if decision.correction is None:
        return wrap(text, start, end, Role.SURPLUS, reason="residue", resp=decision.resp)
    facts = {"corrected": decision.correction.corr, "fault": decision.correction.fault}
    return wrap(text, start, end, Role.CORRECTION, **facts, cert=decision.cert, resp=decision.resp)
