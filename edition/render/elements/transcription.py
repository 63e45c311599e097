"""Breaks of page, column and line (TEI Guidelines, CO `CORS5`, PH)."""

from __future__ import annotations

from edition.render.context import Context
from edition.render.html import Html, join, tag
from edition.render.rules import Element, renders
from edition.tei.text import parts_words


@renders("lb")
def line_beginning(element: Element, context: Context) -> Html:
    """A line of the source begins here: a line break, or within a word a place where it may break."""
    if not parts_words(element):
        return tag("wbr", context.attributes(element))
    return join([" ", tag("br", context.attributes(element))])


@renders("pb")
def page_beginning(element: Element, context: Context) -> Html:
    """A page of the source begins here; styles show its number."""
    number = element.get("n")
    label = context.interface.say("document.page", number=number) if number else None
    return _parting(element, tag("span", {**context.attributes(element), "data-n": number, "data-label": label}))


@renders("cb", "gb", "milestone")
def milestone(element: Element, context: Context) -> Html:
    """Another boundary of the source: no words, but kept in the page."""
    attributes = {**context.attributes(element), "data-unit": element.get("unit"), "data-n": element.get("n")}
    return _parting(element, tag("span", attributes))


def _parting(element: Element, mark: Html) -> Html:
    """The mark, after a space where it stands between two words."""
    return join([" ", mark]) if parts_words(element) else mark
