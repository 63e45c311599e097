"""HTML by construction: the one module that writes `<`.

Text is escaped, and what may not stand somewhere does not get there: an element that holds phrases only becomes a
`div` when a child is a block, and a link around a link becomes plain (HTML Living Standard, content models).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "dt", "dd", "fieldset", "figcaption"),
        *("figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol"),
        *("p", "pre", "section", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "ul"),
    }
)
# Elements whose content model is phrasing content.
HOLD_PHRASES = frozenset(
    {
        *("abbr", "b", "bdi", "bdo", "cite", "code", "dfn", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "kbd"),
        *("mark", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"),
    }
)
_ONLY_IN_LINKS = frozenset({"href", "rel", "target", "download"})
_ONLY_IN_TIME = frozenset({"datetime"})
_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE = re.compile(r"[a-z][a-z0-9-]*")


class Html(str):
    """Finished markup: a string that templates insert as it is.

    `is_block` tells whether it holds a block, `has_link` whether it holds a link.
    """

    is_block: bool = False
    has_link: bool = False

    def __html__(self) -> str:
        """The markup itself, for Jinja and MarkupSafe."""
        return str(self)


Attributes = Mapping[str, str | bool | None]
Child = str | Html


def tag(name: str, attributes: Attributes, *children: Child) -> Html:
    """One element. Text among the children is escaped.

    Attributes come in the order given; one that is None or False is left out, one that is True has no value. Raises
    `ValueError` for a name that is none, and for a void element with children.
    """
    inner = join(children)
    if name == "a" and inner.has_link:
        name = "span"
        attributes = {key: value for key, value in attributes.items() if key not in _ONLY_IN_LINKS}
    if inner.is_block and name in HOLD_PHRASES:
        name = "div"
        attributes = {key: value for key, value in attributes.items() if key not in _ONLY_IN_TIME}
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of an HTML element.")
    opening = f"<{name}{''.join(_attributes(attributes))}>"
    if name in VOID:
        if inner:
            raise ValueError(f"The HTML element {name} holds nothing.")
        return _html(opening, is_block=name in BLOCKS)
    return _html(
        f"{opening}{inner}</{name}>",
        is_block=name in BLOCKS or inner.is_block,
        has_link=name == "a" or inner.has_link,
    )


def join(children: Iterable[Child]) -> Html:
    """Pieces one after another; text among them is escaped."""
    pieces = [child if isinstance(child, Html) else text(child) for child in children]
    if len(pieces) == 1:
        return pieces[0]
    return _html(
        "".join(pieces),
        is_block=any(piece.is_block for piece in pieces),
        has_link=any(piece.has_link for piece in pieces),
    )


def text(words: str) -> Html:
    """Words as markup: the characters that mean something to HTML escaped."""
    return Html(words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def _attributes(attributes: Attributes) -> Iterable[str]:
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        if not _ATTRIBUTE.fullmatch(name):
            raise ValueError(f"{name!r} is no name of an HTML attribute.")
        yield f" {name}" if value is True else f' {name}="{text(value).replace(chr(34), "&quot;")}"'


def _html(markup: str, *, is_block: bool = False, has_link: bool = False) -> Html:
    made = Html(markup)
    made.is_block = is_block
    made.has_link = has_link
    return made
