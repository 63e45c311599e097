"""Marks of transcribers, editors and clerks in the text: each becomes what it means, in its words, with its author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from re import Match

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Mark, Profile
from edition.ingest.work import Block, Inline, Role, Span, Text, Work, group, map_blocks, map_texts, mark_matches

ROLES = {
    "gap": Role.GAP, "remark": Role.REMARK, "deleted": Role.DELETED, "supplied": Role.SUPPLIED, "sign": Role.SIGN,
}  # fmt: skip


def read(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Mark each match of the profile's marks; where a pattern has a group `text`, only that is text, the rest rule."""
    markers = [partial(mark_matches, pattern=profile.compile(mark.pattern), make=_as(mark)) for mark in profile.marks]

    def change(block: Block) -> Block:
        content = block.content
        for marker in markers:
            content = map_texts(content, marker)
        return replace(block, content=content)

    return replace(work, divisions=tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions))


def _as(mark: Mark) -> Callable[[Match[str], Text], Inline]:
    """How a match of a mark becomes a span."""

    def span(match: Match[str], text: Text) -> Inline:
        name = "text" if "text" in match.re.groupindex else 0
        return Span(ROLES[mark.means], (group(match, name, text),), (("reason", mark.reason), ("resp", mark.resp)))

    return span
