"""Editorial decisions: `sources/NAME/decisions.yml`, each anchored in the source by words that occur once.

A decision says what the program cannot know, with a reason that quotes its evidence, how sure it is and who made it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import dates
from edition.ingest.work import Source
from edition.yamlfile import Strict

Words = Annotated[str, StringConstraints(min_length=1)]
Day = Annotated[str, AfterValidator(dates.checked)]
Certainty = Literal["high", "medium", "low"]
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


class Decision(Strict):
    """One decision: an anchor, exactly one matter decided, and why."""

    quote: Words
    prefix: str = ""
    suffix: str = ""
    reason: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    cert: Certainty = "high"
    resp: str
    message: Message | None = None
    call: Words | None = Field(None, description="the anchored words end with a call of this label")
    no_call: Literal[True] | None = Field(None, description="the numeral in the anchored words is no call")
    note_belongs_to: str | None = Field(None, description="number of the message whose call of this note is lost")
    join: Join | None = None
    correction: Correction | None = None
    reference: Reference | None = None
    surplus: Literal[True] | None = Field(None, description="the anchored words are residue, not text")
    supplied: str | None = Field(None, description="the words that are lost behind the anchored ones")
    unclear: Literal[True] | None = Field(None, description="the reading of the anchored words is queried")
    comment: Words | None = Field(None, description="a note of this edition, called behind the anchored words")

    @model_validator(mode="after")
    def _decides_one_matter(self) -> Decision:
        matters = (
            self.message, self.call, self.no_call, self.note_belongs_to,
            self.join, self.correction, self.reference, self.surplus, self.supplied,
            self.unclear, self.comment,
        )  # fmt: skip
        if sum(matter is not None for matter in matters) != 1:
            raise ValueError("a decision decides exactly one matter")
        return self

    @model_validator(mode="after")
    def _is_about_its_quote(self) -> Decision:
        if self.call is not None and not self.quote.endswith(self.call):
            raise ValueError("`quote` does not end with the label of `call`")
        if self.join and not self.quote.startswith(self.join.residue.rstrip()):
            raise ValueError("`quote` does not begin with the `residue` of `join`")
        if self.correction and self.quote.count(self.correction.sic) != 1:
            raise ValueError("`sic` of `correction` does not stand in `quote` exactly once")
        return self


class DecisionFile(Strict):
    """The whole file."""

    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchored:
    """A decision and where it takes hold: offsets of its quote in the source, and its line in the file."""

    decision: Decision
    start: int
    end: int
    line: int


def load(folder: Path, shown_as: str, source: Source) -> tuple[Anchored, ...]:
    """Read the decisions of a source, sorted by place, or none when there is no file.

    Raises `EditionError` for each mistake of the file, and for each anchor that does not occur or occurs twice.
    """
    path = folder / "decisions.yml"
    if not path.exists():
        return ()
    shown = f"{shown_as}/decisions.yml"
    read, known_lines = yamlfile.load_with_lines(path, DecisionFile, shown_as=shown)
    decisions = read.decisions
    lines = [known_lines["decisions", index] for index in range(len(decisions))]
    problems: list[Diagnostic] = []
    anchored: list[Anchored] = []
    for decision, line in zip(decisions, lines, strict=True):
        places = list(_places(decision, source.text))
        if len(places) == 1:
            start = places[0]
            anchored.append(Anchored(decision, start, start + len(decision.quote), line))
        else:
            problems.append(_wrong_anchor(decision, places, source, Location(shown, line)))
    if problems:
        raise EditionError(*problems)
    return tuple(sorted(anchored, key=lambda one: (one.start, one.line)))


def unknown_names(
    decisions: tuple[Anchored, ...], people: Collection[str], editors: Collection[str], shown_as: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each person and editor that a decision names and nothing defines."""
    for one in decisions:
        where = Location(f"{shown_as}/decisions.yml", one.line)
        message = one.decision.message
        for person in _people(message) if message else ():
            if person not in people:
                help = f"People of the profile: {', '.join(sorted(people)) or 'none'}."
                text = f"The decision names “{person}”, whom `people` of the profile does not have."
                yield Diagnostic(Code.UNKNOWN_NAME, text, where, help)
        if one.decision.resp not in editors:
            help = f"Known ids: {', '.join(sorted(editors)) or 'none'}."
            text = f"Nobody has the id “{one.decision.resp}”, neither in config.yml nor in the profile."
            yield Diagnostic(Code.UNKNOWN_NAME, text, where, help)


def _people(message: Message) -> tuple[str, ...]:
    perhaps = (*message.perhaps_sender, *message.perhaps_addressee)
    return (*message.sender, *message.addressee, *perhaps, *message.carrier)


def unused(decisions: tuple[Anchored, ...], applied: frozenset[int], shown_as: str) -> Iterator[Diagnostic]:
    """Yield a finding for each decision that changed nothing."""
    for one in decisions:
        if one.line not in applied:
            message = f"The decision on “{one.decision.quote[:60]}” has no effect."
            help = (
                "The place may be encoded by a rule or another decision already, the anchor stand in another block, "
                "or what the decision names not be there. Correct it, or take it out."
            )
            yield Diagnostic(Code.DECISION_UNUSED, message, Location(f"{shown_as}/decisions.yml", one.line), help)


def _places(decision: Decision, text: str) -> Iterator[int]:
    whole = decision.prefix + decision.quote + decision.suffix
    at = text.find(whole)
    while at >= 0:
        yield at + len(decision.prefix)
        at = text.find(whole, at + 1)


def _wrong_anchor(decision: Decision, places: list[int], source: Source, where: Location) -> Diagnostic:
    quote = decision.quote[:60]
    if not places:
        message = f"“{quote}” does not occur in {source.path}."
        return Diagnostic(Code.ANCHOR_MISSING, message, where, "Quote the source exactly, as it stands on one line.")
    found = ", ".join(str(source.location(place).line) for place in places[:5])
    message = f"“{quote}” occurs {len(places)} times in {source.path} (lines {found})."
    return Diagnostic(Code.ANCHOR_AMBIGUOUS, message, where, "Add a prefix or suffix that tells which is meant.")
