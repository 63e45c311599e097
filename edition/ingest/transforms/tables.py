"""Tables that a transcription flattened into lines, laid out again by the patterns of their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from re import Match

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile, Table
from edition.ingest.work import Block, Division, Inline, Kind, Role, Span, Text, Work, group

# The group of a row's pattern that is no column but a heading merged into the line; it becomes a row of its own.
HEADING = "heading"


def lay_out(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Make a table of each block that begins as the profile says; a line that no pattern knows stays whole."""

    def part(block: Block | Division) -> Block | Division:
        if isinstance(block, Division):
            return block
        table = next((one for one in profile.tables if profile.compile(one.begins_with).match(block.text)), None)
        return Division("table", tuple(_rows(block, table, profile))) if table else block

    return replace(
        work,
        divisions=tuple(replace(one, parts=tuple(part(block) for block in one.parts)) for one in work.divisions),
    )


def _rows(block: Block, table: Table, profile: Profile) -> Iterator[Block]:
    patterns = [(profile.compile(row.pattern), row.role) for row in table.rows]
    lines = [piece for piece in block.content if isinstance(piece, Text)]
    index = 0
    while index < len(lines):
        for taken in (1, 2):
            joined = _joined(lines[index : index + taken])
            found = next(((m, role) for p, role in patterns if (m := p.fullmatch(joined.text))), None)
            if found:
                yield from _matched(*found, joined, table)
                break
        else:
            taken = 1
            yield _row([_cell(lines[index], "data", str(len(table.columns)))], lines[index].start)
        index += taken


def _joined(lines: list[Text]) -> Text:
    return Text("\n".join(line.text for line in lines), lines[0].start)


def _matched(match: Match[str], role: str, line: Text, table: Table) -> Iterator[Block]:
    groups = {name for name, words in match.groupdict().items() if words is not None}
    if role == "head":
        yield Block(Kind.SUBHEADING, (line,), line.start)
        return
    if any(name in groups for name in table.columns):
        cells = [_cell(group(match, name, line), role, "") for name in table.columns if name in groups]
        absent = len(table.columns) - len(cells)
        if absent:
            first = cells[0]
            cells[0] = replace(first, facts=(*first.facts[:-1], ("cols", str(absent + 1))))
        yield _row(cells, line.start)
    if HEADING in groups:
        heading = group(match, HEADING, line)
        yield _row([_cell(heading, "label", str(len(table.columns)))], heading.start)


def _cell(text: Text, role: str, columns: str) -> Span:
    return Span(Role.CELL, tuple(_with_breaks(text)), (("role", role), ("cols", columns)))


def _with_breaks(text: Text) -> Iterator[Inline]:
    start = text.start
    for position, line in enumerate(text.text.split("\n")):
        if position:
            yield Span(Role.LINE_BREAK)
        yield Text(line, start)
        start += len(line) + 1


def _row(cells: list[Span], start: int) -> Block:
    return Block(Kind.TABLE_ROW, tuple(cells), start)

