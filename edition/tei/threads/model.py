"""Threads: who answers whom, the exchanges between two correspondents, and the letters that are known only by report.

What a header encodes (`correspContext`; TEI Guidelines, HD44CD) is preferred to what follows from senders, addressees,
dates and the words of the letters; each value says which of the two it rests on. What merely follows is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from edition.tei.cited import Cited
from edition.tei.facts import DocumentFacts, Moment
from edition.tei.markup import ANNOTATE
from edition.tei.parties import Party

# How something is known: an editor has encoded it; a program has (`edition annotate`); it follows from the dates alone.
How = Literal["encoded", "inferred", "computed"]


def how(responsible: str) -> How:
    """How something is known that a @resp says who encoded."""
    return "inferred" if responsible == f"#{ANNOTATE}" else "encoded"


@dataclass(frozen=True, slots=True)
class Telling:
    """Words of a document that speak of a letter, and where they stand."""

    document: DocumentFacts
    place: str  # id of the paragraph or other block that the words stand in: an anchor of the document's page
    words: str
    before: str = ""  # the words around them, within the block
    after: str = ""
    note: str = ""  # id of the note that they stand in, "" in the text itself
    how: How = "inferred"
    certainty: str = ""  # @cert: high, medium, low; "" when nothing is said
    evidence: tuple[str, ...] = ()  # ids of the categories that @ana names: "evidence-day"

    @classmethod
    def of(cls, document: DocumentFacts, cited: Cited) -> Telling:
        """The words by which a document cites."""
        return cls(
            document=document,
            place=cited.within,
            words=cited.words,
            before=cited.before,
            after=cited.after,
            note=cited.note,
            how=how(cited.responsible),
            certainty=cited.certainty,
            evidence=cited.evidence,
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """A letter that existed, as texts or notes say, and that the edition does not have."""

    id: str  # unique, may be an anchor: that of the register's description, else "missing-hamlets-12"
    moment: Moment | None  # the day, or bounds; None when nothing is known
    senders: tuple[Party, ...]  # () when the words alone say it
    addressees: tuple[Party, ...]
    told_by: tuple[Telling, ...]  # in the order of time; () when a register alone describes it
    grounds: str = ""  # what the register says of it
    register: DocumentFacts | None = None  # that describes it; None when all is known by the words of `told_by`

    def __repr__(self) -> str:
        """Id and day alone: the words that tell of it would fill a screen."""
        return f"<Missing {self.id!r}, {self.moment.sort_key or 'undated' if self.moment else 'undated'}>"


@dataclass(frozen=True, slots=True)
class Answer:
    """A letter answers, or acknowledges, another one."""

    document: DocumentFacts  # the one that answers
    to: DocumentFacts | Missing
    how: How  # "encoded" or "inferred"
    certainty: str = ""
    evidence: tuple[str, ...] = ()
    telling: Telling | None = None  # the words by which it answers; None when only a header says so
    days: int | None = None  # from the day of one to that of the other; None when one of them is not known
    part: str = ""  # id of the division of the letter that answers, when it is one that the document encloses


@dataclass(frozen=True, slots=True)
class Turn:
    """A letter in an exchange: one of the edition, or one that is missing."""

    letter: DocumentFacts | Missing
    side: Literal[0, 1]  # which of the exchange's parties sent it
    moment: Moment | None  # by which it has its place
    days: int | None  # since the turn before; None for the first, and where a day is not known
    joint: bool = False  # it has further senders or addressees
    answers: tuple[Answer, ...] = ()  # what it answers, of any exchange
    part: str = ""  # id of its division, when it is one that the document encloses

    @property
    def document(self) -> DocumentFacts | None:
        """The document; None when the letter is missing."""
        return None if isinstance(self.letter, Missing) else self.letter

    @property
    def missing(self) -> Missing | None:
        """The missing letter; None when the edition has it."""
        return self.letter if isinstance(self.letter, Missing) else None


@dataclass(frozen=True, slots=True)
class Exchange:
    """All letters between two correspondents, in the order of time.

    A letter with several senders or addressees belongs to several exchanges. Undated letters are last.
    """

    id: str  # can be the name of a file
    parties: tuple[Party, Party]  # side 0 is the one who takes part in more letters of the edition
    letters: tuple[Turn, ...]

    def __repr__(self) -> str:
        """The parties and a number: all letters would fill a screen."""
        return f"<Exchange {self.id!r}: {' and '.join(one.name for one in self.parties)}, letters: {len(self.letters)}>"

    @property
    def documents(self) -> tuple[DocumentFacts, ...]:
        """Those of its letters that the edition has."""
        return tuple(turn.letter for turn in self.letters if isinstance(turn.letter, DocumentFacts))


@dataclass(frozen=True, slots=True)
class Place:
    """A document's place in one exchange, and its neighbours there; missing letters are no neighbours."""

    exchange: Exchange
    index: int  # of its turn in `exchange.letters`
    previous: DocumentFacts | None
    next: DocumentFacts | None
    how: How  # "encoded" when a header names one of the neighbours, else "computed"


@dataclass(frozen=True, slots=True)
class Threads:
    """All exchanges, answers and missing letters of an edition; every question is a look-up."""

    exchanges: tuple[Exchange, ...] = ()  # those with most letters of the edition first, then by id
    answers: tuple[Answer, ...] = ()  # by the date of the document that answers
    missing: tuple[Missing, ...] = ()  # in the order of time, those without a date last
    _places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict, repr=False)
    _answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict, repr=False)
    _answered: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict, repr=False)
    _by_id: Mapping[str, Exchange] = field(default_factory=dict, repr=False)
    _told: Mapping[str, tuple[Missing, ...]] = field(default_factory=dict, repr=False)
    _in_collection: Mapping[str, tuple[DocumentFacts | None, DocumentFacts | None]] = field(
        default_factory=dict, repr=False
    )

    def __repr__(self) -> str:
        """Numbers alone: all letters would fill many screens."""
        numbers = len(self.exchanges), len(self.answers), len(self.missing)
        return "<Threads: {} exchanges, {} answers, {} missing letters>".format(*numbers)

    def exchange(self, id: str) -> Exchange | None:
        """The exchange with an id."""
        return self._by_id.get(id)

    def in_exchange(self, document: DocumentFacts) -> tuple[Place, ...]:
        """The places of a document in its exchanges, with its neighbours; several, if it has several correspondents."""
        return self._places.get(document.id, ())

    def answers_of(self, document: DocumentFacts) -> tuple[Answer, ...]:
        """What a document answers, in the order of its words; what only its header says is last."""
        return self._answers.get(document.id, ())

    def answered_by(self, letter: DocumentFacts | Missing) -> tuple[Answer, ...]:
        """The answers to a letter, in the order of time."""
        return self._answered.get(letter.id, ())

    def missing_in(self, document: DocumentFacts) -> tuple[Missing, ...]:
        """The missing letters that a document, or a note in it, speaks of, in the order of its words."""
        return self._told.get(document.id, ())

    def named_in_collection(self, document: DocumentFacts) -> tuple[DocumentFacts | None, DocumentFacts | None]:
        """The documents that headers name as the one before and the one behind in the collection."""
        return self._in_collection.get(document.id, (None, None))
