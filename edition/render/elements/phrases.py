"""Words and phrases: highlighting, languages, titles, names, dates, abbreviations (TEI Guidelines, CO, ND)."""

from __future__ import annotations

import re

from lxml import etree

from edition.render.context import Context
from edition.render.html import Html, tag
from edition.render.rules import Element, as_tag, looks, renders, typed, within
from edition.tei.names import tei
from edition.tei.registers import MENTIONS
from edition.tei.text import is_block, note_sign

PLAIN = {
    "emph": "em",
    "foreign": "i",
    "term": "i",
    "title": "cite",
    **dict.fromkeys(("code", "gi", "att", "val", "tag", "ident"), "code"),
}
LOOKS = {
    "b": ("bold", "b", "strong"),
    "i": ("italic", "italics", "i", "it", "ital"),
    "u": ("underline", "underlined", "u"),
    "s": ("strikethrough", "struck", "line-through"),
    "sup": ("superscript", "sup", "super"),
    "sub": ("subscript", "sub"),
}
_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")

for _name, _html_name in PLAIN.items():
    renders(_name)(as_tag(_html_name))
for _html_name, _tokens in LOOKS.items():
    renders("hi", when=looks(*_tokens))(as_tag(_html_name))


@renders("title", when=lambda element: element.get("level") == "a")
def title_of_a_part(element: Element, context: Context) -> Html:
    """The title of an article or poem, which is not set in italics."""
    return as_tag("span")(element, context)


@renders(*MENTIONS, "name", "rs", when=lambda element: bool(element.get("ref") or element.get("key")))
def mention(element: Element, context: Context) -> Html:
    """A name that points to a register, linked to its entry; it looks as any word does until a reader asks for names.

    In the words of a reference it leads nowhere: these lead to what the reference means.
    """
    entry = None if any(one.get("target") for one in element.iterancestors(tei("ref"))) else context.entry(element)
    href = context.href_of_entry(entry) if entry else None
    attributes = context.attributes(element, "mention")
    return tag("a" if href else "span", {**attributes, "href": href}, context.children(element))


@renders("date")
def date(element: Element, context: Context) -> Html:
    """A date, with the day that the encoder read from it."""
    when = element.get("when", "")
    if not _DAY.fullmatch(when):
        return as_tag("span")(element, context)
    return tag("time", {**context.attributes(element), "datetime": when}, context.children(element))


@renders("label")
def label(element: Element, context: Context) -> Html:
    """A printed numeral or letter. The sign that a note begins with is hidden, since every list of notes shows it."""
    note = next(element.iterancestors("{*}note"), None)
    if note is not None and context.in_note and note_sign(note) is element:
        return tag("span", {**context.attributes(element, "note-sign"), "hidden": True}, context.children(element))
    in_list = within("list")(element)
    return as_tag("div" if is_block(element) and not in_list else "span")(element, context)


@renders("idno", when=typed("URL", "URI", "DOI"))
def identifying_address(element: Element, context: Context) -> Html:
    """An identifier that is an address, as a link."""
    words = "".join(str(piece) for piece in element.itertext()).strip()
    target = context.resolve(words)
    href = context.href(target) if target else None
    return tag("a" if href else "span", {**context.attributes(element), "href": href}, context.children(element))


@renders("{http://www.tei-c.org/ns/Examples}egXML")
def example(element: Element, context: Context) -> Html:
    """An example of encoding: its markup is shown."""
    if len(element) == 0:
        return tag("pre", context.attributes(element), tag("code", {}, element.text or ""))
    source = etree.tostring(element, encoding="unicode", with_tail=False)
    return tag("pre", context.attributes(element), tag("code", {}, source))
