"""Figures read for letters, letters read for figures, and a word read for another that looks like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.ingest.candidates.candidate import Candidate, confused, correction, ordinal_ending, times
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.lexicon import WORD
from edition.tei.dates import MONTHS

MIXED = re.compile(r"(?<![\w.,-])(?=[^\W\d]*+\d)(?=[\d_]*+[^\W\d_])\w++(?!-)")
ORDINAL = re.compile(r"(?<![\w-])(?=\d*[lIiOo])([lIiOo\d]{1,6})(st|nd|rd|th)(?![\w-])")
RIGHT_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|s|er|te|ten)")
NUMBER = re.compile(r"(?<![\w.-])(?=[lIO,]*+\d)(?=[\d,]*+[lIO])[\dlIO][\dlIO,]*+(?!\w)")
PRONOUN = re.compile(
    r"(?<![\w.,:'’-])(?<=[ \n\"“(])([1l|])(?= (?:am|was|have|had|shall|should|will|would|do|did|can|could|may|might|"
    r"must|think|hope|believe|fear|wish|trust|feel|know|agree|propose|consider|regret|send|thank|beg|also|fully)\b)"
)
YEAR = re.compile(r"(?<![\d.,])1\d{3}(?!\d|[.,]\d)")
TO_FIGURES = str.maketrans("lIiOo", "11100")


def figures_for_letters(copy: Copy) -> Iterator[Candidate]:
    """Yield words with figures in them that are words with letters instead; and the figure 1 where “I” must stand."""
    for match in MIXED.finditer(copy.text):
        word = match.group()
        if RIGHT_ORDINAL.fullmatch(word):
            continue
        read = next((one for one in _lettered(word) if copy.words.knows(one) and len(one) > 2), None)
        if read:
            message = f"“{word}” has figures for letters."
            evidence = (f"“{read}” is a word.",)
            yield Candidate("confusion", match.start(), match.end(), message, evidence, correction(word, read), 0.95)
    if copy.words.language != "en":
        return
    for match in PRONOUN.finditer(copy.text):
        message = f"“{match[1]}” stands where the pronoun “I” is wanted."
        evidence = (f"A verb of the first person follows: “{copy.around(match.start(), match.end())}”.",)
        yield Candidate("confusion", match.start(), match.end(), message, evidence, correction(match[1], "I"), 0.97)


def letters_for_figures(copy: Copy) -> Iterator[Candidate]:
    """Yield numbers and ordinals with letters among their figures, such as “loth” and “l942”."""
    for match in ORDINAL.finditer(copy.text if copy.words.language == "en" else ""):
        number = match[1].translate(TO_FIGURES)
        beside = copy.around(*match.span(), 12)
        if ordinal_ending(number) == match[2] and any(month in beside for month in MONTHS):
            word, read = match.group(), number + match[2]
            evidence = (f"With l or I for 1 and O for 0 it is “{read}”, and a month stands beside it.",)
            message = f"“{word}” has letters for figures."
            yield Candidate("confusion", match.start(), match.end(), message, evidence, correction(word, read), 0.9)
    for match in NUMBER.finditer(copy.text):
        word, read = match.group(), match.group().translate(TO_FIGURES)
        message = f"“{word}” has letters among its figures."
        evidence = (f"With l or I for 1 and O for 0 it is the number {read}.",)
        yield Candidate("confusion", match.start(), match.end(), message, evidence, correction(word, read), 0.95)


def look_alikes(copy: Copy) -> Iterator[Candidate]:
    """Yield a word that the texts have once and that differs in one misread sign from one that they have often."""
    for match in re.finditer(rf"(?<![\w-]){WORD.pattern}(?![\w-])", copy.text):
        word = match.group()
        if len(word) < 3 or not word.islower() or copy.words.count(word) > 1 or not copy.words.has(word):
            continue
        likes = copy.words.ranked(one for one in confused(word) if _is_usual(one, word, copy))
        if likes:
            like = likes[0]
            message = f"“{word}” may be misread for “{like}”."
            evidence = (
                f"The texts have “{word}” once and “{like}” {times(copy.words.count(like))}; the dictionary counts "
                f"{copy.words.frequency(word)} and {copy.words.frequency(like)}.",
            )
            yield Candidate("confusion", match.start(), match.end(), message, evidence, correction(word, like), 0.35)


def years(copy: Copy) -> Iterator[Candidate]:
    """Yield a year that stands once and differs in one figure from one that stands often."""
    found = [(match.group(), match.start()) for match in YEAR.finditer(copy.text)]
    counts = Counter(year for year, _ in found)
    usual = {year for year, count in counts.items() if count >= 10}
    for year, start in found:
        like = [one for one in sorted(usual) if sum(a != b for a, b in zip(year, one, strict=True)) == 1]
        if counts[year] > 1 or not like or any(abs(int(year) - int(one)) < 10 for one in usual):
            continue
        nearest = max(like, key=lambda one: counts[one])
        message = f"The year {year} may be misread for {nearest}."
        evidence = (f"The text has {year} once, and {nearest} {times(counts[nearest])}.",)
        yield Candidate("confusion", start, start + 4, message, evidence, correction(year, nearest), 0.7)


def _lettered(word: str) -> Iterator[str]:
    """The readings of a word in which letters stand for its figures."""
    for one in ("l", "I", "i"):
        yield word.replace("1", one).replace("0", "o").replace("5", "s").replace("8", "B").replace("6", "b")


def _is_usual(like: str, word: str, copy: Copy) -> bool:
    words = copy.words
    return words.count(like) >= 20 and words.frequency(like) >= 100 * max(1, words.frequency(word))
