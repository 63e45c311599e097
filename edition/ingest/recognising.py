"""What kind of block a text is, by the patterns of the profile: for any reader, and for blocks found later."""

from __future__ import annotations

import re
from dataclasses import replace

from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Kind, Role, Span, Text

# The order in which a block is tried; the first pattern that matches the whole block says what it is.
KINDS = (
    ("heading", Kind.HEADING),
    ("dateline", Kind.DATELINE),
    ("closing_date", Kind.CLOSING_DATE),
    ("source", Kind.SOURCE),
    ("address", Kind.ADDRESS),
    ("salutation", Kind.SALUTATION),
    ("formula", Kind.FORMULA),
    ("signature", Kind.SIGNATURE),
    ("subheading", Kind.SUBHEADING),
    ("footnote", Kind.FOOTNOTE),
    ("postscript", Kind.POSTSCRIPT),
)
# Kinds that the beginning of a block tells.
BEGINNINGS = (
    ("item_continues_with", Kind.ITEM_CONTINUED),
    ("item_begins_with", Kind.ITEM),
)


def recognised(block: Block, profile: Profile) -> Block:
    """A paragraph as the kind of block that the patterns of the profile take it for, its printed label apart."""
    text = block.text
    for pattern, type in profile.other_blocks:
        if profile.compile(pattern).fullmatch(text):
            return replace(block, kind=Kind.ANONYMOUS, type=type)
    kind = _kind(text, profile)
    return replace(block, kind=kind, content=_with_label(block.content, kind, profile))


def _kind(text: str, profile: Profile) -> Kind:
    matchers = profile.matchers
    for key, kind in KINDS:
        if key in matchers and matchers[key].fullmatch(text):
            return kind
    for key, kind in BEGINNINGS:
        if key in matchers and matchers[key].match(text):
            return kind
    return Kind.PARAGRAPH


def _with_label(content: tuple[Inline, ...], kind: Kind, profile: Profile) -> tuple[Inline, ...]:
    """Set apart a printed label at the beginning of a block: the numeral of a paragraph, the letter of an item."""
    key = {
        Kind.PARAGRAPH: "paragraph_begins_with", Kind.ITEM: "item_begins_with", Kind.FOOTNOTE: "footnote",
    }.get(kind)  # fmt: skip
    first = content[0] if content else None
    if key is None or key not in profile.matchers or not isinstance(first, Text):
        return content
    match = profile.matchers[key].match(first.text)
    return (*label_first(first, match), *content[1:]) if match else content


def label_first(text: Text, match: re.Match[str]) -> tuple[Inline, ...]:
    """The run with its printed label (the group `label` of a match at its beginning) in a span."""
    end = match.end("label")
    label = Span(Role.LABEL, (Text(text.text[:end], text.start),))
    rest = text.text[end:]
    return (label, Text(rest, text.start + end)) if rest else (label,)
