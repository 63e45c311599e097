"""TEI elements made in one line: no attribute without a value, content in order."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from edition.tei.names import XML_ID, tei

Element = etree._Element


def new(name: str, *content: str | Element, id: str = "", **attributes: str) -> Element:
    """A TEI element with its content; `id` becomes `xml:id`, attributes without a value are left out."""
    element = etree.Element(tei(name))
    if id:
        element.set(XML_ID, id)
    for key, value in attributes.items():
        if value:
            element.set(key, value)
    fill(element, content)
    return element


def sub(parent: Element, name: str, *content: str | Element, id: str = "", **attributes: str) -> Element:
    """The same, appended to a parent."""
    element = new(name, *content, id=id, **attributes)
    parent.append(element)
    return element


def fill(element: Element, content: Iterable[str | Element]) -> None:
    """Append strings and elements to an element's content."""
    for piece in content:
        if not isinstance(piece, str):
            element.append(piece)
        elif not piece:
            continue
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + piece
        else:
            element.text = (element.text or "") + piece
