"""The catalog: all facts of an edition, frozen, with what follows from having them together.

It resolves targets, knows the callers of each note, who mentions whom, the order of the documents and their neighbours.
It goes to each worker once. Every question is a look-up in an index that `link` made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edition.tei.collections import VOLUME, Collection, Neighbours, gathered, neighbours, neighbours_in
from edition.tei.dates import in_time
from edition.tei.documents import natural
from edition.tei.facts import REGISTER, Anchor, DocumentFacts, Entry, Link, Mention, Moment, Note
from edition.tei.header import first_known
from edition.tei.indexes import first_of_each, grouped
from edition.tei.mentioned import Mentioned, each_once, meant, mentioned, met
from edition.tei.parties import named
from edition.tei.pointers import address, is_external
from edition.tei.references import References, references
from edition.tei.registers import Register
from edition.tei.roles import Role, Taken, taken
from edition.tei.threads.model import Threads
from edition.tei.threads.weaving import weave


@dataclass(frozen=True, slots=True)
class Caller:
    """A place that calls a note: the document and the call's id."""

    document: DocumentFacts
    call: str
    label: str


@dataclass(frozen=True, slots=True)
class Target:
    """Where a pointer leads: out to a URL, or to a document, perhaps to an anchor in it: it may be a note or entry."""

    url: str = ""
    document: DocumentFacts | None = None
    anchor: Anchor | None = None
    note: Note | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Dated:
    """A document in the order of time, and the moment that gives it its place; None when no date is known."""

    document: DocumentFacts
    moment: Moment | None


@dataclass(frozen=True, slots=True)
class Citation:
    """A place that refers to a document or an anchor in it, other than by a note call."""

    document: DocumentFacts
    link: Link


@dataclass(frozen=True, slots=True)
class Catalog:
    """All documents, in the order of their files, and the indexes over them. Addresses are `path` and `path#id`.

    Documents that are registers are not among `documents`, nor in any order of these; their entries are in `register`.
    """

    documents: tuple[DocumentFacts, ...]
    registers: tuple[DocumentFacts, ...]
    register: Register
    chronology: tuple[Dated, ...]  # without the volumes' own documents
    collections: tuple[Collection, ...]
    threads: Threads
    references: References
    _by_id: Mapping[str, DocumentFacts] = field(repr=False)
    _by_path: Mapping[str, DocumentFacts] = field(repr=False)
    _targets: Mapping[str, Target] = field(repr=False)
    _callers: Mapping[str, tuple[Caller, ...]] = field(repr=False)
    _in_time: Mapping[str, Neighbours] = field(repr=False)
    _in_collection: Mapping[str, Neighbours] = field(repr=False)
    _collection_of: Mapping[str, Collection] = field(repr=False)
    _citations: Mapping[str, tuple[Citation, ...]] = field(repr=False)
    _mentions: Mapping[str, tuple[Mentioned, ...]] = field(repr=False)
    _entries_in: Mapping[str, tuple[Entry, ...]] = field(repr=False)
    _by_day: Mapping[str, tuple[DocumentFacts, ...]] = field(repr=False)
    _roles: Mapping[str, tuple[Taken, ...]] = field(repr=False)

    def __repr__(self) -> str:
        """Numbers alone: all documents would fill many screens."""
        return f"<Catalog: {len(self.documents)} documents, {len(self.register.entries)} entries of registers>"

    def document(self, identifier: str) -> DocumentFacts | None:
        """The document with an id."""
        return self._by_id.get(identifier)

    def at(self, path: str) -> DocumentFacts | None:
        """The document in the file at a path; the first, where a file has many."""
        return self._by_path.get(path)

    def resolve(self, target: str, base: DocumentFacts) -> Target | None:
        """Where a pointer leads that stands in `base`, as written there; None when it leads nowhere.

        A URL resolves to itself: nobody looks whether it answers.
        """
        if not target:
            return None
        if is_external(target):
            return Target(url=target)
        return self.target(address(target, base.path))

    def target(self, place: str) -> Target | None:
        """What stands at an address of the edition."""
        return self._targets.get(place)

    def note(self, place: str) -> Note | None:
        """The note at an address."""
        found = self._targets.get(place)
        return found.note if found else None

    def callers(self, note: Note) -> tuple[Caller, ...]:
        """The places that call a note, in document order."""
        return self._callers.get(note.address, ())

    def volume_of(self, document: DocumentFacts) -> DocumentFacts | None:
        """The document of the volume that a document was printed in."""
        return self._by_path.get(document.host)

    def collection_of(self, document: DocumentFacts) -> Collection | None:
        """The collection that a document is a member of; None for a volume's own document."""
        return self._collection_of.get(document.id)

    def in_time(self, document: DocumentFacts) -> Neighbours:
        """The documents before and after in time; an undated one has none."""
        return self._in_time.get(document.id, Neighbours())

    def in_collection(self, document: DocumentFacts) -> Neighbours:
        """The documents before and after in the collection."""
        return self._in_collection.get(document.id, Neighbours())

    def citations(self, place: str) -> tuple[Citation, ...]:
        """Who refers to a document (its path: to anything in it) or to an anchor (`path#id`), in document order."""
        return self._citations.get(place, ())

    def citing(self, document: DocumentFacts) -> tuple[DocumentFacts, ...]:
        """The documents that refer to a document or to a place in it, in their order."""
        return tuple({one.document.id: one.document for one in self.citations(document.path)}.values())

    def cited(self, document: DocumentFacts) -> tuple[DocumentFacts, ...]:
        """The documents that a document refers to, in the order of its text."""
        targets = (self.target(citation.link.target) for citation in _cites(document))
        found = {one.document.id: one.document for one in targets if one and one.document}
        return tuple(one for one in found.values() if one is not document and one.kind != REGISTER)

    def meant(self, mention: Mention, document: DocumentFacts) -> tuple[Entry, ...]:
        """The entries that a mention in a document points to, each once."""
        return meant(self.register, mention, document)

    def mentions(self, entry: Entry) -> tuple[Mentioned, ...]:
        """The mentions of an entry, by the date of the documents in which one reads them, those of notes behind."""
        return self._mentions.get(entry.address, ())

    def entries_in(self, document: DocumentFacts) -> tuple[Entry, ...]:
        """The entries that one meets in a document, its notes included, in the order of their first mentions."""
        return self._entries_in.get(document.id, ())

    def roles(self, entry: Entry, *roles: Role) -> tuple[Taken, ...]:
        """The parts that an entry takes in documents, all or those of some roles, in the order of time.

        Roles are "sent", "received", "transmitted" of a letter, and "attended" of a conversation.
        """
        found = self._roles.get(entry.address, ())
        return tuple(one for one in found if one.role in roles) if roles else found

    def on(self, day: str) -> tuple[DocumentFacts, ...]:
        """The documents whose place in the order of time is a day, `1942-05-09`."""
        return self._by_day.get(day, ())


def link(facts: Sequence[DocumentFacts]) -> Catalog:
    """Join the facts of all documents into a catalog. Of documents with the same id the first is found by it."""
    read = sorted(facts, key=lambda document: natural(document.path))
    register = Register.of((one for document in read for one in document.entries), _identified(read))
    everything = [_named(document, register) for document in read]
    documents = tuple(document for document in everything if document.kind != REGISTER)
    by_path = first_of_each((document.path, document) for document in documents)
    volumes = _volumes(documents, by_path)
    chronology = _in_order_of_time(document for document in documents if document.path not in volumes)
    collections = gathered(documents, by_path, volumes)
    callers = _callers(documents)
    calling = {note: [caller.document for caller in found] for note, found in callers.items()}
    ordered = [dated.document for dated in chronology]
    mentions = mentioned(documents, register, calling, ordered)
    targets = first_of_each(_addressed(everything, register))

    def document_at(place: str) -> DocumentFacts | None:
        return targets[place].document if place in targets else None

    registers = tuple(document for document in everything if document.kind == REGISTER)
    threads = weave(documents, registers, ordered, register, document_at)
    return Catalog(
        documents=documents,
        registers=registers,
        register=register,
        chronology=chronology,
        collections=collections,
        threads=threads,
        references=references(_links(documents), document_at, calling),
        _by_id=first_of_each((document.id, document) for document in documents),
        _by_path=by_path,
        _targets=targets,
        _callers=callers,
        _in_time=neighbours([[dated.document for dated in chronology if dated.moment]]),
        _in_collection=neighbours_in(collections, threads, documents),
        _collection_of={member.id: collection for collection in collections for member in collection.members},
        _citations=grouped(_citations(documents)),
        _mentions=grouped((one.entry.address, one) for one in mentions),
        _entries_in={id: each_once(found) for id, found in grouped(met(mentions)).items()},
        _roles=grouped((entry.address, one) for entry, one in taken(ordered, register)),
        _by_day=grouped((one.moment.sort_key, one.document) for one in chronology if one.moment),
    )


def _named(document: DocumentFacts, register: Register) -> DocumentFacts:
    """A document with the names of those of whom its header gives references alone."""
    return replace(
        document,
        senders=named(document.senders, register),
        addressees=named(document.addressees, register),
        transmitters=named(document.transmitters, register),
        acts=tuple(
            replace(act, senders=named(act.senders, register), addressees=named(act.addressees, register))
            for act in document.acts
        ),
    )


def dated_by(document: DocumentFacts) -> Moment | None:
    """The moment that a document is sorted by: a day that is known before bounds, sending before receipt."""
    return first_known(document.moments)


def _volumes(documents: Iterable[DocumentFacts], by_path: Mapping[str, DocumentFacts]) -> set[str]:
    """The paths of the documents that hold others."""
    return {
        *(document.path for document in documents if document.kind == VOLUME),
        *(document.host for document in documents if document.host in by_path),
    }


def _identified(documents: Iterable[DocumentFacts]) -> Iterator[str]:
    """Yield the address of each element that has an identifier."""
    return (f"{document.path}#{anchor.id}" for document in documents for anchor in document.anchors)


def _addressed(documents: Iterable[DocumentFacts], register: Register) -> Iterator[tuple[str, Target]]:
    entries = {entry.address: entry for entry in register.entries if entry.id}
    for document in documents:
        notes = {note.id: note for note in document.notes}
        yield document.path, Target(document=document)
        for anchor in document.anchors:
            if anchor.id == document.id:
                yield f"{document.path}#{anchor.id}", Target(document=document)
            else:
                place = f"{document.path}#{anchor.id}"
                yield place, Target("", document, anchor, notes.get(anchor.id), entries.get(place))


def _callers(documents: Iterable[DocumentFacts]) -> dict[str, tuple[Caller, ...]]:
    return grouped(
        (call.target, Caller(document, call.id, call.label)) for document in documents for call in document.calls
    )


def _links(documents: Iterable[DocumentFacts]) -> Iterator[tuple[DocumentFacts, Link]]:
    """Yield each link by which a document cites, with the document."""
    return ((one.document, one.link) for document in documents for one in _cites(document))


def _citations(documents: Iterable[DocumentFacts]) -> Iterator[tuple[str, Citation]]:
    """Yield each citation with what it points to: by path, but from the document itself, and by full address."""
    for document in documents:
        for citation in _cites(document):
            target = citation.link.target
            path = target.partition("#")[0]
            if path != document.path:
                yield path, citation
            if target != path:
                yield target, citation


def _cites(document: DocumentFacts) -> Iterator[Citation]:
    """Yield the citations of a document; calls and a volume's list of its own members are none."""
    members = set(document.members)
    for pointer in document.links:
        if not pointer.in_text or pointer.calls_note or pointer.attribute != "target":
            continue
        if pointer.element == "ref" or (pointer.element == "ptr" and pointer.target not in members):
            yield Citation(document, pointer)


def _in_order_of_time(documents: Iterable[DocumentFacts]) -> tuple[Dated, ...]:
    """Documents by their dates; those without a date last, in the order of their files."""
    dated = [Dated(document, dated_by(document)) for document in documents]
    return tuple(sorted(dated, key=lambda d: (d.moment is None, in_time(d.moment.sort_key if d.moment else ""))))
