"""A document that stands on its own: its TEI with the notes that it calls, and the entries of registers it mentions.

It is derived for whoever downloads one document alone, and may repeat what the corpus has once.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Sequence

from lxml import etree

from edition.export.entries import Find, bring_entries, own_ids, point_inside
from edition.tei.documents import TeiDocument
from edition.tei.facts import DocumentFacts
from edition.tei.names import XML_ID, tei
from edition.tei.pointers import is_external
from edition.tei.registers import Register
from edition.tei.serialize import to_bytes


def self_contained(
    document: TeiDocument, facts: DocumentFacts, find: Find, register: Register, *, base_url: str = ""
) -> bytes:
    """The document as a file that needs no other: called notes in `back`, their calls pointing to them.

    The entries of the register that text and notes mention are in `standOff`, with the mentions pointing to them.
    Other pointers to files of the edition become addresses below `base_url`, the public address of the folder that
    holds its TEI files; without one they stay as they are. The schema is not named, for it does not come along.
    """
    root = copy.deepcopy(document.element)
    own = own_ids(root)
    mentioned = list(point_inside(root, facts.path, register, own))
    for path, note in _bring_notes(root, facts, find):
        mentioned += point_inside(note, path, register, own)
    if base_url:
        _make_absolute(root, facts.path, base_url)
    bring_entries(root, mentioned, facts.path, find, base_url=base_url)
    return to_bytes(root)


def _bring_notes(root: etree._Element, facts: DocumentFacts, find: Find) -> Sequence[tuple[str, etree._Element]]:
    """Append a copy of each note that stands in another file, once, in the order of its first call.

    Return the copies, each with the path of its file.
    """
    brought: dict[str, etree._Element] = {}
    for call in facts.calls:
        path, _, _ = call.target.partition("#")
        if path and path != facts.path and call.target not in brought and (note := find(call.target)) is not None:
            brought[call.target] = copy.deepcopy(note)
    if not brought:
        return []
    by_id = {element.get(XML_ID): element for element in root.iter(etree.Element) if element.get(XML_ID)}
    for call in facts.calls:
        if call.target in brought and call.id in by_id:
            by_id[call.id].set("target", f"#{call.target.partition('#')[2]}")
    text = root.find(tei("text"))
    if text is None:
        return []
    back = text.find(tei("back"))
    if back is None:
        back = etree.SubElement(text, tei("back"))
    division = etree.SubElement(back, tei("div"), {XML_ID: f"{facts.id}-notes", "type": "notes"})
    for note in brought.values():
        note.tail = None
        if "target" in note.attrib:
            del note.attrib["target"]
        division.append(note)
    return [(place.partition("#")[0], note) for place, note in brought.items()]


def _make_absolute(root: etree._Element, path: str, base_url: str) -> None:
    folder = posixpath.dirname(path)
    for element in root.iter(etree.Element):
        for name in ("target", "ref"):
            pointers = element.get(name)
            if pointers is not None:
                element.set(name, " ".join(_absolute(one, folder, base_url) for one in pointers.split()))


def _absolute(target: str, folder: str, base_url: str) -> str:
    if target.startswith("#") or is_external(target):
        return target
    return f"{base_url}/{posixpath.normpath(posixpath.join(folder, target))}"
