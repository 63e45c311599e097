"""Editors' interventions in a text: what was corrected, supplied, called residue or queried, and where.

Source: TEI Guidelines, sections COEDCOR (correction) and COEDADD (addition, omission), chapter PH (unclear, supplied).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, elements, local, tei, xpath
from edition.tei.text import AUDIT, SEARCH, text

INTERVENTIONS = xpath("t:text//t:choice[t:sic and t:corr] | t:text//t:supplied | t:text//t:surplus | t:text//t:unclear")


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention: its kind, the words before and after ("" where there are none), whose fault, how sure."""

    kind: str  # "correction", "supplied", "surplus", "unclear"
    before: str
    after: str
    fault: str  # corr/@type
    certainty: str
    within: str  # xml:id of the nearest element that has one, "" if none in the text has
    place: str  # its @n, else its name


def interventions(document: TeiDocument) -> Iterator[Intervention]:
    """Yield the interventions in the text of a document, in its order."""
    for element in elements(INTERVENTIONS, document.element):
        yield _intervention(element)


def _intervention(element: etree._Element) -> Intervention:
    holder = next((a for a in element.iterancestors() if a.get(XML_ID) and a.tag != tei("TEI")), None)
    kind = "correction" if element.tag == tei("choice") else local(element)
    sic, corr = element.find(tei("sic")), element.find(tei("corr"))
    if sic is not None and corr is not None:
        before, after, about = text(sic, AUDIT), text(corr, SEARCH), corr
    else:
        words = text(element, AUDIT)
        before, after, about = ("", words, element) if kind == "supplied" else (words, "", element)
    return Intervention(
        kind=kind,
        before=before,
        after=after,
        fault=about.get("type", "") if kind == "correction" else "",
        certainty=about.get("cert", ""),
        within="" if holder is None else holder.get(XML_ID, ""),
        place="" if holder is None else holder.get("n") or local(holder),
    )
