"""Collections: documents that belong together, and which stands before and after which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from edition.tei.facts import DocumentFacts
from edition.tei.threads.model import Threads

VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents that belong together: those of a volume, a series, or else a folder, whose name is no title."""

    title: str
    volume: DocumentFacts | None
    members: tuple[DocumentFacts, ...]
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The documents before and after one, in some order."""

    previous: DocumentFacts | None = None
    next: DocumentFacts | None = None
    encoded: bool = False  # a header names one of the two; else they follow from the order of the documents


def gathered(
    documents: Iterable[DocumentFacts], by_path: Mapping[str, DocumentFacts], volumes: Set[str]
) -> tuple[Collection, ...]:
    """The collections of some documents, in the order of these; the documents of `volumes`, by path, are no members."""
    members: dict[tuple[str, str], list[DocumentFacts]] = defaultdict(list)
    for document in documents:
        if document.path in volumes:
            members[VOLUME, document.path].extend(())
        else:
            members[_collection_key(document, by_path)].append(document)
    return tuple(_collection(key, found, by_path) for key, found in members.items())


def neighbours(sequences: Iterable[Sequence[DocumentFacts]]) -> dict[str, Neighbours]:
    """The neighbours of each document in the sequence that it stands in, by its id."""
    found: dict[str, Neighbours] = {}
    for sequence in sequences:
        before = {after.id: previous for previous, after in pairwise(sequence)}
        after = {previous.id: after for previous, after in pairwise(sequence)}
        found |= {one.id: Neighbours(before.get(one.id), after.get(one.id)) for one in sequence}
    return found


def neighbours_in(
    collections: Iterable[Collection], threads: Threads, documents: Iterable[DocumentFacts]
) -> dict[str, Neighbours]:
    """Neighbours in collections; those that headers name count before those that follow from the order."""
    found = neighbours(collection.members for collection in collections)
    for document in documents:
        previous, following = threads.named_in_collection(document)
        if previous or following:
            known = found.get(document.id, Neighbours())
            found[document.id] = Neighbours(previous or known.previous, following or known.next, encoded=True)
    return found


def _collection_key(document: DocumentFacts, by_path: Mapping[str, DocumentFacts]) -> tuple[str, str]:
    if document.host in by_path:
        return VOLUME, document.host
    if document.collection:
        return "series", document.collection
    return "folder", document.path.rpartition("/")[0]


def _collection(key: tuple[str, str], members: list[DocumentFacts], by_path: Mapping[str, DocumentFacts]) -> Collection:
    kind, name = key
    if kind != VOLUME:
        folder = name.rpartition("/")[2] if kind == "folder" else ""
        return Collection(members[0].collection, None, tuple(members), folder)
    volume = by_path[name]
    ranks = {path: rank for rank, path in enumerate(volume.members)}
    in_order = sorted(members, key=lambda document: ranks.get(document.path, len(ranks)))
    return Collection(volume.title, volume, tuple(in_order))
