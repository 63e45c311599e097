"""The notes of an HTML page: links of a mark to a note further down, as archives and their programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

BLOCKS = frozenset(
    """p div li dd dt section article aside main header footer td th tr blockquote pre address center figure figcaption
    h1 h2 h3 h4 h5 h6 ul ol dl table thead tbody tfoot caption hr fieldset details summary body form hgroup""".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
AROUND = "[]() \t\r\n\xa0"  # what stands around a mark and is none of it
MARK = re.compile(r"\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,4}", re.IGNORECASE)
NOTE_NAME = re.compile(r"[_-]?(?:foot|end)?(?:note|ftn|fn|edn|en|n|cite_note)(?:ref)?[-_.:]?\w{0,20}", re.IGNORECASE)
BACK = frozenset("back return up top zurück retour".split())


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the page: its mark, and the elements that hold it."""

    label: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """The elements that are calls, each with its mark; the notes, taken out of the page; characters that link back."""

    calls: Mapping[Element, str]
    notes: tuple[Note, ...]
    back: int


def lift(parts: Sequence[Element]) -> Lifted:
    """Find calls and notes in the parts of a page, and take the notes, without their marks, out of it.

    A call is a link whose words are a mark and that leads to something further down which is a note by one of these:
    it begins with the mark, it links back, or it is named as notes are.
    """
    order = {element: at for at, element in enumerate(one for part in parts for one in part.iter(etree.Element))}
    named = {name: one for one in reversed(order) for name in (one.get("name"), one.get("id")) if name}
    calls: dict[Element, str] = {}
    blocks: dict[Element, str] = {}
    for link in order:
        target = named.get(_target(link))
        label = _mark(link)
        if target is None or not label or order[target] < order[link]:
            continue
        block = _block(target)
        if block is None or block in parts or not _is_note(block, target, label, link):
            continue
        calls[_whole(link, label)] = label
        blocks.setdefault(block, label)
    in_order = sorted(blocks, key=order.__getitem__)
    groups = [(block, _with_further(block, blocks)) for block in in_order]
    back = sum(_without_mark(block, blocks[block], named, calls) for block in in_order)
    for _, elements in groups:
        for element in elements:
            take_out(element)
    return Lifted(calls, tuple(Note(blocks[block], elements) for block, elements in groups), back)


def led_to(parts: Sequence[Element], notes: Sequence[Note]) -> frozenset[str]:
    """The names of places in the text and its notes to which links of the page lead."""
    holders = (*parts, *(element for note in notes for element in note.elements))
    everything = [one for holder in holders for one in holder.iter(etree.Element)]
    named = {name for one in everything for name in (one.get("name"), one.get("id")) if name}
    return frozenset(named & {_target(one) for one in everything})


def _target(link: Element) -> str:
    href = link.get("href", "") if link.tag == "a" else ""
    return href[1:] if href.startswith("#") else ""


def _mark(link: Element) -> str:
    words = _text(link).strip(AROUND)
    return words if MARK.fullmatch(words) else ""


def _text(element: Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _block(target: Element) -> Element | None:
    """The block that a target is or stands in; of a table its row."""
    block = next((one for one in (target, *target.iterancestors()) if one.tag in BLOCKS), None)
    if block is not None and block.tag in ("td", "th"):
        block = next(block.iterancestors("tr"), block)
    return block


def _is_note(block: Element, target: Element, label: str, link: Element) -> bool:
    if block.tag in HEADINGS or any(one in HEADINGS for one in (child.tag for child in block.iter())):
        return False
    if link in block.iter("a"):
        return False
    begins = re.match(rf"[\[(\s\xa0]*{re.escape(label)}(?!\w)", _text(block)) is not None
    own = {link.get("id"), link.get("name"), *(one.get("id") for one in link.iterancestors())} - {None}
    returns = any(_target(one) in own for one in block.iter("a")) if own else False
    name = target.get("id") or target.get("name") or ""
    return begins or returns or NOTE_NAME.fullmatch(name) is not None


def _whole(link: Element, label: str) -> Element:
    """The element around a call that has nothing else but brackets, such as the `sup` that raises it."""
    whole = link
    for around in link.iterancestors():
        if around.tag in BLOCKS or _text(around).strip(AROUND) != label:
            break
        whole = around
    return whole


def _with_further(block: Element, blocks: Mapping[Element, str]) -> tuple[Element, ...]:
    """A note with its further paragraphs: what stands between it and the next note beside it."""
    further: list[Element] = []
    for sibling in block.itersiblings():
        if sibling in blocks:
            return (block, *further)
        if sibling.tag in HEADINGS or block.tag in ("li", "tr") or any(one in blocks for one in sibling.iter()):
            break
        further.append(sibling)
    return (block,)


def _without_mark(block: Element, label: str, named: Mapping[str, Element], calls: Mapping[Element, str]) -> int:
    """Take the mark that a note begins with, and its links back, out of it; how many other characters went."""
    gone = 0
    for link in list(block.iter("a")):
        target = named.get(_target(link))
        if target is None or not _is_of(target, calls):
            continue
        words = "".join(_text(link).split())
        if words.strip(AROUND + ".") != label and (not any(map(str.isalnum, words)) or words.lower() in BACK):
            gone += len(words)
            _empty(link)
    _cut_mark(block, label)
    return gone


def _is_of(target: Element, calls: Mapping[Element, str]) -> bool:
    """Whether a link back leads to a call, or to what is around or in it."""
    return any(one in calls for one in (target, *target.iterancestors(), *target.iter(etree.Element)))


def _cut_mark(block: Element, label: str) -> None:
    """Cut the mark, with its brackets and point, off the beginning of a note; it may stand in elements of its own."""
    match = re.match(rf"[\[(\s\xa0^]*{re.escape(label)}(?!\w)[\])]*[.:]?[\s\xa0]*", _text(block))
    left = match.end() if match else 0
    for holder, is_tail in _pieces(block):
        words = (holder.tail if is_tail else holder.text) or ""
        taken = min(left, len(words))
        left -= taken
        if is_tail:
            holder.tail = words[taken:]
        else:
            holder.text = words[taken:]
        if not left:
            return


def _pieces(element: Element) -> Iterator[tuple[Element, bool]]:
    """Yield where the pieces of text of an element are, in order: of which element, and whether it is its tail."""
    yield element, False
    for child in element:
        yield from _pieces(child)
        yield child, True


def _empty(link: Element) -> None:
    for child in list(link):
        link.remove(child)
    link.text = ""


def take_out(element: Element) -> None:
    """Take an element out of the page; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)
    element.tail = None
