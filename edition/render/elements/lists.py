"""Lists, tables and figures (TEI Guidelines, CO `COLI`, FT).

HTML is strict about what stands between items and between cells; TEI lets page breaks and notes stand there. Such a
thing moves into the item or cell that follows, or into the last.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import takewhile

from edition.render.context import Context
from edition.render.elements.structure import permanent_link
from edition.render.html import Attributes, Child, Html, join, tag
from edition.render.rules import Element, as_tag, looks, renders, typed
from edition.tei.names import XML_ID, local, tei
from edition.tei.text import content

LABELS = frozenset({"label", "headLabel"})
ITEMS = frozenset({"item", "headItem"})
NUMBERED = ("ordered", "numbered", "arabic", "upperroman", "lowerroman", "upperalpha", "loweralpha")
MOST_COLUMNS = 1000  # HTML's limit for a cell's span


@renders("list")
def unordered_list(element: Element, context: Context) -> Html:
    """A list; a printed label stands before its item's words."""
    return _list("ul", element, context)


@renders("list", when=lambda element: typed(*NUMBERED)(element) or looks(*NUMBERED)(element))
def ordered_list(element: Element, context: Context) -> Html:
    """A list that is numbered where the text prints no numbers; with printed labels it is as any other."""
    labelled = any(local(child) in LABELS for child in element)
    return _list("ul" if labelled else "ol", element, context)


@renders("list", when=typed("gloss"))
def glossary(element: Element, context: Context) -> Html:
    """A list of terms and their explanations."""
    rows: list[Html] = []
    last = ""
    for child, before in _gathered(element, LABELS | ITEMS, context):
        name = "dt" if child is not None and local(child) in LABELS else "dd"
        if name == "dd" and not last:
            rows.append(tag("dt", {}))
        rows.append(_holder(name, child, before, context))
        last = name
    if last != "dd":
        rows += [tag("dd", {})] if last else [tag("dt", {}), tag("dd", {})]
    return join([*_heads(element, context), tag("dl", context.attributes(element), *rows)])


@renders("person", "place", "org", "event", "object", when=lambda element: element.get(XML_ID) is not None)
def copy_of_an_entry(element: Element, context: Context) -> Html:
    """An entry that another file's register has too: its name, linked to its page, which says the rest, and its notes.

    Many editions repeat in the back of each letter the entries that it mentions. One that only this file has is text.
    """
    entry = context.catalog.register.find(f"#{element.get(XML_ID)}", context.facts.path)
    if entry is None or entry.path == context.facts.path or entry.kind != local(element):
        return as_tag("div")(element, context)
    link = tag("a", {"href": context.href_of_entry(entry)}, entry.preferred)
    notes = (note for note in element.iter(tei("note")) if not _is_within_note(note, element))
    return tag("div", context.attributes(element), link, *map(context.render, notes))


@renders("table")
def table(element: Element, context: Context) -> Html:
    """A table; its first head is the caption, a further one stands before the table."""
    captions = [
        tag("p" if index else "caption", context.attributes(head), context.children(head))
        for index, head in enumerate(element.iterchildren("{*}head"))
    ]
    rows = [_row(child, before, context) for child, before in _gathered(element, {"row"}, context)]
    body = tag("tbody", {}, *rows)
    return join([*captions[1:], tag("table", context.attributes(element), *captions[:1], body)])


@renders("figure")
def figure(element: Element, context: Context) -> Html:
    """A figure, its head as the caption below."""
    captions = [
        tag("span", context.attributes(head), context.children(head)) for head in element.iterchildren("{*}head")
    ]
    caption = [tag("figcaption", {}, *captions)] if captions else []
    content = [piece for _, before in _gathered(element, (), context) for piece in before]
    return tag("figure", context.attributes(element), *content, *caption)


@renders("graphic", "media")
def graphic(element: Element, context: Context) -> Html:
    """A picture elsewhere, by its address: a page of the edition loads nothing from outside."""
    url = element.get("url", "")
    target = context.resolve(url)
    href = context.href(target) if target else None
    return tag("a" if href else "span", {**context.attributes(element), "href": href}, url, context.children(element))


def _is_within_note(note: Element, entry: Element) -> bool:
    """Tell whether a note of an entry stands within another one, whose words call it."""
    return any(one.tag == tei("note") for one in takewhile(lambda one: one is not entry, note.iterancestors()))


def _list(name: str, element: Element, context: Context) -> Html:
    labelled = any(local(child) in LABELS for child in element)
    rows = [_holder("li", child, before, context) for child, before in _gathered(element, ITEMS, context)]
    attributes = context.attributes(element, *(["labelled"] if labelled else []))
    return join([*_heads(element, context), tag(name, attributes, *rows or [tag("li", {})])])


def _row(row: Element | None, before: list[Child], context: Context) -> Html:
    """A row; what stands before it goes into its first cell."""
    if row is None:
        return tag("tr", {}, tag("td", {}, *before))
    cells: list[Html] = []
    for child, inner in _gathered(row, {"cell"}, context):
        is_label = "label" in (row.get("role"), None if child is None else child.get("role"))
        spans = {} if child is None else {"colspan": _span(child, "cols"), "rowspan": _span(child, "rows")}
        cells.append(_holder("th" if is_label else "td", child, [*before, *inner], context, spans))
        before = []
    return tag("tr", context.attributes(row), *cells or [tag("td", {}, *before)])


def _holder(
    name: str, child: Element | None, before: list[Child], context: Context, more: Attributes | None = None
) -> Html:
    """An item or cell with what stands before it; one of its own for what nothing follows."""
    if child is None:
        return tag(name, {}, *before)
    attributes = {**context.attributes(child), **(more or {})}
    return tag(name, attributes, permanent_link(child, context), *before, context.children(child))


def _gathered(
    element: Element, holders: Container[str], context: Context
) -> Iterator[tuple[Element | None, list[Child]]]:
    """Yield each child that is of the holders, with all that stands before it; at last, with None, what is left.

    Heads are passed over, and so is white space between blocks.
    """
    before: list[Child] = []
    for piece in content(element):
        if isinstance(piece, str):
            before += [piece] if piece.strip() else []
        elif local(piece) in holders:
            yield piece, before
            before = []
        elif local(piece) != "head":
            before.append(context.render(piece))
            before += [" "] if local(piece) in LABELS else []
    if before:
        yield None, before


def _heads(element: Element, context: Context) -> list[Html]:
    return [context.render(head) for head in element.iterchildren("{*}head")]


def _span(cell: Element, attribute: str) -> str | None:
    number = cell.get(attribute, "")
    return number if number.isascii() and number.isdecimal() and 1 < int(number) <= MOST_COLUMNS else None
