"""Corrections, alternatives, losses, additions, deletions (TEI Guidelines, CO `COED`, PH, TC).

The reading text shows one reading; what the source has instead stands beside it, hidden, for whoever asks for it.
"""

from __future__ import annotations

from edition.render.context import Context
from edition.render.html import Html, tag
from edition.render.rules import Element, as_tag, renders
from edition.tei.text import chosen, content, is_block

PLAIN = {"del": "del", "add": "ins"}

for _name, _html_name in PLAIN.items():
    renders(_name)(as_tag(_html_name))


@renders("choice", "app")
def alternatives(element: Element, context: Context) -> Html:
    """The reading that the text shows, and the others as transmitted."""
    shown = chosen(element)
    if shown is None:
        return as_tag("span")(element, context)
    others = [
        piece if isinstance(piece, str) else context.render(piece)
        for piece in content(element)
        if piece is not shown and not (isinstance(piece, str) and not piece.strip())
    ]
    hidden = [tag("span", {"class": "as-transmitted", "hidden": True}, *others)] if others else []
    return tag("span", context.attributes(element), tag("span", {"class": "reading"}, context.render(shown)), *hidden)


@renders("lem", "rdg")
def reading(element: Element, context: Context) -> Html:
    """A reading of the apparatus, with its witnesses."""
    witnesses = " ".join(pointer.rpartition("#")[2] for pointer in element.get("wit", "").split())
    return tag("span", {**context.attributes(element), "data-wit": witnesses or None}, context.children(element))


@renders("surplus")
def residue(element: Element, context: Context) -> Html:
    """What stands in the source and does not belong to the text."""
    attributes = {**context.attributes(element, "as-transmitted"), "hidden": True}
    return tag("span", attributes, context.children(element))


@renders("fw")
def forme_work(element: Element, context: Context) -> Html:
    """A running head or page number: shown between blocks, residue within a sentence."""
    return as_tag("div")(element, context) if is_block(element) else residue(element, context)


@renders("gap")
def gap(element: Element, context: Context) -> Html:
    """A gap, in the words of its description, else as an ellipsis; always between brackets."""
    words = context.children(element)
    if not words.strip():
        return tag("span", {**context.attributes(element), "data-reason": element.get("reason")}, "[…]")
    bracketed = "".join(str(piece) for piece in element.itertext()).strip().startswith(("[", "("))
    marks = ("", "") if bracketed else ("[", "]")
    return tag("span", context.attributes(element), marks[0], words, marks[1])


@renders("unclear", "supplied", "corr", "reg", "expan", "ex")
def intervention(element: Element, context: Context) -> Html:
    """What an editor read with doubt, or put in; how sure it is stands in a class."""
    certainty = element.get("cert")
    attributes = context.attributes(element, *([f"cert-{certainty}"] if certainty else []))
    return tag("span", {**attributes, "data-reason": element.get("reason")}, context.children(element))


@renders("space")
def space(element: Element, context: Context) -> Html:
    """A blank that the source leaves."""
    return tag("span", context.attributes(element), " ", context.children(element))
