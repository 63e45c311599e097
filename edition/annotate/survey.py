"""The first look at a file: the letters in it, the words by which they cite others, what its notes say of letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.annotate import blocks, citing, letters, reference_decisions
from edition.annotate.citing import NOTE_CALLS, Citing
from edition.annotate.corpus import Corpus, Witness
from edition.annotate.letters import Letter
from edition.annotate.phrases import LANGUAGES
from edition.annotate.reference_decisions import Decided
from edition.diagnostics import Diagnostic
from edition.tei import documents, markup
from edition.tei.documents import TeiDocument, TeiFile
from edition.tei.names import XML_ID, elements, tei, xpath
from edition.tei.pointers import address
from edition.tei.text import SEARCH, text

NOTES = xpath(".//t:note[@xml:id]")
NAMED = xpath(".//t:ref[@target][not(@type='noteAnchor')]")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a file tells of letters."""

    letters: tuple[Citing, ...] = ()
    notes: tuple[tuple[str, Witness], ...] = ()  # by the note's address
    calls: tuple[tuple[str, str], ...] = ()  # a note's address, and the day of a letter that calls it
    findings: tuple[Diagnostic, ...] = ()


def survey(content: bytes, path: str, shown: str, decided: Decided) -> Survey:
    """Look through the content of a file, the markup of annotate left out; one that cannot be parsed tells nothing."""
    try:
        root = etree.fromstring(markup.stripped(content), documents.parser())
    except etree.XMLSyntaxError:
        return Survey()
    file = TeiFile(Path(path), path, root.getroottree())
    found = [_of_document(one, shown, decided) for one in documents.documents(file)]
    return Survey(
        letters=tuple(one for each in found for one in each.letters),
        notes=tuple(one for each in found for one in each.notes),
        calls=tuple(one for each in found for one in each.calls),
        findings=tuple(one for each in found for one in each.findings),
    )


def corpus(surveys: Iterable[Survey]) -> Corpus:
    """All letters with a sender or an addressee, and all notes."""
    known = list(surveys)
    described = (one.letter for each in known for one in each.letters)
    return Corpus.of(
        (one for one in described if one.senders or one.addressees), dict(pair for each in known for pair in each.notes)
    )


def _of_document(document: TeiDocument, shown: str, decided: Decided) -> Survey:
    described = tuple(letters.letters(document))
    cited: tuple[Citing, ...] = tuple(Citing(one, ()) for one in described)
    findings: tuple[Diagnostic, ...] = ()
    if any(one.senders or one.addressees for one in described):
        found = tuple(blocks.blocks(document))
        cited = tuple(citing.citing(described, found))
        cited, findings = reference_decisions.applied(decided, document.id, cited, found, shown)
    return Survey(cited, tuple(_notes(document)), tuple(_calls(document, described)), findings)


def _notes(document: TeiDocument) -> Iterator[tuple[str, Witness]]:
    for note in elements(NOTES, document.element):
        named = (address(one.get("target", "").split()[0], document.path) for one in elements(NAMED, note))
        language = LANGUAGES.get(letters.language(note).partition("-")[0].lower())
        words = text(note, SEARCH)
        explains = language is not None and re.search(language.explained, words, re.IGNORECASE) is not None
        files = tuple(dict.fromkeys(one.partition("#")[0] for one in named))
        yield f"{document.path}#{note.get(XML_ID)}", Witness(files, explains)


def _calls(document: TeiDocument, described: Sequence[Letter]) -> Iterator[tuple[str, str]]:
    for body in document.element.iterchildren(tei("text")):
        for call in elements(NOTE_CALLS, body):
            letter = letters.part_of(call, described)
            if letter is not None and letter.day:
                yield address(call.get("target", "").split()[0], document.path), letter.day
