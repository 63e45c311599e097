"""The entries of registers that a document mentions, brought along in a file of its own."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Iterable, Iterator, Set
from urllib.parse import quote

from lxml import etree

from edition.tei.names import XML_ID, tei
from edition.tei.pointers import POINTERS, address, is_external
from edition.tei.registers import MENTIONS, Entry, Register

# Finds the element at an address of the edition, `path#id`; None when there is none.
Find = Callable[[str], etree._Element | None]


def own_ids(root: etree._Element) -> frozenset[str]:
    """The identifiers that a tree has."""
    return frozenset(id for element in root.iter(etree.Element) if (id := element.get(XML_ID)))


def point_inside(tree: etree._Element, path: str, register: Register, own: Set[str]) -> Iterator[Entry]:
    """Yield the entries that the names in a tree mean, and let their pointers lead to a copy in the same file.

    `path` is that of the file that the tree is from. An entry whose id is among those that the file has of its `own`
    stays where it is.
    """
    for element in tree.iter(*_NAMES):
        pointers = element.get("ref", "").split()
        for position, pointer in enumerate(pointers or element.get("key", "").split()):
            entry = register.find(pointer, path)
            if entry is not None and entry.id and entry.id not in own:
                yield entry
                if pointers:
                    pointers[position] = f"#{entry.id}"
        if pointers:
            element.set("ref", " ".join(pointers))


def bring_entries(root: etree._Element, entries: Iterable[Entry], path: str, find: Find, *, base_url: str = "") -> None:
    """Add a copy of each entry, once, in lists by kind, to the `standOff` of the document whose file is at `path`.

    Pointers of the entries to what does not come along lead to the files of the edition, below `base_url` if it has a
    public address.
    """
    chosen = {entry.id: entry for entry in entries}
    copies = [(entry, _copy(element)) for entry in chosen.values() if (element := find(entry.address)) is not None]
    if not copies:
        return
    holder = _stand_off(root)
    for kind, name in _LISTS.items():
        found = [(entry, element) for entry, element in copies if entry.kind == kind]
        if found:
            gathered = etree.SubElement(holder, tei(name))
            for entry, element in found:
                _redirect(element, entry.path, posixpath.dirname(path), chosen.keys() | own_ids(element), base_url)
                gathered.append(element)


def _copy(element: etree._Element) -> etree._Element:
    """A copy of an entry without the entries within it, such as the places of a country."""
    copied = copy.deepcopy(element)
    copied.tail = None
    for inner in list(copied.iterchildren(copied.tag)):
        copied.remove(inner)
    return copied


def _stand_off(root: etree._Element) -> etree._Element:
    """The `standOff` of a document, made behind its header if it has none."""
    found = root.find(tei("standOff"))
    if found is None:
        found = etree.Element(tei("standOff"))
        header = root.find(tei("teiHeader"))
        root.insert(0 if header is None else root.index(header) + 1, found)
    return found


def _redirect(entry: etree._Element, path: str, folder: str, own: Set[str], base_url: str) -> None:
    """Let the pointers of an entry from the file at `path`, but those to `own`, lead where they led, from `folder`."""
    for element in entry.iter(etree.Element):
        for name in POINTERS.intersection(map(str, element.attrib)):
            pointers = element.get(name, "").split()
            element.set(name, " ".join(_redirected(one, own, path, folder, base_url) for one in pointers))


def _redirected(pointer: str, own: Set[str], path: str, folder: str, base_url: str) -> str:
    if is_external(pointer) or pointer.removeprefix("#") in own:
        return pointer
    goal, mark, fragment = address(pointer, path).partition("#")
    way = f"{base_url}/{quote(goal)}" if base_url else quote(posixpath.relpath(goal, folder))
    return f"{way}{mark}{fragment}"


_NAMES = tuple(map(tei, (*MENTIONS, "name", "rs", "author", "editor")))
_LISTS = {
    "person": "listPerson", "place": "listPlace", "org": "listOrg", "event": "listEvent", "object": "listObject",
    "name": "list",
}  # fmt: skip
