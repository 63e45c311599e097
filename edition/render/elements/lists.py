"""Lists, tables and figures (TEI Guidelines, CO `COLI`, FT).

HTML is strict about what stands between items and between cells; TEI lets page breaks and notes stand there. Such a
thing moves into the item or cell that follows, or into the last.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.render.context import Context
from edition.render.elements.structure import permanent_link
from edition.render.html import Html, join, tag
from edition.render.rules import Element, looks, renders, typed
from edition.tei.names import local
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
    last = "dd"
    waiting: list[Html | str] = []
    heads, children = _heads_and_rest(element)
    for child in children:
        name = "dt" if local(child) in LABELS else "dd" if local(child) in ITEMS else ""
        if not name:
            waiting.append(context.render(child))
            continue
        if name == "dd" and not rows:
            rows.append(tag("dt", {}))
        rows.append(tag(name, context.attributes(child), *waiting, context.children(child)))
        waiting, last = [], name
    if rows and (waiting or last == "dt"):
        rows.append(tag("dd", {}, *waiting))
    body = tag("dl", context.attributes(element), *rows) if rows else tag("div", context.attributes(element), *waiting)
    return join([*map(context.render, heads), body])


@renders("table")
def table(element: Element, context: Context) -> Html:
    """A table; its first head is the caption."""
    heads, children = _heads_and_rest(element)
    caption = [tag("caption", context.attributes(head), context.children(head)) for head in heads[:1]]
    more = [tag("p", context.attributes(head), context.children(head)) for head in heads[1:]]
    rows: list[Html] = []
    waiting: list[Html | str] = []
    for child in children:
        if local(child) == "row":
            rows.append(_row(child, waiting, context))
            waiting = []
        else:
            waiting.append(context.render(child))
    if not rows:
        return tag("div", context.attributes(element), *map(context.render, heads), *waiting)
    return join([*more, tag("table", context.attributes(element), *caption, tag("tbody", {}, *rows)), *waiting])


@renders("figure")
def figure(element: Element, context: Context) -> Html:
    """A figure, its head as the caption below."""
    heads, children = _heads_and_rest(element)
    captions = [tag("span", context.attributes(head), context.children(head)) for head in heads]
    caption = [tag("figcaption", {}, *captions)] if captions else []
    return tag("figure", context.attributes(element), *map(context.render, children), *caption)


@renders("graphic", "media")
def graphic(element: Element, context: Context) -> Html:
    """A picture elsewhere, by its address: a page of the edition loads nothing from outside."""
    url = element.get("url", "")
    target = context.resolve(url)
    href = context.href(target) if target else None
    return tag("a" if href else "span", {**context.attributes(element), "href": href}, url, context.children(element))


def _list(name: str, element: Element, context: Context) -> Html:
    heads, children = _heads_and_rest(element)
    rows: list[Html] = []
    waiting: list[Html | str] = []
    for child in children:
        if local(child) in ITEMS:
            link = permanent_link(child, context)
            rows.append(tag("li", context.attributes(child), link, *waiting, context.children(child)))
            waiting = []
        else:
            waiting.append(context.render(child))
            waiting += [" "] if local(child) in LABELS else []
    if waiting or not rows:
        rows.append(tag("li", {}, *waiting))
    labelled = ["labelled"] if any(local(child) in LABELS for child in children) else []
    return join([*map(context.render, heads), tag(name, context.attributes(element, *labelled), *rows)])


def _row(row: Element, before: list[Html | str], context: Context) -> Html:
    cells: list[Html] = []
    waiting = before
    for child in _elements(row):
        if local(child) != "cell":
            waiting = [*waiting, context.render(child)]
            continue
        name = "th" if "label" in (child.get("role"), row.get("role")) else "td"
        spans = {"colspan": _span(child, "cols"), "rowspan": _span(child, "rows")}
        cells.append(tag(name, {**context.attributes(child), **spans}, *waiting, context.children(child)))
        waiting = []
    if waiting or not cells:
        cells.append(tag("td", {}, *waiting))
    return tag("tr", context.attributes(row), *cells)


def _span(cell: Element, attribute: str) -> str | None:
    number = cell.get(attribute, "")
    return number if number.isascii() and number.isdecimal() and 1 < int(number) <= MOST_COLUMNS else None


def _heads_and_rest(element: Element) -> tuple[list[Element], list[Element]]:
    heads = [child for child in _elements(element) if local(child) == "head"]
    return heads, [child for child in _elements(element) if local(child) != "head"]


def _elements(element: Element) -> Iterator[Element]:
    yield from (piece for piece in content(element) if not isinstance(piece, str))
