"""The apparatus at the foot of a document that has several witnesses."""

from __future__ import annotations

from collections.abc import Iterator

from edition.site.views import ApparatusView, Link, ReadingView, VariantView
from edition.tei.facts import DocumentFacts
from edition.tei.variants import Variant, VariantReading

# The types of variants in the order in which a reader wants them, with their headings; other types follow, by name.
HEADINGS = {"wording": "Wording", "form": "Form", "": "Readings", "layout": "Layout and marks"}
CHANGES = {"del": "struck out", "add": "added"}


def apparatus_of(document: DocumentFacts) -> ApparatusView | None:
    """The apparatus of a document, None when its text has no variants."""
    if not document.variants:
        return None
    types = sorted({variant.type for variant in document.variants}, key=_rank)
    return ApparatusView(
        witnesses=document.witnesses,
        groups=tuple(
            (HEADINGS.get(type, type), tuple(_view(one) for one in document.variants if one.type == type))
            for type in types
        ),
    )


def _rank(type: str) -> tuple[int, str]:
    return (list(HEADINGS).index(type) if type in HEADINGS else len(HEADINGS), type)


def _view(variant: Variant) -> VariantView:
    where = f"paragraph {variant.place}" if variant.place.isdigit() else "outside the paragraphs"
    return VariantView(Link(f"#{variant.within}" if variant.within else "", where), tuple(_readings(variant)))


def _readings(variant: Variant) -> Iterator[ReadingView]:
    for reading in variant.readings:
        yield ReadingView(", ".join(reading.witnesses), reading.text, _remark(reading))


def _remark(reading: VariantReading) -> str:
    return CHANGES.get(reading.change, "") if reading.text else "lacks this"
