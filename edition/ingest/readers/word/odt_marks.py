"""What pandoc does not tell of an `.odt`, told by links, which it keeps: notes, looks, places, where lists count on.

OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from edition.ingest.readers.word.names import FO, STYLE, XLINK
from edition.ingest.readers.word.names import text as t
from edition.ingest.readers.word.prepared import ANCHOR, CALL, LOOK, NOTE, START, NoteMark
from edition.tei.names import XML_ID

Element = etree._Element

_STYLE_NAME = t("style-name")
_PARAGRAPHS = (t("p"), t("h"))
_PLACES = tuple(map(t, ("bookmark", "bookmark-start", "reference-mark", "reference-mark-start")))


def notes(body: Element) -> dict[str, NoteMark]:
    """Make a link of each note's call, and put its blocks behind the text, each note opened by a paragraph."""
    marks: dict[str, NoteMark] = {}
    for note in list(body.iter(t("note"))):
        place = "end" if note.get(t("note-class")) == "endnote" else "foot"
        label = " ".join((note.findtext(t("note-citation")) or "").split()) or "*"
        mark = NoteMark(str(len(marks) + 1), place, label)
        marks[mark.key] = mark
        opening = etree.SubElement(body, t("p"))
        opening.append(_link(f"{NOTE}{mark.key}", "."))
        inner = note.find(t("note-body"))
        body.extend(list(inner) if inner is not None else [])
        call = _link(f"{CALL}{mark.key}", label)
        call.tail, note.tail = note.tail, None
        parent = note.getparent()
        if parent is not None:
            parent.replace(note, call)
    return marks


def places(body: Element) -> None:
    """Tell of each place to which a link of the document leads."""
    led_to = {link.get(f"{{{XLINK}}}href", "") for link in body.iter(t("a"))}
    for place in list(body.iter(*_PLACES)):
        name = place.get(t("name"), "")
        if f"#{name}" in led_to:
            place.addprevious(_link(f"{ANCHOR}{name}", "."))


def starts(body: Element) -> None:
    """Tell, of a list that goes on counting and of an item with a number of its own, from which number it counts."""
    counted: dict[str, int] = {}
    last = ""
    for listing in body.iter(t("list")):
        if next(listing.iterancestors(t("list")), None) is not None:
            continue
        name = listing.get(_STYLE_NAME, "")
        follows = listing.get(t("continue-list"), "")
        continued = listing.get(t("continue-numbering")) == "true"
        before = counted.get(f"#{follows}", 0) if follows else counted.get(name or last, 0) if continued else 0
        number = before
        for position, item in enumerate(listing.iterchildren(t("list-item"))):
            own = item.get(t("start-value"), "")
            number = int(own) if own.isdecimal() and len(own) < 9 else number + 1
            if own or (before and not position):
                _mark_start(item, number)
        counted[name] = counted[f"#{listing.get(XML_ID, '')}"] = number
        last = name


def _mark_start(item: Element, number: int) -> None:
    paragraph = next(item.iterchildren(*_PARAGRAPHS), None)
    if paragraph is not None:
        link = _link(f"{START}{number}", ".")
        link.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, link)


def _known_looks(content: Element, styles: Element) -> Mapping[str, tuple[str, ...]]:
    """The looks that pandoc does not tell (underlined, small capitals), by the name of the style that has them."""
    own: dict[str, dict[str, str]] = {}
    parents: dict[str, str] = {}
    for root in (styles, content):
        for style in root.iter(f"{{{STYLE}}}style"):
            if style.get(f"{{{STYLE}}}family") != "text":
                continue
            name = style.get(f"{{{STYLE}}}name", "")
            parents[name] = style.get(f"{{{STYLE}}}parent-style-name", "")
            properties = style.find(f"{{{STYLE}}}text-properties")
            said = properties.attrib.items() if properties is not None else ()
            own[name] = {str(key): str(value) for key, value in said}
    known = (
        (f"{{{STYLE}}}text-underline-style", "none", "underline"),
        (f"{{{FO}}}font-variant", "normal", "small-caps"),
    )

    def has(name: str, key: str, without: str) -> bool:
        for _ in range(len(own)):  # a style may not be its own ancestor, but a hostile one can be
            if name not in own:
                return False
            if key in own[name]:
                return own[name][key] != without
            name = parents[name]
        return False

    return {name: tuple(look for key, without, look in known if has(name, key, without)) for name in own}


def looks(body: Element, content: Element, styles: Element) -> None:
    """Tell which words are underlined or in small capitals, by the styles of both parts."""
    known = _known_looks(content, styles)
    for span in list(body.iter(t("span"))):
        for look in known.get(span.get(_STYLE_NAME, ""), ()):
            inner = etree.Element(t("span"))
            inner.text, span.text = span.text, None
            inner.extend(list(span))
            link = etree.SubElement(span, t("a"))
            link.set(f"{{{XLINK}}}type", "simple")
            link.set(f"{{{XLINK}}}href", f"#{LOOK}{look}")
            link.append(inner)


def neutralise(root: Element) -> None:
    """Take out what pandoc would take for emphasis or quotation: underlines, and indents but those of quotations."""
    for style in root.iter(f"{{{STYLE}}}style", f"{{{STYLE}}}default-style"):
        names = (style.get(f"{{{STYLE}}}name", ""), style.get(f"{{{STYLE}}}parent-style-name", ""))
        quotes = any("quot" in name.lower() or name == "Block_20_Text" for name in names)
        for properties in style.iter(f"{{{STYLE}}}paragraph-properties"):
            for key in ("margin-left", "text-indent", "margin"):
                properties.attrib.pop(f"{{{FO}}}{key}", "")
            if quotes:
                properties.set(f"{{{FO}}}margin-left", "2cm")
        if quotes and style.find(f"{{{STYLE}}}paragraph-properties") is None:
            etree.SubElement(style, f"{{{STYLE}}}paragraph-properties").set(f"{{{FO}}}margin-left", "2cm")
        for properties in style.iter(f"{{{STYLE}}}text-properties"):
            properties.attrib.pop(f"{{{STYLE}}}text-underline-style", "")


def _link(target: str, words: str) -> Element:
    """A link in a span: pandoc passes over a link that stands directly in another."""
    span = etree.Element(t("span"))
    link = etree.SubElement(span, t("a"))
    link.set(f"{{{XLINK}}}type", "simple")
    link.set(f"{{{XLINK}}}href", f"#{target}")
    link.text = words
    return span
