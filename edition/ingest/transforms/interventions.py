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
    applied: dict[int, None] = {}  # lines, in this order

    def divided(text: Text) -> tuple[Inline, ...]:
        """The pieces that the first decision on a run makes of it; none where nothing more is decided."""
        for one in inserting:
            at = one.start if one.decision.before else one.end
            if _holds(text, at, cells, begins=bool(one.decision.before)) and one.line not in applied:
                applied[one.line] = None
                before, _, after = cut(text, at - text.start, at - text.start)
                return before, _inserted(one), after
        for one in wrapping:
            start, end = one.extent
            if text.start <= start and end <= text.end:
                applied[one.line] = None
                return _wrapped(one, text, start - text.start, end - text.start)
        return ()

    def intervene(text: Text) -> tuple[Inline, ...]:
        found: list[Inline] = []
        left: list[Inline] = [text]
        while left:  # from the beginning of the run on
            piece = left.pop()
            if isinstance(piece, Text) and (pieces := divided(piece)):
                left.extend(reversed(pieces))
            elif isinstance(piece, Span) or piece.text or piece is text:
                found.append(piece)
        return tuple(found)

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


def _holds(text: Text, at: int, cells: frozenset[int], *, begins: bool) -> bool:
    """Tell whether a run is the one to take what is put in at an offset: before its words (`begins`) or behind them."""
    if at in cells:
        return text.start == at
    return text.start <= at < text.end if begins else text.start < at <= text.end


def _inserted(one: Anchored) -> Span:
    decision = one.decision
    if decision.comment is not None:
        return Span(Role.COMMENT, (), (("words", decision.comment), ("resp", decision.resp)), reason=decision.reason)
    facts = {
        "reason": "lost", "resp": decision.resp, "cert": decision.cert, "words": decision.supplied or "",
        "source": decision.source,
    }  # fmt: skip
    return Span(Role.SUPPLIED, (), tuple(facts.items()), reason=decision.reason)


def _wrapped(one: Anchored, text: Text, start: int, end: int) -> tuple[Inline, ...]:
    decision = one.decision
    role, facts = Role.SURPLUS, {"reason": "residue"}
    if decision.unclear:
        role, facts = Role.UNCLEAR, {}
    elif decision.correction is not None:
        role, facts = Role.CORRECTION, {"corrected": decision.correction.corr, "fault": decision.correction.fault}
    facts |= {"resp": decision.resp, "cert": decision.cert, "source": decision.source}
    pieces = wrap(text, start, end, role, **facts)
    return tuple(replace(one, reason=decision.reason) if isinstance(one, Span) else one for one in pieces)
