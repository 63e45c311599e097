"""An edition for a scholar at the keyboard: its documents, people and places, and who mentions whom, as frozen values.

    edition = Edition.load("my-edition")
    for one in edition.mentions("lark", year=1901):
        print(one.read_in.id, one.mention.text)

Source of all that is told are the TEI files; nothing is written, and nothing is asked of the network.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from lxml import etree

from edition import filenames
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.pipeline import TEI
from edition.tei import documents, facts
from edition.tei.catalog import Catalog, dated_by, link
from edition.tei.facts import Agent, DocumentFacts, Entry, Note
from edition.tei.mentioned import Mentioned
from edition.tei.names import tei
from edition.tei.text import BORDER, SEARCH, WHITE_SPACE, plain, raw
from edition.tei.threads.model import Exchange, Threads
from edition.validate.registers import NOUNS
from edition.workers import in_chunks

__all__ = ["Edition"]

THINGS = ("event", "object", "name")
NEAR = 3  # names are proposed at most for one that nobody has
PROTECTED = "it may be protected, or gone"


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
        read = in_chunks(_read, found, shared=(folder, given), jobs=jobs, chunk=50)
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
        """The entries of kinds ("person", "place", "org", "event", "object", "name"), by name; without any, all.

        Raises `ValueError` for a kind that there is not.
        """
        for kind in kinds:
            if kind not in NOUNS:
                raise ValueError(f"There is no kind “{kind}” of entries: {', '.join(NOUNS)}.")
        found = (one for one in self.catalog.register.entries if one.id and (not kinds or one.kind in kinds))
        return tuple(sorted(found, key=lambda one: (plain(one.preferred), one.address)))

    def find(self, words: str, *kinds: str) -> tuple[Entry, ...]:
        """The entries that have an id, or a name with all these words in it, whatever their case and accents.

        Raises `LookupError` with near names when there is none.
        """
        among = self.entries(*kinds)
        if found := _called(words, among):
            return found
        what = NOUNS[kinds[0]] if len(kinds) == 1 else "entry"
        if others := _called(words, self.entries()):
            named = ", ".join(f"the {NOUNS[one.kind]} {one.preferred or one.id}" for one in others[:NEAR])
            raise LookupError(f"There is no {what} “{words}”, but {named}.")
        raise LookupError(_unknown(what, words, [form.text for one in among for form in one.forms]))

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
        self,
        *,
        sender: str = "",
        addressee: str = "",
        year: int | str = "",
        mentioning: str | Entry | Sequence[str | Entry] = (),
    ) -> tuple[DocumentFacts, ...]:
        """The documents for which all of this holds, in the order of time.

        `sender` and `addressee` are words of a name. Raises `LookupError` when nobody has such a name, or nothing is
        known of what is mentioned.
        """
        for name in filter(None, (sender, addressee)):
            self._know_correspondent(name)
        mentioned = [mentioning] if isinstance(mentioning, str | Entry) else mentioning
        readers = [{one.read_in.id for one in self.mentions(entry)} for entry in mentioned]
        return tuple(
            document
            for document in self.documents
            if _has(document.senders, sender)
            and _has(document.addressees, addressee)
            and _is_of(document, year)
            and all(document.id in each for each in readers)
        )

    def _know_correspondent(self, name: str) -> None:
        """Raise `LookupError` with near names when nobody of that name wrote or received a letter, or a missing one."""
        known = [agent.name for one in self.documents for agent in (*one.senders, *one.addressees)]
        known += (party.name for one in self.threads.missing for party in (*one.senders, *one.addressees))
        if not any(has_words(one, name) for one in known):
            said = did_you_mean(name, list(dict.fromkeys(known)))
            raise LookupError(f"Nobody of that name wrote or received a letter: “{name}”.{said}")

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

    def text(self, document: DocumentFacts | str) -> str:
        """The reading text of a document, or of the one with an id: a line for each line or block, corrected, without
        notes and calls. Raises `LookupError` when there is none with the id."""
        known = self.document(document) if isinstance(document, str) else document
        read = documents.read(self.folder / known.path, self.folder)
        element = next(one.element for one in documents.documents(read) if one.id == known.id)
        body = element.find(tei("text"))
        blocks = [] if body is None else raw(body, SEARCH).split(BORDER)
        return "\n".join(filter(None, (WHITE_SPACE.sub(" ", block).strip() for block in blocks)))

    def notes(self, document: DocumentFacts | str) -> tuple[Note, ...]:
        """The notes that a document, or the one with an id, calls, in the order of their calls, then others in it.

        Raises `LookupError` when there is none with the id.
        """
        known = self.document(document) if isinstance(document, str) else document
        called = (self.catalog.note(call.target) for call in known.calls)
        found = {note.address: note for note in (*called, *known.notes) if note is not None}
        return tuple(found.values())


def _read(folders: tuple[Path, Path], paths: Sequence[Path]) -> list[list[DocumentFacts | Diagnostic]]:
    return [list(_documents(path, *folders)) for path in paths]


def _documents(path: Path, folder: Path, given: Path) -> Iterator[DocumentFacts | Diagnostic]:
    place = path.relative_to(given).as_posix()
    if misnamed := filenames.not_utf8(place):
        yield misnamed
        return
    try:
        file = documents.read(path, folder)
    except OSError as error:
        message = f"{place} cannot be read: {error.strerror or PROTECTED}."
        yield Diagnostic(Code.FILE_UNREADABLE, message, Location(place), "Check its permissions.")
    except etree.XMLSyntaxError as error:
        message = f"{place} is no well-formed XML: {error.msg}."
        yield Diagnostic(Code.MALFORMED, message, Location(place, error.lineno), "`edition validate` says more.")
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


def _called(words: str, among: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that have an id; where there is none, those with a name that has all the words."""
    if exact := tuple(one for one in among if one.id == words):
        return exact
    wanted = _words(words)
    return tuple(one for one in among if wanted and any(wanted <= _words(form.text) for form in one.forms))


def _unknown(what: str, given: str, known: Sequence[str]) -> str:
    return f"There is no {what} “{given}”." + did_you_mean(given, known)


def did_you_mean(given: str, known: Sequence[str]) -> str:
    """A question with the known names that are nearest to what was given, as a whole or in a word; "" if none is."""
    names = {word: name for name in reversed(known) for word in (*sorted(_words(name)), plain(name))}
    looked_for = (plain(given), *sorted(_words(given)))
    near = dict.fromkeys(names[one] for words in looked_for for one in get_close_matches(words, names, n=NEAR))
    return f" Did you mean {' or '.join(list(near)[:NEAR])}?" if near else ""
