"""Words that neither the dictionary nor the rest of the edition knows; words run together, or broken by a space."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from edition.ingest.candidates.candidate import Candidate, confused, correction
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.lexicon import COMPOUNDING, WORD, Lexicon, function_words, known

# Not beside a hyphen, a figure or a point of an initialism: other checks look at those.
ALONE = re.compile(rf"(?<![\w.'’-])(?<!- ){WORD.pattern}(?![\w'’]|\.\w)")
BROKEN = re.compile(rf"({ALONE.pattern}) (?=({WORD.pattern})(?![\w-]))")
COMMON = 5000  # so often the dictionary's own corpus has a word of which one may think at once
LONGEST = 50  # letters: what is longer is no word in any spelling
SHORTEST = 3  # letters: what is shorter is an abbreviation more often than an error


def spelling(copy: Copy) -> Iterator[Candidate]:
    """Yield each unknown word; a capitalised one, which may be a name, only if a known word is like it."""
    if copy.words.dictionary is None:
        return
    small = function_words(copy.words.language)
    broken = {at for one in broken_words(copy) for at in (one.start, one.end)}
    for match in ALONE.finditer(copy.text):
        word = match.group()
        if not SHORTEST <= len(word) <= LONGEST or not broken.isdisjoint(match.span()) or copy.words.knows(word):
            continue
        if split := _split(word, copy.words):
            yield _run_together(word, split, match.start(), small)
        elif copy.text[match.end() : match.end() + 1] != "-":
            yield from _unknown(word, match.start(), copy.words)


def broken_words(copy: Copy) -> Iterator[Candidate]:
    """Yield two neighbours of which one is no word, and which together are one."""
    if copy.words.dictionary is None:
        return
    for match in BROKEN.finditer(copy.text):
        one, other = match[1], match[2]
        joined = one + other
        if not other.islower() or (min(len(one), len(other)) < 2 and not joined.islower()):
            continue
        if (_stands(one, copy.words) and _stands(other, copy.words)) or not copy.words.is_usual(joined):
            continue
        if min(len(one), len(other)) == 1 and copy.words.knows(max(one, other, key=len)):  # a label, an initial
            continue
        message = f"“{one} {other}” looks like one word broken by a space."
        yield Candidate(
            "spacing", match.start(), match.end(2), message,
            (f"“{joined}” is a word; “{one}” or “{other}” is none.",), correction(f"{one} {other}", joined), 0.9,
        )  # fmt: skip


def _stands(word: str, words: Lexicon) -> bool:
    return words.knows(word) and (len(word) > 1 or word in "aIAO")


def _unknown(word: str, start: int, words: Lexicon) -> Iterator[Candidate]:
    is_name = not word.islower()
    misread = words.ranked(one for one in confused(word) if _is_better(one, words))
    near = misread or [one for one in words.near(word) if not is_name or words.counts.get(one, 0) > 1]
    if is_name and (not near or word.isupper() or words.knows(word + "s")):
        return
    evidence = [f"The dictionary of “{words.language}” does not have “{word}”, and the texts have it once."]
    for one in near[:3]:
        evidence.append(known(one, words))
    if misread:
        evidence.append(f"The signs of “{word}” and “{misread[0]}” are easily misread for each other.")
    weight = 0.95 if misread else 0.7 if near else 0.5
    proposal = correction(word, near[0]) if near else None
    message = f"“{word}” is no known word."
    yield Candidate("spelling", start, start + len(word), message, tuple(evidence), proposal, weight - 0.2 * is_name)


def _run_together(word: str, split: tuple[str, str], start: int, small: Collection[str]) -> Candidate:
    evidence = (f"“{split[0]}” and “{split[1]}” are words; “{word}” is none.",)
    message = f"“{word}” looks like two words run together."
    weight = 0.9 if any(part.lower() in small for part in split) else 0.7
    return Candidate("spacing", start, start + len(word), message, evidence, correction(word, " ".join(split)), weight)


def _is_better(word: str, words: Lexicon) -> bool:
    """Whether a word is surely one: usual in the language, or repeated in the texts."""
    return words.is_usual(word) or words.count(word) > 1


def _may_be_part(word: str, small: Collection[str], words: Lexicon) -> bool:
    """Whether a word is common enough that a lost space is likelier than a rare word."""
    if len(word) < SHORTEST:
        return word in small
    return words.has(word) and (words.count(word) > 0 or words.frequency(word) > COMMON)


def _split(word: str, words: Lexicon) -> tuple[str, str] | None:
    """The two common words that an unknown one consists of."""
    if words.language in COMPOUNDING or (word.isupper() and len(word) > 1):
        return None
    pairs = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    small = function_words(words.language)
    good = [pair for pair in pairs if all(_may_be_part(one, small, words) for one in pair)]
    if not word.islower():  # which may be a name
        good = [pair for pair in good if all(map(words.count, pair))]
    return max(good, key=lambda pair: min(words.count(one) for one in pair), default=None)
