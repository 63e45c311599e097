"""Words by which a letter cites another one, found in the blocks of a document; what they mean is asked elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from edition.annotate import acknowledging, dates, letters
from edition.annotate.acknowledging import AROUND, DATE
from edition.annotate.blocks import BAR, Block
from edition.annotate.dates import Dated
from edition.annotate.letters import Letter
from edition.annotate.phrases import LANGUAGES, Event, Language, Reader, Whose, needed
from edition.tei.names import XML_ID, tei
from edition.tei.pointers import address

# The type of what calls a note.
CALL = "noteAnchor"
# The sentences of a letter's first paragraph in which it says what it answers.
OPENING = 2
SENTENCE_ENDS = re.compile(r"[.?!][\"'”’)]*\s+(?=[\"'“‘(]*[A-ZÄÖÜ])")
# Whose letters are acknowledged by words that name the day of their receipt.
SAID = ("your", "name")
PARAGRAPHS = frozenset(map(tei, ("p", "ab", "l", "item", "seg")))
NO_LETTER = frozenset(map(tei, ("note", "opener", "closer", "head", "dateline")))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an editor decided that words mean: ids of documents; the line of the decision."""

    targets: tuple[str, ...]
    answer: bool
    cert: str
    line: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that cite a letter, and what they say of it; see `phrases.Pattern` for `whose`, `to` and `when`."""

    block: int
    start: int
    end: int
    words: str
    place: str  # the id of the nearest element that has one
    whose: Whose
    to: Reader = ""
    when: Event = ""
    days: tuple[str, ...] = ()  # ISO 8601, of days or months
    name: str = ""  # who is named, as written
    count: int = 1  # how many letters; 0: several
    latest: bool = False
    joint: bool = False
    own_reply: bool = False  # "my reply": the letter itself
    before: str = ""  # the word with a capital before the noun: "Cairo" in "your Cairo message"
    answers: bool = False  # the words acknowledge the letter that they mean, where a letter says what it answers
    unreceived: bool = False  # they say that it has not been received
    note: str = ""  # the address of a note called right there
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A letter with the phrases in it, in their order."""

    letter: Letter
    phrases: tuple[Phrase, ...]


def citing(described: Sequence[Letter], blocks: Sequence[Block]) -> Iterator[Citing]:
    """Yield the letters of a document, each with the phrases of its own text: not of notes or quoted letters."""
    found: dict[str, list[Phrase]] = {one.division: [] for one in described}
    may_cite = [(number, block) for number, block in enumerate(blocks) if _may_cite(block)]
    opening = _openings(described, blocks) if may_cite else {}
    for number, block in may_cite:
        letter = _letter_of(block, described)
        if letter is not None:
            opens = opening.get(letter.division) == number
            found[letter.division] += in_block(number, block, letter.day, opens=opens)
    for letter in described:
        yield Citing(letter, tuple(found[letter.division]))


def in_block(number: int, block: Block, day: str, *, opens: bool) -> list[Phrase]:
    """The phrases of a block, in its order; `opens`: it is the first of its letter."""
    tag = _tag(block)
    if tag not in LANGUAGES:
        return []
    language = LANGUAGES[tag]
    dated = sorted([*dates.in_block(block, day), *_encoded(block)], key=lambda one: one.start)
    text, folded = _masked(block.text, dated), block.text.casefold()
    found: list[tuple[int, int, _Compiled, re.Match[str]]] = []
    taken: set[int] = set()
    for compiled in (one for one in _patterns(tag) if DATE in text or not one.when):
        if not all(words in folded for words in compiled.needed):
            continue
        for match in compiled.pattern.finditer(text):
            start, end = match.span("ref") if "ref" in compiled.pattern.groupindex else match.span()
            if taken.isdisjoint(range(start, end)):
                found.append((start, end, compiled, match))
                taken.update(range(start, end))
    calls = _calls(block) if found else {}
    phrases = (
        _phrase(_Found(number, block, text, start, end), compiled, match, dated, calls, language, opens=opens)
        for start, end, compiled, match in sorted(found, key=lambda one: one[:2])
        if not re.search(language.future, text[max(start - AROUND, 0) : start], re.IGNORECASE) or compiled.when
    )
    # Of a letter that has not come, and of which no day is known, nothing can be told.
    return [one for one in phrases if one.days or one.whose == "my" or not one.unreceived]


def _letter_of(block: Block, described: Sequence[Letter]) -> Letter | None:
    """The letter whose own text a block belongs to."""
    letter = letters.part_of(block.element, described)
    around = (block.element, *block.element.iterancestors()) if letter is not None else ()
    return None if any(one.tag in NO_LETTER for one in around) else letter


def _openings(described: Sequence[Letter], blocks: Sequence[Block]) -> dict[str, int]:
    """The number of the first paragraph of each letter, by its division."""
    found: dict[str, int] = {}
    for number, block in enumerate(blocks):
        if block.element.tag in PARAGRAPHS and (letter := _letter_of(block, described)) is not None:
            found.setdefault(letter.division, number)
            if len(found) == len(described):
                break
    return found


def note_calls(element: etree._Element, path: str) -> Iterator[tuple[etree._Element, str]]:
    """Yield the calls of notes in an element of the file at a path, each with the address of the note."""
    for call in element.iter(tei("ref"), tei("ptr")):
        if call.get("type") == CALL and (targets := call.get("target", "").split()):
            yield call, address(targets[0], path)


def place_of(block: Block) -> str:
    """The id of a block's element, or of the nearest one around it that has one; "" if none has."""
    return next((id for one in (block.element, *block.element.iterancestors()) if (id := one.get(XML_ID))), "")


class _Compiled(NamedTuple):
    pattern: re.Pattern[str]
    whose: Whose
    when: Event
    to: Reader
    needed: tuple[str, ...]


class _Found(NamedTuple):
    number: int
    block: Block
    text: str
    start: int
    end: int


def _phrase(
    at: _Found,
    compiled: _Compiled,
    match: re.Match[str],
    dated: Sequence[Dated],
    calls: Mapping[int, str],
    language: Language,
    *,
    opens: bool,
) -> Phrase:
    words = at.text[at.start : at.end]
    said = {word.lower() for word in re.findall(r"\w+", words)}
    context = acknowledging.around(at.text, at.start, at.end)
    unreceived = acknowledging.is_unreceived(context, language)
    several = bool(re.search(rf"\b(?:{language.nouns}){language.plural}\b", words, re.IGNORECASE))
    named = "name" in compiled.pattern.groupindex and match["name"]
    capital = re.search(rf"([A-ZÄÖÜ]\w+)\s+(?:{language.nouns})", words)
    return Phrase(
        block=at.number,
        start=at.start,
        end=at.end,
        words=" ".join(at.block.text[at.start : at.end].replace(BAR, "").split()),
        place=place_of(at.block),
        whose=compiled.whose,
        to=compiled.to,
        when=compiled.when,
        days=tuple(one.first for one in _within(dated, *match.span())),
        name=named or "",
        count=next((count for word, count in language.numbers.items() if word in said), 0 if several else 1),
        latest=bool(re.search(language.latest, words, re.IGNORECASE)),
        joint=bool(re.search(language.joint, words, re.IGNORECASE)),
        before=capital.group(1) if capital else "",
        answers=opens and not unreceived and _answers(at, compiled, context, language),
        unreceived=unreceived,
        note=next((note for where, note in calls.items() if at.start < where <= at.end + 2), ""),
        own_reply=bool(re.search(language.own_reply, words, re.IGNORECASE)),
    )


def _answers(at: _Found, compiled: _Compiled, context: str, language: Language) -> bool:
    """Tell whether a phrase in a letter's opening says that the letter meant is answered.

    In the first sentence a letter of the other side that is cited by its date is; else the words around it say so.
    """
    sentences = sum(1 for _ in islice(SENTENCE_ENDS.finditer(at.text, 0, at.start), OPENING))
    if sentences >= OPENING or compiled.whose == "my" or compiled.to in ("you", "name"):
        return False
    if acknowledging.is_elsewhere(context, language):
        return False
    if acknowledging.acknowledges(context, language) or (compiled.when == "receipt" and compiled.whose in SAID):
        return True
    opening = compiled.whose == "your" and compiled.when != "" and not sentences
    return opening and not acknowledging.is_aside(context, language)


def _within(dated: Sequence[Dated], start: int, end: int) -> list[Dated]:
    """The dates between two offsets; they are in order."""
    first, last = (bisect_left(dated, offset, key=lambda one: one.start) for offset in (start, end))
    return [one for one in dated[first:last] if one.end <= end]


def _masked(text: str, dated: Sequence[Dated]) -> str:
    """The text with a sign for each character of a date: offsets stay."""
    signs = list(text)
    for one in dated:
        signs[one.start : one.end] = DATE * (one.end - one.start)
    return "".join(signs)


def _encoded(block: Block) -> Iterator[Dated]:
    """Yield the dates of a block that somebody has encoded: they stand as `BAR`."""
    for start, (node, tail) in zip(block.starts, block.holders, strict=True):
        when = node.get("when", "") if not tail and node.tag == tei("date") and block.text[start] == BAR else ""
        if when:
            yield Dated(start, start + 1, "day", when[: len("YYYY-MM-DD")], when[: len("YYYY-MM-DD")], "high")


def _calls(block: Block) -> dict[int, str]:
    """The notes that a block calls: the offset at which each call stands, and the note's address."""
    found: dict[int, str] = {}
    for call, note in note_calls(block.element, block.document.path):
        where = _offset(block, call)
        if where is not None:
            found[where] = note
    return found


def _offset(block: Block, call: etree._Element) -> int | None:
    """Where in a block's words a call stands, which has none itself: before its own tail."""
    holders = [index for index, (node, _) in enumerate(block.holders) if node is call]
    if holders:
        return block.starts[holders[0]]
    before = call.getprevious()
    known = [index for index, (node, tail) in enumerate(block.holders) if node in (before, call.getparent())]
    if not known:
        return None
    index = known[-1]
    return block.starts[index + 1] if index + 1 < len(block.starts) else len(block.text)


def _tag(block: Block) -> str:
    return block.language.partition("-")[0].lower()


def _may_cite(block: Block) -> bool:
    """Tell whether a block has one of the words without which nothing is cited: most have none, patterns are slow."""
    tag = _tag(block)
    if tag not in LANGUAGES:
        return False
    folded = block.text.casefold()
    return any(stem in folded for stem in _stems(tag))


@lru_cache(maxsize=8)
def _stems(tag: str) -> tuple[str, ...]:
    """How the words begin, as far as that is letters and no pattern."""
    language = LANGUAGES[tag]
    words = f"{language.nouns}|{language.dated_nouns}|{language.verbs}".split("|")
    return tuple(re.split(r"\W|\w(?=[?*{])", word, maxsplit=1)[0].casefold() for word in words)


@lru_cache(maxsize=8)
def _patterns(tag: str) -> tuple[_Compiled, ...]:
    language = LANGUAGES[tag]
    inner = rf"[^.;?!{BAR}{DATE}]|(?<=\b[A-Z])\.|(?<=\bMr)\.|(?<=\bDr)\."
    # No word of a name is longer, and no run of letters takes for ever.
    name = r"(?-i:(?:[A-ZÄÖÜ][\w.-]{0,40}\s+){0,4}[A-ZÄÖÜ][\w-]{1,40})"
    date = f"{DATE}+"
    several = rf"(?:{language.plural})?"
    groups = {
        "{own}": rf"(?:(?!(?:{language.no_own})\b)[\w'’-]+\s+){{0,3}}?",
        "{dates}": rf"{date}(?:,? {language.joining}{date})*".replace(" ", r"\s+"),
        "{date}": date,
        "{name}": f"(?P<name>{name})",
        "{someone}": r"(?:the |his |her )?(?-i:[A-ZÄÖÜ])",
        "{far}": rf"(?:{inner}){{0,120}}?",
        "{near}": rf"(?:(?!\s(?:{language.no_near})\b)(?:{inner})){{0,50}}?",
    }
    compiled = []
    for pattern in language.patterns:
        nouns = f"{language.nouns}|{language.dated_nouns}" if pattern.when else language.nouns
        words = pattern.words.replace(" ", r"\s+")
        for sign, group in {**groups, "{nouns}": rf"(?:{nouns}){several}\b", "{noun}": rf"(?:{nouns})\b"}.items():
            words = words.replace(sign, group)
        regex = re.compile(words, re.IGNORECASE)
        compiled.append(_Compiled(regex, pattern.whose, pattern.when, pattern.to, needed(pattern.words)))
    return tuple(compiled)
