"""The notes of a document and the places that call them, with their labels as printed.

Editions write notes in three ways, and all are read: at the point of attachment, where the note is its own call; apart,
called by a `ref` or `ptr`; apart, with `@target` pointing to an `anchor` in the text (TEI Guidelines, CO `CONONO`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import count, takewhile

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import tei
from edition.tei.pointers import Identified, address, derived, line
from edition.tei.text import AUDIT, SEARCH, text

NOTES_DIVISIONS = frozenset({"notes", "endnotes", "footnotes"})


@dataclass(frozen=True, slots=True)
class Call:
    """A note call: its id, printed label, the note it points to (`path#id`), the paragraph or division it stands in.

    The target is "" when the source has lost the note. The label is "" when the text leaves it to the note, as an empty
    `ptr` does.
    """

    id: str
    label: str
    target: str
    within: str
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its id, printed label, kind, whose it is, and its words (the `search` reading)."""

    id: str
    label: str
    kind: str
    responsible: str
    place: str
    text: str
    target: str  # what it belongs to when its call is lost: `path#id`
    line: int
    address: str = ""  # where it stands: `path#id`
    within: str = ""  # id of the division or paragraph that it stands in
    apart: bool = True  # False when it stands at its point of attachment, and so calls itself
    calls: tuple[str, ...] = ()  # addresses of the notes that are called within it


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The notes and calls of a document by their elements, in document order."""

    notes: Mapping[etree._Element, Note]
    calls: Mapping[etree._Element, Call]


def apparatus(document: TeiDocument, identified: Identified) -> Apparatus:
    """Read the notes and calls of a document's text. A note of `@place` "inline" is part of the text, not a note.

    A note without `@n` has the label of its first call; one at its point of attachment gets a letter, a, b, c ….
    """
    path, ids = document.path, identified.ids
    found = [e for e in document.element.iter(tei("note")) if e in identified.text and e.get("place") != "inline"]
    addresses = {note: f"{path}#{ids[note]}" for note in found}
    by_address = {place: note for note, place in addresses.items()}
    pointing = dict(_pointing_calls(document, identified, by_address))
    anchored = dict(_anchored_notes(found, document, identified))
    called = set(pointing.values())
    attached = {note for note in found if not _stands_apart(note) and addresses[note] not in called}
    labels = _labels(addresses, pointing, lettered=attached.union(anchored.values()))
    calls = pointing | {e: addresses[note] for e, note in anchored.items()} | {n: addresses[n] for n in attached}
    ordered = [element for element in document.element.iter(etree.Element) if element in calls]
    nested = _nested_calls(calls, ordered)
    call_ids = _call_ids(ordered, attached, identified)
    return Apparatus(
        notes={
            note: _note(note, labels[note], note not in attached, nested.get(note, ()), document, identified)
            for note in found
        },
        calls={
            element: Call(
                id=call_ids[element],
                label=_call_label(element, labels, anchored),
                target=calls[element],
                within=_within(element, identified),
                line=line(element),
            )
            for element in ordered
        },
    )


def in_letters(number: int) -> str:
    """A number, from 1 on, as letters: a, b, …, z, aa, ab, …."""
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _labels(
    addresses: Mapping[etree._Element, str], pointing: Mapping[etree._Element, str], lettered: Set[etree._Element]
) -> dict[etree._Element, str]:
    """The label of each note: as printed, else the sign that calls it, else, for those to be lettered, a letter."""
    signs: dict[str, str] = {}
    for element, target in pointing.items():
        signs.setdefault(target, text(element, AUDIT))
    letters = map(in_letters, count(1))
    labels: dict[etree._Element, str] = {}
    for note, place in addresses.items():
        label = _printed_label(note) or signs.get(place, "")
        labels[note] = label if label or note not in lettered else next(letters)
    return labels


def _pointing_calls(
    document: TeiDocument, identified: Identified, notes: Mapping[str, etree._Element]
) -> Iterator[tuple[etree._Element, str]]:
    """Yield each `ref` and `ptr` that calls a note, with the first address that it points to; "" for a lost note."""
    for element in document.element.iter(tei("ref"), tei("ptr")):
        targets = element.get("target", "").split()
        if element not in identified.text:
            continue
        target = address(targets[0], document.path) if targets else ""
        note = notes.get(target)
        if element.get("type") == "noteAnchor" or (note is not None and _reads_as_call(element, note)):
            yield element, target


def _reads_as_call(element: etree._Element, note: etree._Element) -> bool:
    """Tell whether an untyped pointer to a note of the same document is its call, not a mention ("see note 4")."""
    if element.get("type") or any(ancestor is note for ancestor in element.iterancestors()):
        return False
    words = text(element, SEARCH)
    return not words or words == note.get("n") or _SIGN.fullmatch(words) is not None


def _anchored_notes(
    notes: list[etree._Element], document: TeiDocument, identified: Identified
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yield each `anchor` of the text that a note points to, with its note: its call belongs there."""
    anchors = {
        f"{document.path}#{identified.ids[element]}": element
        for element in document.element.iter(tei("anchor"))
        if element in identified.ids and element in identified.text
    }
    for note in notes:
        for target in note.get("target", "").split():
            if (anchor := anchors.get(address(target, document.path))) is not None:
                yield anchor, note


def _stands_apart(note: etree._Element) -> bool:
    """Tell whether a note stands among others of its kind, or says itself what it belongs to."""
    if note.get("target") is not None:
        return True
    # A note within the words of another belongs to these.
    around = list(takewhile(lambda ancestor: ancestor.tag != tei("note"), note.iterancestors()))
    return any(one.tag == tei("noteGrp") or one.get("type") in NOTES_DIVISIONS for one in around)


def _printed_label(note: etree._Element) -> str:
    if (printed := note.get("n")) is not None:
        return printed
    sign = next(note.iterchildren(tei("label")), None)
    return "" if sign is None else text(sign, AUDIT).strip(".)")


def _call_label(
    element: etree._Element,
    labels: Mapping[etree._Element, str],
    anchored: Mapping[etree._Element, etree._Element],
) -> str:
    if element in labels:
        return labels[element]
    if element in anchored:
        return labels[anchored[element]]
    return text(element, AUDIT)


def _call_ids(
    calls: list[etree._Element], attached: set[etree._Element], identified: Identified
) -> dict[etree._Element, str]:
    """The id of each call: its own, or one made from its note's, or a derived one."""
    taken = frozenset[str | None](identified.ids.values())
    ordinals: dict[str, int] = {}
    ids: dict[etree._Element, str] = {}
    for element in calls:
        if element in attached:
            ids[element] = f"call-{identified.ids[element]}"
        else:
            ids[element] = identified.ids.get(element) or derived("call", ordinals, taken)
    return ids


def _nested_calls(
    calls: Mapping[etree._Element, str], ordered: list[etree._Element]
) -> dict[etree._Element, tuple[str, ...]]:
    """What each note calls: the calls for which it is the nearest note around."""
    found: dict[etree._Element, tuple[str, ...]] = {}
    for element in ordered:
        if calls[element] and (around := next(element.iterancestors(tei("note")), None)) is not None:
            found[around] = (*found.get(around, ()), calls[element])
    return found


def _note(
    note: etree._Element,
    label: str,
    apart: bool,
    calls: tuple[str, ...],
    document: TeiDocument,
    identified: Identified,
) -> Note:
    targets = note.get("target", "").split()
    return Note(
        id=identified.ids[note],
        label=label,
        kind=note.get("type", ""),
        responsible=note.get("resp", ""),
        place=note.get("place", ""),
        text=text(note, SEARCH),
        target=address(targets[0], document.path) if targets else "",
        line=line(note),
        address=f"{document.path}#{identified.ids[note]}",
        within=_within(note, identified),
        apart=apart,
        calls=calls,
    )


def _within(element: etree._Element, identified: Identified) -> str:
    parent = element.getparent()
    return "" if parent is None else identified.nearest(parent)


_SIGN = re.compile(r"[\[(]?(\d{1,3}[a-z]?|[a-z]|[*†‡§]+)[.)\]]?")
