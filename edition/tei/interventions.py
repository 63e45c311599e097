"""Editors' interventions in a text: what was corrected, supplied, called residue or queried; where, why and by whom.

Source: TEI Guidelines, sections COEDCOR (correction), COEDREG (regularisation) and COEDADD (addition, omission),
chapter PH (unclear, supplied), section SASOstdf (`standOff`, whose notes give the reasons).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, elements, local, tei, xpath
from edition.tei.text import AUDIT, SEARCH, WHITE_SPACE, around, raw, text

INTERVENTIONS = xpath(
    "t:text//t:choice[t:sic and t:corr or t:orig and t:reg] | t:text//t:supplied | t:text//t:surplus"
    " | t:text//t:unclear | t:text//t:milestone[@xml:id] | t:text//t:pb[@xml:id]"
)
REASONS = xpath("t:standOff//t:note[@type='reason'][@target]")
PEOPLE = xpath("t:teiHeader//t:respStmt[@xml:id] | t:teiHeader//t:editor[@xml:id]")
NAME = xpath("self::t:editor | t:persName | t:orgName | t:name")
CONTEXT_WORDS = 8

# The pairs of a `choice`: what the source has, what the text shows, and what to call it.
PAIRS = (("sic", "corr", "correction"), ("orig", "reg", "regularisation"))
BREAKS = frozenset({tei("milestone"), tei("pb")})


@dataclass(frozen=True, slots=True)
class Intervention:
    """One intervention: its kind, the words before and after ("" where there are none), whose fault, how sure, why."""

    kind: str  # "correction", "regularisation", "supplied", "surplus", "unclear", "joined"
    before: str
    after: str
    fault: str  # corr/@type
    certainty: str
    id: str  # its xml:id, "" if it has none
    within: str  # xml:id of the nearest element that has one, "" if none in the text has
    place: str  # its @n, else its name
    context: tuple[str, str] = ("", "")  # the words around it
    by: str = ""  # the name of who is responsible
    reason: str = ""


def reasons(document: TeiDocument) -> Iterator[tuple[str, str]]:
    """Yield the id of each element of a document that a reason is on record for, with the reason."""
    for note in elements(REASONS, document.element):
        for pointer in note.get("target", "").split():
            yield pointer.removeprefix("#"), text(note, SEARCH)


def interventions(document: TeiDocument) -> Iterator[Intervention]:
    """Yield the interventions in the text of a document, in its order.

    A break of a page or paragraph is one where a reason for joining is on record.
    """
    reasons = {
        pointer.removeprefix("#"): note
        for note in elements(REASONS, document.element)
        for pointer in note.get("target", "").split()
    }
    people = {one.get(XML_ID, ""): _name(one) for one in elements(PEOPLE, document.element)}
    for element in elements(INTERVENTIONS, document.element):
        if element.tag not in BREAKS or element.get(XML_ID) in reasons:
            yield _intervention(element, reasons, people)


def _intervention(
    element: etree._Element, reasons: Mapping[str, etree._Element], people: Mapping[str, str]
) -> Intervention:
    holder = next((a for a in element.iterancestors() if a.get(XML_ID) and a.tag != tei("TEI")), None)
    kind, before, after, about = _told(element)
    fault = about.get("type", "") if kind == "correction" else ""
    id = element.get(XML_ID, "") or about.get(XML_ID, "")
    reason = reasons.get(id)
    if reason is not None and not about.get("resp"):
        about = reason
    return Intervention(
        kind=kind,
        before=before,
        after=after,
        fault=fault,
        certainty=about.get("cert", ""),
        id=id,
        within="" if holder is None else holder.get(XML_ID, ""),
        place="" if holder is None else holder.get("n") or local(holder),
        context=around(element, AUDIT, CONTEXT_WORDS),
        by=", ".join(people.get(one.removeprefix("#"), one) for one in about.get("resp", "").split()),
        reason="" if reason is None else text(reason, SEARCH),
    )


def _told(element: etree._Element) -> tuple[str, str, str, etree._Element]:
    """The kind of an intervention, the words before and after it, and the element that says who made it."""
    for had, has, kind in PAIRS:
        old, new = element.find(tei(had)), element.find(tei(has))
        if element.tag == tei("choice") and old is not None and new is not None:
            return kind, text(old, AUDIT), text(new, SEARCH), new
    if element.tag in BREAKS:
        return "joined", "", "", element
    name = local(element)
    if name == "supplied":
        # A word put in brings the space that parts it from the next one; what has no words is a line break.
        words = WHITE_SPACE.sub(" ", raw(element, SEARCH))
        return name, "", words if words.strip() else "¶", element
    return name, "".join(str(piece) for piece in element.itertext()).strip(), "", element


def _name(statement: etree._Element) -> str:
    return next((text(one, SEARCH) for one in elements(NAME, statement)), "")
