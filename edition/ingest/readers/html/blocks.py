"""Blocks of an HTML page: what each of its elements is in the neutral tree of ingest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from edition.ingest.readers import layout
from edition.ingest.readers.html.inline import RunningText, line, looking, names_of, paragraphs, plain
from edition.ingest.readers.html.notes import BLOCKS, HEADINGS
from edition.ingest.readers.numerals import numeral
from edition.ingest.work import Block, Division, Inline, Kind, Part, Role, Span, Text
from edition.tei.text import content as content_of

Element = etree._Element

NUMERALS = {"i": "lowerRoman", "I": "upperRoman", "a": "lowerLetter", "A": "upperLetter"}
# What may stand directly in a table and its parts.
STRUCTURE = {
    "table": ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"),
    "thead": ("tr",), "tbody": ("tr",), "tfoot": ("tr",), "tr": ("td", "th"),
}  # fmt: skip
ALIGNMENTS = frozenset(("left", "right", "center"))


@dataclass
class Blocks:
    """Reads blocks; `text` reads what runs in them."""

    text: RunningText
    anchors: list[Inline] = field(default_factory=list)  # of places met that the next block has

    def parts(self, element: Element, own: Kind = Kind.PARAGRAPH) -> Iterator[Part]:
        """Yield what stands in an element; text that runs between its blocks makes paragraphs of kind `own`."""
        yield from self.mixed(list(content_of(element)), element, own)

    def mixed(self, content: Sequence[str | Element], around: Element, own: Kind) -> Iterator[Part]:
        """Yield pieces of the content of the element `around` as blocks."""
        running: list[Inline] = []
        start = line(around)
        for piece in content:
            if not isinstance(piece, str) and _holds_blocks(piece):
                yield from self.running(running, start, own)
                yield from self.block(piece, own)
                running, start = [], line(piece)
            elif isinstance(piece, str):
                running.append(plain(piece, around))
            else:
                start = start if running else line(piece)
                running += self.text.read(piece)
        yield from self.running(running, start, own)

    def running(self, pieces: Sequence[Inline], start: int, own: Kind) -> Iterator[Block]:
        """Yield running text as blocks; each begins on the line of its first words."""
        self.anchors += [piece for piece in pieces if _is_anchor(piece)]
        for words in paragraphs(tuple(piece for piece in pieces if not _is_anchor(piece))):
            yield Block(own, (*words, *self.anchors), _first_line(words) or start)
            self.anchors.clear()

    def block(self, element: Element, own: Kind) -> Iterator[Part]:
        """Yield what a block, or an element of running text that holds blocks, becomes."""
        name = str(element.tag)
        self.anchors += [layout.anchor(one) for one in names_of(element) if one in self.text.names]
        if name in HEADINGS:
            for block in self.running(self.text.inside(element), line(element), Kind.SUBHEADING):
                yield Block(Kind.SUBHEADING, block.content, block.start, type=name[1])
        elif name == "hr":
            yield Block(Kind.RULE, (), line(element))
        elif name == "blockquote":
            if parts := tuple(self.parts(element)):
                yield Division("quotation", parts)
        elif name in ("ul", "ol", "menu"):
            yield from self.listing(element)
        elif name == "pre" and not any(one.tag in BLOCKS for one in element.iterdescendants()):
            yield from self.verbatim(element)
        elif name == "table" and not _arranges(element):
            yield from self.table(element)
        else:
            yield from self.around(element, own)

    def around(self, element: Element, own: Kind) -> Iterator[Part]:
        """Yield the blocks of an element that only holds them together, with the look that it gives their words."""
        for part in self.parts(element, own):
            if isinstance(part, Block) and part.kind is own and part.content:
                yield Block(part.kind, looking(element, part.content), part.start)
            else:
                yield part

    def listing(self, element: Element) -> Iterator[Part]:
        """Yield a list, each item with the label that a reader sees; what stands between two goes with the first."""
        number = _integer(element.get("start", ""), 1) - 1
        made: list[Division] = []
        for piece in content_of(element):
            if not isinstance(piece, str) and piece.tag == "li":
                number = _integer(piece.get("value", ""), number + 1)
                style = NUMERALS.get(piece.get("type", element.get("type", "")), "")
                made.append(self.item(piece, f"{numeral(number, style)}." if element.tag == "ol" else ""))
                continue
            stray = tuple(self.mixed([piece], element, Kind.PARAGRAPH))
            if made:
                made[-1] = replace(made[-1], parts=(*made[-1].parts, *stray))
            else:
                yield from stray
        if made:
            yield Division("list", tuple(made), facts=(("rend", "numbered" if element.tag == "ol" else "bulleted"),))

    def item(self, element: Element, label: str) -> Division:
        """An item of a list: its words alone, or its paragraphs where it has several."""
        several = sum(child.tag in ("p", "div") for child in element) > 1
        parts = tuple(self.parts(element, Kind.ITEM))
        if several:
            parts = tuple(
                Block(Kind.PARAGRAPH, part.content, part.start)
                if isinstance(part, Block) and part.kind is Kind.ITEM else part
                for part in parts
            )  # fmt: skip
        return Division("item", parts or (Block(Kind.ITEM, (), line(element)),), number=label)

    def verbatim(self, element: Element) -> Iterator[Part]:
        """Yield the lines of preformatted text as one paragraph, or several where empty lines part them."""
        text = replace(self.text, keeps_lines=True)
        yield from self.running(text.inside(element), line(element), Kind.PARAGRAPH)

    def table(self, element: Element) -> Iterator[Part]:
        """Yield a table by its caption and rows."""
        rows: list[Part] = []
        for caption in element.iterchildren("caption"):
            rows += self.running(self.text.inside(caption), line(caption), Kind.SUBHEADING)
        for row in element.iter("tr"):
            cells = [self.cell(cell) for cell in row if cell.tag in ("td", "th")]
            if cells:
                rows.append(Block(Kind.TABLE_ROW, tuple(cells), line(row)))
        if rows:
            yield Division("table", tuple(rows))

    def cell(self, element: Element) -> Span:
        """A cell, its paragraphs parted by line breaks."""
        words: list[Inline] = []
        for block in layout.flat(tuple(self.parts(element)), self.text.lose):
            words += [*([Span(Role.LINE_BREAK)] if words else []), *block]
        align = element.get("align", "").lower()
        columns, rows = _integer(element.get("colspan", ""), 1), _integer(element.get("rowspan", ""), 1)
        head = element.tag == "th" or next(element.iterancestors("thead"), None) is not None
        align = align if align in ALIGNMENTS else ""
        return layout.cell(tuple(words), head=head, align=align, columns=columns, rows=rows)


def _is_anchor(piece: Inline) -> bool:
    return isinstance(piece, Span) and piece.role is Role.ANCHOR


def _holds_blocks(element: Element) -> bool:
    return element.tag in BLOCKS or any(one.tag in BLOCKS for one in element.iter(etree.Element))


def _arranges(table: Element) -> bool:
    """Whether a table only arranges the page, as old pages do, or is none.

    It has a heading or another table in it, or words that stand in no cell.
    """
    inside = (one.tag for one in table.iterdescendants())
    if table.get("role") == "presentation" or any(name == "table" or name in HEADINGS for name in inside):
        return True
    return any(
        piece.strip() if isinstance(piece, str) else piece.tag not in STRUCTURE[str(holder.tag)]
        for holder in table.iter(*STRUCTURE)
        for piece in content_of(holder)
    )


def _first_line(words: Sequence[Inline]) -> int:
    for piece in words:
        found = piece.start if isinstance(piece, Text) else _first_line(piece.content)
        if found:
            return found
    return 0


def _integer(words: str, otherwise: int) -> int:
    words = words.strip()
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 6 else otherwise
