"""The letters of a corpus: each act of correspondence with who takes part and when, found by whatever points to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.tei.correspondence import Act
from edition.tei.facts import DocumentFacts, Moment
from edition.tei.header import first_known
from edition.tei.parties import Parties, Party
from edition.tei.registers import Register


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: a document, or an enclosure in it; `key` is its address."""

    key: str
    document: DocumentFacts
    act: Act
    senders: tuple[Party, ...]
    addressees: tuple[Party, ...]
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Letters:
    """All letters, in the order of the documents, and those that only registers describe, by their addresses."""

    all: tuple[Letter, ...]
    missing: Mapping[str, Letter]
    _at: Mapping[str, Letter] = field(repr=False)
    _named: Mapping[str, Letter] = field(repr=False)
    _document_at: Callable[[str], DocumentFacts | None] = field(repr=False)
    parties: Parties = field(repr=False)

    @classmethod
    def of(
        cls,
        documents: Sequence[DocumentFacts],
        registers: Sequence[DocumentFacts],
        register: Register,
        document_at: Callable[[str], DocumentFacts | None],
    ) -> Letters:
        """The letters of these documents and registers; `document_at` finds the document at an address."""
        acts = [act for document in (*documents, *registers) for act in document.acts]
        parties = Parties.of((agent for act in acts for agent in (*act.senders, *act.addressees)), register)
        found = tuple(_letter(document, act, parties) for document in documents for act in document.acts)
        missing = (_letter(document, act, parties) for document in registers for act in document.acts)
        own = [letter for letter in found if not letter.act.part]
        named = {_stem(letter.document.path): letter for letter in reversed(own)}
        named |= {letter.document.id: letter for letter in reversed(own)}
        by_key = {letter.key: letter for letter in reversed(found)}
        return cls(found, {letter.key: letter for letter in missing}, by_key, named, document_at, parties)

    def find(self, address: str) -> Letter | None:
        """The letter that a pointer means: by address; behind a prefix or in a URL, by its id or its file's name."""
        if letter := self._at.get(address):
            return letter
        if (document := self._document_at(address)) is not None:
            return self._at.get(own_key(document))
        tails = (address.rpartition("#")[2], address.rpartition(":")[2], _stem(address.partition("#")[0]))
        return next((letter for tail in tails if (letter := self._named.get(tail))), None)

    def own(self, document: DocumentFacts, part: str = "") -> Letter | None:
        """The letter that a document is, or that is enclosed in it."""
        return self._at.get(f"{document.path}#{part}" if part else own_key(document))


def own_key(document: DocumentFacts) -> str:
    """The address of the letter that a document is, apart from what is enclosed in it."""
    return f"{document.path}#{document.id}"


def _letter(document: DocumentFacts, act: Act, parties: Parties) -> Letter:
    return Letter(
        key=f"{document.path}#{act.part}" if act.part else own_key(document),
        document=document,
        act=act,
        senders=parties.each(act.senders),
        addressees=parties.each(act.addressees),
        moment=first_known(act.moments),
    )


def _stem(path: str) -> str:
    return re.sub(r"\.\w+$", "", path.rstrip("/").rpartition("/")[2])
