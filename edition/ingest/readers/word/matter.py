"""What a word processor's document says of its letter in front of it, in a table of two columns: key and value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.ingest.readers.frontmatter import FrontMatter
from edition.ingest.readers.word.names import table, w
from edition.ingest.readers.word.names import text as t

Element = etree._Element
Matter = Mapping[str, str | list[str]]

KEYS = frozenset(field.alias or name for name, field in FrontMatter.model_fields.items())
# Of these there may be several, a paragraph each.
NAMES = frozenset(("from", "to"))


@dataclass(frozen=True, slots=True)
class _Markup:
    """How a format writes tables: the names of a table, row, cell and paragraph, and of calls of notes."""

    table: str
    row: str
    cell: str
    paragraph: str
    calls: tuple[str, ...]


DOCX = _Markup(w("tbl"), w("tr"), w("tc"), w("p"), (w("footnoteReference"), w("endnoteReference")))
ODT = _Markup(table("table"), table("table-row"), table("table-cell"), t("p"), (t("note"),))


def take(body: Element, markup: _Markup, words: Callable[[Element], str]) -> Matter:
    """Take the table that a document begins with out of it, if each of its rows is a key of front matter and a value.

    `words` are those of a paragraph. Any other table, and one with notes, stays what it is: a table of the text.
    """
    first = next((one for one in body if one.tag == markup.table or words(one).strip()), None)
    if first is None or first.tag != markup.table or next(first.iter(*markup.calls), None) is not None:
        return {}
    rows = [[_paragraphs(cell, markup, words) for cell in row.iter(markup.cell)] for row in first.iter(markup.row)]
    if not all(len(row) == 2 for row in rows):
        return {}
    keys = ["_".join(" ".join(key).strip(" :").lower().split()) for key, _ in rows]
    if not set(keys) <= KEYS or len(set(keys)) < len(keys):
        return {}
    body.remove(first)
    return dict(_said(keys, [value for _, value in rows]))


def _paragraphs(cell: Element, markup: _Markup, words: Callable[[Element], str]) -> list[str]:
    found = (" ".join(words(one).split()) for one in cell.iter(markup.paragraph))
    return [paragraph for paragraph in found if paragraph]


def _said(keys: list[str], values: list[list[str]]) -> Iterator[tuple[str, str | list[str]]]:
    for key, value in zip(keys, values, strict=True):
        yield key, value if key in NAMES else " ".join(value)
