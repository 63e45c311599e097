"""`.odt` made ready for pandoc: notes put behind the text, fields and frames by their words, its words set aside.

pandoc reads the notes of an `.odt` without their lists, passes over fields, takes underlined words for emphasised ones
and what is indented for a quotation; here each call and each look that it does not know becomes a link, which it keeps.
OpenDocument 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.readers.word import matter, odt_marks, undecided
from edition.ingest.readers.word.names import DRAW, MANIFEST, OFFICE, STYLE, SVG, table
from edition.ingest.readers.word.names import text as t
from edition.ingest.readers.word.package import Package
from edition.ingest.readers.word.plainer import inner_table, remove
from edition.ingest.readers.word.prepared import (
    Prepared,
    told_apart,
    zipped,
)  # fmt: skip

Element = etree._Element

MIMETYPE = b"application/vnd.oasis.opendocument.text"
DEEPEST_LIST = 10  # as in LibreOffice
ANNOTATION = f"{{{OFFICE}}}annotation"
FRAME = f"{{{DRAW}}}frame"
TEXT_BOX = f"{{{DRAW}}}text-box"
_PARAGRAPHS = (t("p"), t("h"))
# What pandoc reads within a paragraph; of all else there the words are put into its place.
_READ = frozenset((*map(t, ("span", "a", "s", "tab", "line-break", "note")), FRAME))
_SHELLS = tuple(map(t, ("section", "index-body", "index-title", "numbered-paragraph", *(
    f"{name}-index" for name in ("alphabetical", "illustration", "table", "object", "user")
), "table-of-content", "bibliography")))  # fmt: skip
_GONE = (*map(t, (
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "table-of-content-source",
    "alphabetical-index-source", "illustration-index-source", "table-index-source", "object-index-source",
    "user-index-source", "bibliography-source", "soft-page-break", "change", "change-start", "change-end", "ruby-text",
)), f"{{{OFFICE}}}forms", f"{{{OFFICE}}}annotation-end")  # fmt: skip
_TABLE = tuple(map(table, (
    "table", "table-columns", "table-column", "table-header-columns", "table-rows", "table-header-rows",
    "table-row-group", "table-row", "table-cell", "covered-table-cell",
)))  # fmt: skip
_SPACES = frozenset(map(t, ("s", "tab", "line-break")))
_SHOWN = 60


def prepare(package: Package) -> Prepared:
    """The document for pandoc, with its notes, and a finding for whatever is not taken over.

    Raises `EditionError` for tracked changes and comments, an encrypted document, and one without readable text.
    """
    content = _content(package)
    body = _body(content, package)
    _refuse_deep_lists(body, package.path)
    undecided.refuse_odt(package.path, body)
    styles = package.needed("styles.xml")
    lost = [*_furniture(styles, package.path)]
    for element in list(body.iter(*_GONE)):
        remove(element)
    for element in list(body.iter(*_SHELLS)):
        _unwrap(element)
    said = matter.take(body, matter.ODT, lambda element: " ".join(_words(element)))
    marks = odt_marks.notes(body)
    lost += _without_inner_tables(body, package.path)
    lost += _without_frames(body, package.path)
    odt_marks.places(body)
    _without_fields(body)
    odt_marks.starts(body)
    odt_marks.looks(body, content, styles)
    for root in (content, styles):
        odt_marks.neutralise(root)
    archive = zipped({"mimetype": MIMETYPE, "content.xml": content, "styles.xml": styles})
    marks, renamed = told_apart(marks, package.path)
    return Prepared(archive, "odt", marks, said, (*renamed, *lost))


def texts(package: Package) -> tuple[str, str]:
    """The words of the text and those of its notes as the file has them, in its order; read without pandoc."""
    body = _body(_content(package), package)
    matter.take(body, matter.ODT, lambda element: " ".join(_words(element)))
    notes = " ".join(" ".join(_words(one)) for one in body.iter(t("note-body")))
    return " ".join(_words(body)), notes


def _content(package: Package) -> Element:
    manifest = package.part("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(f"{{{MANIFEST}}}encryption-data"), None) is not None:
        help = "Open it with its password, and save it without one."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, "The document is encrypted.", Location(package.path), help))
    return package.needed("content.xml")


def _body(content: Element, package: Package) -> Element:
    body = content.find(f"{{{OFFICE}}}body/{{{OFFICE}}}text")
    if body is None:
        message = "This is a document of the OpenDocument family, but not a text."
        help = "Save its text as .odt: tables and drawings of other programs are not read."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(package.path), help))
    return body


def _refuse_deep_lists(body: Element, path: str) -> None:
    """Raise `EditionError` for lists deeper than word processors make them: pandoc would need for ever."""
    if any(sum(1 for _ in one.iterancestors(t("list"))) >= DEEPEST_LIST for one in body.iter(t("list"))):
        message = f"The document has lists more than {DEEPEST_LIST} deep within one another."
        help = "No word processor makes such lists; open the document in one and save it again."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(path), help))


def _without_inner_tables(body: Element, path: str) -> Iterator[Diagnostic]:
    """Leave of a table in a cell of another the paragraphs alone: pandoc passes over it."""
    name = table("table")
    for inner in [one for one in body.iter(name) if next(one.iterancestors(name), None) is not None]:
        yield inner_table(path)
        for element in list(inner.iter(*_TABLE)):
            _unwrap(element)


def _words(element: Element) -> Iterator[str]:
    """Yield the words of what stands in an element; those of a frame behind the paragraph that it is anchored in."""
    for paragraph in element.iter(*_PARAGRAPHS):
        around = next(paragraph.iterancestors(t("note-body"), t("tracked-changes"), ANNOTATION, TEXT_BOX), None)
        if around is None or around is element:
            yield "".join(_pieces(paragraph))
            for box in paragraph.iter(TEXT_BOX):
                yield from _words(box)


def _pieces(element: Element) -> Iterator[str]:
    if element.tag in _SPACES:
        yield " "
    elif element.tag == FRAME:
        if next(element.iter(TEXT_BOX), None) is None:
            yield _description(element)
    elif element.tag not in (t("note"), ANNOTATION, t("ruby-text"), TEXT_BOX) and isinstance(element.tag, str):
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""
    elif element.tag == t("note"):
        yield " "


def _description(frame: Element) -> str:
    found = [one.text or "" for one in frame.iter(f"{{{SVG}}}desc", f"{{{SVG}}}title") if (one.text or "").strip()]
    return found[-1] if found else ""


def _furniture(styles: Element, path: str) -> Iterator[Diagnostic]:
    """Yield a finding for the words of each running head or foot: they belong to the page."""
    for kind, name in (("header", "head"), ("footer", "foot")):
        for words in sorted({_running(one) for one in styles.iter(f"{{{STYLE}}}{kind}")}):
            if any(char.isalpha() for char in words):
                shown = words[:_SHOWN] + (" …" if len(words) > _SHOWN else "")
                message = f"The running {name} “{shown}” is not taken over."
                help = "Copy it into the text if it is part of it."
                yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), help)


def _running(part: Element) -> str:
    return " ".join("".join(str(piece) for piece in part.itertext()).split())


def _without_frames(body: Element, path: str) -> Iterator[Diagnostic]:
    """Put what stands in a text box behind the paragraph of its anchor, an image's description into its place."""
    for frame in list(body.iter(FRAME)):
        paragraph = next(frame.iterancestors(*_PARAGRAPHS), None)
        box = next(frame.iter(TEXT_BOX), None)
        if box is not None:
            for inner in reversed(list(box)):
                (paragraph if paragraph is not None else frame).addnext(inner)
            message = "The text of a text box is read as paragraphs behind the one that it is anchored in."
            help = "Move it in the document if that is not its place."
            yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), help)
            remove(frame)
            continue
        words = _description(frame)
        what = "An equation or another object" if frame.find(f"{{{DRAW}}}object") is not None else "An image"
        shown = f"its description “{words}” is kept as text" if words else "it has no description"
        message = f"{what} is not taken over; {shown}."
        yield Diagnostic(Code.FORMAT_LOSS, message, Location(path), "Encode it by hand if it matters.")
        if paragraph is None and words:
            holder = etree.Element(t("p"))
            holder.text = words
            frame.addnext(holder)
        _replace_by_words(frame, words if paragraph is not None else "")


def _without_fields(body: Element) -> None:
    """Put the words of a field (a date, a number, a reference) into its place."""
    for paragraph in list(body.iter(*_PARAGRAPHS)):
        for element in list(paragraph.iter(etree.Element)):
            if element is not paragraph and element.tag not in _READ:
                _unwrap(element)


def _unwrap(element: Element) -> None:
    """Put what stands in an element, words and all, into its place."""
    parent = element.getparent()
    if parent is None:
        return
    children = list(element)
    if children:
        children[-1].tail = (children[-1].tail or "") + (element.tail or "")
        before, behind = element.text or "", children
    else:
        before, behind = (element.text or "") + (element.tail or ""), []
    element.tail = None
    previous = element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + before
    else:
        parent.text = (parent.text or "") + before
    at = parent.index(element)
    parent[at : at + 1] = behind


def _replace_by_words(element: Element, words: str) -> None:
    element.tail = words + (element.tail or "")
    remove(element)
