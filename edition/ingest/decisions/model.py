"""What a decision may say: the keys of `sources/NAME/decisions.yml`, and what fits together in one entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from edition.ingest import dates
from edition.quoting.model import Certainty, Quoted, Reason, Words
from edition.yamlfile import Strict

Day = Annotated[str, AfterValidator(dates.checked)]
Evidence = Literal[
    "heading", "signature", "salutation", "wording", "testimony", "note", "sequence", "conjecture"
]  # the categories of the taxonomy that headers declare


class Date(Strict):
    """A date that the source does not print where one looks for it: a day, or bounds."""

    event: Literal["sent", "received", "transmitted"] = "sent"
    when: Day = ""
    not_before: Day = ""
    not_after: Day = ""
    words: str = Field("", description="the date as printed in the running text")
    evidence: Evidence
    cert: Certainty = "high"

    @model_validator(mode="after")
    def _tells_a_time(self) -> Date:
        if bool(self.when) == bool(self.not_before or self.not_after):
            raise ValueError("a date has either `when`, a day, or bounds: `not_before`, `not_after`")
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise ValueError("`not_before` is later than `not_after`")
        return self


class Message(Strict):
    """What is decided of the message in which the anchor stands."""

    sender: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    carrier: tuple[str, ...] = Field((), description="who carried it or handed it over")
    perhaps_sender: tuple[str, ...] = Field((), description="who may have sent it too: likely, not proved")
    perhaps_addressee: tuple[str, ...] = Field((), description="whom it may have addressed too: likely, not proved")
    sent_from: str = ""
    received_at: str = ""
    transmitted_at: str = Field("", description="where it was handed over")
    date: Date | None = None
    evidence: Evidence | None = None

    @model_validator(mode="after")
    def _tells_something(self) -> Message:
        people = (self.sender, self.addressee, self.perhaps_sender, self.perhaps_addressee, self.carrier)
        if not any((*people, self.sent_from, self.received_at, self.transmitted_at, self.date)):
            raise ValueError("`message` says neither who nor where nor when")
        return self


class Join(Strict):
    """The anchored block continues the one before it; `residue` is what a page turn left at its beginning."""

    residue: str = ""
    between: int = Field(0, ge=0, description="how many blocks of page furniture stand between the two")
    page: str = Field("", description="the number of the page that begins here")


class Reference(Strict):
    """The anchored words refer to a paragraph: the number of its document and the words that it begins with."""

    document: Words
    begins: Words


class Correction(Strict):
    """The anchored words `sic` are wrong; whose fault, and what they should be."""

    sic: Words
    corr: str
    fault: Literal["message", "print", "transcription"]

    @model_validator(mode="after")
    def _changes_something(self) -> Correction:
        if self.sic == self.corr:
            raise ValueError("`sic` and `corr` are the same")
        return self


# The keys that say what a decision decides; an entry has one of them.
MATTERS = (
    "message", "call", "no_call", "note_belongs_to", "join", "correction", "reference", "surplus", "supplied",
    "unclear", "comment", "begins_block", "stands",
)  # fmt: skip


class Decision(Quoted):
    """One decision: an anchor, exactly one matter decided, and why."""

    source: Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")] = Field(
        "", description="address of a record outside the source that the decision rests on"
    )
    message: Message | None = None
    call: Words | None = Field(None, description="the anchored words end with a call of this label")
    no_call: Literal[True] | None = Field(None, description="the numeral in the anchored words is no call")
    note_belongs_to: str | None = Field(None, description="number of the message whose call of this note is lost")
    join: Join | None = None
    correction: Correction | None = None
    reference: Reference | None = None
    surplus: Literal[True] | None = Field(None, description="the anchored words are residue, not text")
    supplied: str | None = Field(None, description="the words that are lost behind the anchored ones, or before them")
    before: Literal[True] | None = Field(None, description="what is supplied stood before the anchored words")
    unclear: Literal[True] | None = Field(None, description="the reading of the anchored words is queried")
    comment: Words | None = Field(None, description="a note of this edition, called behind the anchored words")
    begins_block: Literal[True] | None = Field(None, description="a block begins here whose break is lost")
    stands: Literal[True] | None = Field(None, description="the anchored words look doubtful and are right")

    @model_validator(mode="after")
    def _decides_one_matter(self) -> Decision:
        if sum(getattr(self, matter) is not None for matter in MATTERS) != 1:
            raise ValueError("a decision decides exactly one matter")
        return self

    @property
    def matter(self) -> str:
        """The key that says what is decided: `correction`, `call` …"""
        return next(matter for matter in MATTERS if getattr(self, matter) is not None)

    @model_validator(mode="after")
    def _is_about_its_quote(self) -> Decision:
        if self.call is not None and not self.quote.endswith(self.call):
            raise ValueError("`quote` does not end with the label of `call`")
        if self.join and not self.quote.startswith(self.join.residue.rstrip()):
            raise ValueError("`quote` does not begin with the `residue` of `join`")
        if self.before and self.supplied is None:
            raise ValueError("`before` is of use with `supplied` only")
        if self.correction and self.quote.count(self.correction.sic) != 1:
            raise ValueError("`sic` of `correction` does not stand in `quote` exactly once")
        return self


@dataclass(frozen=True, slots=True)
class Anchored:
    """A decision and where it takes hold: offsets of its quote in the source, and its line in the file."""

    decision: Decision
    start: int
    end: int
    line: int

    @property
    def extent(self) -> tuple[int, int]:
        """The offsets of the words decided on: those of a correction are its `sic`, of a call its label."""
        if self.decision.correction is not None:
            start = self.start + self.decision.quote.index(self.decision.correction.sic)
            return start, start + len(self.decision.correction.sic)
        if self.decision.call is not None:
            return self.end - len(self.decision.call), self.end
        return self.start, self.end


class Standing(Strict):
    """Words that look misspelt and are right wherever the source has them: period spellings, names."""

    forms: Annotated[tuple[Words, ...], Field(min_length=1)]
    reason: Reason


class DecisionFile(Strict):
    """The whole file."""

    made_for: str = Field("", description="SHA-256 of the text that they were made for; the program writes it")
    decisions: tuple[Decision, ...] = ()
    words: tuple[Standing, ...] = Field((), description="forms that are right wherever they stand")
