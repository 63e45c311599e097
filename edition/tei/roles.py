"""The parts that people take in documents, by the headers: who wrote a letter, got it, handed it on, who was present.

Source: TEI Guidelines, HD44CD (`correspAction`), CCAHPA (`particDesc`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from edition.tei.facts import Agent, DocumentFacts, Entry
from edition.tei.parties import Parties
from edition.tei.registers import Register

Role = Literal["sent", "received", "transmitted", "attended"]
ROLES: tuple[Role, ...] = ("sent", "received", "transmitted", "attended")


@dataclass(frozen=True, slots=True)
class Taken:
    """A part that an entry takes in a document; `certainty` as the header says it, "" for what the source states."""

    role: Role
    document: DocumentFacts
    certainty: str = ""


def taken(documents: Iterable[DocumentFacts], register: Register) -> Iterator[tuple[Entry, Taken]]:
    """Yield each part that an entry takes in one of these documents, in their order; each role once a document.

    Somebody named without reference is who has that name with a reference elsewhere, where that is one entry only.
    """
    listed = tuple(documents)
    parties = Parties.of((agent for one in listed for _, agents in _agents(one) for agent in agents), register)
    for document in listed:
        for role, agents in _agents(document):
            told: set[str] = set()
            for agent in agents:
                for party in parties.each([agent]):
                    if party.entry is not None and party.key not in told:
                        told.add(party.key)
                        yield party.entry, Taken(role, document, agent.certainty)


def _agents(document: DocumentFacts) -> tuple[tuple[Role, tuple[Agent, ...]], ...]:
    # The `particDesc` of a letter lists whom it speaks of, in many editions; nobody takes part in it but by writing.
    present = () if document.senders or document.addressees else document.participants
    return (
        ("sent", document.senders), ("received", document.addressees), ("transmitted", document.transmitters),
        ("attended", present),
    )  # fmt: skip
