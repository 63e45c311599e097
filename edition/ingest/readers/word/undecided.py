"""Tracked changes and comments of a word processor: what nobody has decided yet, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.readers.word.names import DC, OFFICE, w
from edition.ingest.readers.word.names import text as t

Element = etree._Element

# How a finding calls each change of WordprocessingML (ECMA-376, part 1, 17.13.5).
_DOCX = {
    w("ins"): "inserted", w("del"): "deleted", w("moveFrom"): "moved away", w("moveTo"): "moved to here",
    w("cellIns"): "inserted", w("cellDel"): "deleted", w("cellMerge"): "merged",
    w("rPrChange"): "changed the look of", w("pPrChange"): "changed the look of",
}  # fmt: skip
_ODT = {t("insertion"): "inserted", t("deletion"): "deleted", t("format-change"): "changed the look of"}
_WORDS = frozenset((w("t"), w("delText")))
HELP_CHANGE = "Accept or reject each tracked change in the word processor, save, and ingest again."
HELP_COMMENT = "Decide the comment in the word processor, delete it, save, and ingest again."
SHOWN = 60
MOST = 20  # findings of one kind; the rest is counted


@dataclass(frozen=True, slots=True)
class _Change:
    """What somebody did to some words, and in which paragraph: its number, and how it begins."""

    author: str
    done: str
    paragraph: int
    opening: str
    words: str


def refuse_docx(path: str, parts: Sequence[Element], comments: Element | None) -> None:
    """Raise `EditionError` with each tracked change and comment in the text and notes of a `.docx`."""
    changes = [change for part in parts for change in _docx_changes(part)]
    said = {one.get(w("id"), ""): one for one in (comments if comments is not None else ())}
    remarks = [remark for part in parts for remark in _docx_comments(part, said)]
    _refuse(path, changes, remarks)


def refuse_odt(path: str, body: Element) -> None:
    """Raise `EditionError` with each tracked change and comment in the text and notes of an `.odt`."""
    _refuse(path, list(_odt_changes(body)), list(_odt_comments(body)))


def _refuse(path: str, changes: list[_Change], remarks: list[_Change]) -> None:
    merged = list(_merged(changes))
    found = [
        *_findings(path, merged, "tracked change", HELP_CHANGE),
        *_findings(path, remarks, "comment", HELP_COMMENT),
    ]
    if found:
        raise EditionError(*found)


def _merged(changes: list[_Change]) -> Iterator[_Change]:
    """Yield changes with those that one person made one after the other in a paragraph as one."""
    for about, group in groupby(changes, lambda one: (one.author, one.done, one.paragraph, one.opening)):
        yield _Change(*about, "".join(one.words for one in group))


def _findings(path: str, changes: list[_Change], kind: str, help: str) -> Iterator[Diagnostic]:
    for one in changes[:MOST]:
        where = Location(path, paragraph=one.paragraph) if one.paragraph else Location(path)
        what = f"“{_short(one.words)}”" if one.words.strip() else "a break or a mark"
        near = f", in “{_short(one.opening)}”" if one.opening.strip() else ""
        message = f"Undecided {kind}: {one.author or 'somebody'} {one.done} {what}{near}."
        yield Diagnostic(Code.TRACKED_CHANGE, message, where, help)
    if len(changes) > MOST:
        message = f"{len(changes) - MOST} more {kind}s are undecided."
        yield Diagnostic(Code.TRACKED_CHANGE, message, Location(path), help)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + " …"


def _docx_changes(part: Element) -> Iterator[_Change]:
    numbers = {paragraph: number for number, paragraph in _docx_paragraphs(part)}
    for change in part.iter(*_DOCX):
        paragraph = _paragraph_of(change)
        opening = _docx_words(paragraph) if paragraph is not None else ""
        number = numbers[paragraph] if paragraph is not None else 0
        yield _Change(change.get(w("author"), ""), _DOCX[change.tag], number, opening, _docx_words(_changed(change)))


def _paragraph_of(change: Element) -> Element | None:
    """The paragraph that a change stands in; of a row or cell that was changed, its first."""
    own = next(change.iterancestors(w("p")), None)
    around = next(change.iterancestors(w("tr"), w("tc")), None)
    return own if own is not None or around is None else next(around.iter(w("p")), None)


def _changed(change: Element) -> Element:
    """The element whose words a change is about: where it stands among properties, what has these."""
    properties = next(change.iterancestors(w("rPr"), w("pPr"), w("trPr"), w("tcPr")), None)
    holder = properties.getparent() if properties is not None else None
    return change if holder is None else holder


def _docx_paragraphs(part: Element) -> Iterator[tuple[int, Element]]:
    """Yield each paragraph with its number among those that have words."""
    number = 0
    for paragraph in part.iter(w("p")):
        number += bool(_docx_words(paragraph).strip())
        yield max(number, 1), paragraph


def _docx_words(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(*_WORDS))


def _docx_comments(part: Element, said: dict[str, Element]) -> Iterator[_Change]:
    for number, paragraph in _docx_paragraphs(part):
        for reference in paragraph.iter(w("commentReference")):
            comment = said.get(reference.get(w("id"), ""))
            words = _docx_words(comment) if comment is not None else ""
            author = comment.get(w("author"), "") if comment is not None else ""
            yield _Change(author, "wrote", number, _docx_words(paragraph), words)


def _odt_changes(body: Element) -> Iterator[_Change]:
    """Yield what `text:tracked-changes` lists (ODF 1.3, part 3, 5.5), with the paragraph in which each stands."""
    places = _odt_places(body, t("change"), t("change-start"))
    for region in body.iter(t("changed-region")):
        number, opening, words = places.get(region.get(t("id"), ""), (0, "", ""))
        for change in region:
            if change.tag in _ODT:
                gone = "".join(_plain(one) for one in change if one.tag != f"{{{OFFICE}}}change-info")
                yield _Change(_odt_author(change), _ODT[change.tag], number, opening, gone or words)


def _odt_comments(body: Element) -> Iterator[_Change]:
    for number, paragraph in _odt_paragraphs(body):
        for comment in paragraph.iter(f"{{{OFFICE}}}annotation"):
            said = " ".join(_plain(one) for one in comment.iter(t("p")))
            yield _Change(comment.findtext(f"{{{DC}}}creator") or "", "wrote", number, _plain(paragraph), said)


def _odt_author(change: Element) -> str:
    return change.findtext(f"{{{OFFICE}}}change-info/{{{DC}}}creator") or ""


def _odt_places(body: Element, *marks: str) -> dict[str, tuple[int, str, str]]:
    """By the id of a change: the number of its paragraph, how that begins, the words from its start mark to its end."""
    places: dict[str, tuple[int, str, str]] = {}
    for number, paragraph in _odt_paragraphs(body):
        for mark in paragraph.iter(*marks):
            id = mark.get(t("change-id"), "")
            places.setdefault(id, (number, _plain(paragraph), _until_end(mark, paragraph, id)))
    return places


def _until_end(mark: Element, paragraph: Element, id: str) -> str:
    if mark.tag == t("change"):
        return ""
    words: list[str] = []
    inside = False
    for event, element in etree.iterwalk(paragraph, events=("start", "end")):
        if event == "start" and element is mark:
            inside = True
        if event == "start" and element.tag == t("change-end") and element.get(t("change-id")) == id:
            break
        if inside and event == "start" and element is not mark:
            words.append(element.text or "")
        if inside and event == "end":
            words.append(element.tail or "")
    return "".join(words)


def _odt_paragraphs(body: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for paragraph in body.iter(t("p"), t("h")):
        if next(paragraph.iterancestors(t("tracked-changes"), f"{{{OFFICE}}}annotation"), None) is None:
            number += bool(_plain(paragraph).strip())
            yield max(number, 1), paragraph


def _plain(element: Element) -> str:
    """The words of a paragraph without those of comments in it."""
    words = element.text or ""
    for child in element:
        if child.tag != f"{{{OFFICE}}}annotation" and isinstance(child.tag, str):
            words += _plain(child)
        words += child.tail or ""
    return words
