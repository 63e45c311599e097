"""The catalog: all facts of an edition, frozen, with what follows from having them together.

It resolves targets, knows the callers of each note, the order of the documents and their neighbours. It goes to each
worker once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edition.tei.facts import DocumentFacts, Note


@dataclass(frozen=True, slots=True)
class Caller:
    """A place that calls a note: the document and the call's id."""

    document: DocumentFacts
    call: str
    label: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """All documents, in the order of their files, and the indexes over them."""

    documents: tuple[DocumentFacts, ...]
