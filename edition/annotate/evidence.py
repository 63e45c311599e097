"""Kinds of evidence by which a reference is understood: declared in the header, as categories that `@ana` points to.

Source: TEI Guidelines, HD55 (the classification declaration). What a header has already is not declared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from edition.tei.markup import ANNOTATE, Layout
from edition.tei.names import XML_ID, local, tei

TAXONOMY = f"{ANNOTATE}-references"
KINDS = {
    "evidence-day": "the words name the day on which the letter meant was written",
    "evidence-receipt": "the words name the day on which the letter meant was received",
    "evidence-month": "the words name a month, and one letter that may be meant is of that month",
    "evidence-bounds": "the words name a day within the bounds that are known of the letter meant",
    "evidence-near": "the words name a day soon after the letter meant was written, or before it was received",
    "evidence-publishers": "a note, called at the words, says what is meant",
    "evidence-order": "the order of the letters: the only one that may be meant",
    "evidence-repeated": "the same letter has cited the letter meant before",
    "evidence-editor": "an editor's decision",
    "evidence-sequence": "the days of the letters between the same correspondents",
    "reference-answer": "the letter says by these words that it answers the one meant",
    "reference-unreceived": "the letter says by these words that the one meant has not been received",
    "reference-received": "the letter meant is one to the writer of this letter",
    "reference-sent": "the letter meant is one by the writer of this letter",
    "reference-others": "the letter meant is one between others",
    "reference-yours": "the letter meant is one by somebody whom this letter addresses",
    "reference-to-named": "the letter meant is one to somebody whom the words name",
}


@dataclass(frozen=True, slots=True)
class Declaring:
    """Where a file declares the kinds of evidence that it uses: an offset, and the elements that are to hold them."""

    at: int
    names: tuple[str, ...]  # each in the one before
    prefix: str
    blank: str  # what indents the first
    declared: frozenset[str]  # the ids of the categories that the file has already


def declaring(root: etree._Element, holder: etree._Element, layout: Layout) -> Declaring:
    """Where a taxonomy goes in a file; `holder` is what `place` gives, and `layout` has it."""
    within = holder.tag != tei("fileDesc")
    extent = layout.extents[holder]
    return Declaring(
        at=len(layout.text[: extent.inner_end].rstrip()) if within else extent.end,
        names=(*NAMES.get(local(holder), ()), "taxonomy"),
        prefix=f"{holder.prefix}:" if holder.prefix else "",
        blank=indent(layout.text, extent.start) + ("  " if within else ""),
        declared=frozenset(id for one in root.iter(tei("category")) if (id := one.get(XML_ID))),
    )


def declarations(kinds: Iterable[str], where: Declaring) -> Iterator[tuple[int, str]]:
    """Yield the taxonomy of the kinds that a file uses, as far as they are not declared, and where it goes."""
    if wanted := sorted(set(kinds) - where.declared, key=list(KINDS).index):
        yield where.at, _written(list(where.names), wanted, where.prefix, where.blank)


def place(root: etree._Element) -> etree._Element | None:
    """The element of a file's first header into which the taxonomy goes, or, if it is `fileDesc`, behind which."""
    for name in ("classDecl", "encodingDesc", "fileDesc"):
        if (found := next(root.iter(tei(name)), None)) is not None:
            return found
    return None


def _written(names: list[str], kinds: list[str], prefix: str, blank: str) -> str:
    """Elements, each in the one before, the last with categories; the first says whose all of it is."""
    name, *inner = names
    said = f' xml:id="{TAXONOMY}"' * (not inner) + f' resp="#{ANNOTATE}"'
    deeper = f"{blank}  " if blank else ""
    content = (
        _written(inner, kinds, prefix, deeper).replace(f' resp="#{ANNOTATE}"', "")
        if inner
        else "".join(
            f'{deeper}<{prefix}category xml:id="{kind}"><{prefix}catDesc>{escape(KINDS[kind])}</{prefix}catDesc>'
            f"</{prefix}category>"
            for kind in kinds
        )
    )
    return f"{blank}<{prefix}{name}{said}>{content}{blank}</{prefix}{name}>"


def indent(text: str, start: int) -> str:
    """The white space before an element that begins a line, with its line end; else ""."""
    blank = text[len(text[:start].rstrip()) : start]
    return blank if "\n" in blank else ""


# The elements that a header lacks around a taxonomy, by the one that it has.
NAMES: Mapping[str, tuple[str, ...]] = {"fileDesc": ("encodingDesc", "classDecl"), "encodingDesc": ("classDecl",)}
