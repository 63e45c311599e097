"""Blocks that the transcription ran together, such as a last sentence and its dateline, become two again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.recognising import recognised
from edition.ingest.work import Block, Kind, Role, Span, Text, Work, cut


def split(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Begin a new block with the words that a decision says begin one; it is recognised as any other block is.

    The line break that is lost is supplied at the end of the block before.
    """
    decided = {one.start: one for one in decisions if one.decision.begins_block}
    applied: list[int] = []

    def parts(block: Block) -> Iterator[Block]:
        for number, piece in enumerate(block.content):
            start = next((at for at in decided if isinstance(piece, Text) and piece.start < at < piece.end), None)
            if start is None or not isinstance(piece, Text):
                continue
            one = decided[start]
            applied.append(one.line)
            before, _, after = cut(piece, start - piece.start, start - piece.start)
            kept = Text(before.text.rstrip(), before.start)
            rest = Block(Kind.PARAGRAPH, (after, *block.content[number + 1 :]), start)
            facts = (("reason", "lost"), ("resp", one.decision.resp), ("cert", one.decision.cert))
            supplied = Span(Role.SUPPLIED, (Span(Role.LINE_BREAK),), facts, reason=one.decision.reason)
            yield replace(block, content=(*block.content[:number], kept, supplied))
            yield from parts(recognised(rest, profile))
            return
        yield block

    blocks = tuple(part for block in work.blocks for part in parts(block))
    return replace(work, blocks=blocks).applying(*applied)
