"""Variants between witnesses: what each `app` of a document says, where it stands, and of which type it is.

Source: TEI Guidelines, chapter 13 Critical Apparatus (TCAPLL, parallel segmentation in TCAPPS).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, elements, local, tei, xpath
from edition.tei.text import AUDIT, text

APPARATUS = xpath("t:text//t:app[not(ancestor::t:app)]")
WITNESSES = xpath("t:teiHeader//t:listWit//t:witness[@xml:id]")
ROLES = {"lem": "lemma", "rdg": "reading"}


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: its sigil (the id that @wit points to) and what it is."""

    sigil: str
    name: str


@dataclass(frozen=True, slots=True)
class VariantReading:
    """What some witnesses have at a place; `text` is "" where they lack the words. `change` names a form, as `del`."""

    witnesses: tuple[str, ...]
    role: str  # "lemma" or "reading"
    text: str
    change: str


@dataclass(frozen=True, slots=True)
class Variant:
    """A place where witnesses differ: its type as encoded, the nearest citable place, the readings."""

    type: str
    within: str  # xml:id of the nearest element that has one, "" if none in the text has
    place: str  # its @n, else its name
    readings: tuple[VariantReading, ...]


def witnesses(document: TeiDocument) -> Iterator[Witness]:
    """Yield the witnesses that the header lists."""
    for element in elements(WITNESSES, document.element):
        yield Witness(element.get(XML_ID, ""), text(element, AUDIT))


def variants(document: TeiDocument) -> Iterator[Variant]:
    """Yield the variants of a document in its order."""
    for entry in elements(APPARATUS, document.element):
        holder = next((a for a in entry.iterancestors() if a.get(XML_ID) and a.tag != tei("TEI")), None)
        yield Variant(
            type=entry.get("type", ""),
            within="" if holder is None else holder.get(XML_ID, ""),
            place="" if holder is None else holder.get("n") or local(holder),
            readings=tuple(_readings(entry)),
        )


def _readings(entry: etree._Element) -> Iterator[VariantReading]:
    for reading in entry.iter(tei("lem"), tei("rdg")):
        sigils = tuple(sigil.removeprefix("#") for sigil in reading.get("wit", "").split())
        children = [child for child in reading if isinstance(child.tag, str)]
        whole = len(children) == 1 and not (reading.text or "").strip() and not (children[0].tail or "").strip()
        change = local(children[0]) if whole and local(children[0]) in ("del", "add") else ""
        yield VariantReading(sigils, ROLES[local(reading)], text(reading, AUDIT), change)
