"""Hyphens that a line end of the print left inside a word, stray ones, and those that stand for a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.ingest.candidates.candidate import Candidate, correction, times
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.lexicon import (
    BEGINS,
    COMPOUND,
    COMPOUNDING,
    NEIGHBOURS,
    RARE,
    WORD,
    Lexicon,
    function_words,
    known,
)

SPACED = re.compile(rf"{BEGINS}({WORD.pattern}(?:-{WORD.pattern})*)-([ \t]+|[ \t]*\n)({WORD.pattern})(?!\w)")
CLOSED = re.compile(rf"{BEGINS}({WORD.pattern}|\d+)-({WORD.pattern})(?![\w-])")
STRAY = re.compile(rf"{BEGINS}({WORD.pattern})-((?:[A-Z]\.)+)")
PARTICLES = frozenset("on in by up to off out down at for".split())  # looker-on, passer-by
YEAR = re.compile(r"(?<![\w-])([a-zäöüß]{3,})-(1\d{3})(?![\w-])")
# Beginnings that are never parted by a hyphen of the writer's; others are as the printer likes.
JOINED = frozenset("over under mis dis fore with en em im un be ver ge ent er zer".split())
PARTICIPLES = ("ing", "ed")  # which make an adjective of the noun before them, and seldom without a hyphen
COORDINATING = frozenset("and or to und oder bis".split())


def hyphens_before_space(copy: Copy) -> Iterator[Candidate]:
    """Yield each hyphen with a space behind it, unless another half follows (“long- and short-range”)."""
    for match in SPACED.finditer(copy.text):
        first, _, second = match.groups()
        if second.lower() in COORDINATING and second not in ("to",):
            continue
        whole, last = match.group(), first.rpartition("-")[2]
        mended, why, weight = _mended(first, last, second, copy.words)
        message = f"“{_line(whole)}”: the hyphen has a space behind it."
        proposal = correction(whole, mended)
        yield Candidate("hyphen", match.start(), match.end(), message, (why,), proposal, weight)


def hyphens_in_words(copy: Copy) -> Iterator[Candidate]:
    """Yield each hyphen, no space behind it, where the word without it is known and the word with it is not."""
    for match in CLOSED.finditer(copy.text):
        first, second = match.groups()
        whole, joined = match.group(), first + second
        words = copy.words
        repeated = words.compounds.get(whole.lower(), 0) > 1
        if not second.islower() or first.isdigit() or repeated or not words.attests(joined):
            continue
        parts_known = words.knows(first) and words.knows(second)
        may_be_joined = first.lower() in JOINED or words.language in COMPOUNDING  # which write compounds without
        if parts_known and not (may_be_joined and words.has(joined)):
            continue
        evidence = [known(joined, words)]
        evidence += [f"“{part}” alone is none." for part in (first, second) if not words.knows(part)]
        message = f"“{whole}” may be one word that a line end parted."
        weight = 0.6 if parts_known else 0.97
        yield Candidate("hyphen", *match.span(), message, tuple(evidence), correction(whole, joined), weight)
    yield from _names(copy)


def dashes(copy: Copy) -> Iterator[Candidate]:
    """Yield each hyphen before a small word, or behind a figure, where only a dash can stand."""
    small = frozenset(function_words(copy.words.language)) - PARTICLES
    for match in CLOSED.finditer(copy.text):
        first, second = match.groups()
        whole = match.group()
        if second not in small or copy.words.compounds.get(whole.lower(), 0) > 1 or copy.words.knows(first + second):
            continue
        if first.lower() in small and first.islower():
            continue
        message = f"“{whole}”: the hyphen may be a dash, or stray."
        evidence = (f"“{second}” is a small word, with which no compound ends; the texts have “{whole}” once.",)
        proposal = correction(whole, f"{first}—{second}")
        yield Candidate("hyphen", match.start(), match.end(), message, evidence, proposal, 0.85)
    for match in YEAR.finditer(copy.text):
        message = f"“{match.group()}”: the hyphen may be a dash."
        evidence = ("A word and a year make no compound.",)
        yield Candidate(
            "hyphen", *match.span(), message, evidence, correction(match.group(), f"{match[1]}—{match[2]}"), 0.6
        )
    for match in STRAY.finditer(copy.text):
        first, initial = match.groups()
        if first.islower():
            message = f"“{match.group()}”: a hyphen stands between a word and an initial."
            evidence = ("An initial is no second half of a compound.",)
            proposal = correction(match.group(), f"{first} {initial}")
            yield Candidate("hyphen", match.start(), match.end(), message, evidence, proposal, 0.9)


def lost(copy: Copy) -> Iterator[Candidate]:
    """Yield two words that stand side by side once, and elsewhere with a hyphen."""
    for match in NEIGHBOURS.finditer(copy.text):
        first, comma, second = match.groups()
        usual = copy.words.compounds.get(f"{first}-{second}".lower(), 0)
        enough = 1 if second.endswith(PARTICIPLES) else 4
        if comma or usual < enough or copy.words.neighbours.get((first, "", second), 0) != 1:
            continue
        message = f"“{first} {second}”: the hyphen may be lost."
        evidence = (f"The texts have “{first}-{second}” {times(usual)}, and without a hyphen only here.",)
        proposal = correction(f"{first} {second}", f"{first}-{second}")
        yield Candidate("hyphen", match.start(), match.end(3), message, evidence, proposal, 0.5)


def _names(copy: Copy) -> Iterator[Candidate]:
    """Yield a hyphen in a capitalised word that stands once, if small letters that are no word follow."""
    for match in COMPOUND.finditer(copy.text):
        first, _, second = match.group().partition("-")
        words = copy.words
        if "-" in second or not (first[:1].isupper() and second.islower()) or words.attests(first + second):
            continue
        if words.frequency(second) >= RARE or words.count(second) or words.compounds[match.group().lower()] > 1:
            continue
        message = f"“{match.group()}” may be one name that a line end parted."
        evidence = (f"“{second}” is no word, and small letters do not begin the second half of a name.",)
        proposal = correction(match.group(), first + second)
        yield Candidate("hyphen", match.start(), match.end(), message, evidence, proposal, 0.75)


def _mended(first: str, last: str, second: str, words: Lexicon) -> tuple[str, str, float]:
    """What a word with a hyphen and a space should be, why, and how likely it is."""
    joined, compound = first + second, f"{first}-{second}"
    if second.islower() and words.knows(last + second) and not words.compounds.get(compound.lower()):
        return joined, f"“{last}{second}” is a word: the line of the print ended at the hyphen.", 0.99
    if second[:1].isupper() or words.compounds.get(compound.lower()):
        return compound, f"“{compound}” is a compound: the line of the print ended at its hyphen.", 0.95
    if words.knows(last) and words.knows(second):
        return f"{first} {second}", f"“{first}” and “{second}” are words, and “{joined}” is none.", 0.9
    return joined, f"“{second}” is no word by itself.", 0.9


def _line(text: str) -> str:
    return " ".join(text.split())
