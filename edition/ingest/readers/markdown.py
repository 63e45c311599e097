"""Reader of Markdown: CommonMark with tables, strike-through, footnotes and YAML front matter.

Source: CommonMark 0.31; the tables and strike-through of GitHub's Markdown; footnotes as in pandoc. Raw HTML is kept as
plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.readers import frontmatter, layout
from edition.ingest.readers.layout import Draft
from edition.ingest.work import Block, Division, Inline, Kind, Part, Role, Span, Text
from edition.tei.names import NO_CHARACTER
from edition.yamlfile import decoded

# A label that is printed as it is; where a file has any other, its notes are numbered in the order of their calls.
PRINTED_LABEL = re.compile(r"[0-9]{1,4}|[a-z]")
# No letter nests quotations and lists deeper: a list counts twice, the list and its item.
DEEPEST = 60
OPTIONS = {"maxNesting": DEEPEST, "inline_definitions": True, "store_labels": True}
CELL_BORDER = re.compile(r"(?<!\\)\|")
LINE_ENDS = re.compile(r"\r\n?")


def read(data: bytes, shown: str) -> Draft:
    """The draft of a Markdown file; `shown` is the file as findings print it.

    Every word that a reader of the file sees is in it: raw HTML as words, footnotes that nothing calls or that are
    defined twice, too. What is not kept is a finding. Raises `EditionError` for a text that is not UTF-8, and for
    front matter with mistakes.
    """
    text = LINE_ENDS.sub("\n", decoded(data, shown))
    _refuse_strange_characters(text, shown)
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    _refuse_too_deep(tokens, shown)
    return _Drafter(shown, text.split("\n"), tokens, environment).draft(SyntaxTreeNode(tokens))


def _parser() -> MarkdownIt:
    """A parser that keeps footnotes where they stand, and definitions of links, also those that nothing uses."""
    parser = MarkdownIt("commonmark", OPTIONS).enable(["table", "strikethrough"])
    parser.validateLink = _any_address  # type: ignore[method-assign]  # the parser would take a bad link for plain words
    return parser.use(footnote_plugin, move_to_end=False, always_match_refs=True).use(front_matter_plugin)


def _refuse_strange_characters(text: str, shown: str) -> None:
    """Raise `EditionError` for characters that no XML file can hold: the parser would replace some of them."""
    help = "Take it out, or put what it stands for in its place."
    found = [
        Diagnostic(Code.BAD_CHARACTER, f"{match.group()!r} is a character that no XML file can hold.", where, help)
        for match in NO_CHARACTER.finditer(text)
        for where in [Location(shown, text.count("\n", 0, match.start()) + 1)]
    ]
    if found:
        raise EditionError(*found)


def _refuse_too_deep(tokens: list[Token], shown: str) -> None:
    """Raise `EditionError` where blocks or spans are nested so deep that the parser gives up and drops words."""
    line = 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if max([token.level, *(inner.level for inner in token.children or [])]) >= DEEPEST - 1:
            message = "Quotations, lists or spans are nested too deep here to be read."
            raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown, line), "Take the nesting out."))


def _any_address(url: str) -> bool:
    """Let every link pass: those that no edition should open are found where links are made."""
    return True


class _Drafter:
    """Makes a draft of one file's tree; gathers findings on the way."""

    def __init__(self, shown: str, lines: list[str], tokens: list[Token], environment: dict[str, Any]) -> None:
        self.base = Draft(shown, ())
        self.lines = lines
        self.findings: list[Diagnostic] = []
        notes = environment.get("footnotes", {}).get("list", {})
        self.inline_notes: dict[int, list[Token]] = {id: one["tokens"] for id, one in notes.items() if "tokens" in one}
        self.labels = _labels(tokens, self.inline_notes)
        links = (token for token in _all(tokens, self.inline_notes) if token.type in ("link_open", "image"))
        self.used = {token.meta.get("label", "") for token in links}
        self.waiting: list[Part] = []  # notes written in the line, until their block is done
        self.line = 1

    def draft(self, root: SyntaxTreeNode) -> Draft:
        matter = None
        parts: list[Part] = []
        for node in root.children:
            if node.type == "front_matter":
                matter = frontmatter.read(node.content, self.base.path, 2)
            else:
                parts += self.parts(node)
        return replace(self.base, parts=tuple(parts), matter=matter, findings=tuple(self.findings))

    def parts(self, node: SyntaxTreeNode) -> list[Part]:
        """A block node as parts, the notes written in its lines behind it."""
        self.line = _line(node, self.line)
        made = list(_BLOCKS[node.type](self, node))
        if node.type in HOLD_WORDS:
            made += self.waiting
            self.waiting = []
        return made

    def inner(self, node: SyntaxTreeNode) -> tuple[Part, ...]:
        return tuple(part for child in node.children for part in self.parts(child))

    def paragraph(self, node: SyntaxTreeNode) -> Iterator[Part]:
        content = self.words(node)
        if content:
            yield Block(Kind.PARAGRAPH, content, _line(node, self.line))

    def heading(self, node: SyntaxTreeNode) -> Iterator[Part]:
        content = self.words(node)
        if content:
            yield Block(Kind.SUBHEADING, content, _line(node, self.line), type=node.tag[1:])

    def rule(self, node: SyntaxTreeNode) -> Iterator[Part]:
        yield Block(Kind.RULE, (), self.line)

    def quotation(self, node: SyntaxTreeNode) -> Iterator[Part]:
        if parts := self.inner(node):
            yield Division("quotation", parts)

    def listing(self, node: SyntaxTreeNode) -> Iterator[Part]:
        """A list; the numbers of an ordered one count on from its first, as a reader sees them."""
        ordered = node.type == "ordered_list"
        first = int(node.attrs.get("start", 1)) if ordered else 0
        items: list[Part] = []
        for number, item in enumerate(node.children, first):
            start = _line(item, self.line)
            parts = self.inner(item) or (Block(Kind.ITEM, (), start),)
            if _is_tight(item) and isinstance(parts[0], Block):
                parts = (replace(parts[0], kind=Kind.ITEM), *parts[1:])
            items.append(Division("item", parts, number=f"{number}{item.markup}" if ordered else ""))
        yield Division("list", tuple(items), facts=(("rend", "numbered" if ordered else "bulleted"),))

    def code(self, node: SyntaxTreeNode) -> Iterator[Part]:
        start = _line(node, 1)
        if node.info.strip():
            self.lose(f"The word “{node.info.strip()[:40]}”, of what kind a block of code is,", start)
        content = layout.lines(node.content.rstrip("\n"), start + (node.type == "fence"))
        yield Block(Kind.PARAGRAPH, (Span(Role.CODE, content),), start)

    def html(self, node: SyntaxTreeNode) -> Iterator[Part]:
        start = _line(node, 1)
        self.escaped(node.content, start)
        yield Block(Kind.PARAGRAPH, layout.lines(node.content.strip("\n"), start), start)

    def table(self, node: SyntaxTreeNode) -> Iterator[Part]:
        rows = [row for group in node.children for row in group.children]
        yield Division("table", tuple(self.row(row) for row in rows))

    def row(self, node: SyntaxTreeNode) -> Block:
        start = _line(node, self.line)
        cells = [
            layout.cell(self.words(cell), head=cell.type == "th", align=str(cell.attrs.get("style", ""))[11:])
            for cell in node.children
        ]
        for words in _cells(self.lines[start - 1])[len(cells) :]:
            message = f"This row has a cell “{words[:60]}” too many; it is kept as plain words."
            help = "Give the head of the table as many cells as its rows have."
            self.findings.append(Diagnostic(Code.ESCAPED_MARKUP, message, self.base.location(start), help))
            cells.append(layout.cell((Text(words, start),)))
        return Block(Kind.TABLE_ROW, tuple(cells), start)

    def note(self, node: SyntaxTreeNode) -> Iterator[Part]:
        start = _line(node, self.line)
        yield layout.footnote(self.labels[str(node.meta["label"])], self.inner(node), start)

    def definition(self, node: SyntaxTreeNode) -> Iterator[Part]:
        """The address of links, which stand elsewhere in the text; one that no link uses is lost."""
        if node.meta["id"] not in self.used:
            self.lose(f"The address “{node.meta['url'][:60]}”, which no link uses,", _line(node, self.line))
        self.used.discard(node.meta["id"])  # a second one of this label is of no use
        yield from ()

    def words(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """The running text of a paragraph, heading or cell."""
        self.line = _line(node, self.line)
        return tuple(piece for child in node.children for piece in self.running(child.children))

    def running(self, nodes: list[SyntaxTreeNode]) -> tuple[Inline, ...]:
        return tuple(piece for node in nodes for piece in _INLINES[node.type](self, node))

    def text(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return (Text(node.content, self.line),) if node.content else ()

    def soft_break(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.line += 1
        return (Text(" ", self.line),)

    def hard_break(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.line += 1
        return (Span(Role.LINE_BREAK),)

    def code_words(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return (Span(Role.CODE, self.text(node)),)

    def emphasis(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return (layout.highlight("italic", self.running(node.children)),)

    def strong(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return (layout.highlight("bold", self.running(node.children)),)

    def struck(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return (Span(Role.DELETED, self.running(node.children)),)

    def link(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.untitled(node)
        where = self.base.location(self.line)
        pieces, findings = layout.link(str(node.attrs["href"]), self.running(node.children), where)
        self.findings += findings
        return pieces

    def image(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.untitled(node)
        where = self.base.location(self.line)
        pieces, findings = layout.image(str(node.attrs["src"]), self.running(node.children), where)
        self.findings += findings
        return pieces

    def raw(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        self.escaped(node.content, self.line)
        start, self.line = self.line, self.line + node.content.count("\n")
        return (Text(" ".join(node.content.split("\n")), start),)

    def call(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        if "label" in node.meta:
            return (layout.call(self.labels[str(node.meta["label"])], self.line),)
        label = self.labels[f"^{node.meta['id']}"]
        tree = SyntaxTreeNode(self.inline_notes[node.meta["id"]])
        block = Block(Kind.PARAGRAPH, self.running(tree.children), self.line)
        self.waiting.append(layout.footnote(label, (block,), self.line))
        return (layout.call(label, self.line),)

    def untitled(self, node: SyntaxTreeNode) -> None:
        if title := str(node.attrs.get("title", "")):
            self.lose(f"The title “{title[:60]}” of a link or picture", self.line)

    def lose(self, what: str, line: int) -> None:
        help = "Write in the text what a reader must see."
        self.findings.append(Diagnostic(Code.FORMAT_LOSS, f"{what} is not kept.", self.base.location(line), help))

    def escaped(self, markup: str, line: int) -> None:
        message = f"“{' '.join(markup.split())[:60]}” is HTML; it is kept as plain words."
        help = "Write it in Markdown, or let the words stand."
        self.findings.append(Diagnostic(Code.ESCAPED_MARKUP, message, self.base.location(line), help))


# Blocks that hold running text themselves.
HOLD_WORDS = frozenset({"paragraph", "heading", "table"})

_BLOCKS = {
    "paragraph": _Drafter.paragraph, "heading": _Drafter.heading, "hr": _Drafter.rule,
    "blockquote": _Drafter.quotation, "bullet_list": _Drafter.listing, "ordered_list": _Drafter.listing,
    "code_block": _Drafter.code, "fence": _Drafter.code, "html_block": _Drafter.html, "table": _Drafter.table,
    "footnote_reference": _Drafter.note, "definition": _Drafter.definition,
}  # fmt: skip

_INLINES = {
    "text": _Drafter.text, "softbreak": _Drafter.soft_break, "hardbreak": _Drafter.hard_break,
    "code_inline": _Drafter.code_words, "em": _Drafter.emphasis, "strong": _Drafter.strong, "s": _Drafter.struck,
    "link": _Drafter.link, "image": _Drafter.image, "html_inline": _Drafter.raw, "footnote_ref": _Drafter.call,
}  # fmt: skip


def _line(node: SyntaxTreeNode, otherwise: int) -> int:
    """The line that a node begins at, counted from 1."""
    return node.map[0] + 1 if node.map else otherwise


def _cells(line: str) -> list[str]:
    """The cells of a row as written, also those for which the head of the table has no column."""
    cells = CELL_BORDER.split(line.lstrip(" \t>").rstrip())
    return [cell.strip() for cell in cells[not cells[0] : -1 if len(cells) > 1 and not cells[-1] else None]]


def _is_tight(item: SyntaxTreeNode) -> bool:
    """Whether the first words of an item stand in it without a paragraph of their own."""
    first = item.children[0] if item.children else None
    return first is None or (first.type == "paragraph" and first.hidden)


def _all(tokens: list[Token], inline_notes: dict[int, list[Token]]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or [], inline_notes)
        if token.type == "footnote_ref" and token.meta["id"] in inline_notes:
            yield from _all(inline_notes[token.meta["id"]], inline_notes)


def _labels(tokens: list[Token], inline_notes: dict[int, list[Token]]) -> dict[str, str]:
    """What is printed for each label of a footnote; a note written in the line has the label `^` and its id."""
    calls: dict[str, None] = {}
    notes: dict[str, None] = {}
    for token in _all(tokens, inline_notes):
        if token.type == "footnote_ref":
            calls[str(token.meta.get("label", f"^{token.meta['id']}"))] = None
        elif token.type == "footnote_reference_open":
            notes[str(token.meta["label"])] = None
    labels = list(calls | notes)
    written = [label for label in labels if not label.startswith("^")]
    if not all(map(PRINTED_LABEL.fullmatch, written)):
        return {label: str(number) for number, label in enumerate(labels, 1)}
    free = max((int(label) for label in written if label.isdecimal()), default=0) + 1
    in_line = [label for label in labels if label.startswith("^")]
    return {label: label for label in written} | {label: str(number) for number, label in enumerate(in_line, free)}
