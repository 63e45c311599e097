"""`.docx` made ready for pandoc: notes put behind the text, what pandoc would drop unwrapped, its words set aside.

pandoc reads the notes of a `.docx` without their lists and does not tell footnotes from endnotes; here each call
becomes a link, and its note stands behind the text as text of its own. WordprocessingML: ECMA-376, part 1, chapter 17.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers.numerals import numeral
from edition.ingest.readers.word import matter, plainer, undecided
from edition.ingest.readers.word.names import MC, R_ID, RELATIONS, M, R, W, transitional, w
from edition.ingest.readers.word.package import Package
from edition.ingest.readers.word.prepared import CALL, NOTE, NoteMark, Prepared, told_apart, zipped

Element = etree._Element

# Each kind of note: its name, where it is printed, how Word numbers it unless told otherwise.
KINDS = (("footnote", "foot", "decimal"), ("endnote", "end", "lowerRoman"))
_PARTS_WORDS = frozenset(map(w, ("p", "tab", "ptab", "br", "cr", "tc", "footnoteReference", "endnoteReference")))
_LETTERS = {w("noBreakHyphen"): "\u2011", w("softHyphen"): "\xad"}
_TEXT = frozenset((w("t"), f"{{{M}}}t"))
_FALLBACK = f"{{{MC}}}Fallback"
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a `.docx` that its text needs."""

    package: Package
    main: str  # the name of the part that holds the text
    text: Element

    @property
    def body(self) -> Element:
        """The element that holds the blocks of the text."""
        body = self.text.find(w("body"))
        return self.text if body is None else body

    def related(self, kind: str) -> list[tuple[str, Element]]:
        """The parts of a kind (such as `footnotes`) that the text names, each with its name."""
        found = []
        for target in _targets(self.package, self.main, kind):
            part = self.package.part(target)
            if part is not None:
                found.append((target, transitional(part)))
        return found

    def one(self, kind: str) -> Element | None:
        """The only part of a kind, or None."""
        return next((part for _, part in self.related(kind)), None)


def prepare(package: Package) -> Prepared:
    """The document for pandoc, with its notes, and a finding for whatever is not taken over.

    Raises `EditionError` for tracked changes and comments, and for a package without readable text.
    """
    parts = _parts(package)
    noted = {kind: part for kind, _, _ in KINDS if (part := parts.one(f"{kind}s")) is not None}
    undecided.refuse_docx(package.path, [parts.text, *noted.values()], parts.one("comments"))
    said = matter.take(parts.body, matter.DOCX, _words)
    marks: dict[str, NoteMark] = {}
    relations = _hyperlinks(package, parts.main, "")
    behind: list[Element] = []
    lost = [*_furniture(parts)]
    for kind, place, style in KINDS:
        if kind in noted:
            note_marks = _mark_calls(parts.text, kind, place, _style(parts, kind, style))
            marks |= note_marks
            _prefix_links(noted[kind], kind)
            behind += _notes_behind(noted[kind], kind, note_marks)
            relations += _hyperlinks(package, next(name for name, _ in parts.related(f"{kind}s")), kind)
    # Before any other paragraph, so that pandoc takes no title, author or date out of the text.
    parts.body.insert(0, _opening(""))
    parts.body.extend(behind)
    lost += plainer.simplify(parts.text, package.path)
    marks, renamed = told_apart(marks, package.path)
    return Prepared(_archive(parts, relations), "docx", marks, said, (*renamed, *lost))


def texts(package: Package) -> tuple[str, str]:
    """The words of the text and those of its notes as the file has them, in its order; read without pandoc."""
    parts = _parts(package)
    matter.take(parts.body, matter.DOCX, _words)
    notes = []
    for kind, _, _ in KINDS:
        part = parts.one(f"{kind}s")
        by_id = {one.get(w("id"), ""): one for one in (part if part is not None else ())}
        for call in parts.text.iter(w(f"{kind}Reference")):
            note = by_id.get(call.get(w("id"), ""))
            notes.append(_words(note) if note is not None else "")
    return _words(parts.text), " ".join(notes)


def _parts(package: Package) -> _Parts:
    main = next(iter(_targets(package, "", "officeDocument")), "word/document.xml")
    return _Parts(package, main, transitional(package.needed(main)))


def _targets(package: Package, part: str, kind: str) -> Iterator[str]:
    """Yield the names of the parts that a part (the package itself: "") names in its relations of a kind."""
    folder = posixpath.dirname(part)
    for one in _relations(package, part):
        if one.get("Type", "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
            yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")


def _relations(package: Package, part: str) -> list[Element]:
    folder, name = posixpath.split(part)
    found = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    return [one for one in found if one.tag == f"{{{RELATIONS}}}Relationship"] if found is not None else []


def _hyperlinks(package: Package, part: str, prefix: str) -> list[Element]:
    """The relations of a part that are links to somewhere outside, their ids beginning with the prefix."""
    found = []
    for one in _relations(package, part):
        if one.get("Type", "").endswith("/hyperlink"):
            link = deepcopy(one)
            link.set("Id", prefix + one.get("Id", ""))
            found.append(link)
    return found


def _prefix_links(part: Element, prefix: str) -> None:
    for link in part.iter(w("hyperlink")):
        if id := link.get(R_ID):
            link.set(R_ID, prefix + id)


def _style(parts: _Parts, kind: str, usual: str) -> tuple[str, int]:
    """How notes of a kind are numbered, and from which number: as the last section says, else the settings."""
    for holder in (*reversed(list(parts.text.iter(w("sectPr")))), parts.one("settings")):
        about = holder.find(w(f"{kind}Pr")) if holder is not None else None
        if about is not None:
            style, start = about.find(w("numFmt")), about.find(w("numStart"))
            first = start.get(w("val"), "1") if start is not None else "1"
            name = style.get(w("val"), usual) if style is not None else usual
            return name, int(first) if first.isdecimal() and len(first) < 9 else 1
    return usual, 1


def _mark_calls(text: Element, kind: str, place: str, style: tuple[str, int]) -> dict[str, NoteMark]:
    """Make a link of each call, in the order of the text; the notes that they call, by their key."""
    name, number = style
    marks: dict[str, NoteMark] = {}
    for call in list(text.iter(w(f"{kind}Reference"))):
        key = f"{kind}.{call.get(w('id'), '')}"
        own = _own_mark(call)
        if key not in marks:
            marks[key] = NoteMark(key, place, own or numeral(number, name))
            number += not own
        _replace(call, f"{CALL}{key}", marks[key].label)
    return marks


def _own_mark(call: Element) -> str:
    """The mark that an author chose in place of a number; it stands behind the call and is taken from there."""
    if call.get(w("customMarkFollows"), "0") in ("0", "false", "off"):
        return ""
    mark = call.getnext()
    if mark is None or mark.tag != w("t"):
        return ""
    words, mark.text = (mark.text or "").strip(), ""
    return words


def _replace(call: Element, target: str, label: str) -> None:
    """Put a link into the place of a call; the run that it stands in is parted."""
    around = call.getparent()
    if around is None or around.tag != w("r"):
        return
    behind = etree.Element(w("r"))
    properties = around.find(w("rPr"))
    if properties is not None:
        behind.append(deepcopy(properties))
    behind.extend(list(call.itersiblings()))
    around.remove(call)
    link = etree.Element(w("hyperlink"))
    link.set(w("anchor"), target)
    link.append(plainer.run(label))
    around.addnext(link)
    link.addnext(behind)


def _notes_behind(part: Element, kind: str, marks: dict[str, NoteMark]) -> Iterator[Element]:
    """Yield each note that is called, in the order of the calls: a paragraph that opens it, and its own blocks."""
    by_id = {f"{kind}.{one.get(w('id'), '')}": one for one in part if one.tag == w(kind)}
    for key in marks:
        yield _opening(key)
        if key in by_id:
            _cut_mark(by_id[key], marks[key].label)
            yield from list(by_id[key])


def _cut_mark(note: Element, label: str) -> None:
    """Cut the mark that its author chose off the beginning of a note; a number is no words of it."""
    first = next((one for one in note.iter(w("t")) if (one.text or "").strip()), None)
    if first is not None and next(note.iter(w("footnoteRef"), w("endnoteRef")), None) is None:
        words = (first.text or "").lstrip()
        if words == label or words.startswith(f"{label} "):
            first.text = words[len(label) :]


def _opening(key: str) -> Element:
    """The paragraph behind which the blocks of a note stand; with the empty key, those of the text."""
    opening = etree.Element(w("p"))
    link = etree.SubElement(opening, w("hyperlink"))
    link.set(w("anchor"), f"{NOTE}{key}")
    link.append(plainer.run("."))
    return opening


def _furniture(parts: _Parts) -> Iterator[Diagnostic]:
    """Yield a finding for the words of each running head or foot: they belong to the page."""
    for kind in ("header", "footer"):
        for words in sorted({" ".join(_words(part).split()) for _, part in parts.related(kind)}):
            if any(char.isalpha() for char in words):
                shown = words[:_SHOWN] + (" …" if len(words) > _SHOWN else "")
                message = f"The running {'head' if kind == 'header' else 'foot'} “{shown}” is not taken over."
                help = "Copy it into the text if it is part of it."
                yield Diagnostic(Code.FORMAT_LOSS, message, Location(parts.package.path), help)


def _words(part: Element) -> str:
    """The words of a part; those of a text box behind the paragraph that it is anchored in."""
    paragraphs = []
    for paragraph in part.iter(w("p")):
        around = next(paragraph.iterancestors(w("txbxContent"), _FALLBACK), None)
        if around is None or around is part:
            paragraphs.append("".join(_pieces(paragraph)))
            boxes = paragraph.iter(w("txbxContent"))
            paragraphs += [_words(box) for box in boxes if next(box.iterancestors(_FALLBACK), None) is None]
    return " ".join(paragraphs)


def _pieces(element: Element) -> Iterator[str]:
    for one in element:
        if one.tag in _TEXT:
            yield one.text or ""
        elif one.tag == w("sym"):
            yield plainer.symbol(one)
        elif one.tag in plainer.PICTURES:
            yield plainer.description(one)
        elif one.tag != _FALLBACK:
            yield _LETTERS.get(one.tag, " " if one.tag in _PARTS_WORDS else "")
            yield from _pieces(one)


def _with_usual_prefixes(part: Element) -> Element:
    """A part with the prefixes that Word writes: pandoc goes by them."""
    root = etree.Element(part.tag, nsmap={"w": W, "r": R})
    root.extend(list(part))
    return root


def _archive(parts: _Parts, relations: list[Element]) -> bytes:
    """What pandoc reads: text, links, styles and numbering, under the names that it expects."""
    links = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})  # type: ignore[dict-item]  # the default namespace
    links.extend(relations)
    root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})  # type: ignore[dict-item]  # the same
    attributes = {"Id": "text", "Type": f"{R}/officeDocument", "Target": "word/document.xml"}
    etree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
    archive: dict[str, Element] = {
        "_rels/.rels": root,
        "word/document.xml": _with_usual_prefixes(parts.text),
        "word/_rels/document.xml.rels": links,
    }
    for kind in ("styles", "numbering"):
        part = parts.one(kind)
        if part is not None:
            for indent in list(part.iter(w("ind"))):
                plainer.remove(indent)
            archive[f"word/{kind}.xml"] = _with_usual_prefixes(part)
    return zipped(archive)
