"""Kinds of evidence by which a reference is understood: declared in the header, as categories that `@ana` points to.

Source: TEI Guidelines, HD55 (the classification declaration). What a header has already is not declared again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    "reference-answer": "the letter says by these words that it answers the one meant",
    "reference-received": "the letter meant is one to the writer of this letter",
    "reference-sent": "the letter meant is one by the writer of this letter",
    "reference-others": "the letter meant is one between others",
}


def declarations(kinds: Iterable[str], root: etree._Element, layout: Layout) -> Iterator[tuple[int, str]]:
    """Yield the taxonomy of the kinds that a file uses, and where in the file it goes: into its first header.

    `layout` has `place(root)`.
    """
    used, holder = set(kinds), place(root)
    if not used or holder is None:
        return
    wanted = sorted(used - {one.get(XML_ID) for one in root.iter(tei("category"))}, key=list(KINDS).index)
    if not wanted:
        return
    within = holder.tag != tei("fileDesc")
    prefix = f"{holder.prefix}:" if holder.prefix else ""
    names = {"fileDesc": ["encodingDesc", "classDecl"], "encodingDesc": ["classDecl"]}.get(local(holder), [])
    extent = layout.extents[holder]
    at = len(layout.text[: extent.inner_end].rstrip()) if within else extent.end
    blank = _indent(layout.text, extent.start) + ("  " if within else "")
    yield at, _written([*names, "taxonomy"], wanted, prefix, blank)


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


def _indent(text: str, start: int) -> str:
    """The white space before an element that begins a line, with its line end; else ""."""
    blank = text[len(text[:start].rstrip()) : start]
    return blank if "\n" in blank else ""
