"""Signs that no text of the language has, and pieces of another page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from edition.ingest.candidates.candidate import Candidate, correction, times
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.lexicon import WORD

SIGN = re.compile(
    r"(?<=[^\W_])[&*^~|\\<>{}#@=¬¤§_�\u00ad]++(?=\s|$|[.,;])|(?<=\s)[|\\^~¬¤�]+(?=\s)|(?<=\w)[\u00ad|�](?=\w)"
)
INNER = re.compile(r"(?<![\w-])(?!Ma?c|O['’]|[dDlL]['’])[^\W\d_]*[a-zäöü][A-ZÄÖÜ][^\W\d_]*(?![\w-])")
CAPITALISED = re.compile(r'(?<![\w"“.-])[a-z]+ ([A-Z][a-z]{2,})(?= [a-z])')
REST = re.compile(r"(?<=[.!?] )pp?\. \d{1,3}(?:, ?\d{1,3})*\.?[ \t]*$", re.MULTILINE)  # a piece of an index
PAGES = re.compile(r"(?m)^[ \t]*+(?:(?:pp?\.|S\.|Seite)[ \t]*+)?\d{1,3}(?:, ?\d{1,3})*\.?[ \t]*$")


def signs(copy: Copy) -> Iterator[Candidate]:
    """Yield signs at the end of a word or between words that belong to no text."""
    for match in SIGN.finditer(copy.text):
        message = f"The sign {match.group()} does not belong to the text."
        evidence = (f"“{copy.around(*match.span())}”",)
        yield Candidate("stray", *match.span(), message, evidence, {"surplus": True}, 0.8)


def scripts(copy: Copy) -> Iterator[Candidate]:
    """Yield words that mix the letters of two scripts."""
    for match in WORD.finditer(copy.text):
        found = {unicodedata.name(char, "?").partition(" ")[0] for char in match.group() if char.isalpha()}
        if len(found & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            message = f"“{match.group()}” mixes letters of two scripts."
            evidence = (", ".join(sorted(name.title() for name in found)) + " letters in one word.",)
            yield Candidate("stray", *match.span(), message, evidence, None, 0.95)


def pages(copy: Copy) -> Iterator[Candidate]:
    """Yield lines that hold nothing but numbers of pages."""
    for match in PAGES.finditer(copy.text):
        line = match.group().strip()
        start = match.start() + match.group().index(line)
        message = f"The line “{line}” looks like the number of a page."
        evidence = ("It has no words.",)
        yield Candidate("stray", start, start + len(line), message, evidence, {"surplus": True}, 0.6)


def references(copy: Copy) -> Iterator[Candidate]:
    """Yield numbers of pages at the end of a paragraph that nothing introduces."""
    for match in REST.finditer(copy.text):
        message = f"“{match.group()}” looks like a piece of an index."
        evidence = ("It stands behind the end of a sentence, and is none.",)
        yield Candidate("stray", *match.span(), message, evidence, {"surplus": True}, 0.6)


def capitals(copy: Copy) -> Iterator[Candidate]:
    """Yield capitals in the middle of a word that stands once, and of a sentence where the word is a common one."""
    for match in INNER.finditer(copy.text):
        word = match.group()
        if copy.words.counts.get(word, 0) < 2 and copy.words.has(word):
            message = f"“{word}” has a capital in its middle."
            mended = word[0] + word[1:].lower()
            evidence = ("The texts have it once.",)
            yield Candidate("capital", *match.span(), message, evidence, correction(word, mended), 0.8)
    if copy.words.language != "de":
        yield from _in_sentence(copy)


def _in_sentence(copy: Copy) -> Iterator[Candidate]:
    for match in CAPITALISED.finditer(copy.text):
        word = match[1]
        small = copy.words.counts.get(word.lower(), 0)
        if small >= 5 and copy.words.counts.get(word, 0) == 1:
            message = f"“{word}” has a capital in the middle of the sentence."
            evidence = (f"The texts have “{word.lower()}” {times(small)}, and “{word}” only here.",)
            yield Candidate("capital", *match.span(1), message, evidence, correction(word, word.lower()), 0.4)
