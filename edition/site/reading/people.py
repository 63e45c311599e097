"""People and places at the head of a document: each name leads to what a register says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from edition.render.html import Html, join, tag
from edition.render.initials import kept_together
from edition.site.plan import entry_file, href, is_safe
from edition.site.views import Heading
from edition.tei.catalog import Catalog
from edition.tei.facts import Agent, DocumentFacts, Station


def entry_of(named: Agent | Station, page: str, catalog: Catalog) -> str:
    """The address of the entry of somebody or some place for the page at `page`; "" where no register has one."""
    entries = (catalog.register.find(pointer) for pointer in named.ref.split())
    return next((href(page, entry_file(one.id)) for one in entries if one and one.id and is_safe(one.id)), "")


def with_entries(heading: Heading, document: DocumentFacts, page: str, catalog: Catalog) -> Heading:
    """The heading of a document, the names in it links to their entries; each name once."""
    return replace(
        heading,
        sender=_linked(heading.sender, document.senders, page, catalog) if heading.addressee else heading.sender,
        addressee=_linked(heading.addressee, document.addressees, page, catalog),
    )


def _linked(words: str, agents: Sequence[Agent], page: str, catalog: Catalog) -> Html:
    parts: list[str] = []
    for agent in agents:
        before, name, after = words.partition(agent.name)
        address = entry_of(agent, page, catalog)
        if name and address:
            parts += [before, tag("a", {"class": "mention", "href": address}, kept_together(name))]
            words = after
    return join([*parts, kept_together(words)])
