"""Reader of letters in plain text: blocks of lines, each recognised by the patterns of its profile.

It serves any text in which a block is parted from the next by blank lines, or each line is a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.ingest import transforms
from edition.ingest.profile import Profile
from edition.ingest.recognising import recognised
from edition.ingest.source import Source
from edition.ingest.work import Block, Inline, Kind, Role, Span, Text, Work

STEPS = transforms.LETTERS


def read(source: Source, profile: Profile) -> Work:
    """Read a source into blocks, in its order; every character that is no white space between blocks is in one."""
    blocks = (_block(lines) for lines in _line_groups(source, profile))
    return Work(source, blocks=tuple(recognised(block, profile) for block in blocks))


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


def _block(group: _Lines) -> Block:
    content: list[Inline] = []
    for line in group.lines:
        if content:
            content.append(Span(Role.LINE_BREAK))
        content.append(line)
    return Block(Kind.PARAGRAPH, tuple(content), group.lines[0].start, group.gap)
