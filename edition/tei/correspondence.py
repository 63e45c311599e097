"""Acts of correspondence: each letter that a header describes, and the letters with which it says that one belongs.

A document may be several letters: one, and those enclosed in it, each with a `correspDesc` of its own whose @corresp
names its division. Source: TEI Guidelines, HD44CD; the pointers @prev and @next of a whole `TEI` are read too (SAAG).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from edition.tei import header, interventions
from edition.tei.documents import TeiDocument
from edition.tei.header import Agent, Moment
from edition.tei.names import XML_ID, elements, tei, xpath
from edition.tei.pointers import address
from edition.tei.prefixes import written_out
from edition.tei.text import HEADING, SEARCH, text

Relation = Literal["prev", "next", "replyTo", "replyFrom"]
CORRESPONDENCE, COLLECTION = "withinCorrespondence", "withinCollection"
MISSING = "missing"  # the @subtype of a reference to a letter that the edition does not have


@dataclass(frozen=True, slots=True)
class Context:
    """Another letter that a header names, and how the two belong together."""

    relation: Relation
    scope: str  # CORRESPONDENCE, COLLECTION, or "" when it does not say within what the other is before or after
    targets: tuple[str, ...]  # addresses; () where the words alone say what is meant
    words: str = ""
    missing: bool = False
    certainty: str = ""
    evidence: tuple[str, ...] = ()  # ids of the categories that @ana names
    responsible: str = ""  # @resp, of the `correspContext` when the reference has none


@dataclass(frozen=True, slots=True)
class Act:
    """One letter: who sent it to whom and when.

    `part` is the id of its division, "" for the document's own letter; in a register it is that of the description.
    """

    part: str
    senders: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    moments: tuple[Moment, ...]
    context: tuple[Context, ...] = ()
    grounds: str = ""  # of a missing letter: what notes on the description say


def missing(document: TeiDocument) -> Iterator[Act]:
    """Yield the letters that a register describes, by the ids of the descriptions: those that the edition lacks."""
    reasons = dict(interventions.reasons(document))
    for description in elements(_DESCRIPTIONS, document.element):
        if identifier := description.get(XML_ID):
            notes = (text(note, SEARCH) for note in description.iterchildren(tei("note")))
            yield Act(
                part=identifier,
                senders=header.agents(description, document.path, "sent"),
                addressees=header.agents(description, document.path, "received"),
                moments=header.dates(description),
                grounds=" ".join((*notes, *filter(None, (reasons.get(identifier),)))),
            )


def acts(document: TeiDocument) -> Iterator[Act]:
    """Yield the letters of a document, its own one first; a document that describes none has one that is empty."""
    descriptions = elements(_DESCRIPTIONS, document.element)
    own = header.read_moments(document.element)
    neighbours = tuple(_neighbours(document))
    if not descriptions:
        yield Act("", (), (), own, neighbours)
    for number, description in enumerate(descriptions):
        yield Act(
            part=description.get("corresp", "").rpartition("#")[2] if number else "",
            senders=header.agents(description, document.path, "sent"),
            addressees=header.agents(description, document.path, "received"),
            moments=header.dates(description) if number else own,
            context=(*contexts(description, document.path), *(() if number else neighbours)),
        )


def _neighbours(document: TeiDocument) -> Iterator[Context]:
    for relation in ("prev", "next"):
        if targets := document.element.get(relation, "").split():
            addresses = tuple(address(one, document.path) for one in targets)
            yield Context(_RELATIONS[relation], COLLECTION, addresses)


def contexts(description: etree._Element, path: str) -> Iterator[Context]:
    """Yield the letters that a `correspDesc` of the file at `path` names, in its order."""
    for holder in description.iterchildren(tei("correspContext")):
        for ref in holder.iter(tei("ref"), tei("ptr")):
            said = [ref.get("type", ""), ref.get("subtype", "")]
            relation = next((found for one in said if (found := _relation(one))), None)
            if relation is not None:
                yield Context(
                    relation=relation,
                    scope=next((scope for scope in (CORRESPONDENCE, COLLECTION) if scope in said), ""),
                    targets=tuple(address(one, path) for one in written_out(_targets(ref), ref)),
                    words=text(ref, HEADING),
                    missing=MISSING in said,
                    certainty=ref.get("cert", ""),
                    evidence=tuple(one.rpartition("#")[2] for one in ref.get("ana", "").split()),
                    responsible=ref.get("resp") or holder.get("resp") or "",
                )


def _targets(ref: etree._Element) -> list[str]:
    """The pointers of @target; some editions part them by a semicolon."""
    return ref.get("target", "").replace(";", " ").split()


def _relation(said: str) -> Relation | None:
    """The relation that a @type or @subtype names, as editions write it: "prev", "previous_letter", "reply_to"."""
    word = re.sub(r"[^a-z]", "", said.lower())
    return _RELATIONS.get(word.removesuffix("letter"))


_DESCRIPTIONS = xpath("t:teiHeader/t:profileDesc/t:correspDesc")
_RELATIONS: dict[str, Relation] = {
    "prev": "prev", "previous": "prev", "preceding": "prev",
    "next": "next", "following": "next",
    "replyto": "replyTo", "answerto": "replyTo", "inreplyto": "replyTo", "isreplyto": "replyTo", "answers": "replyTo",
    "replyfrom": "replyFrom", "answerfrom": "replyFrom", "answeredby": "replyFrom", "hasreply": "replyFrom",
}  # fmt: skip
