"""Reader of letters in plain text: blocks of lines, each recognised by the patterns of its profile.

It serves any text in which a block is parted from the next by blank lines, or each line is a block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edition.ingest import transforms
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Inline, Kind, Role, Source, Span, Text, Work

STEPS = transforms.LETTERS

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


def read(source: Source, profile: Profile) -> Work:
    """Read a source into blocks, in its order; every character that is no white space between blocks is in one."""
    return Work(source, blocks=tuple(_recognised(lines, profile) for lines in _line_groups(source, profile)))


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: tuple[Text, ...]
    gap: int


def _line_groups(source: Source, profile: Profile) -> Iterator[_Lines]:
    """Yield the lines of each block with the number of blank lines before it."""
    group: list[Text] = []
    gap = blank = 0
    for line in _lines(source.text):
        if not line.text.strip():
            blank += 1
            continue
        if group and (blank or profile.paragraph == "line"):
            yield _Lines(tuple(group), gap)
            group = []
        if not group:
            gap = blank
        blank = 0
        group.append(line)
    if group:
        yield _Lines(tuple(group), gap)


def _lines(text: str) -> Iterator[Text]:
    """Yield each line without its line end and without the white space around it."""
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        yield Text(stripped, start + line.find(stripped) if stripped else start)
        start += len(line) + 1


def _recognised(group: _Lines, profile: Profile) -> Block:
    content: list[Inline] = []
    for line in group.lines:
        if content:
            content.append(Span(Role.LINE_BREAK))
        content.append(line)
    text = " ".join(line.text for line in group.lines)
    for pattern, type in profile.other_blocks:
        if profile.compile(pattern).fullmatch(text):
            return Block(Kind.ANONYMOUS, tuple(content), group.lines[0].start, group.gap, type=type)
    kind = _kind(text, profile)
    return Block(kind, _with_label(tuple(content), kind, profile), group.lines[0].start, group.gap)


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
    first = content[0]
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
