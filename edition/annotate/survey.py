"""What a file tells of letters: those in it, the words by which they cite others, what its notes say of letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from edition.annotate import citing, letters, reference_decisions
from edition.annotate.citing import CALL, Citing
from edition.annotate.corpus import Corpus, Witness
from edition.annotate.phrases import LANGUAGES, needed
from edition.annotate.reference_decisions import Decided
from edition.annotate.steps import Text
from edition.diagnostics import Diagnostic
from edition.tei.documents import TeiDocument
from edition.tei.names import XML_ID, tei
from edition.tei.pointers import address
from edition.tei.text import SEARCH, text


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file tells of letters."""

    letters: tuple[Citing, ...] = ()
    notes: tuple[tuple[str, Witness], ...] = ()  # by the note's address
    calls: tuple[tuple[str, str], ...] = ()  # a note's address, and the day of a letter that calls it
    undated: frozenset[str] = frozenset()  # addresses of notes whose day only a letter tells that calls them
    findings: tuple[Diagnostic, ...] = ()


def survey(texts: Iterable[Text], decided: Decided) -> Survey:
    """Look through the documents of a file."""
    found = [_of_text(one, decided) for one in texts]
    return Survey(
        letters=tuple(one for each in found for one in each.letters),
        notes=tuple(one for each in found for one in each.notes),
        calls=tuple(one for each in found for one in each.calls),
        undated=frozenset().union(*(each.undated for each in found)),
        findings=tuple(one for each in found for one in each.findings),
    )


def corpus(surveys: Iterable[Survey]) -> Corpus:
    """All letters with a sender or an addressee, and all notes."""
    known = list(surveys)
    described = (one.letter for each in known for one in each.letters)
    return Corpus.of(
        (one for one in described if one.senders or one.addressees), dict(pair for each in known for pair in each.notes)
    )


def _of_text(one: Text, decided: Decided) -> Survey:
    cited: tuple[Citing, ...] = tuple(Citing(letter, ()) for letter in one.letters)
    findings: tuple[Diagnostic, ...] = ()
    if any((letter.senders or letter.addressees) and not letter.missing for letter in one.letters):
        cited = tuple(citing.citing(one.letters, one.blocks))
    if one.document.id in decided.decisions:
        cited, findings = reference_decisions.applied(decided, one.document.id, cited, one.blocks, one.shown)
    notes = tuple(_notes(one.document, one.default))
    undated = any(not letter.day for letter in one.letters)
    return Survey(cited, notes, tuple(_calls(one)), frozenset(note for note, _ in notes if undated), findings)


def _notes(document: TeiDocument, default: str) -> Iterator[tuple[str, Witness]]:
    for note in document.element.iter(tei("note")):
        if identifier := note.get(XML_ID):
            targets = [one.get("target", "").split() for one in note.iter(tei("ref")) if one.get("type") != CALL]
            named = (address(target[0], document.path) for target in targets if target)
            files = tuple(dict.fromkeys(one.partition("#")[0] for one in named))
            yield f"{document.path}#{identifier}", Witness(files, _explains(note, default))


def _explains(note: etree._Element, default: str) -> bool:
    """Tell whether a note says what words mean, which is no letter of the edition."""
    language = LANGUAGES.get((letters.language(note) or default).partition("-")[0].lower())
    if language is None:
        return False
    folded = "".join(map(str, note.itertext())).casefold()
    if not all(words in folded for words in needed(language.explained)):
        return False
    return re.search(language.explained, text(note, SEARCH), re.IGNORECASE) is not None


def _calls(one: Text) -> Iterator[tuple[str, str]]:
    for body in one.document.element.iterchildren(tei("text")):
        for call, note in citing.note_calls(body, one.document.path):
            letter = letters.part_of(call, one.letters)
            if letter is not None and letter.day:
                yield note, letter.day
