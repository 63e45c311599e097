"""Decisions read from their file, and where in the source each takes hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.ingest.decisions import checks
from edition.ingest.decisions.model import Anchored, Decision, DecisionFile
from edition.ingest.source import Source
from edition.quoting import moved
from edition.quoting.moved import Move
from edition.yamlfile import KeyPath

# So many anchors must be gone, and more than half of all, before the source is called another one.
MANY = 3
# Only so many of the places at which an ambiguous anchor occurs are told.
TOLD = 5
# So much of a quote is shown.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Made:
    """What is decided of a source.

    `decisions` are sorted by place; `standing` are forms that are right wherever they occur; `problems` are errors, one
    for each mistake of an entry that is left out; `findings` are warnings.
    """

    decisions: tuple[Anchored, ...] = ()
    standing: frozenset[str] = frozenset()
    problems: tuple[Diagnostic, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


def read(folder: Path, shown_as: str, source: Source) -> Made:
    """Read what is decided of a source; nothing when there is no file.

    A problem is each mistake of an entry, each anchor that does not occur or occurs twice (with the places where it may
    stand now), each form that does not occur, and each two decisions that contradict. Raises `EditionError` where the
    file is not YAML.
    """
    path = folder / "decisions.yml"
    if not path.exists():
        return Made()
    shown = f"{shown_as}/decisions.yml"
    read, known_lines, misspelt = yamlfile.load_entries(path, DecisionFile, shown_as=shown)
    found = list(located(read, known_lines, source.text))
    anchored = [
        Anchored(one.decision, one.places[0], one.places[0] + len(one.decision.quote), one.line)
        for one in found
        if len(one.places) == 1
    ]
    anchored.sort(key=lambda one: (one.start, one.line))
    contradicting = tuple(checks.contradictions(anchored, source, shown))
    wrong = {each.location.line for each in contradicting}
    return Made(
        tuple(one for one in anchored if one.line not in wrong),
        frozenset(form for one in read.words for form in one.forms),
        (
            *misspelt,
            *_wrong_anchors(found, source, shown),
            *_forms_missing(read, known_lines, source, shown),
            *contradicting,
        ),
        tuple(_other_version(read, known_lines, found, source, shown)),
    )


@dataclass(frozen=True)
class Located:
    """A decision as the file has it: its index and line there, and the places where its anchor occurs now."""

    decision: Decision
    index: int
    line: int
    text: str

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The offsets of its quote, wherever prefix, quote and suffix stand together."""
        whole = self.decision.prefix + self.decision.quote + self.decision.suffix
        return tuple(at + len(self.decision.prefix) for at in _occurrences(whole, self.text))


def located(file: DecisionFile, lines: Mapping[KeyPath, int], text: str) -> Iterator[Located]:
    """Yield each decision of a file with the places where its anchor occurs in a text."""
    for index, decision in enumerate(file.decisions):
        yield Located(decision, index, lines["decisions", index], text)


def digest(text: str) -> str:
    """The SHA-256 of a source's text, as `made_for` of its decisions records it."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _wrong_anchors(found: list[Located], source: Source, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each anchor that is not unique, with the places where it may stand now."""
    index = moved.Index.of(source.text) if any(not one.places for one in found) else None
    for one in found:
        where = Location(shown, one.line)
        if not one.places and index is not None:
            yield _missing(one.decision, moved.find(one.decision, index), source, where)
        elif len(one.places) > 1:
            yield _ambiguous(one, source, where)


def _missing(decision: Decision, move: Move | None, source: Source, where: Location) -> Diagnostic:
    message = f"“{_short(decision.quote)}” does not occur in {source.path}."
    help = "Quote the source exactly, as it stands on one line."
    if checks.is_mended(decision, move, source.text):
        help = "The source now reads as the decision corrects it: take the decision out."
    if move is None:
        return Diagnostic(Code.ANCHOR_MISSING, message, where, help)
    now_reads, was = _where_they_differ(move.quote, decision.quote)
    now = Related(source.location(move.start), f"now reads “{now_reads}” (was “{was}”)")
    if move.fits:
        mend = f"`edition decide --reanchor {source.name}`"
        help = f"If that is the place, say `{moved.as_yaml(move)}`, or let {mend} say so."
    return Diagnostic(Code.ANCHOR_MISSING, message, where, help, (now,))


def _ambiguous(one: Located, source: Source, where: Location) -> Diagnostic:
    lines = ", ".join(str(source.location(place).line) for place in one.places[:TOLD])
    message = f"“{_short(one.decision.quote)}” occurs {len(one.places)} times in {source.path} (lines {lines})."
    apart = tuple(
        Related(source.location(place), f"here it would be `{moved.as_yaml(moved.anchor(source.text, place, end))}`")
        for place in one.places[:TOLD]
        for end in [place + len(one.decision.quote)]
    )
    help = "Add a prefix or suffix that tells which is meant."
    return Diagnostic(Code.ANCHOR_AMBIGUOUS, message, where, help, apart)


def _forms_missing(
    file: DecisionFile, lines: Mapping[KeyPath, int], source: Source, shown: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each form of `words` that the source does not have, and each that stands there twice."""
    seen: dict[str, int] = {}
    for at, standing in enumerate(file.words):
        for index, form in enumerate(standing.forms):
            where = Location(shown, lines["words", at, "forms", index])
            if form in seen:
                text = f"“{form}” is said to be right at lines {seen[form]} and {where.line}."
                yield Diagnostic(Code.DECISIONS_CONTRADICT, text, where, "Keep one of the two.")
            elif not re.search(rf"(?<!\w){re.escape(form)}(?!\w)", source.text):
                text = f"The form “{form}” does not occur in {source.path}."
                yield Diagnostic(Code.ANCHOR_MISSING, text, where, "Write it as the source does, or take it out.")
            seen.setdefault(form, where.line or 0)


def _other_version(
    file: DecisionFile, lines: Mapping[KeyPath, int], found: list[Located], source: Source, shown: str
) -> Iterator[Diagnostic]:
    """Yield a finding when the decisions were made for another text: its digest says so, or most anchors are gone."""
    gone = sum(not one.places for one in found)
    if file.made_for and file.made_for != digest(source.text):
        grounds = f"the file was made for a text whose SHA-256 begins {file.made_for[:12]}"
    elif not file.made_for and gone >= MANY and gone > len(found) / 2:
        grounds = f"{gone} of {len(found)} anchors do not occur in it"
    else:
        return
    text = f"These decisions were made for another version of {source.path}: {grounds}."
    how = "Read them over" if not gone else "If the text is the right one, see where each anchor stands now"
    help = f"{how}; `edition decide --reanchor {source.name}` mends what moved and records this version."
    yield Diagnostic(Code.OTHER_VERSION, text, Location(shown, lines.get(("made_for",), 1)), help)


def _where_they_differ(first: str, second: str) -> tuple[str, str]:
    """Two readings, each shortened to the words around their first difference."""
    pairs = enumerate(zip(first, second, strict=False))
    differ = next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))
    begin = max(differ - SHOWN // 2, 0)
    return _excerpt(first, begin), _excerpt(second, begin)


def _excerpt(words: str, begin: int) -> str:
    end = begin + SHOWN
    return ("…" if begin else "") + words[begin:end] + ("…" if end < len(words) else "")


def _short(words: str) -> str:
    return words[:SHOWN]
