"""pandoc's tree as a `Draft`: what each of its elements is in the neutral tree of ingest.

The elements are those of pandoc-types 1.23 (`Text.Pandoc.Definition`), as their JSON writes them: `t` names one, `c`
is its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers import frontmatter, layout
from edition.ingest.readers.layout import Draft
from edition.ingest.readers.numerals import numeral
from edition.ingest.readers.word.prepared import ANCHOR, CALL, LOOK, NOTE, START, NoteMark, Prepared
from edition.ingest.work import Block, Division, Inline, Kind, Part, Role, Span, Text

Json = dict[str, Any]

HIGHLIGHTS = {
    "Emph": "italic", "Strong": "bold", "Underline": "underline", "SmallCaps": "small-caps",
    "Superscript": "superscript", "Subscript": "subscript",
}  # fmt: skip
WORDS = frozenset(("Str", "Space", "SoftBreak"))
ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
NUMERALS = {
    "LowerRoman": "lowerRoman", "UpperRoman": "upperRoman", "LowerAlpha": "lowerLetter", "UpperAlpha": "upperLetter",
}  # fmt: skip
DELIMITERS = {"Period": "{}.", "OneParen": "{})", "TwoParens": "({})", "DefaultDelim": "{}."}


def draft(blocks: list[Json], prepared: Prepared, path: str) -> Draft:
    """The draft of a document: its text, then its footnotes and endnotes in the order of their calls."""
    reader = _Reader(prepared.notes, path, frozenset(_names(blocks)))
    parts = layout.with_notes(*reader.text_and_notes(blocks))
    matter = frontmatter.of_mapping(prepared.matter, path) if prepared.matter else None
    return Draft(path, parts, matter, findings=(*prepared.findings, *reader.findings), unit="paragraph")


class _Reader:
    """Walks through pandoc's blocks; counts the paragraphs that have words, and gathers what is lost."""

    def __init__(self, notes: Mapping[str, NoteMark], path: str, names: frozenset[str]) -> None:
        self.notes = notes
        self.path = path
        self.names = names  # of the places that a link of the document may lead to
        self.paragraph = 1
        self.findings: list[Diagnostic] = []

    def text_and_notes(self, blocks: list[Json]) -> tuple[list[Part], list[Division]]:
        """The parts of the text, and the notes that stand behind it."""
        text, behind = _divided(blocks, self.notes)
        parts, notes = list(self.parts(text)), []
        for mark, own in behind:
            start = self.paragraph
            notes.append(layout.footnote(mark.label, tuple(self.parts(own)), start, mark.place))
        return parts, notes

    def parts(self, blocks: list[Json], own: Kind = Kind.PARAGRAPH) -> Iterator[Part]:
        """Yield blocks as parts; `own` is what a paragraph is here."""
        for block in _with_whole_quotations(blocks):
            yield from _BLOCKS.get(block["t"], _Reader.unknown_block)(self, block.get("c"), own)

    def paragraph_of(self, content: list[Json], own: Kind) -> Iterator[Part]:
        start = self.paragraph
        words = _trimmed(self.inlines(content))
        if words:
            anchors = map(layout.anchor, _names(content)) if self.names else ()
            yield Block(own, (*words, *anchors), start)
            self.paragraph += 1

    def heading(self, content: Any, own: Kind) -> Iterator[Part]:
        level, (name, _, _), words = content
        for block in self.paragraph_of(words, Kind.SUBHEADING):
            assert isinstance(block, Block)
            named = (*block.content, *([layout.anchor(name)] if name else ()))
            yield Block(Kind.SUBHEADING, named, block.start, type=str(min(level, 6)))

    def rule(self, content: Any, own: Kind) -> Iterator[Part]:
        yield Block(Kind.RULE, (), self.paragraph)

    def quotation(self, content: list[Json], own: Kind) -> Iterator[Part]:
        if parts := tuple(self.parts(content)):
            yield Division("quotation", parts)

    def group(self, content: Any, own: Kind) -> Iterator[Part]:
        yield from self.parts(content[1], own)

    def lines(self, content: list[list[Json]], own: Kind) -> Iterator[Part]:
        words: list[Json] = []
        for line in content:
            words += [*([{"t": "LineBreak"}] if words else []), *line]
        yield from self.paragraph_of(words, own)

    def code(self, content: Any, own: Kind) -> Iterator[Part]:
        _, words = content
        lines = [[{"t": "Code", "c": [None, line]}] for line in words.split("\n")]
        yield from self.lines(lines, own)

    def bulleted(self, content: list[list[Json]], own: Kind) -> Iterator[Part]:
        items = tuple(self.item(item, "") for item in content)
        yield Division("list", items, facts=(("rend", "bulleted"),))

    def numbered(self, content: Any, own: Kind) -> Iterator[Part]:
        (first, style, delimiter), items = content
        form = DELIMITERS.get(delimiter["t"], "{}.")
        made, number = [], first - 1
        for item in items:
            number = _start_of(item) or number + 1
            made.append(self.item(item, form.format(numeral(number, NUMERALS.get(style["t"], "")))))
        yield Division("list", tuple(made), facts=(("rend", "numbered"),))

    def defined(self, content: list[Any], own: Kind) -> Iterator[Part]:
        for term, definitions in content:
            yield from self.paragraph_of(term, own)
            for blocks in definitions:
                yield from self.parts(blocks, own)

    def item(self, blocks: list[Json], label: str) -> Division:
        """An item of a list: its words alone, or its paragraphs where it has several."""
        several = sum(one["t"] in ("Para", "Plain") for one in blocks) > 1
        start = self.paragraph
        parts = tuple(self.parts(blocks, Kind.PARAGRAPH if several else Kind.ITEM))
        return Division("item", parts or (Block(Kind.ITEM, (), start),), number=label)

    def table(self, content: Any, own: Kind) -> Iterator[Part]:
        _, (_, caption), _, (_, head), bodies, (_, foot) = content
        rows: list[Part] = [
            Block(Kind.SUBHEADING, part.content, part.start) for part in self.parts(caption) if isinstance(part, Block)
        ]
        rows += [self.row(row, head=True) for row in head]
        for _, _, between, body in bodies:
            rows += [*(self.row(row, head=True) for row in between), *(self.row(row) for row in body)]
        rows += [self.row(row) for row in foot]
        if rows:
            yield Division("table", tuple(rows))

    def figure(self, content: Any, own: Kind) -> Iterator[Part]:
        _, (_, caption), blocks = content
        yield from self.parts([*blocks, *caption], own)

    def row(self, row: Any, *, head: bool = False) -> Block:
        start = self.paragraph
        _, cells = row
        return Block(Kind.TABLE_ROW, tuple(self.cell(cell, head) for cell in cells), start)

    def cell(self, cell: Any, head: bool) -> Span:
        _, alignment, rows, columns, blocks = cell
        words: list[Inline] = []
        for block in layout.flat(tuple(self.parts(blocks)), self.lose):
            words += [*([Span(Role.LINE_BREAK)] if words else []), *block]
        align = ALIGNMENTS.get(alignment["t"], "")
        return layout.cell(tuple(words), head=head, align=align, columns=columns, rows=rows)

    def unknown_block(self, content: Any, own: Kind) -> Iterator[Part]:
        self.lose("Something that is no text is not taken over.", self.paragraph)
        yield from ()

    def inlines(self, content: list[Json]) -> tuple[Inline, ...]:
        """Running text, its words in runs as long as may be."""
        pieces: list[Inline] = []
        run: list[str] = []
        for one in content:
            if one["t"] in WORDS:
                run.append(one.get("c", " "))
                continue
            pieces += [*([Text("".join(run), self.paragraph)] if run else []), *self.inline(one)]
            run = []
        return (*pieces, *([Text("".join(run), self.paragraph)] if run else []))

    def inline(self, one: Json) -> tuple[Inline, ...]:
        name: str = one["t"]
        content: Any = one.get("c")
        if name == "LineBreak":
            return (Span(Role.LINE_BREAK),)
        if name in HIGHLIGHTS:
            return _around(self.inlines(content), lambda words: layout.highlight(HIGHLIGHTS[name], words))
        if name == "Strikeout":
            return _around(self.inlines(content), lambda words: Span(Role.DELETED, words, (("rend", "strikethrough"),)))
        if name == "Code":
            return (Span(Role.CODE, (Text(content[1], self.paragraph),)),)
        if name == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            return (Text(left, self.paragraph), *self.inlines(content[1]), Text(right, self.paragraph))
        if name in ("Span", "Cite"):
            return self.inlines(content[1])
        if name == "Link":
            return self.link(content)
        return self.no_text(name, content)

    def link(self, content: Any) -> tuple[Inline, ...]:
        _, words, (target, _) = content
        key = target.removeprefix(f"#{CALL}")
        if key != target and key in self.notes:
            return (layout.call(self.notes[key].label, self.paragraph),)
        if target.startswith((f"#{START}", f"#{ANCHOR}")):
            return ()
        if target.startswith(f"#{LOOK}"):
            look = target.removeprefix(f"#{LOOK}")
            return _around(self.inlines(words), lambda words: layout.highlight(look, words))
        if target.startswith("#") and target[1:] in self.names:
            return (layout.internal(target[1:], self.inlines(words)),)
        pieces, findings = layout.link(target, self.inlines(words), self.here())
        self.findings += findings
        return pieces

    def no_text(self, name: str, content: Any) -> tuple[Inline, ...]:
        """What is no running text, by the words that stand for it."""
        if name == "Image":
            words = self.inlines(content[1])
            self.lose("An image is not taken over; the words that describe it are kept as text.", self.paragraph)
            return words
        if name == "Math":
            self.lose(f"An equation is kept as the words “{content[1]}”, without its form.", self.paragraph)
            return (Text(content[1], self.paragraph),)
        if name == "Note":
            self.lose("A note within a note is kept as words of it.", self.paragraph)
            blocks = layout.flat(tuple(self.parts(content)), self.lose)
            return tuple(piece for words in blocks for piece in (Text(" ", self.paragraph), *words))
        self.lose("Something that is no text is not taken over.", self.paragraph)
        return ()

    def here(self) -> Location:
        return Location(self.path, paragraph=self.paragraph)

    def lose(self, message: str, paragraph: int) -> None:
        """Note something that the text does not keep."""
        where = Location(self.path, paragraph=paragraph)
        self.findings.append(Diagnostic(Code.FORMAT_LOSS, message, where, "Encode it by hand if it matters."))


def _with_whole_quotations(blocks: list[Json]) -> Iterator[Json]:
    """Yield blocks, quotations that follow one another as one: a word processor knows paragraphs only."""
    for quotes, group in groupby(blocks, lambda block: bool(block["t"] == "BlockQuote")):
        if quotes:
            yield {"t": "BlockQuote", "c": [inner for block in group for inner in block["c"]]}
        else:
            yield from group


def _names(tree: Any) -> Iterator[str]:
    """Yield the names of the places in a part of pandoc's tree that links may lead to."""
    if isinstance(tree, list):
        for one in tree:
            yield from _names(one)
    elif isinstance(tree, dict):
        kind: str = tree.get("t", "")
        content: Any = tree.get("c")
        at = {"Header": 1, "Span": 0, "Div": 0}.get(kind)
        if at is not None and content[at][0]:
            yield content[at][0]
        if kind == "Link" and content[2][0].startswith(f"#{ANCHOR}"):
            yield content[2][0].removeprefix(f"#{ANCHOR}")
        yield from _names(content)


def _divided(
    blocks: list[Json], notes: Mapping[str, NoteMark]
) -> tuple[list[Json], list[tuple[NoteMark, list[Json]]]]:
    """The text, and the notes behind it: each begins with a paragraph that is nothing but a link with its key."""
    text: list[Json] = []
    behind: list[tuple[NoteMark, list[Json]]] = []
    for block in blocks:
        key = _opened(block)
        if key is not None and key in notes:
            behind.append((notes[key], []))
        elif key != "":
            (behind[-1][1] if behind else text).append(block)
    return text, behind


def _opened(block: Json) -> str | None:
    """The key of the note that a paragraph opens, "" for the text itself; None when it opens nothing."""
    target = _first_target(block)
    return target.removeprefix(f"#{NOTE}") if target.startswith(f"#{NOTE}") else None


def _start_of(item: list[Json]) -> int:
    """The number from which a list counts at an item, 0 when it just counts on."""
    target = _first_target(item[0]) if item else ""
    number = target.removeprefix(f"#{START}")
    return int(number) if number != target and number.isdecimal() else 0


def _first_target(block: Json) -> str:
    """Where the link leads that a paragraph begins with."""
    content = block.get("c")
    if block["t"] not in ("Para", "Plain") or not isinstance(content, list) or not content:
        return ""
    first = content[0]
    return str(first["c"][2][0]) if first["t"] == "Link" else ""


def _trimmed(words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Running text without white space and line breaks at its ends."""
    first, last = 0, len(words)
    while first < last and _is_space(words[first]):
        first += 1
    while last > first and _is_space(words[last - 1]):
        last -= 1
    kept = list(words[first:last])
    if kept and isinstance(head := kept[0], Text):
        kept[0] = replace(head, text=head.text.lstrip())
    if kept and isinstance(tail := kept[-1], Text):
        kept[-1] = replace(tail, text=tail.text.rstrip())
    return tuple(kept)


def _is_space(piece: Inline) -> bool:
    return not piece.text.strip() if isinstance(piece, Text) else piece.role is Role.LINE_BREAK


def _around(words: tuple[Inline, ...], make: Callable[[tuple[Inline, ...]], Span]) -> tuple[Inline, ...]:
    """The words within a span; nothing where there are none, and spaces alone are set off by nothing."""
    if all(isinstance(piece, Text) and not piece.text.strip() for piece in words):
        return words
    return (make(words),)


_BLOCKS: dict[str, Callable[[_Reader, Any, Kind], Iterator[Part]]] = {
    "Para": _Reader.paragraph_of,
    "Plain": _Reader.paragraph_of,
    "Header": _Reader.heading,
    "HorizontalRule": _Reader.rule,
    "BlockQuote": _Reader.quotation,
    "Div": _Reader.group,
    "LineBlock": _Reader.lines,
    "CodeBlock": _Reader.code,
    "BulletList": _Reader.bulleted,
    "OrderedList": _Reader.numbered,
    "DefinitionList": _Reader.defined,
    "Table": _Reader.table,
    "Figure": _Reader.figure,
}
