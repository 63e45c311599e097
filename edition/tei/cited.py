"""Words by which a document cites letters that answer, or that the edition does not have; facts of one document.

They are those of each `ref` whose @ana tells an answer, or whose @subtype a missing letter; see `edition annotate`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lxml import etree

from edition.tei.correspondence import MISSING, Act
from edition.tei.documents import TeiDocument
from edition.tei.mentions import Words, is_read, words_of
from edition.tei.names import XML_ID, tei
from edition.tei.pointers import Identified, address
from edition.tei.prefixes import pointers_of
from edition.tei.text import SEARCH, is_block, text

ANSWER = "reference-answer"
# The words tell between whom the letter is: by one to whom theirs is addressed; to one whom they name.
YOURS, TO_NAMED = "reference-yours", "reference-to-named"
Direction = Literal["", "received", "sent", "others"]


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that cite letters: what they say of these, and where they stand."""

    part: str  # id of the division of the letter that they stand in, as `Act.part`
    targets: tuple[str, ...]  # addresses of the letters that the edition has
    missing: bool  # it lacks one, or one of those meant
    answer: bool  # the words say that the letter answers those meant
    direction: Direction  # the letter meant is one to the writer, by the writer, between others
    days: tuple[str, ...]  # ISO 8601, of days or months that the words name
    words: str
    before: str
    after: str
    within: str  # id of the paragraph or other block, else of the nearest element that has one
    note: str  # id of the note that they stand in, "" in the text itself
    named: tuple[str, ...]  # what the first person or organisation in the words points to
    called: str  # the last words with a capital, but the first of all and dates: a name, where `TO_NAMED` says so
    corresp: tuple[str, ...]  # what @corresp points to
    evidence: tuple[str, ...]  # ids of the categories that @ana names
    certainty: str
    responsible: str


def cited(document: TeiDocument, identified: Identified, acts: Sequence[Act]) -> Iterator[Cited]:
    """Yield the words of a document, its notes included, that cite letters, in its order."""
    body = document.element.find(tei("text"))
    if body is None:
        return
    parts = {act.part for act in acts if act.part}
    words: dict[etree._Element, Words] = {}
    read: dict[etree._Element, bool] = {}
    for ref in body.iter(tei("ref")):
        kinds = tuple(one.rpartition("#")[2] for one in ref.get("ana", "").split())
        if (ANSWER in kinds or ref.get("subtype") == MISSING) and is_read(ref, read):
            block = next(filter(is_block, ref.iterancestors()), body)
            if block not in words:
                words[block] = words_of(block)
            yield _cited(ref, kinds, document, identified, identified.nearest(block), words[block], parts)


def _cited(
    ref: etree._Element,
    kinds: tuple[str, ...],
    document: TeiDocument,
    identified: Identified,
    within: str,
    words: Words,
    parts: set[str],
) -> Cited:
    before, after = words.around(ref)
    note = next((one for one in ref.iterancestors(tei("note"))), None)
    return Cited(
        part=next((id for one in ref.iterancestors() if (id := one.get(XML_ID, "")) in parts), ""),
        targets=tuple(address(one, document.path) for one in ref.get("target", "").split()),
        missing=ref.get("subtype") == MISSING,
        answer=ANSWER in kinds,
        direction=next((said for kind, said in _DIRECTIONS.items() if kind in kinds), ""),
        days=tuple(day for one in ref.iter(tei("date")) if (day := one.get("when", ""))),
        words=text(ref, SEARCH),
        before=before,
        after=after,
        within=within,
        note="" if note is None else identified.nearest(note),
        named=next((found for one in ref.iter(*_AGENTS) if (found := _pointers(one, document))), ()),
        called=_called(ref),
        corresp=tuple(address(one, document.path) for one in ref.get("corresp", "").split()),
        evidence=kinds,
        certainty=ref.get("cert", ""),
        responsible=ref.get("resp", ""),
    )


def _pointers(agent: etree._Element, document: TeiDocument) -> tuple[str, ...]:
    """The addresses to which a name of a person or an organisation points."""
    if agent.tag == tei("rs") and agent.get("type") not in ("person", "org"):
        return ()
    return tuple(address(one, document.path) for one in pointers_of(agent))


def _called(ref: etree._Element) -> str:
    words = text(ref, SEARCH)
    for date in ref.iter(tei("date")):
        words = words.replace(text(date, SEARCH), "", 1)
    runs = groupby(words.split()[1:], key=lambda word: word[0].isupper())
    return next((name for name in reversed([" ".join(run) for capital, run in runs if capital])), "").rstrip(",;:")


_AGENTS = (tei("persName"), tei("orgName"), tei("rs"))
_DIRECTIONS: dict[str, Direction] = {
    "reference-received": "received", "reference-sent": "sent", "reference-others": "others",
}  # fmt: skip
