"""Two witnesses of one document as one text: words aligned, differences kept as variants in their place.

Each variant is of one type: `wording` (other words), `form` (the same words in another form: case, a stroke through
them) or `layout` (stamps, running heads, boxes, bullets, a transcriber's marks).
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.source import Source
from edition.ingest.work import Block, Division, Inline, Kind, Role, Span, Text, Work, blocks_of

TOKEN = re.compile(r"\S+")
LETTERS = re.compile(r"\w+")


def collate(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Work the second witness into the blocks of the first, word by word (`difflib`), losing nothing of either."""
    base, other = profile.witnesses
    begins = profile.compile(other.begins_with)
    border = next(index for index, block in enumerate(work.blocks) if begins.fullmatch(block.text))
    blocks, others = work.blocks[:border], work.blocks[border:]
    layout = _layout_offsets(blocks, profile)
    tokens = [token for block in blocks for token in _tokens(block.content)]
    other_tokens = [token for block in others for token in _tokens(block.content)]
    found = _variants(tokens, other_tokens, work.source, layout, profile)
    variants = list(_merged(_whole_marks(found, work.source, profile)))
    collator = _Collator(variants, base.id, other.id)
    collated = tuple(replace(block, content=collator.content(block.content)) for block in blocks)
    return replace(work, blocks=(), divisions=(Division("message", collated),))


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        """What the word is, its form apart."""
        return "".join(LETTERS.findall(self.text)).casefold() or self.text


@dataclass(frozen=True, slots=True)
class _Variant:
    """A place where the witnesses differ: a stretch of the base (empty where it lacks words), and the other's words."""

    start: int
    end: int
    other: Text
    type: str
    breaks: bool = False  # the other witness has a break of paragraphs here, and no words


def _tokens(content: tuple[Inline, ...]) -> Iterator[_Token]:
    for piece in content:
        if isinstance(piece, Text):
            for match in TOKEN.finditer(piece.text):
                yield _Token(match.group(), piece.start + match.start())
        else:
            yield from _tokens(piece.content)


def _variants(
    base: list[_Token], other: list[_Token], source: Source, layout: frozenset[int], profile: Profile
) -> Iterator[_Variant]:
    matcher = difflib.SequenceMatcher(None, [t.key for t in base], [t.key for t in other], autojunk=False)
    signs = [profile.compile(mark.pattern) for mark in profile.marks if mark.means in ("sign", "gap", "remark")]
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            for mine, theirs in zip(range(a, a_end), range(b, b_end), strict=True):
                if base[mine].text != other[theirs].text:
                    yield _Variant(
                        base[mine].start, base[mine].end, Text(other[theirs].text, other[theirs].start), "form"
                    )
                elif mine + 1 < a_end and _parted(other, theirs, source) and not _parted(base, mine, source):
                    place = base[mine].end
                    yield _Variant(place, place, Text("", other[theirs].end), "layout", breaks=True)
            continue
        if a < a_end:
            start, end = base[a].start, base[a_end - 1].end
            words = _words(other, b, b_end, source)
        else:
            start, words = _inserted(base, a, other, b, b_end, source)
            end = start
        of_layout = all(token.start in layout for token in base[a:a_end]) and all(
            any(sign.search(token.text) for sign in signs) for token in other[b:b_end]
        )
        yield _Variant(start, end, words, "layout" if of_layout else "wording")


def _parted(tokens: list[_Token], at: int, source: Source) -> bool:
    """Tell whether a blank line parts a word from the next."""
    return source.text[tokens[at].end : tokens[at + 1].start].count("\n") > 1


def _words(other: list[_Token], b: int, b_end: int, source: Source) -> Text:
    return Text(source.text[other[b].start : other[b_end - 1].end], other[b].start) if b < b_end else Text("", 0)


def _inserted(
    base: list[_Token], a: int, other: list[_Token], b: int, b_end: int, source: Source
) -> tuple[int, Text]:
    """Where words that only the other witness has stand in the base, and the words with the space beside them.

    They stand behind the word before them, unless they open a line of their witness: then before the next word.
    """
    opens = b == 0 or "\n" in source.text[other[b - 1].end : other[b].start]
    if opens and a < len(base) and b_end < len(other):
        return base[a].start, Text(source.text[other[b].start : other[b_end].start], other[b].start)
    return base[a - 1].end, Text(source.text[other[b - 1].end : other[b_end - 1].end], other[b - 1].end)


def _whole_marks(variants: Iterator[_Variant], source: Source, profile: Profile) -> Iterator[_Variant]:
    """Variants inside one mark of the base, such as a stroke through several words, become one that covers it."""
    marks = [
        match.span()
        for mark in profile.marks if mark.means == "deleted"
        for match in profile.compile(mark.pattern).finditer(source.text)
    ]  # fmt: skip
    last: _Variant | None = None
    last_mark: tuple[int, int] | None = None
    for one in variants:
        mark = next(((start, end) for start, end in marks if start <= one.start and one.end <= end), None)
        if last is not None and mark is not None and mark == last_mark:
            words = Text(source.text[last.other.start : one.other.end], last.other.start)
            last = _Variant(mark[0], mark[1], words, one.type)
            continue
        if last is not None:
            yield last
        last, last_mark = one, mark
    if last is not None:
        yield last


def _merged(variants: Iterator[_Variant]) -> Iterator[_Variant]:
    """Make one variant of neighbours of the same type, parted by one space in both witnesses."""
    last: _Variant | None = None
    for one in variants:
        if last is None:
            last = one
            continue
        next_door = one.start == last.end + 1 and one.other.start == last.other.end + 1 and one.type == last.type
        if next_door and last.other.text and one.other.text:
            words = Text(f"{last.other.text} {one.other.text}", last.other.start)
            last = _Variant(last.start, one.end, words, one.type)
        else:
            yield last
            last = one
    if last is not None:
        yield last


def _layout_offsets(blocks: tuple[Block, ...], profile: Profile) -> frozenset[int]:
    """The offsets of words of the page, not the text: what stands before the heading, and what a page turn left."""
    offsets = {
        token.start for block in takewhile(lambda block: block.kind is Kind.ANONYMOUS, blocks)
        for token in _tokens(block.content)
    }  # fmt: skip
    for block in blocks_of(blocks):
        for piece in block.content:
            if isinstance(piece, Span) and piece.role is Role.FURNITURE:
                offsets |= {token.start for token in _tokens(piece.content)}
    return frozenset(offsets)


class _Collator:
    """Puts variants into running text. Each is used once, at its place in the base."""

    def __init__(self, variants: list[_Variant], base: str, other: str) -> None:
        self.variants = variants
        self.base = base
        self.other = other

    def content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Running text of the base with the variants in it."""
        texts = [piece for piece in content if isinstance(piece, Text)]
        if len(texts) > 1 and any(
            one.start <= texts[0].start and texts[-1].end <= one.end for one in self.at(texts[0])
        ):
            return tuple(self.readings("layout", content, ()))
        pieces: list[Inline] = []
        for piece in content:
            if isinstance(piece, Text):
                pieces.extend(self.text(piece))
            else:
                pieces.append(replace(piece, content=self.content(piece.content)))
        return tuple(pieces)

    def text(self, text: Text) -> Iterator[Inline]:
        done = text.start
        for variant in self.at(text):
            start, end = max(variant.start, text.start), min(variant.end, text.end)
            inside = start < end or (variant.start == variant.end and text.start <= variant.start <= text.end)
            if not inside:
                continue
            if done < start:
                yield _slice(text, done, start)
            yield from self.variant(variant, _slice(text, start, end))
            done = max(end, done)
        if done < text.end:
            yield _slice(text, done, text.end)

    def at(self, text: Text) -> list[_Variant]:
        """The variants that meet a run of characters, or stand beside it; all are in order, and none is in another."""
        first = bisect_left(self.variants, text.start, key=lambda one: one.end)
        return self.variants[first : bisect_right(self.variants, text.end, key=lambda one: one.start)]

    def variant(self, variant: _Variant, words: Text) -> Iterator[Inline]:
        """The readings; a variant over several lines gives the other witness's words at its end."""
        other: tuple[Inline, ...] = (variant.other,) if words.end == variant.end and variant.other.text else ()
        if variant.breaks:
            other = (Span(Role.PARAGRAPH_BREAK, (), (("witness", self.other),)),)
        yield from self.readings(variant.type, (words,) if words.text else (), other)

    def readings(self, type: str, mine: tuple[Inline, ...], other: tuple[Inline, ...]) -> Iterator[Inline]:
        """A variant with the reading of each witness, empty where it lacks the words."""
        base = Span(Role.READING, mine, (("witness", self.base), ("lemma", "yes")))
        yield Span(Role.VARIANT, (base, Span(Role.READING, other, (("witness", self.other),))), (("type", type),))


def _slice(text: Text, start: int, end: int) -> Text:
    return Text(text.text[start - text.start : end - text.start], start)
