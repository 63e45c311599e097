"""The apparatus at the foot of a document that has several witnesses."""

from __future__ import annotations

from collections.abc import Iterator

from edition.site.views import ApparatusView, Link, ReadingView, VariantView
from edition.tei.facts import DocumentFacts
from edition.tei.variants import Variant, VariantReading
from edition.words.interface import Interface

# The types of variants in the order in which a reader wants them; other types follow, by name.
TYPES = ("wording", "form", "", "layout")
CHANGES = {"del": "apparatus.struck_out", "add": "apparatus.added"}


def apparatus_of(document: DocumentFacts, interface: Interface) -> ApparatusView | None:
    """The apparatus of a document, None when its text has no variants."""
    if not document.variants:
        return None
    types = sorted({variant.type for variant in document.variants}, key=_rank)
    return ApparatusView(
        witnesses=document.witnesses,
        groups=tuple(
            (_heading(type, interface), tuple(_view(one, interface) for one in document.variants if one.type == type))
            for type in types
        ),
    )


def _rank(type: str) -> tuple[int, str]:
    return (TYPES.index(type) if type in TYPES else len(TYPES), type)


def _heading(type: str, interface: Interface) -> str:
    return interface.term("variants", type) if type else interface.say("apparatus.readings")


def _view(variant: Variant, interface: Interface) -> VariantView:
    where = Link(f"#{variant.within}" if variant.within else "", place(variant.place, interface))
    return VariantView(where, tuple(_readings(variant, interface)))


def place(paragraph: str, interface: Interface) -> str:
    """Name a place of a text by the number of its paragraph, if it has one."""
    if paragraph.isdigit():
        return interface.say("document.paragraph", number=paragraph)
    return interface.say("document.outside_paragraphs")


def _readings(variant: Variant, interface: Interface) -> Iterator[ReadingView]:
    for reading in variant.readings:
        yield ReadingView(", ".join(reading.witnesses), reading.text, _remark(reading, interface))


def _remark(reading: VariantReading, interface: Interface) -> str:
    if not reading.text:
        return interface.say("apparatus.lacks_this")
    return interface.say(CHANGES[reading.change]) if reading.change in CHANGES else ""
