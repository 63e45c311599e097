"""The parts of a document that have an identifier besides its paragraphs: divisions, comments, interventions, calls."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from edition.ingest.work import Block, Division, Inline, Part, Role, Span, Work, blocks_of, plain

# An editor's interventions in a text.
INTERVENTIONS = frozenset({Role.CORRECTION, Role.SURPLUS, Role.SUPPLIED, Role.UNCLEAR, Role.PARAGRAPH_BREAK})

# Divisions that only group what has identifiers of its own.
UNNAMED = frozenset({"list", "item"})

# Gives a part its identifier, by the document, the letter of its kind and its fingerprint.
Give = Callable[[str, str, str], str]


def fingerprint(text: str) -> str:
    """A short digest of a text, blind to white space."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:12]


def sign(label: str) -> str:
    """The label of a note or call as part of an identifier, which can hold letters and digits only."""
    return label if label.isalnum() else "star"


def prints(work: Work) -> dict[tuple[str, str], list[str]]:
    """The fingerprints of the parts of a work in its order, by document and letter of their kind.

    The letters are `d` for divisions, `e` for comments of the edition, `i` for interventions.
    """
    found: dict[tuple[str, str], list[str]] = {}

    def record(document: str, letter: str, fingerprint: str) -> str:
        found.setdefault((document, letter), []).append(fingerprint)
        return ""

    _each(work, record)
    return found


def identified(work: Work, ids: Mapping[str, Mapping[str, str]]) -> Work:
    """The work with an identifier on each of its parts; `ids` are those of each document, in its order.

    Calls and footnotes are named by their labels; the second call of one label says that it is the second.
    """
    queues: dict[tuple[str, str], Iterator[str]] = {}

    def give(document: str, letter: str, fingerprint: str) -> str:
        mine = (id for id in ids[document] if id.startswith(f"{document}-{letter}"))
        return next(queues.setdefault((document, letter), mine))

    return _each(work, give)


def _each(work: Work, give: Give) -> Work:
    writer = _Writer(give)
    apart = work.source.name
    return replace(
        work,
        front=tuple(writer.block(block, apart) for block in work.front),
        divisions=tuple(writer.division(one, one.document) for one in work.divisions),
        notes=tuple(replace(note, parts=writer.parts(note.parts, apart)) for note in work.notes),
    )


class _Writer:
    """Gives each part its identifier, in the order of the work."""

    def __init__(self, give: Give) -> None:
        self.give = give
        self.labels: Counter[str] = Counter()

    def parts(self, parts: tuple[Part, ...], document: str) -> tuple[Part, ...]:
        return tuple(
            self.division(part, document) if isinstance(part, Division) else self.block(part, document)
            for part in parts
        )

    def division(self, division: Division, document: str) -> Division:
        if division.role in UNNAMED:
            return replace(division, parts=self.parts(division.parts, document))
        if division.role == "footnote":
            parts = self.parts(division.parts, document)
            return replace(division, id=self.counted(document, "n", division.number), parts=parts)
        words = " ".join(block.text for block in blocks_of(division.parts))
        id = self.give(document, "d", fingerprint(f"{division.role} {words}"))
        return replace(division, id=id, parts=self.parts(division.parts, document))

    def block(self, block: Block, document: str) -> Block:
        return replace(block, content=tuple(self.inline(piece, document) for piece in block.content))

    def inline(self, piece: Inline, document: str) -> Inline:
        if not isinstance(piece, Span):
            return piece
        content = tuple(self.inline(inner, document) for inner in piece.content)
        return replace(piece, content=content, id=self.named(piece, document))

    def named(self, span: Span, document: str) -> str:
        """The identifier of a span; "" for one that has none."""
        label = span.fact("label")
        if span.role is Role.FOOTNOTE:
            return self.counted(document, "n", label)
        if span.role is Role.COMMENT:
            return self.give(document, "e", fingerprint(span.fact("words")))
        if span.role in INTERVENTIONS:
            told = (span.role.name, plain(span.content), span.fact("corrected"), span.fact("words"))
            return self.give(document, "i", fingerprint(" ".join(told)))
        if span.role is not Role.CALL:
            return ""
        return self.counted(document, "c", label)

    def counted(self, document: str, letter: str, label: str) -> str:
        """The identifier of a call or footnote by its label; the second of one label says that it is the second."""
        start = f"{document}-{letter}{sign(label)}"
        self.labels[start] += 1
        return f"{start}-{self.labels[start]}" if self.labels[start] > 1 else start
