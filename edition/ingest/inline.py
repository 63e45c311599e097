"""Running text as TEI: what each role of a span becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from edition.ingest.build import fill, new, sub
from edition.ingest.inner_parts import sign
from edition.ingest.work import Block, Division, Inline, Role, Span, Text, Work
from edition.tei.apparatus import in_letters

Element = etree._Element

ADDRESS = re.compile(r"(https?://[^\s()<>]+)")


@dataclass(frozen=True, slots=True)
class Targets:
    """Where references lead: document numbers and note labels to addresses, relative to the documents of the source."""

    documents: Mapping[str, str]
    notes: Mapping[str, str]
    paragraphs: Mapping[str, str]  # by their offset in the source

    @classmethod
    def of(cls, work: Work) -> Targets:
        """The targets of a work whose parts have their identifiers."""
        messages = [one for one in work.divisions if one.number and one.role == "message"]
        documents = {one.number: f"{one.document}.xml" for one in messages}
        notes = {note.label: f"{work.source.name}.xml#{note.id}" for note in work.notes}
        paragraphs = {
            str(block.start): f"{one.document}.xml#{id}" for one in work.divisions for block, id in _cited(one)
        }
        return cls(documents, notes, paragraphs)


def _cited(division: Division) -> Iterator[tuple[Block, str]]:
    """Yield the blocks of a division, each with the identifier by which one cites it: its own or its division's."""
    for part in division.parts:
        if isinstance(part, Division):
            yield from _cited(part if part.id else replace(part, id=division.id))
        else:
            yield part, part.id or division.id


class RunningText:
    """Writes running text; holds what references lead to and whose the notes are (a pointer), nothing that changes."""

    def __init__(self, targets: Targets, notes_by: str) -> None:
        self.targets = targets
        self.notes_by = notes_by

    def write(self, content: tuple[Inline, ...]) -> Iterator[str | Element]:
        """Running text as strings and elements."""
        for piece in content:
            if isinstance(piece, Text):
                yield piece.text
            else:
                yield from _SPANS[piece.role](self, piece)

    def call(self, span: Span) -> Iterator[str | Element]:
        """A note call with its printed sign; without target when its note is lost."""
        label = span.fact("note")
        target = self.targets.notes.get(label, "")
        if label and not target:
            target = f"#{span.id.rpartition('-c')[0]}-n{sign(label)}"
        facts = {"type": "noteAnchor", "subtype": "" if target else "outside", "target": target}
        yield new("ref", *self.write(span.content), id=span.id, **facts)

    def reference(self, span: Span) -> Iterator[str | Element]:
        """A reference to a document or note; `unresolved` when the corpus does not have it."""
        kind, number = span.fact("kind"), span.fact("number")
        known = {
            "document": self.targets.documents, "note": self.targets.notes, "paragraph": self.targets.paragraphs,
        }  # fmt: skip
        target = known[kind].get(number, "")
        facts = {"type": kind if target else "unresolved", "target": target, "cert": span.fact("cert")}
        yield new("ref", *self.write(span.content), **facts)

    def correction(self, span: Span) -> Iterator[str | Element]:
        """The words as transmitted with what they should be, whose fault, who says so and how sure."""
        choice = new("choice", id=span.id)
        sub(choice, "sic", *self.write(span.content))
        facts = {"resp": f"#{span.fact('resp')}", "cert": span.fact("cert"), "source": span.fact("source")}
        sub(choice, "corr", span.fact("corrected"), type=span.fact("fault"), **facts)
        yield choice

    def supplied(self, span: Span) -> Iterator[str | Element]:
        """Words that the source prints as an editor's, or that an editor of this edition supplies."""
        facts = {
            "reason": span.fact("reason"), "resp": f"#{span.fact('resp')}", "cert": span.fact("cert"),
            "source": span.fact("source"),
        }  # fmt: skip
        yield new("supplied", *self.write(span.content), span.fact("words"), id=span.id, **facts)

    def comment(self, span: Span) -> Iterator[str | Element]:
        """A note of this edition, at its place."""
        letter = in_letters(int(span.id.rpartition("-e")[2]))
        facts = {"type": "editorial", "place": "foot", "resp": f"#{span.fact('resp')}"}
        yield new("note", *_with_addresses(span.fact("words")), id=span.id, n=letter, **facts)

    def variant(self, span: Span) -> Iterator[str | Element]:
        """An apparatus entry, parallel segmentation: the lemma's reading and the other's, each with its witness."""
        entry = new("app", type=span.fact("type"))
        for reading in span.content:
            if isinstance(reading, Span):
                name = "lem" if reading.fact("lemma") else "rdg"
                sub(entry, name, *self.write(reading.content), wit=f"#{reading.fact('witness')}")
        yield entry

    def footnote(self, span: Span) -> Iterator[str | Element]:
        """A footnote where the source has it."""
        note = new("note", id=span.id, n=span.fact("label"), place="foot", type="editorial", resp=self.notes_by)
        fill(note, self.write(span.content))
        yield note


def _with_addresses(words: str) -> Iterator[str | Element]:
    """Words with the web addresses among them as references."""
    for position, piece in enumerate(ADDRESS.split(words)):
        yield new("ref", piece, type="external", target=piece) if position % 2 else piece


def _wrapper(name: str, **attributes: str) -> Callable[[RunningText, Span], Iterator[str | Element]]:
    """A rule that wraps a span in an element; an attribute value `{fact}` is filled from the span's facts."""

    def wrapped(writer: RunningText, span: Span) -> Iterator[str | Element]:
        facts = {key: value.format_map(_Facts(span)) for key, value in attributes.items()}
        yield new(name, *writer.write(span.content), id=span.id, **{k: v for k, v in facts.items() if v != "#"})

    return wrapped


class _Facts(dict[str, str]):
    def __init__(self, span: Span) -> None:
        super().__init__(span.facts)

    def __missing__(self, key: str) -> str:
        return ""


def _gap(writer: RunningText, span: Span) -> Iterator[str | Element]:
    gap = new("gap", reason=span.fact("reason"), resp=f"#{span.fact('resp')}")
    sub(gap, "desc", *writer.write(span.content))
    yield gap


def _break(writer: RunningText, span: Span) -> Iterator[str | Element]:
    """A break of the transcription inside a paragraph, or the page that begins there; a space parts the words."""
    yield " "
    edition = f"#{span.fact('witness') or 'transcription'}"
    if span.fact("page"):
        yield new("pb", id=span.id, n=span.fact("page"), edRef=edition)
    else:
        yield new("milestone", id=span.id, unit="paragraph", edRef=edition)


def _furniture(writer: RunningText, span: Span) -> Iterator[str | Element]:
    yield " "
    yield new("fw", *writer.write(span.content), type=span.fact("type") or "page-turn")


def _image(writer: RunningText, span: Span) -> Iterator[str | Element]:
    """A picture by its address, and the words that stand for it."""
    figure = new("figure")
    sub(figure, "graphic", url=span.fact("url"))
    if span.content:
        sub(figure, "figDesc", *writer.write(span.content))
    yield figure


_SPANS: dict[Role, Callable[[RunningText, Span], Iterator[str | Element]]] = {
    Role.CALL: RunningText.call,
    Role.REFERENCE: RunningText.reference,
    Role.CORRECTION: RunningText.correction,
    Role.FOOTNOTE: RunningText.footnote,
    Role.VARIANT: RunningText.variant,
    Role.COMMENT: RunningText.comment,
    Role.UNCLEAR: _wrapper("unclear", resp="#{resp}", cert="{cert}"),
    Role.FURNITURE: _furniture,
    Role.GAP: _gap,
    Role.DATE: _wrapper("date", when="{when}", cert="{cert}"),
    Role.PLACE: _wrapper("placeName", ref="{ref}"),
    Role.CITATION: _wrapper("bibl"),
    Role.CITED_PAGE: _wrapper("biblScope", unit="page", **{"from": "{first}", "to": "{last}"}),
    Role.LABEL: _wrapper("label"),
    Role.LINE_BREAK: _wrapper("lb"),
    Role.PARAGRAPH_BREAK: _break,
    Role.REMARK: _wrapper("note", type="editorial", place="inline", resp="#{resp}"),
    Role.DELETED: _wrapper("del", rend="strikethrough"),
    Role.HIGHLIGHT: _wrapper("hi", rend="{rend}"),
    Role.CODE: _wrapper("hi", rend="code"),
    Role.LINK: _wrapper("ref", type="external", target="{target}"),
    Role.IMAGE: _image,
    Role.SURPLUS: _wrapper("surplus", reason="{reason}", resp="#{resp}"),
    Role.SUPPLIED: RunningText.supplied,
    Role.SIGN: _wrapper("metamark", function="{reason}"),
}
