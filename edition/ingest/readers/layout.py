"""What a format says, laid out as the plain text that a reader sees, each word with its offset in it.

A reader of a format makes a `Draft`: blocks, divisions and spans in which `start` is the place in the file, a line or
the number of a paragraph. `lay_out` writes their words one after the other, paragraphs parted by a blank line, gives
each its offset in that text, and tells the source where each comes from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal
from urllib.parse import quote, urlsplit

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers.frontmatter import FrontMatter
from edition.ingest.source import Source
from edition.ingest.work import Block, Division, Inline, Kind, Part, Role, Span, Text, blocks_of, map_blocks, spans_of
from edition.tei.pointers import is_external

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
BETWEEN_BLOCKS = "\n\n"
# What follows a block of these kinds; the words of a row are one line, its cells parted by tabulators.
ENDS = {Kind.ITEM: "\n", Kind.TABLE_ROW: "\n"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as its format reads: its parts in order, places instead of offsets, footnotes among them."""

    path: str
    parts: tuple[Part, ...]
    matter: FrontMatter | None = None
    findings: tuple[Diagnostic, ...] = ()
    unit: Literal["line", "paragraph"] = "line"

    def location(self, place: int) -> Location:
        """Where a place of the draft is, for a finding."""
        return Location(self.path, place) if self.unit == "line" else Location(self.path, paragraph=place)


Stretch = tuple[Draft, tuple[Part, ...]]


def lay_out(name: str, path: str, stretches: Sequence[Stretch]) -> tuple[Source, tuple[tuple[Part, ...], ...]]:
    """Lay out stretches of drafts one after the other.

    Gives the source whose text they are, and the parts of each stretch with their offsets: neighbouring runs of words
    joined, the label of a list item and of a footnote before its words, no two blocks at one offset.
    """
    page = _Page(path)
    parts = tuple(page.stretch(draft, parts) for draft, parts in stretches)
    parts = tuple(
        map_blocks(own, partial(_linked, path=draft.path, anchors=page.anchors))
        for own, (draft, _) in zip(parts, stretches, strict=True)
    )
    drafts = dict.fromkeys(draft.path for draft, _ in stretches)
    matters = {draft.path: draft.matter.words for draft, _ in stretches if draft.matter}
    matter = tuple(words for file in drafts for words in matters.get(file, ()))
    return Source.laid_out(name, path, "".join(page.written), page.places, matter=matter), parts


class _Page:
    """The text written so far, and where its words come from."""

    def __init__(self, path: str) -> None:
        self.written: list[str] = []
        self.length = 0
        self.places: list[tuple[int, Location]] = [(0, Location(path))]
        self.draft = Draft(path, ())
        self.start = 0  # where the block begins that is being laid out
        self.anchors: dict[tuple[str, str], int] = {}  # by file and name: the block that a link to it leads to

    def stretch(self, draft: Draft, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        self.draft = draft
        return tuple(self.part(part) for part in parts)

    def part(self, part: Part) -> Part:
        if isinstance(part, Block):
            return self.block(part)
        if part.role in ("item", "footnote") and part.number:
            part = _labelled(part)
        return replace(part, parts=tuple(self.part(inner) for inner in part.parts))

    def block(self, block: Block) -> Block:
        self.at(block.start)
        self.start = start = self.length
        content = self.content(block.content, between="\t" if block.kind is Kind.TABLE_ROW else "")
        self.write(ENDS.get(block.kind, BETWEEN_BLOCKS))
        return replace(block, content=content, start=start)

    def content(self, content: tuple[Inline, ...], between: str = "") -> tuple[Inline, ...]:
        laid: list[Inline] = []
        for index, piece in enumerate(content):
            if index and between:
                self.write(between)
            if isinstance(piece, Span) and piece.role is Role.ANCHOR:
                self.anchors.setdefault((self.draft.path, piece.fact("name")), self.start)
                continue
            laid.append(self.text(piece) if isinstance(piece, Text) else self.span(piece))
        return tuple(_joined(laid))

    def span(self, span: Span) -> Span:
        if span.role is Role.LINE_BREAK:
            self.write("\n")
        elif span.role is Role.CELL and not span.content:
            return replace(span, content=(Text("", self.length),))
        return replace(span, content=self.content(span.content))

    def text(self, text: Text) -> Text:
        self.at(text.start)
        start = self.length
        self.write(text.text)
        return Text(text.text, start)

    def at(self, place: int) -> None:
        where = self.draft.location(place)
        if place and where != self.places[-1][1]:
            self.places.append((self.length, where))

    def write(self, words: str) -> None:
        self.written.append(words)
        self.length += len(words)


def _joined(content: list[Inline]) -> Iterator[Inline]:
    """Join neighbouring runs of words into one; an empty run falls away."""
    run: Text | None = None
    for piece in content:
        if isinstance(piece, Text):
            run = Text(run.text + piece.text, run.start) if run else piece
            continue
        if run is not None and run.text:
            yield run
        run = None
        yield piece
    if run is not None and run.text:
        yield run


def _linked(block: Block, path: str, anchors: Mapping[tuple[str, str], int]) -> Block:
    """The block with each link within its file as a reference to the block that it leads to."""

    def linked(piece: Inline) -> Inline:
        if isinstance(piece, Text):
            return piece
        content = tuple(map(linked, piece.content))
        target = piece.fact("target") if piece.role is Role.LINK else ""
        at = anchors.get((path, target.removeprefix("#"))) if target.startswith("#") else None
        if at is None:
            return replace(piece, content=content)
        return Span(Role.REFERENCE, content, (("kind", "paragraph"), ("number", str(at))))

    return replace(block, content=tuple(map(linked, block.content)))


def _labelled(division: Division) -> Division:
    """The same item or footnote with its label, which a reader sees, at the beginning of its words."""
    first = division.parts[0] if division.parts else None
    rest = division.parts[1:]
    if not isinstance(first, Block) or first.kind not in (Kind.ITEM, Kind.PARAGRAPH):
        kind = Kind.ITEM if division.role == "item" else Kind.PARAGRAPH
        first, rest = Block(kind, (), division.start), division.parts
    label = Span(Role.LABEL, (Text(division.number, first.start),))
    gap = (Text(" ", first.start),) if first.content else ()
    return replace(division, parts=(replace(first, content=(label, *gap, *first.content)), *rest))


def footnote(label: str, parts: tuple[Part, ...], start: int, place: str = "foot") -> Division:
    """A note with the label that a reader sees; `start` is where it stands, `place` "foot" or "end"."""
    return Division("footnote", parts or (Block(Kind.PARAGRAPH, (), start),), number=label, facts=(("place", place),))


def with_notes(parts: Sequence[Part], notes: Sequence[Division]) -> tuple[Part, ...]:
    """The parts of a file with its notes behind them; of several notes of one label, each behind a part that calls it.

    So each stands in the letter that it belongs to, where a file of several letters begins to count anew in each.
    """
    times = Counter(note.number for note in notes)
    waiting = {label: [note for note in notes if note.number == label] for label, n in times.items() if n > 1}
    placed: list[Part] = []
    for part in parts:
        placed.append(part)
        for label in dict.fromkeys(_called(part)):
            placed += [waiting[label].pop(0)] if waiting.get(label) else []
    rest = [note for note in notes if note.number not in waiting or note in waiting[note.number]]
    return (*placed, *rest)


def _called(part: Part) -> Iterator[str]:
    for block in blocks_of((part,)):
        for span in spans_of(block.content):
            if span.role is Role.CALL:
                yield span.fact("label")


def call(label: str, place: int) -> Span:
    """The call of a footnote, by its label."""
    return Span(Role.CALL, (Text(label, place),), (("label", label), ("note", label)))


def highlight(rend: str, content: tuple[Inline, ...]) -> Span:
    """Words set off by their type: italic, bold, underline, superscript, subscript, small-caps."""
    return Span(Role.HIGHLIGHT, content, (("rend", rend),))


def cell(
    content: tuple[Inline, ...], *, head: bool = False, align: str = "", columns: int = 1, rows: int = 1
) -> Span:
    """A cell of a table; `align` is "left", "center" or "right"."""
    facts = {
        "role": "label" if head else "data", "cols": str(columns) if columns > 1 else "",
        "rows": str(rows) if rows > 1 else "", "align": align,
    }  # fmt: skip
    return Span(Role.CELL, content, tuple(facts.items()))


def flat(parts: Iterable[Part], lose: Callable[[str, int], None]) -> Iterator[tuple[Inline, ...]]:
    """Yield the words of what stands in a cell, paragraph by paragraph; what is more than paragraphs is lost.

    `lose` is told what that is, and its place.
    """
    for part in parts:
        if isinstance(part, Block):
            yield part.content
            continue
        if part.role in ("list", "quotation", "table"):
            lose(f"A {part.role} in a cell of a table is kept as lines.", part.start)
        for position, words in enumerate(flat(part.parts, lose)):
            labelled = part.role == "item" and part.number and not position
            yield (Text(f"{part.number} ", part.start), *words) if labelled else words


def lines(text: str, start: int) -> tuple[Inline, ...]:
    """The lines of a text, the first at the place `start`, with a line break between two."""
    pieces: list[Inline] = []
    for place, line in enumerate(text.split("\n"), start):
        if pieces:
            pieces.append(Span(Role.LINE_BREAK))
        pieces.append(Text(line, place))
    return tuple(pieces)


Checked = tuple[tuple[Inline, ...], tuple[Diagnostic, ...]]


def link(target: str, content: tuple[Inline, ...], where: Location) -> Checked:
    """Words that lead to an address on the web or to a mailbox; others stay words, with a finding."""
    address = quote(target.strip(), safe="%/:=&?~#+!$,;'@()*[]")
    if _scheme(address) in SAFE_SCHEMES:
        return (Span(Role.LINK, content, (("target", address),)),), ()
    if is_external(address):
        message = f"A link leads to “{target[:60]}”, which no edition should open."
        help = "Its words are kept, its address is not. Links may begin with https:, http: or mailto:."
        return content, (Diagnostic(Code.UNSAFE_LINK, message, where, help),)
    message = f"A link leads to “{target[:60]}”, which is no address on the web."
    help = "Its words are kept, its address is not. Write the whole address, or a decision with a reference."
    return content, (Diagnostic(Code.FORMAT_LOSS, message, where, help),)


def anchor(name: str) -> Span:
    """A place to which links of the same file lead; it stands at the end of a block, and means that block."""
    return Span(Role.ANCHOR, (), (("name", name),))


def internal(name: str, content: tuple[Inline, ...]) -> Span:
    """Words that lead to the `anchor` of that name, which the file must have."""
    return Span(Role.LINK, content, (("target", f"#{name}"),))


def image(url: str, words: tuple[Inline, ...], where: Location) -> Checked:
    """A picture in the text, with the words that stand for it; its name and words are kept, not the picture."""
    message = f"The picture “{url[:60]}” is not kept: the edition shows its name and the words that stand for it."
    help = "Say in the words what it shows."
    finding = Diagnostic(Code.FORMAT_LOSS, message, where, help)
    local = not is_external(url) and not url.startswith("/")
    if not local:
        return words, (finding,)
    return (Span(Role.IMAGE, words, (("url", quote(url, safe="%/~+!$,;'@()")),)),), (finding,)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""
