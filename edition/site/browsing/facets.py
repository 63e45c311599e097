"""What documents are found and narrowed by: sender, addressee, year, collection, kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edition.site import lists
from edition.tei.catalog import Catalog
from edition.tei.dates import year
from edition.tei.facts import Agent, DocumentFacts
from edition.tei.parties import Parties
from edition.words.interface import Interface


@dataclass(frozen=True, slots=True)
class Facets:
    """The values of documents by name; a correspondent has one name, whatever each header writes."""

    catalog: Catalog
    interface: Interface
    parties: Parties

    @classmethod
    def of(cls, catalog: Catalog, interface: Interface) -> Facets:
        """Those of all documents of an edition, as the interface names kinds."""
        agents = (agent for one in catalog.documents for agent in (*one.senders, *one.addressees))
        return cls(catalog, interface, Parties.of(agents, catalog.register))

    def values(self, document: DocumentFacts) -> Mapping[str, tuple[str, ...]]:
        """The values of a document; none under a name for which it has nothing."""
        found = {
            "sender": self._names(document.senders),
            "addressee": self._names(document.addressees),
            "year": (year(lists.sort_day(document)),),
            "collection": (lists.collection_title(document, self.catalog),),
            "kind": (self.interface.term("kinds", document.kind),),
        }
        return {name: values for name, values in found.items() if any(values)}

    def _names(self, agents: tuple[Agent, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party.name for party in self.parties.each(agents) if party.name))
