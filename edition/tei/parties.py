"""Correspondents: which names and references of headers mean one and the same."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from edition.tei.header import Agent
from edition.tei.pointers import is_external
from edition.tei.registers import Entry, Register

# Characters of a name, and bytes of a digest, in a file's name.
LONGEST = 60
DIGEST = 4


@dataclass(frozen=True, slots=True)
class Party:
    """A correspondent: one entry of a register, else one identifier, else one name, whatever its case and blanks."""

    key: str  # the address of the entry; without one an identifier that @ref gives, or the name in small letters
    name: str  # to be shown: as most headers have it
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """All correspondents of a corpus, by name and reference."""

    _by_agent: Mapping[tuple[str, str], Party] = field(repr=False)
    _register: Register = field(repr=False)

    @classmethod
    def of(cls, agents: Iterable[Agent], register: Register) -> Parties:
        """The correspondents that these senders and addressees are.

        A name without reference means who has it with a reference elsewhere, where that is one only.
        """
        listed = list(agents)
        found = {(_plain(agent.name), agent.ref): agent for agent in listed}
        known: dict[tuple[str, str], Party] = {}
        referred: defaultdict[str, dict[str, Party]] = defaultdict(dict)
        for (name, ref), agent in found.items():
            if party := _referred(agent, register):
                known[name, ref] = referred[name][party.key] = party
        for name, ref in found:
            if (name, ref) not in known:
                meant = list(referred.get(name, {}).values())
                known[name, ref] = meant[0] if len(meant) == 1 else Party(name, name)
        names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for agent in listed:
            names[known[_plain(agent.name), agent.ref].key][" ".join(agent.name.split())] += 1
        shown = {key: counted.most_common(1)[0][0] for key, counted in names.items()}
        return cls({agent: replace(party, name=shown[party.key]) for agent, party in known.items()}, register)

    def each(self, agents: Iterable[Agent]) -> tuple[Party, ...]:
        """Who some agents are, in their order, each once."""
        found = (self._by_agent[_plain(agent.name), agent.ref] for agent in agents)
        return tuple({party.key: party for party in found}.values())

    def called(self, name: str) -> Party:
        """The correspondent of a name that no reference explains."""
        return self._by_agent.get((_plain(name), "")) or Party(_plain(name), name)

    def pointed(self, pointers: Iterable[str]) -> Party | None:
        """The correspondent whose entry pointers lead to, by reference or, in headers without, by one of its names.

        One whom no header has is called as the register prefers; None where no entry is meant.
        """
        entry = next((one for each in pointers if (one := self._register.find(each)) is not None), None)
        if entry is None:
            return None
        keys = (entry.address, _plain(entry.preferred), *(_plain(form.text) for form in entry.forms))
        known = {party.key: party for party in self._by_agent.values()}
        return next((known[key] for key in keys if key in known), Party(entry.address, entry.preferred, entry))


def named(agents: Iterable[Agent], register: Register) -> tuple[Agent, ...]:
    """The same agents; one of whom the header gives the reference alone has the name that the register gives."""
    return tuple(_named(agent, register) for agent in agents)


def slug(party: Party) -> str:
    """A short name of a correspondent that can be part of a file's name: the entry's id, else made from the name.

    A name without a letter from a to z gets a digest of its key.
    """
    if party.entry is not None:
        return party.entry.id
    letters = unicodedata.normalize("NFKD", party.name).encode("ascii", "ignore").decode("ascii").lower()
    words = "-".join(re.findall("[a-z0-9]+", letters))[:LONGEST].strip("-")
    return words or hashlib.blake2s(party.key.encode(), digest_size=DIGEST).hexdigest()


def _named(agent: Agent, register: Register) -> Agent:
    if agent.name != agent.pointed:
        return agent
    entries = (register.find(one) for one in agent.ref.split())
    return replace(agent, name=next((one.preferred for one in entries if one and one.preferred), agent.name))


def _referred(agent: Agent, register: Register) -> Party | None:
    """Whom a reference means: an entry, else by an identifier of another collection; None when it tells nothing."""
    pointers = agent.ref.split()
    entry = next((entry for one in pointers if (entry := register.find(one)) is not None and entry.id), None)
    if entry is not None:
        return Party(entry.address, agent.name, entry)
    identifier = next(filter(is_external, pointers), "")
    return Party(identifier, agent.name) if identifier else None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
