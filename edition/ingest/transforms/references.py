"""Explicit references of notes: "see Document No. 40, p. 50", "see Note 18"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from edition.diagnostics import Code, Diagnostic
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import (
    Block,
    Inline,
    Role,
    Span,
    Text,
    Work,
    blocks_of,
    group,
    map_blocks,
    map_texts,
    mark_matches,
    wrap,
)

PAGE_FOLLOWS = r"(?:,| on) "


def find(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Mark each explicit reference with the number of the document or note meant; a cited page goes with it.

    A reference to something that the source does not have keeps its words, without a target, and is a doubt.
    """
    patterns = [
        (kind, _with_page(pattern, profile))
        for kind, all_patterns in (("document", profile.references.document), ("note", profile.references.note))
        for pattern in all_patterns
    ]
    have = {"document": {one.number for one in work.divisions}, "note": {note.label for note in work.notes}}
    doubts: list[Diagnostic] = []

    def reference(match: re.Match[str], text: Text, *, kind: str) -> Inline:
        known = match["number"] in have[kind]
        if not known:
            words = f"“{match.group()}” refers to a {kind} that the source does not have."
            where = work.source.location(text.start + match.start())
            doubts.append(Diagnostic(Code.REFERENCE_OUTSIDE, words, where, "It is encoded without a target."))
        return _reference(match, text, kind, match["number"] if known else "")

    decided = [one for one in decisions if one.decision.reference is not None]
    places = {one.line: _place(one, work) for one in decided}
    applied: list[int] = []

    def paragraph(text: Text) -> tuple[Inline, ...]:
        for one in decided:
            if places[one.line] and text.start <= one.start and one.end <= text.end:
                applied.append(one.line)
                cert = "" if one.decision.cert == "high" else one.decision.cert
                facts = {"kind": "paragraph", "number": places[one.line], "cert": cert}
                return wrap(text, one.start - text.start, one.end - text.start, Role.REFERENCE, **facts)
        return (text,)

    def change(block: Block) -> Block:
        content = map_texts(block.content, paragraph)
        for kind, pattern in patterns:
            content = map_texts(content, partial(mark_matches, pattern=pattern, make=partial(reference, kind=kind)))
        return replace(block, content=content)

    notes = tuple(replace(note, parts=map_blocks(note.parts, change)) for note in work.notes)
    divisions = tuple(replace(one, parts=map_blocks(one.parts, change)) for one in work.divisions)
    return replace(work, notes=notes, divisions=divisions).applying(*applied).doubting(*doubts)


def _reference(match: re.Match[str], text: Text, kind: str, number: str) -> Span:
    """A reference, within a citation where it goes with a page."""
    span = Span(Role.REFERENCE, (group(match, "reference", text),), (("kind", kind), ("number", number)))
    if not match["page"]:
        return span
    pages = (("first", match["first"]), ("last", match["last"] or match["first"]))
    between = Text(text.text[match.end("reference") : match.start("page")], text.start + match.end("reference"))
    return Span(Role.CITATION, (span, between, Span(Role.CITED_PAGE, (group(match, "page", text),), pages)))


def _place(one: Anchored, work: Work) -> str:
    """Where in the source the paragraph begins that a decision refers to; "" when its document has no such one."""
    meant = one.decision.reference
    for division in work.divisions:
        if meant is not None and division.number == meant.document:
            for block in blocks_of(division.parts):
                if block.text.startswith(meant.begins):
                    return str(block.start)
    return ""


def _with_page(pattern: str, profile: Profile) -> re.Pattern[str]:
    page = profile.references.page
    ending = f"(?:{PAGE_FOLLOWS}(?P<page>{page}))?" if page else "(?P<page>(?!))?"
    return profile.compile(f"(?P<reference>{pattern}){ending}")
