"""A `Work` as TEI documents: one a message, and one for the volume with its title matter and endnotes.

Documents and blocks are written here, running text in `inline`, the header in `headers`. Everything that the source has
is written in its order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from lxml import etree

from edition.ingest import reasons
from edition.ingest.build import fill, new, sub
from edition.ingest.headers import Headers
from edition.ingest.inline import RunningText, Targets
from edition.ingest.profile import Profile
from edition.ingest.reasons import MACHINE, Change
from edition.ingest.work import Block, Division, Inline, Kind, Note, Part, Role, Span, Text, Work, texts_of
from edition.tei.names import TEI, XML_ID, XML_LANG, tei

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Written:
    """One TEI document ready to be saved: its file name (without folder) and its tree."""

    name: str
    root: Element


def write(work: Work, profile: Profile, headers: Headers) -> Iterator[Written]:
    """Yield the documents of a work: the volume's first if it has one, then each message in source order."""
    targets = Targets.of(work)
    writer = _Writer(targets, profile)
    if profile.series == "volume":
        language = profile.language.ident
        root = _document(work.source.name, "volume", headers.volume(work), language, reasons.of_volume(work))
        root.append(writer.volume_text(work))
        yield Written(f"{work.source.name}.xml", root)
    for main, *enclosures in _documents(work):
        header = headers.message(work, main, enclosures)
        language = main.fact("language") or profile.language.ident
        root = _document(main.document, profile.kind, header, language, reasons.of_message((main, *enclosures)))
        root.append(writer.message_text(main, enclosures))
        yield Written(f"{main.document}.xml", root)


def _documents(work: Work) -> Iterator[list[Division]]:
    """Yield each message with the enclosures that follow it."""
    group: list[Division] = []
    for division in work.divisions:
        if group and division.role != "enclosure":
            yield group
            group = []
        group.append(division)
    if group:
        yield group


def _document(id: str, kind: str, header: Element, language: str, changes: tuple[Change, ...]) -> Element:
    attributes = {XML_ID: id, XML_LANG: language, "type": kind}
    root = etree.Element(tei("TEI"), attributes, nsmap={None: TEI})  # type: ignore[dict-item]  # the default namespace
    root.append(header)
    stand_off = reasons.stand_off(changes)
    if stand_off is not None:
        root.append(stand_off)
    return root


class _Writer:
    """Writes the text of one source's documents; holds what references lead to and nothing that changes."""

    def __init__(self, targets: Targets, profile: Profile) -> None:
        self.targets = targets
        self.profile = profile
        # Notes whose author nobody names are the source's: @resp points to its description in the header.
        self.notes_by = f"#{profile.notes_by or 'transcription'}"
        self.inline = RunningText(targets, self.notes_by).write

    def volume_text(self, work: Work) -> Element:
        """Title matter in `front`, the list of documents in `body`, endnotes in `back`."""
        text = etree.Element(tei("text"))
        front = etree.SubElement(text, tei("front"))
        front.extend(self._title_matter(work.front))
        contents = sub(sub(text, "body"), "div", type="contents", id=f"{work.source.name}-contents")
        listing = sub(contents, "list")
        for message in work.divisions:
            if message.role == "message":
                sub(sub(listing, "item"), "ptr", target=f"{message.document}.xml")
        if work.notes:
            notes = sub(sub(text, "back"), "div", type="notes", id=f"{work.source.name}-notes")
            for note in work.notes:
                notes.append(self._endnote(note))
        return text

    def message_text(self, main: Division, enclosures: list[Division]) -> Element:
        """The message and its enclosures as divisions of the body; the line that names the source in `back`."""
        text = etree.Element(tei("text"))
        body = sub(text, "body")
        sources: list[Block] = []
        for division in (main, *enclosures):
            sources += [part for part in division.parts if isinstance(part, Block) and part.kind is Kind.SOURCE]
            kind = self.profile.kind if division.role == "message" else division.role
            # What stands on the page before the heading, such as a stamp, has its place before the division.
            before = list(takewhile(lambda part: _is(part, Kind.ANONYMOUS), division.parts))
            body.extend(self.block(part) for part in before if isinstance(part, Block))
            division = replace(division, parts=division.parts[len(before) :])
            body.append(self.division(division, kind))
        if sources:
            back = sub(sub(text, "back"), "div", type="source", id=f"{main.document}-source")
            for block in sources:
                sub(sub(back, "p", id=block.id, n=_ordinal(block)), "bibl", *self.inline(block.content))
        return text

    def division(self, division: Division, kind: str) -> Element:
        """A message, an enclosure or a section as `div`."""
        element = new("div", type=kind, n=division.number, id=division.id)
        if division.number_lost:
            facts = {"reason": "lost", "cert": "high", "resp": f"#{MACHINE}", "evidence": "internal"}
            sub(sub(element, "head"), "supplied", f"No. {division.number}", id=reasons.number_id(division), **facts)
        element.extend(self.parts([part for part in division.parts if not _is(part, Kind.SOURCE)]))
        return element

    def parts(self, parts: list[Part] | tuple[Part, ...]) -> Iterator[Element]:
        """Blocks and inner divisions in order, gathered into openers, closers, lists and tables as their kinds ask."""
        parts = list(parts)
        index = 0
        seen_text = False
        while index < len(parts):
            part = parts[index]
            if isinstance(part, Division):
                yield self._inner(part)
                seen_text, index = True, index + 1
                continue
            taken, element = self._gathered(part, seen_text, parts[index:])
            yield element
            seen_text = seen_text or part.kind not in _BEFORE_TEXT
            index += taken

    def _inner(self, part: Division) -> Element:
        if part.role == "quotation":
            quote = new("quote")
            quote.extend(self.parts(part.parts))
            return quote
        if part.role == "letter":
            floating = new("floatingText", type="letter", id=part.id)
            sub(floating, "body").extend(self.parts(part.parts))
            return floating
        if part.role == "table":
            return self._table(part)
        if part.role == "list":
            return self._nested_list(part)
        if part.role == "footnote":
            return self._note(part)
        return self.division(part, part.role)

    def _nested_list(self, part: Division) -> Element:
        """A list whose items hold blocks and lists; what is printed before an item is its label."""
        listing = new("list", rend=part.fact("rend"))
        for item in part.parts:
            if not isinstance(item, Division):
                continue
            first, *rest = item.parts
            if item.number and isinstance(first, Block):
                label, content = _split_label(first.content)
                sub(listing, "label", *self.inline(label))
                first = replace(first, content=_trimmed(content))
            element = sub(listing, "item")
            if isinstance(first, Block) and first.kind is Kind.ITEM:
                fill(element, self.inline(first.content))
                element.set(XML_ID, first.id)
                element.set("n", _ordinal(first))
            else:
                rest = [first, *rest]
            element.extend(self.parts(rest))
        return listing

    def _note(self, part: Division) -> Element:
        """A footnote of the source, where it stands; one that nothing calls says to which division it belongs."""
        note = new("note", id=part.id, n=part.number, place=part.fact("place"), type="editorial", resp=self.notes_by)
        if part.fact("called") == "no":
            note.set("target", f"#{part.id.rpartition('-n')[0]}-d1")
        note.extend(self.parts(part.parts))
        return note

    def _gathered(self, part: Block, seen_text: bool, rest: list[Part]) -> tuple[int, Element]:
        """The element that a block begins, and how many blocks it takes."""
        if part.kind in _OPENER and not seen_text:
            return self._group("opener", rest, _OPENER)
        if part.kind in _CLOSER:
            return self._group("closer", rest, _CLOSER)
        if part.kind in (Kind.ITEM, Kind.ITEM_CONTINUED):
            return self._list(rest)
        return 1, self.block(part)

    def _group(self, name: str, rest: list[Part], kinds: frozenset[Kind]) -> tuple[int, Element]:
        group = _run(rest, kinds)
        # A dateline that stands before the heading stays there, by itself: no opener can precede the head's.
        if name == "opener" and len(group) == 1 and len(rest) > 1 and _is(rest[1], Kind.HEADING):
            return 1, self.block(group[0])
        element = new(name)
        element.extend(self.block(block) for block in group)
        return len(group), element

    def _list(self, rest: list[Part]) -> tuple[int, Element]:
        group = _run(rest, frozenset({Kind.ITEM, Kind.ITEM_CONTINUED}))
        listing = new("list")
        for position, block in enumerate(group):
            if block.kind is Kind.ITEM_CONTINUED and len(listing):
                listing[-1].append(self.block(block))
                continue
            label, content = _split_label(block.content)
            sub(listing, "label", *self.inline(label))
            continued = position + 1 < len(group) and group[position + 1].kind is Kind.ITEM_CONTINUED
            item = sub(listing, "item")
            holder = sub(item, "p") if continued else item
            fill(holder, self.inline(_trimmed(content)))
            holder.set(XML_ID, block.id)
            holder.set("n", _ordinal(block))
        return len(group), listing

    def _table(self, part: Division) -> Element:
        table = new("table", id=part.id)
        for block in part.parts:
            if not isinstance(block, Block):
                continue
            if block.kind is Kind.SUBHEADING:
                sub(table, "head", *self.inline(block.content))
                continue
            row = sub(table, "row")
            for piece in block.content:
                if isinstance(piece, Span) and piece.role is Role.CELL:
                    role = piece.fact("role") if piece.fact("role") != "data" else ""
                    facts = {"role": role, "cols": piece.fact("cols"), "rows": piece.fact("rows")}
                    sub(row, "cell", *self.inline(_trimmed(piece.content)), **facts, rend=piece.fact("align"))
        return table

    def block(self, block: Block) -> Element:
        """A block as the element that its kind asks for."""
        if block.kind is Kind.FOOTNOTE:
            return self._footnote(block)
        if block.kind is Kind.RULE:
            return new("milestone", unit="section", rend="rule")
        element = new(_BLOCKS[block.kind], id=block.id, n=_ordinal(block), type=block.type)
        if block.kind is Kind.ADDRESS:
            sub(element, "addrLine", *self.inline(block.content))
        elif block.kind is Kind.POSTSCRIPT:
            element = new("postscript")
            sub(element, "p", *self.inline(block.content), id=block.id, n=_ordinal(block))
        else:
            fill(element, self.inline(block.content))
        return element

    def _footnote(self, block: Block) -> Element:
        label, _ = _split_label(block.content)
        sign = "".join(piece.text for piece in texts_of(label))
        document = block.id.rpartition("-")[0]
        about = {"place": "foot", "type": "source", "resp": self.notes_by, "target": f"#{document}-d1"}
        note = new("note", id=f"{block.id}-note", n=sign, **about)
        sub(note, "p", *self.inline(block.content), id=block.id, n=_ordinal(block))
        return note

    def _endnote(self, note: Note) -> Element:
        element = new("note", id=note.id, n=note.label, place=note.place, type="editorial", resp=self.notes_by)
        if note.belongs_to:
            element.set("target", self.targets.documents[note.belongs_to])
        element.extend(self.parts(note.parts))
        return element

    def _title_matter(self, blocks: tuple[Block, ...]) -> Iterator[Element]:
        """Runs of title parts as title pages, other blocks as statements."""
        for is_title, group in groupby(blocks, lambda block: block.kind is Kind.TITLE):
            if is_title:
                yield self._title_page(group)
                continue
            for block in group:
                statement = new("div", type="statement", id=f"{block.id}-statement")
                sub(statement, "p", *self.inline(block.content), id=block.id, n=_ordinal(block))
                yield statement

    def _title_page(self, blocks: Iterable[Block]) -> Element:
        page = new("titlePage")
        for is_author, group in groupby(blocks, lambda block: block.type == "author"):
            if is_author:
                for block in group:
                    sub(page, "docAuthor", *self.inline(block.content))
                continue
            title = sub(page, "docTitle")
            for block in group:
                sub(title, "titlePart", *self.inline(block.content), type=block.type)
        return page


_BLOCKS = {
    Kind.PARAGRAPH: "p", Kind.HEADING: "head", Kind.SUBHEADING: "head", Kind.DATELINE: "dateline",
    Kind.CLOSING_DATE: "dateline", Kind.ADDRESS: "address", Kind.SALUTATION: "salute", Kind.FORMULA: "salute",
    Kind.SIGNATURE: "signed", Kind.POSTSCRIPT: "postscript", Kind.ITEM_CONTINUED: "p", Kind.ANONYMOUS: "ab",
}  # fmt: skip
_OPENER = frozenset({Kind.DATELINE, Kind.ADDRESS, Kind.SALUTATION})
_CLOSER = frozenset({Kind.FORMULA, Kind.SIGNATURE, Kind.CLOSING_DATE})
_BEFORE_TEXT = _OPENER | {Kind.HEADING}


def _ordinal(block: Block) -> str:
    return str(block.ordinal) if block.ordinal else ""


def _is(part: Part, kind: Kind) -> bool:
    return isinstance(part, Block) and part.kind is kind


def _run(parts: list[Part], kinds: frozenset[Kind]) -> list[Block]:
    run: list[Block] = []
    for part in parts:
        if isinstance(part, Division) or part.kind not in kinds:
            break
        run.append(part)
    return run


def _split_label(content: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The content of the label at the beginning of a block, and the rest."""
    first = content[0]
    if isinstance(first, Span) and first.role is Role.LABEL:
        return first.content, content[1:]
    return (), content


def _trimmed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The content without white space at its ends: the border of an item or cell stands for it."""
    pieces = list(content)
    if pieces and isinstance(first := pieces[0], Text):
        pieces[0] = replace(first, text=first.text.lstrip())
    if pieces and isinstance(last := pieces[-1], Text):
        pieces[-1] = replace(last, text=last.text.rstrip())
    return tuple(pieces)
