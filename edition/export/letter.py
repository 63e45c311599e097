"""A document that stands on its own: its TEI with the notes that it calls from other files.

It is derived for whoever downloads one document alone, and may repeat what the corpus has once.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.facts import DocumentFacts
from edition.tei.names import XML_ID, tei
from edition.tei.pointers import is_external
from edition.tei.serialize import to_bytes

# Finds the element at an address of the edition, `path#id`; None when there is none.
Find = Callable[[str], etree._Element | None]


def self_contained(document: TeiDocument, facts: DocumentFacts, find: Find, *, base_url: str = "") -> bytes:
    """The document as a file that needs no other: called notes in `back`, their calls pointing to them.

    Other pointers to files of the edition become addresses below `base_url`, the public address of the folder that
    holds its TEI files; without one they stay as they are. The schema is not named, for it does not come along.
    """
    root = copy.deepcopy(document.element)
    _bring_notes(root, facts, find)
    if base_url:
        _make_absolute(root, facts.path, base_url)
    return to_bytes(root)


def _bring_notes(root: etree._Element, facts: DocumentFacts, find: Find) -> None:
    """Append a copy of each note that stands in another file, once, in the order of its first call."""
    brought: dict[str, etree._Element] = {}
    for call in facts.calls:
        path, _, _ = call.target.partition("#")
        if path and path != facts.path and call.target not in brought and (note := find(call.target)) is not None:
            brought[call.target] = copy.deepcopy(note)
    if not brought:
        return
    by_id = {element.get(XML_ID): element for element in root.iter(etree.Element) if element.get(XML_ID)}
    for call in facts.calls:
        if call.target in brought and call.id in by_id:
            by_id[call.id].set("target", f"#{call.target.partition('#')[2]}")
    text = root.find(tei("text"))
    if text is None:
        return
    back = text.find(tei("back"))
    if back is None:
        back = etree.SubElement(text, tei("back"))
    division = etree.SubElement(back, tei("div"), {XML_ID: f"{facts.id}-notes", "type": "notes"})
    for note in brought.values():
        note.tail = None
        if "target" in note.attrib:
            del note.attrib["target"]
        division.append(note)


def _make_absolute(root: etree._Element, path: str, base_url: str) -> None:
    folder = posixpath.dirname(path)
    for element in root.iter(etree.Element):
        target = element.get("target")
        if target is not None:
            element.set("target", " ".join(_absolute(one, folder, base_url) for one in target.split()))


def _absolute(target: str, folder: str, base_url: str) -> str:
    if target.startswith("#") or is_external(target):
        return target
    return f"{base_url}/{posixpath.normpath(posixpath.join(folder, target))}"
