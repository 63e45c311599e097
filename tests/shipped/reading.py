"""The shipped edition's TEI read for the tests, by lxml alone: no code of the program takes part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

PROJECT = Path(__file__).parent.parent.parent
NS = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
NAMES = {
    "J. V. Stalin": "stalin",
    "Winston S. Churchill": "churchill",
    "Franklin D. Roosevelt": "roosevelt",
    "W. Averell Harriman": "harriman",
}


def key(source: str) -> dict[str, Any]:
    """The key of a source."""
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "key" / f"{source}.yml").read_text("utf-8"))
    return loaded


def document(source: str, number: str = "") -> etree._Element:
    """The root of a message's file, or of the source's only or volume document."""
    name = f"{source}-{number}" if number else source
    root: etree._Element = etree.parse(PROJECT / "tei" / source / f"{name}.xml").getroot()
    return root


def numbers(source: str) -> set[str]:
    """The numbers of all messages that have a file."""
    folder = PROJECT / "tei" / source
    return {path.stem.removeprefix(f"{source}-") for path in folder.glob(f"{source}-*.xml")}


def one(element: etree._Element, path: str) -> etree._Element:
    """The only element that an XPath finds."""
    found: etree._Element
    (found,) = all_of(element, path)
    return found


def all_of(element: etree._Element, path: str) -> list[Any]:
    """All that an XPath finds."""
    found = element.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return found


def paragraphs(division: etree._Element) -> list[etree._Element]:
    """The numbered units of running text of a division: not of its postscript, notes or sources."""
    return all_of(division, ".//*[@n][self::t:p or self::t:item][not(ancestor::t:postscript or ancestor::t:note)]")


def words(element: etree._Element) -> str:
    """The words of an element as the source has them: no calls, notes, labels, or editor's words; one space a run."""
    skipped = {"corr", "supplied", "note", "label"}
    return " ".join("".join(_pieces(element, skipped)).split())


def before(call: etree._Element) -> str:
    """The words of the block that holds a call, up to the call."""
    block = next(a for a in call.iterancestors() if etree.QName(a).localname in {"p", "item", "dateline", "head"})
    text = ""
    for piece in _until(block, call):
        text += piece
    return " ".join(text.split())


def _pieces(element: etree._Element, skipped: set[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = etree.QName(child).localname
        if name in {"lb", "milestone"}:
            yield " "
        elif name not in skipped and child.get("type") != "noteAnchor":
            yield from _pieces(child, skipped)
        yield child.tail or ""


def _until(element: etree._Element, stop: etree._Element) -> Iterator[str]:
    if element is stop:
        return
    yield element.text or ""
    for child in element:
        if child is stop or stop in list(child.iterdescendants()):
            yield from _until(child, stop)
            return
        if etree.QName(child).localname not in {"corr"} and child.get("type") != "noteAnchor":
            yield "".join(str(text) for text in child.itertext())
        yield child.tail or ""


def without_label(text: str) -> str:
    """A paragraph's text without a printed numeral that a residue left inside."""
    return re.sub(r"^\d+ ?\.+ ", "", text)
