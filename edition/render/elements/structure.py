"""Divisions, heads, paragraphs, openers and closers, verse, drama, quotations (TEI Guidelines, DS, CO, VE, DR)."""

from __future__ import annotations

from unicodedata import category

from edition.render.context import Context
from edition.render.html import Html, join, tag
from edition.render.rules import Element, as_tag, renders, typed, within
from edition.tei.apparatus import NOTES_DIVISIONS
from edition.tei.names import XML_ID, tei
from edition.tei.text import AUDIT, SEARCH, is_block, text

PLAIN = {
    "opener": "header",
    "closer": "footer",
    **dict.fromkeys(("dateline", "salute", "signed", "byline", "trailer", "addrLine", "speaker"), "p"),
    **dict.fromkeys(("titlePart", "docAuthor", "docDate", "docEdition", "docImprint", "imprimatur"), "p"),
    **dict.fromkeys(("address", "argument", "epigraph", "floatingText", "lg", "l", "postscript", "sp"), "div"),
}
# Unicode's classes of opening and closing marks and of dashes: some languages open a quotation with either.
MARKS = frozenset({"Pi", "Pf", "Ps", "Pd"})

for _name, _html_name in PLAIN.items():
    renders(_name)(as_tag(_html_name))


@renders("front", "body", "back")
def part(element: Element, context: Context) -> Html:
    """A part of the text; nothing when only notes stand in it."""
    content = context.children(element)
    return tag("div", context.attributes(element), content) if content.strip() else Html()


@renders("div", "div1", "div2", "div3", "div4", "div5", "div6", "div7")
def division(element: Element, context: Context) -> Html:
    """A section if it has a head, else a plain division."""
    name = "div" if element.find(tei("head")) is None else "section"
    return tag(name, context.attributes(element), context.deeper().children(element))


@renders("div", when=typed(*NOTES_DIVISIONS))
def notes_division(element: Element, context: Context) -> Html:
    """What stands between the notes of a division of notes; nothing when there is nothing."""
    return division(element, context) if context.children(element).strip() else Html()


@renders("div", when=typed("enclosure"))
def enclosure(element: Element, context: Context) -> Html:
    """What came with a letter; styles show the word for it where it has no head."""
    name = "div" if element.find(tei("head")) is None else "section"
    label = context.interface.say("document.enclosure")
    return tag(name, {**context.attributes(element), "data-label": label}, context.deeper().children(element))


@renders("div", when=typed("contents"))
def contents(element: Element, context: Context) -> Html:
    """A printed table of contents; nothing for pointers without words, since the catalog knows what a volume holds."""
    return division(element, context) if text(element, AUDIT) else Html()


@renders("noteGrp")
def group_of_notes(element: Element, context: Context) -> Html:
    """What stands between the notes of a group; nothing when there is nothing."""
    return context.children(element)


@renders("head")
def head(element: Element, context: Context) -> Html:
    """A heading, one level below that of the division around; a list's or table's own head is a line of text."""
    return tag(f"h{max(context.heading, 2)}", context.attributes(element), context.children(element))


@renders("head", when=within("list", "listBibl", "castList", "lg", "castGroup", "listPerson", "listPlace", "listOrg"))
def head_of_group(element: Element, context: Context) -> Html:
    """The head of what is no division: no heading of the page."""
    return tag("p", context.attributes(element), context.children(element))


@renders("p", "ab")
def paragraph(element: Element, context: Context) -> Html:
    """A paragraph, its permanent link before its words."""
    return tag("p", context.attributes(element), permanent_link(element, context), context.children(element))


def permanent_link(element: Element, context: Context) -> Html:
    """The link of a citable place to itself, if it has an id and a number; none in a note, whose page it is not."""
    number = element.get("n")
    if not number or element.get(XML_ID) is None or context.in_note:
        return Html()
    label = context.interface.say("document.paragraph_link", number=number)
    attributes = {"class": "n", "href": f"#{context.id(element)}", "aria-label": label}
    return join([tag("a", attributes, number), " "])


@renders("quote", "q", "said")
def quotation(element: Element, context: Context) -> Html:
    """A block quotation, or one in the line; quotation marks only where the text has none of its own."""
    content = context.children(element)
    if content.is_block or is_block(element):
        return tag("blockquote", context.attributes(element), content)
    return tag("span" if _is_marked(text(element, SEARCH)) else "q", context.attributes(element), content)


def _is_marked(words: str) -> bool:
    return words[:1] in ("'", '"') or (words != "" and category(words[0]) in MARKS)


@renders("stage")
def stage_direction(element: Element, context: Context) -> Html:
    """A stage direction: a paragraph between speeches, a phrase within one."""
    return as_tag("p" if is_block(element) else "i")(element, context)


@renders("bibl")
def bibliographic_citation(element: Element, context: Context) -> Html:
    """A citation: a paragraph in a list of them, a phrase in running text."""
    return as_tag("p" if is_block(element) else "span")(element, context)
