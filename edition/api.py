"""An edition for a scholar at the keyboard: its documents, people and places, and who mentions whom, as frozen values.

    edition = Edition.load("my-edition")
    for one in edition.mentions("molotov", year=1942):
        print(one.read_in.id, one.mention.text)

Source of all that is told are the TEI files; nothing is written, and nothing is asked of the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.pipeline import TEI
from edition.tei import documents, facts
from edition.tei.catalog import Catalog, dated_by, link
from edition.tei.facts import Agent, DocumentFacts, Entry, Note
from edition.tei.mentioned import Mentioned
from edition.tei.names import tei
from edition.tei.text import BORDER, SEARCH, WHITE_SPACE, plain, raw
from edition.tei.threads.model import Exchange, Threads
from edition.workers import in_chunks

__all__ = ["Edition"]

THINGS = ("event", "object", "name")


@dataclass(frozen=True, slots=True)
class Edition:
    """All documents of a TEI folder, and what follows from having them together (`catalog`).

    `unread` says which files could not be read, and why: nothing of them is here.
    """

    folder: Path
    catalog: Catalog = field(repr=False)
    unread: tuple[Diagnostic, ...] = ()

    @classmethod
    def load(cls, path: str | Path, *, jobs: int = 1) -> Edition:
        """Read an edition: `path` is its folder, the one with `tei/` in it, or any folder of TEI files.

        Raises `EditionError` when there is no TEI file.
        """
        given = Path(path)
        folder = given / TEI if (given / TEI).is_dir() else given
        found = documents.find(folder)
        if not found:
            help = "Name the folder of an edition, or a folder of TEI files with the ending `.xml`."
            message = f"There is no TEI file in {given.as_posix()}."
            raise EditionError(Diagnostic(Code.NO_DOCUMENTS, message, Location(given.as_posix()), help))
        read = in_chunks(_read, found, shared=folder, jobs=jobs, chunk=50)
        known = [one for each in read for one in each if isinstance(one, DocumentFacts)]
        unread = tuple(one for each in read for one in each if isinstance(one, Diagnostic))
        return cls(folder, link(known), unread)

    @property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """The documents in the order of time, those without a date last; then the printed volumes' own documents."""
        in_time = [dated.document for dated in self.catalog.chronology]
        dated = {document.id for document in in_time}
        return (*in_time, *(document for document in self.catalog.documents if document.id not in dated))

    def document(self, id: str) -> DocumentFacts:
        """The document with an id. Raises `LookupError` when there is none."""
        found = self.catalog.document(id)
        if found is None:
            raise LookupError(_unknown("document", id, [one.id for one in self.catalog.documents]))
        return found

    def persons(self) -> tuple[Entry, ...]:
        """The persons of the registers, by name."""
        return self.entries("person")

    def places(self) -> tuple[Entry, ...]:
        """The places of the registers, by name."""
        return self.entries("place")

    def organisations(self) -> tuple[Entry, ...]:
        """The organisations of the registers, by name."""
        return self.entries("org")

    def names(self) -> tuple[Entry, ...]:
        """What else the registers describe, by name: events, things, other names."""
        return self.entries(*THINGS)

    def entries(self, *kinds: str) -> tuple[Entry, ...]:
        """The entries of kinds ("person", "place", "org", "event", "object", "name"), by name; without any, all."""
        found = (one for one in self.catalog.register.entries if one.id and (not kinds or one.kind in kinds))
        return tuple(sorted(found, key=lambda one: (plain(one.preferred), one.address)))

    def find(self, words: str, *kinds: str) -> tuple[Entry, ...]:
        """The entries that have an id, or a name with all these words in it, whatever their case and accents.

        Raises `LookupError` with near names when there is none.
        """
        among = self.entries(*kinds)
        if exact := tuple(one for one in among if one.id == words):
            return exact
        wanted = _words(words)
        found = tuple(one for one in among if wanted and any(wanted <= _words(form.text) for form in one.forms))
        if not found:
            raise LookupError(_unknown("entry", words, [form.text for one in among for form in one.forms]))
        return found

    def mentions(self, entry: str | Entry, *kinds: str, year: int | str = "") -> tuple[Mentioned, ...]:
        """The mentions of an entry, or of all entries that are found by these words, by date; perhaps those of a year.

        Raises `LookupError` when no entry is found.
        """
        entries = [entry] if isinstance(entry, Entry) else self.find(entry, *kinds)
        found = [one for each in entries for one in self.catalog.mentions(each)]
        ranks = {document.id: rank for rank, document in enumerate(self.documents)}
        return tuple(
            sorted((one for one in found if _is_of(one.read_in, year)), key=lambda one: ranks[one.read_in.id])
        )

    def letters(
        self, *, sender: str = "", addressee: str = "", year: int | str = "", mentioning: Sequence[str | Entry] = ()
    ) -> tuple[DocumentFacts, ...]:
        """The documents for which all of this holds, in the order of time.

        `sender` and `addressee` are words of a name. Raises `LookupError` when nothing is known of what is mentioned.
        """
        readers = [{one.read_in.id for one in self.mentions(entry)} for entry in mentioning]
        return tuple(
            document
            for document in self.documents
            if _has(document.senders, sender)
            and _has(document.addressees, addressee)
            and _is_of(document, year)
            and all(document.id in each for each in readers)
        )

    @property
    def threads(self) -> Threads:
        """Exchanges, answers and missing letters; `threads.answers_of(document)` is what a letter answers."""
        return self.catalog.threads

    def exchanges(self, *correspondents: str) -> tuple[Exchange, ...]:
        """The exchanges in which each of these, words of a name, is one of the two; without any, all.

        Those with most letters come first.
        """
        return tuple(
            exchange
            for exchange in self.threads.exchanges
            if all(any(_words(one) <= _words(party.name) for party in exchange.parties) for one in correspondents)
        )

    def text(self, document: DocumentFacts) -> str:
        """The reading text of a document, a line for each line or block, corrected, without notes and calls."""
        read = documents.read(self.folder / document.path, self.folder)
        element = next(one.element for one in documents.documents(read) if one.id == document.id)
        body = element.find(tei("text"))
        blocks = [] if body is None else raw(body, SEARCH).split(BORDER)
        return "\n".join(filter(None, (WHITE_SPACE.sub(" ", block).strip() for block in blocks)))

    def notes(self, document: DocumentFacts) -> tuple[Note, ...]:
        """The notes that a document calls, in the order of their calls, then others that stand in it."""
        called = (self.catalog.note(call.target) for call in document.calls)
        found = {note.address: note for note in (*called, *document.notes) if note is not None}
        return tuple(found.values())


def _read(folder: Path, paths: Sequence[Path]) -> list[list[DocumentFacts | Diagnostic]]:
    return [list(_documents(path, folder)) for path in paths]


def _documents(path: Path, folder: Path) -> Iterator[DocumentFacts | Diagnostic]:
    place = path.relative_to(folder).as_posix()
    try:
        file = documents.read(path, folder)
    except OSError as error:
        yield Diagnostic(Code.FILE_UNREADABLE, f"{place} cannot be read: {error.strerror}.", Location(place))
    except etree.XMLSyntaxError as error:
        where = Location(place, error.lineno)
        yield Diagnostic(Code.MALFORMED, f"{place} is no well-formed XML: {error.msg}.", where)
    else:
        yield from map(facts.collect, documents.documents(file))


def _has(agents: Sequence[Agent], words: str) -> bool:
    """Tell whether one of these has a name with all the words; without words whatever it is."""
    return any(has_words(agent.name, words) for agent in agents) if words else True


def _is_of(document: DocumentFacts, year: int | str) -> bool:
    moment = dated_by(document)
    return not year or (moment is not None and moment.sort_key.startswith(str(year)))


def has_words(name: str, words: str) -> bool:
    """Tell whether a name has all these words, whatever their case and accents; without words it has."""
    return _words(words) <= _words(name)


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(char if char.isalnum() else " " for char in plain(name)).split())


def _unknown(what: str, given: str, known: Sequence[str]) -> str:
    names = {word: name for name in reversed(known) for word in (*sorted(_words(name)), plain(name))}
    near = dict.fromkeys(names[one] for one in get_close_matches(plain(given), names, n=3))
    return f"There is no {what} “{given}”." + (f" Did you mean {' or '.join(near)}?" if near else "")
