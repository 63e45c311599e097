"""The citation graph: which words of which document, or of a note read with it, refer to which other document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.tei.facts import REGISTER, DocumentFacts, Link


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to a document or to something in it.

    `read_in` is the document with which one reads the place: for a note in a volume's back, the first that calls it.
    """

    document: DocumentFacts
    link: Link
    to: DocumentFacts
    read_in: DocumentFacts


@dataclass(frozen=True, slots=True)
class References:
    """All references from one document to another, by both ends; every question is a look-up."""

    all: tuple[Reference, ...] = ()  # in the order of the documents, then of their texts
    _of: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict, repr=False)
    _to: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict, repr=False)

    def of(self, document: DocumentFacts) -> tuple[Reference, ...]:
        """What a document refers to, the notes in it included, in the order of its text."""
        return self._of.get(document.id, ())

    def to(self, document: DocumentFacts) -> tuple[Reference, ...]:
        """What refers to a document, in the order of the documents."""
        return self._to.get(document.id, ())


def references(
    citing: Iterable[tuple[DocumentFacts, Link]],
    cited: Callable[[str], DocumentFacts | None],
    callers: Mapping[str, Sequence[DocumentFacts]],
) -> References:
    """Join citations with what they cite; a document that refers to itself is left out, and so are registers.

    `cited` finds the document at an address; `callers` has by the address of a note the documents that call it.
    """
    found = []
    of: dict[str, list[Reference]] = defaultdict(list)
    to: dict[str, list[Reference]] = defaultdict(list)
    for document, link in citing:
        target = cited(link.target)
        if target is None or target.id == document.id or target.kind == REGISTER:
            continue
        calling = callers.get(f"{document.path}#{link.note}", ()) if link.note else ()
        reference = Reference(document, link, target, calling[0] if calling else document)
        found.append(reference)
        of[document.id].append(reference)
        to[target.id].append(reference)
    return References(
        tuple(found),
        {id: tuple(each) for id, each in of.items()},
        {id: tuple(each) for id, each in to.items()},
    )
