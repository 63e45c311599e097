"""What editors decided about mentions: `registers/decisions.yml` beside the registers, and what it says of a place.

A decision is about one place: a document, and words of its text that occur once there. A rule is about a form wherever
certain things are true of the place. Source and shape of an anchor are those of the decisions about sources.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field, StringConstraints, model_validator

from edition import yamlfile
from edition.annotate.blocks import Block
from edition.annotate.line import Line
from edition.annotate.words import words
from edition.diagnostics import Code, Diagnostic, Location
from edition.quoting import moved
from edition.quoting.model import Certainty, Quoted, Reason, Words
from edition.tei import header
from edition.tei.documents import TeiDocument
from edition.tei.header import Moment
from edition.tei.registers import Entry, Register
from edition.yamlfile import Strict

FILE = "registers/decisions.yml"
NONE = "none"


Month = Annotated[str, StringConstraints(pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


class Decision(Quoted):
    """One decision: the words of a document mention an entry, or nobody."""

    document: Words
    entry: Words = Field(description="the id of the entry that the quoted words mention; `none` for no mention")


class Rule(Strict):
    """Where a form means an entry: all conditions given must hold; of a list, one of its members."""

    forms: Annotated[tuple[Words, ...], Field(min_length=1)]
    entry: Words = Field(description="the id of the entry; `none` where the words mention nobody")
    documents: tuple[Words, ...] = Field((), description="ids of documents; `*` stands for any part")
    sender: tuple[Words, ...] = Field((), description="who sent the document, by name as the header has it")
    addressee: tuple[Words, ...] = Field((), description="whom it addresses, in the same way")
    since: Month = Field("", description="the year, month or day of the document's date, or later")
    until: Month = Field("", description="the year, month or day of the document's date, or earlier")
    near: tuple[Words, ...] = Field((), description="words that stand in the same block")
    before: tuple[Words, ...] = Field((), description="words that stand right before the form")
    after: tuple[Words, ...] = Field((), description="words that stand right behind the form")
    not_before: tuple[Words, ...] = Field((), description="words that do not stand right before the form")
    not_after: tuple[Words, ...] = Field((), description="words that do not stand right behind the form")
    reason: Reason
    cert: Certainty = "medium"
    resp: str

    @model_validator(mode="after")
    def _says_where(self) -> Rule:
        if not self.model_fields_set - {"forms", "entry", "reason", "cert", "resp"}:
            raise ValueError("a rule says where it holds: give `documents`, `sender`, `since`, `near`, `before` …")
        return self

    def holds(self, where: Circumstances, line: Line, first: int, end: int) -> bool:
        """Tell whether a rule is true of words of a line, by their indexes, in a document."""
        return (
            (not self.documents or any(fnmatchcase(where.document.id, pattern) for pattern in self.documents))
            and (not self.sender or not where.senders.isdisjoint(self.sender))
            and (not self.addressee or not where.addressees.isdisjoint(self.addressee))
            and (not self.since or where.day[: len(self.since)] >= self.since)
            and (not self.until or "" < where.day[: len(self.until)] <= self.until)
            and (not self.near or any(line.all_words.issuperset(_words(one)) for one in self.near))
            and (not self.before or _stand_before(line.words, first, self.before))
            and (not self.after or _stand_behind(line.words, end, self.after))
            and not _stand_before(line.words, first, self.not_before)
            and not _stand_behind(line.words, end, self.not_after)
        )


@dataclass(frozen=True)
class Circumstances:
    """What a header says of the document of a place, read when a rule asks for it."""

    document: TeiDocument

    @cached_property
    def senders(self) -> frozenset[str]:
        """The names of who sent it."""
        return self._agents("sent")

    @cached_property
    def addressees(self) -> frozenset[str]:
        """The names of whom it addresses."""
        return self._agents("received")

    @cached_property
    def day(self) -> str:
        """Its date, that of sending before that of receipt; "" when it is not known."""
        moments = header.read_moments(self.document.element)
        return min(moments, key=lambda one: one.kind == "received", default=Moment("")).sort_key

    def _agents(self, kind: str) -> frozenset[str]:
        return frozenset(agent.name for agent in header.correspondents(self.document, kind))


class DecisionFile(Strict):
    """The whole file."""

    rules: tuple[Rule, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What is decided: the rules by the words of their forms, the decisions by document, each with its line.

    `not_understood` are the mistakes of entries that are left out, for they are misspelt.
    """

    shown: str = ""
    rules: Mapping[tuple[str, ...], tuple[tuple[int, Rule, Entry | None], ...]] = field(default_factory=dict)
    decisions: Mapping[str, tuple[tuple[int, Decision, Entry | None], ...]] = field(default_factory=dict)
    not_understood: tuple[Diagnostic, ...] = ()

    @property
    def forms(self) -> Iterator[str]:
        """The forms of all rules."""
        return (form for known in self.rules.values() for _, rule, _ in known for form in rule.forms)

    @property
    def lines(self) -> frozenset[int]:
        """The lines of all rules."""
        return frozenset(line for known in self.rules.values() for line, _, _ in known)


def read(
    folder: Path, shown_in: str, register: Register, editors: frozenset[str] | None
) -> tuple[Decided, tuple[Diagnostic, ...]]:
    """Read what is decided in the TEI folder, and what is wrong with it; nothing when there is no file.

    `editors` are the ids that may be responsible; None when nothing says who they are. What cannot be understood or
    names an unknown entry or editor is a finding, and left out. Raises `EditionError` where the file is not YAML.
    """
    path, shown = folder / FILE, f"{shown_in}/{FILE}" if shown_in else FILE
    if not path.exists():
        return Decided(), ()
    file, lines, misspelt = yamlfile.load_entries(path, DecisionFile, shown_as=shown)
    rules: dict[tuple[str, ...], list[tuple[int, Rule, Entry | None]]] = {}
    decisions: dict[str, list[tuple[int, Decision, Entry | None]]] = {}
    findings = list(misspelt)
    for index, rule in enumerate(file.rules):
        problems = list(_unknown(rule, Location(shown, lines["rules", index]), register, editors))
        for form in rule.forms if not problems else ():
            known = rules.setdefault(tuple(words(form)), [])
            known.append((lines["rules", index], rule, register.find(rule.entry)))
        findings += problems
    for index, decision in enumerate(file.decisions):
        problems = list(_unknown(decision, Location(shown, lines["decisions", index]), register, editors))
        if not problems:
            about = decisions.setdefault(decision.document, [])
            about.append((lines["decisions", index], decision, register.find(decision.entry)))
        findings += problems
    return Decided(shown, _frozen(rules), _frozen(decisions), misspelt), tuple(findings)


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision and the words that it is about: a block, by its number in the document, and offsets in its text."""

    block: int
    start: int
    end: int
    line: int
    decision: Decision
    entry: Entry | None  # None: no mention

    def contradicts(self, other: Placed) -> bool:
        """Tell whether two decisions are about words that overlap; one may be about a part of the other's mention."""
        if self.block != other.block or self.end <= other.start or other.end <= self.start:
            return False
        inner, outer = sorted((self, other), key=lambda one: one.end - one.start)
        within = outer.start <= inner.start and inner.end <= outer.end
        same = (self.start, self.end) == (other.start, other.end)
        return same or not within or self.entry is None or other.entry is None


def placed(
    decided: Decided, document: str, blocks: Sequence[Block], shown: str
) -> tuple[tuple[Placed, ...], tuple[Diagnostic, ...]]:
    """The decisions about a document with their places, and a finding for each whose words are gone or not unique.

    Runs of white space count as one blank, in the quote and in the text. `shown` is the document's file.
    """
    found: list[Placed] = []
    findings: list[Diagnostic] = []
    for line, decision, entry in decided.decisions.get(document, ()):
        places = list(occurrences(decision, blocks))
        if len(places) == 1:
            one = Placed(*places[0], line, decision, entry)
            other = next((other for other in found if one.contradicts(other)), None)
            if other is None:
                found.append(one)
                continue
            message = f"The decisions at lines {other.line} and {line} are about the same words."
            where = Location(decided.shown, line)
            findings.append(Diagnostic(Code.DECISIONS_CONTRADICT, message, where, "Keep the one that is right."))
        elif places:
            findings.append(_ambiguous(decision, len(places), shown, Location(decided.shown, line)))
        else:
            findings.append(_missing(decision, blocks, shown, Location(decided.shown, line)))
    return tuple(found), tuple(findings)


def unused(decided: Decided, used: frozenset[int], documents: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a finding for each rule and decision without effect, and each decision about a document that is not there.

    `used` are the lines of those that had one; of a decision whose words are gone another finding tells.
    """
    help = "Correct its conditions, or take it out."
    for line in sorted(decided.lines - used):
        yield Diagnostic(Code.DECISION_UNUSED, "This rule has no effect.", Location(decided.shown, line), help)
    for document, known in decided.decisions.items():
        for line, _, _ in known:
            if document not in documents:
                text = f"There is no document “{document}”."
                help = "Write the xml:id of its `TEI`; without one it is called by its file's name."
                yield Diagnostic(Code.UNKNOWN_NAME, text, Location(decided.shown, line), help)


def _unknown(
    one: Rule | Decision, where: Location, register: Register, editors: frozenset[str] | None
) -> Iterator[Diagnostic]:
    if one.entry != NONE and register.find(one.entry) is None:
        near = difflib.get_close_matches(one.entry, [entry.id for entry in register.entries], n=1)
        help = f"Did you mean `{near[0]}`?" if near else f"Write the xml:id of an entry, or `{NONE}`."
        yield Diagnostic(Code.UNKNOWN_NAME, f"No register has an entry “{one.entry}”.", where, help)
    if editors is not None and one.resp not in editors:
        help = f"Known ids: {', '.join(sorted(editors)) or 'none'}."
        yield Diagnostic(Code.UNKNOWN_NAME, f"Nobody in config.yml has the id “{one.resp}”.", where, help)


def occurrences(decision: Quoted, blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    """Yield where the words of a decision stand: block, beginning, end."""
    parts = [_pattern(part) for part in (decision.prefix, decision.quote, decision.suffix)]
    pattern = re.compile(f"(?={parts[0]}({parts[1]}){parts[2]})")
    for number, block in enumerate(blocks):
        for match in pattern.finditer(block.text):
            yield number, *match.span(1)


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(part) for part in re.split(r"\s+", words))


def _missing(decision: Decision, blocks: Sequence[Block], shown: str, where: Location) -> Diagnostic:
    message = f"“{decision.quote[:SHOWN]}” does not occur in the words of {shown}."
    help = "Quote the reading text exactly; words that are marked up as a name already are none of it."
    text = "\n".join(" ".join(block.text.split()) for block in blocks)
    move = moved.find(decision, moved.Index.of(text))
    if move is not None:
        help = f"If “{move.quote[:SHOWN]}” is the place now, say `{moved.as_yaml(move)}`."
    return Diagnostic(Code.ANCHOR_MISSING, message, where, help)


def _ambiguous(decision: Decision, count: int, shown: str, where: Location) -> Diagnostic:
    message = f"“{decision.quote[:SHOWN]}” occurs {count} times in {shown}."
    return Diagnostic(Code.ANCHOR_AMBIGUOUS, message, where, "Add a prefix or suffix that tells which is meant.")


def _stand_before(line: Sequence[str], first: int, wanted: Iterable[str]) -> bool:
    return any(said and line[max(first - len(said), 0) : first] == said for said in map(_words, wanted))


def _stand_behind(line: Sequence[str], end: int, wanted: Iterable[str]) -> bool:
    return any(said and line[end : end + len(said)] == said for said in map(_words, wanted))


@cache
def _words(said: str) -> list[str]:
    return words(said)


def _frozen(lists: Mapping[Key, list[Value]]) -> dict[Key, tuple[Value, ...]]:
    return {key: tuple(values) for key, values in lists.items()}


Key = TypeVar("Key")
Value = TypeVar("Value")
# So much of a quote is shown.
SHOWN = 60
