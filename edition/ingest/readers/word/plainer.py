"""WordprocessingML made plainer before pandoc reads it, so that it passes over nothing; each loss has a finding."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers.word.names import MC, M, W, w

Element = etree._Element

# What stands around text and says nothing of it.
_SHELLS = tuple(map(w, ("sdt", "sdtContent", "smartTag", "customXml", "fldSimple", "dir", "bdo", "ruby", "rubyBase")))
# What has no text and parts none: properties of the shells, indents, which pandoc would take for quotations.
_GONE = tuple(map(w, ("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "ind", "rubyPr")))
PICTURES = tuple(map(w, ("drawing", "pict", "object")))
# Letters of the font Symbol, at the places of A to Z and a to z.
_GREEK = {
    **dict(enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", ord("A"))),
    **dict(enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", ord("a"))),
}
_EQUATIONS = (f"{{{M}}}oMathPara", f"{{{M}}}oMath")
MOST_COLUMNS = 1000
_PAGES = frozenset(("page", "column"))


def simplify(root: Element, path: str) -> Iterator[Diagnostic]:
    """Change a part so that pandoc reads all of its words; yield a finding for each thing that is not taken over.

    The indents go, too: pandoc would take an indented dateline for a quotation.
    """
    _choose_alternatives(root)
    yield from _without_equations(root, path)
    yield from _without_pictures(root, path)
    yield from _without_inner_tables(root, path)
    yield from _hidden(root, path)
    for _ in root.iter(w("altChunk"), w("subDoc")):
        message = "A document that is embedded in this one is not read."
        yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), "Copy its text into the document.")
    for element in list(root.iter(*_GONE)):
        remove(element)
    for element in list(root.iter(*_SHELLS)):
        unwrap(element)
    for element in list(root.iter(w("sym"))):
        if letter := symbol(element):
            element.addnext(run(letter)[0])
            remove(element)
    for element in list(root.iter(w("br"), w("cr"))):
        _break(element)
    for element in root.iter(w("dstrike")):
        element.tag = w("strike")
    for element in root.iter(w("tbl")):
        _with_all_columns(element)


def remove(element: Element) -> None:
    """Take an element out of its parent; text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what stands in an element into its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def run(words: str) -> Element:
    """A run of plain text."""
    element = etree.Element(w("r"))
    text = etree.SubElement(element, w("t"))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def words_of(element: Element) -> str:
    """The words of a part of the text, nothing between its paragraphs."""
    return "".join(one.text or "" for one in element.iter(w("t")))


def symbol(element: Element) -> str:
    """The letter that a symbol is (ECMA-376, part 1, 17.3.3.30), "" for one that pandoc knows and is no letter."""
    code = element.get(w("char"), "")
    number = int(code, 16) if len(code) == 4 and set(code.lower()) <= set("0123456789abcdef") else 0
    if 0x20 <= number < 0xD800:
        return chr(number)
    return _GREEK.get(number - 0xF000, "") if element.get(w("font")) == "Symbol" else ""


def _choose_alternatives(root: Element) -> None:
    """Keep the first of the alternatives that a word processor wrote of one thing (ECMA-376, part 3)."""
    for element in list(root.iter(f"{{{MC}}}AlternateContent")):
        chosen = next((one for one in element if one.tag == f"{{{MC}}}Choice"), None)
        chosen = chosen if chosen is not None else next((one for one in element if isinstance(one.tag, str)), None)
        parent = element.getparent()
        if parent is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(chosen) if chosen is not None else []


def _without_equations(root: Element, path: str) -> Iterator[Diagnostic]:
    for element in list(root.iter(*_EQUATIONS)):
        parent = element.getparent()
        if parent is None or any(True for _ in element.iterancestors(*_EQUATIONS)):
            continue
        words = "".join(one.text or "" for one in element.iter(f"{{{M}}}t"))
        parent.replace(element, run(words))
        message = f"An equation is kept as the words “{words}”, without its form."
        yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), "Encode it by hand if its form matters.")


def _without_pictures(root: Element, path: str) -> Iterator[Diagnostic]:
    """Put what stands in a text box behind the paragraph of its anchor, an image's description into its place."""
    for picture in list(root.iter(*PICTURES)):
        paragraph = next(picture.iterancestors(w("p")), None)
        boxes = list(picture.iter(w("txbxContent")))[:1]
        if paragraph is not None and boxes and picture.getparent() is not None:
            for inner in reversed(list(boxes[0])):
                paragraph.addnext(inner)
            message = "The text of a text box is read as paragraphs behind the one that it is anchored in."
            help = "Move it in the document if that is not its place."
            yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), help)
            remove(picture)
            continue
        alternative = description(picture)
        shown = f"; its description “{alternative}” is" if alternative else ", and it has no description"
        message = f"An image is not taken over{shown}{' kept as text' if alternative else ''}."
        help = "Name the image file in the TEI if the edition has it."
        yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), help)
        parent = picture.getparent()
        if alternative and parent is not None:
            parent.replace(picture, run(alternative)[0])
        else:
            remove(picture)


def description(picture: Element) -> str:
    """The words that describe an image, "" where it has none or is a text box."""
    if next(picture.iter(w("txbxContent")), None) is not None:
        return ""
    return next((words for one in picture.iter() if (words := one.get("descr") or one.get("alt") or "")), "")


def _without_inner_tables(root: Element, path: str) -> Iterator[Diagnostic]:
    """Leave of a table in a cell of another the paragraphs alone: a cell has no place for it."""
    for inner in [one for one in root.iter(w("tbl")) if next(one.iterancestors(w("tbl")), None) is not None]:
        yield inner_table(path)
        for element in list(inner.iter(*map(w, ("tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")))):
            remove(element)
        for element in list(inner.iter(*map(w, ("tbl", "tr", "tc")))):
            unwrap(element)


def inner_table(path: str) -> Diagnostic:
    """What is said of a table in a cell of another."""
    message = "A table in a cell of another is kept as lines of that cell."
    return Diagnostic(Code.FORMAT_LOSS, message, Location(path), "Encode it by hand if its form matters.")


def _hidden(root: Element, path: str) -> Iterator[Diagnostic]:
    for mark in list(root.iter(w("vanish"), w("webHidden"))):
        holder = next(mark.iterancestors(w("r")), None)
        words = words_of(holder) if holder is not None else ""
        if words.strip() and mark.tag == w("vanish") and mark.get(w("val"), "1") not in ("0", "false", "off"):
            message = f"“{words.strip()}” is hidden in the word processor; it is taken as text."
            yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), "Delete it in the document if it is no text.")
        remove(mark)


def _with_all_columns(table: Element) -> None:
    """Name as many columns as the widest row has: pandoc drops cells beyond those named."""
    for grid in table.findall(w("tblGrid")):
        table.remove(grid)
    spans = ([_span(cell) for cell in row.iterchildren(w("tc"))] for row in table.iterchildren(w("tr")))
    grid = etree.Element(w("tblGrid"))
    for _ in range(min(max(map(sum, spans), default=0), MOST_COLUMNS)):
        etree.SubElement(grid, w("gridCol")).set(w("w"), "1000")
    table.insert(0, grid)


def _span(cell: Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    number = span.get(w("val"), "1") if span is not None else "1"
    return int(number) if number.isdecimal() and len(number) < 4 else 1


def _break(element: Element) -> None:
    """A line break is one, whatever it is called; where a page or column begins, a space stands."""
    if element.get(w("type")) in _PAGES:
        space = run(" ")[0]
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, space)
    else:
        element.tag = f"{{{W}}}br"
        element.attrib.clear()
