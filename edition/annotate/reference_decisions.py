"""What editors decided of references: `registers/references.yml`, beside the decisions about mentions.

A decision is about words of one document, which occur once there, and says which documents they cite: `missing` is one
that the edition does not have; an empty list says that they cite none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import Field

from edition import yamlfile
from edition.annotate import letters
from edition.annotate.blocks import Block
from edition.annotate.citing import Citing, Phrase, Verdict, place_of
from edition.annotate.decisions import occurrences
from edition.annotate.letters import Letter
from edition.annotate.resolving import MISSING, Reference
from edition.diagnostics import Code, Diagnostic, Location
from edition.quoting.model import Quoted, Words
from edition.yamlfile import Strict

FILE = "registers/references.yml"
SHOWN = 60


class ReferenceDecision(Quoted):
    """One decision: the words of a document cite these documents."""

    document: Words
    targets: tuple[Words, ...] = Field(
        description="ids of documents, or of missing letters that a register describes; `missing` for any other"
    )
    answer: bool = Field(False, description="the words say that the document answers those that they cite")


class ReferenceFile(Strict):
    """The whole file."""

    references: tuple[ReferenceDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions by document, each with its line, and the file that they stand in.

    `not_understood` are the mistakes of entries that are left out, for they are misspelt.
    """

    shown: str = ""
    decisions: Mapping[str, tuple[tuple[int, ReferenceDecision], ...]] = field(default_factory=dict)
    not_understood: tuple[Diagnostic, ...] = ()


def read(folder: Path, shown_in: str) -> Decided:
    """Read what is decided in the TEI folder; nothing when there is no file.

    Raises `EditionError` where the file is not YAML.
    """
    shown = f"{shown_in}/{FILE}" if shown_in else FILE
    if not (folder / FILE).exists():
        return Decided()
    file, lines, misspelt = yamlfile.load_entries(folder / FILE, ReferenceFile, shown_as=shown)
    found: dict[str, tuple[tuple[int, ReferenceDecision], ...]] = {}
    for index, one in enumerate(file.references):
        found[one.document] = (*found.get(one.document, ()), (lines["references", index], one))
    return Decided(shown, found, misspelt)


def applied(
    decided: Decided, document: str, cited: Sequence[Citing], blocks: Sequence[Block], shown: str
) -> tuple[tuple[Citing, ...], tuple[Diagnostic, ...]]:
    """The letters of a document with what is decided of their phrases, and a finding for each decision without place.

    Words in which nothing was found become a phrase; those of a note or a quoted letter are the document's own.
    `shown` is the document's file.
    """
    known = [one.letter for one in cited]
    phrases = {one.letter.division: list(one.phrases) for one in cited}
    findings: list[Diagnostic] = []
    for line, decision in decided.decisions.get(document, ()):
        found = list(occurrences(decision, blocks))
        letter = letters.part_of(blocks[found[0][0]].element, known) or known[0] if len(found) == 1 else None
        if letter is None:
            findings.append(_no_place(decision, len(found), shown, Location(decided.shown, line)))
        else:
            phrases[letter.division] = _with(decision, line, phrases[letter.division], blocks, found[0])
    return tuple(replace(one, phrases=tuple(phrases[one.letter.division])) for one in cited), tuple(findings)


def problems(
    decided: Decided, references: Iterable[Reference], known: Iterable[Letter], editors: frozenset[str] | None
) -> Iterator[Diagnostic]:
    """Yield each decision that is not understood, names a document or an editor that is not there, or has no effect.

    `editors` are the ids that may be responsible; None when nothing says who they are.
    """
    yield from decided.not_understood
    documents = {one.document for one in known}
    for document, decisions in sorted(decided.decisions.items()):
        for line, decision in decisions:
            where = Location(decided.shown, line)
            for name in (document, *decision.targets):
                if name not in documents and name != MISSING:
                    help = f"Write the xml:id of the `TEI` of a letter, or `{MISSING}`."
                    yield Diagnostic(Code.UNKNOWN_NAME, f"There is no letter “{name}”.", where, help)
            if editors is not None and decision.resp not in editors:
                help = f"Known ids: {', '.join(sorted(editors)) or 'none'}."
                yield Diagnostic(Code.UNKNOWN_NAME, f"Nobody in config.yml has the id “{decision.resp}”.", where, help)
    for one in references:
        if one.stale and one.phrase.verdict is not None:
            message = f"The decision on “{one.phrase.words[:SHOWN]}” has no effect."
            help = "The words would be understood so without it: take it out."
            yield Diagnostic(Code.DECISION_UNUSED, message, Location(decided.shown, one.phrase.verdict.line), help)


def _with(
    decision: ReferenceDecision, line: int, phrases: list[Phrase], blocks: Sequence[Block], place: tuple[int, int, int]
) -> list[Phrase]:
    """The phrases of a letter with a decision on one of them, or on words that become one."""
    block, start, end = place
    verdict = Verdict(decision.targets, decision.answer, decision.cert, line)
    over = [one for one in phrases if one.block == block and one.start < end and start < one.end]
    if over:
        return [replace(one, verdict=verdict) if one is over[0] else one for one in phrases]
    words = " ".join(decision.quote.split())
    added = Phrase(block, start, end, words, place_of(blocks[block]), "any", verdict=verdict)
    return sorted([*phrases, added], key=lambda one: (one.block, one.start))


def _no_place(decision: ReferenceDecision, count: int, shown: str, where: Location) -> Diagnostic:
    quoted = f"“{decision.quote[:SHOWN]}”"
    if count > 1:
        help = "Add a prefix or suffix that tells which is meant."
        return Diagnostic(Code.ANCHOR_AMBIGUOUS, f"{quoted} occurs {count} times in {shown}.", where, help)
    help = "Quote the reading text of a letter exactly; words that are marked up as a name already are none of it."
    return Diagnostic(Code.ANCHOR_MISSING, f"{quoted} does not occur in the words of {shown}.", where, help)
