"""The words that are known: of the language's dictionary, and of the texts of the edition themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from unicodedata import combining, normalize

from spellchecker import SpellChecker

from edition.ingest.candidates.candidate import times

# A word: letters, and apostrophes between them. Nothing of it is given back, so that no text takes for ever.
WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)*+")
# Where one may begin beside a hyphen: not within a word, nor behind an apostrophe of one.
BEGINS = r"(?<![\w-])(?<!\w['’])"
# Words that no hyphen touches: the halves of a word broken at a line end are none.
WHOLE_WORD = re.compile(rf"(?<![\w-])(?<!- ){WORD.pattern}(?![\w-])")
NEIGHBOURS = re.compile(rf"(?<![\w'’-])({WORD.pattern})(,?) (?=({WORD.pattern})(?![\w'’-]))")
# A hyphenated word, all of it.
COMPOUND = re.compile(rf"{BEGINS}{WORD.pattern}(?:-{WORD.pattern})++(?![\w-])")

# A word that the dictionary's own corpus has less often may be an error there.
RARE = 100
# What ends a form whose stem may stand alone in a dictionary, by language.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("'s", "’s", "'", "'d", "’d", "'t", "'st", "s", "es", "ed", "d", "ing", "er", "ness", "ly", "able", "less",
           "ful"),
    "de": ("s", "es", "e", "en", "n", "er", "em", "ern", "st", "te", "ten"),
}  # fmt: skip
BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("un", "non", "re", "over", "under", "out", "counter", "anti", "inter"),
    "de": ("un", "ge", "be", "ver", "vor", "an", "ab", "auf", "aus", "ein", "zu", "mit", "über", "unter"),
}
# How older or British spelling differs from the dictionary's.
SPELLINGS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("our", "or"), ("is", "iz"), ("ys", "yz"), ("tre", "ter"), ("nce", "nse"), ("ll", "l"), ("ae", "e"),
           ("oe", "e"), ("ogue", "og"), ("mme", "m"), ("lyse", "lyze"), ("aeroplane", "airplane"),
           ("metre", "meter"), ("xion", "ction"), ("ould", "old")),
    "de": (("ß", "ss"), ("ss", "ß"), ("th", "t"), ("ey", "ei"), ("ie", "i"), ("c", "k"), ("c", "z"), ("ſ", "s"),
           ("dt", "t"), ("iren", "ieren"), ("niß", "nis")),
}  # fmt: skip
COMPOUNDING = ("de",)  # languages in which any two nouns make a third
ACCENTED = ("en",)  # languages that write foreign words with their accents or without


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known as a word in one language, and how often the edition's own texts have it."""

    language: str  # the first part of a BCP 47 tag
    counts: Mapping[str, int]  # of the words of all texts, as they are written; halves of broken words left out
    compounds: Mapping[str, int]  # of the hyphenated words of all texts, lower case
    names: frozenset[str]  # words of the names of people
    neighbours: Mapping[tuple[str, str, str], int] = field(repr=False)  # of two words and what parts them: "" or ","
    dictionary: SpellChecker | None = field(repr=False)

    @classmethod
    def of(cls, language: str, texts: Iterable[str], names: Iterable[str] = ()) -> Lexicon:
        """The words of a language (BCP 47), of the texts of all sources, and of the names of people.

        A language without a dictionary has the words of the texts alone.
        """
        whole = "\n".join(texts)
        language = language.partition("-")[0].lower()
        return cls(
            language,
            Counter(WHOLE_WORD.findall(whole)),
            Counter(match.lower() for match in COMPOUND.findall(whole)),
            frozenset(word for name in names for word in WORD.findall(name)),
            Counter((match[1], match[2], match[3]) for match in NEIGHBOURS.finditer(whole)),
            _dictionary(language),
        )

    def knows(self, word: str) -> bool:
        """Whether a word is right as it stands: in the dictionary, a name, or twice in the texts.

        What inflects, prefixes, compounds or spells otherwise a word of the dictionary is known too.
        """
        if word in self.names or self.repeats(word):
            return True
        return self.dictionary is not None and _known(self.dictionary, self.language, word.lower())

    def has(self, word: str) -> bool:
        """Whether the dictionary itself has a word, as it stands."""
        return self.dictionary is not None and word.lower() in self.dictionary

    def repeats(self, word: str) -> bool:
        """Whether the texts have a word twice or more, at least once as it is written here."""
        return self.counts.get(word, 0) > 0 and self.count(word) > 1

    def attests(self, word: str) -> bool:
        """Whether a word is known, or stands unbroken in the texts."""
        return self.counts.get(word, 0) > 0 or self.knows(word)

    def count(self, word: str) -> int:
        """How often the texts have a word, in lower case, capitalised, or as it is written here."""
        return sum(self.counts.get(form, 0) for form in {word, word.lower(), word.capitalize()})

    def frequency(self, word: str) -> int:
        """How often the dictionary's own corpus has a word; 0 for one that it has not."""
        return self.dictionary[word.lower()] if self.dictionary is not None and self.has(word) else 0

    def is_usual(self, word: str) -> bool:
        """Whether the dictionary's own corpus has a word, in this or another spelling, more than rarely."""
        return any(self.frequency(form) > RARE for form in _spellings(word.lower(), self.language))

    def near(self, word: str) -> tuple[str, ...]:
        """Known words at a distance of one letter, the likeliest first."""
        if self.dictionary is None:
            return ()
        edits = self.dictionary.edit_distance_1(word.lower())
        found = {edit for edit in edits if self.has(edit)}
        found |= {edit.capitalize() for edit in edits if self.counts.get(edit.capitalize(), 0) > 1}
        return tuple(_cased(one, word) for one in self.ranked(found)[:3])

    def ranked(self, found: Iterable[str]) -> list[str]:
        """Words in order: those that the texts have most often, then those that the dictionary's own corpus has."""
        return sorted(found, key=lambda one: (-self.count(one), -self.frequency(one), one))


@cache
def _dictionary(language: str) -> SpellChecker | None:
    """The dictionary of a language; None where there is none."""
    if language not in SpellChecker.languages():
        return None
    return SpellChecker(language=language, distance=1)


@cache
def _without_accents(language: str) -> frozenset[str]:
    """The accented words of a dictionary, without their accents."""
    dictionary = _dictionary(language)
    accented = [word for word in dictionary.word_frequency.words() if not word.isascii()] if dictionary else []
    return frozenset("".join(char for char in normalize("NFD", word) if not combining(char)) for word in accented)


def _known(dictionary: SpellChecker, language: str, word: str) -> bool:
    if any(form in dictionary for form in _forms(word, language)):
        return True
    if language in ACCENTED and word in _without_accents(language):
        return True
    return language in COMPOUNDING and any(
        _is_part(dictionary, language, word[:at]) and _is_part(dictionary, language, word[at:])
        for at in range(4, len(word) - 3)
    )


def _is_part(dictionary: SpellChecker, language: str, part: str) -> bool:
    return part in dictionary or (part.endswith("s") and part[:-1] in dictionary)


def _forms(word: str, language: str) -> Iterator[str]:
    """The word, its stem, and both as the dictionary may spell them."""
    stems = [word, *(word.removesuffix(end) for end in ENDINGS.get(language, ()) if word.endswith(end))]
    stems += [stem.removeprefix(one) for stem in stems for one in BEGINNINGS.get(language, ()) if stem.startswith(one)]
    for stem in stems:
        if len(stem) < min(4, len(word)):
            continue
        yield from _spellings(stem, language)


def _spellings(word: str, language: str) -> Iterator[str]:
    yield word
    yield from (word.replace(older, newer) for older, newer in SPELLINGS.get(language, ()) if older in word)


def _cased(word: str, like: str) -> str:
    """A word with the capitals of another."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def known(word: str, words: Lexicon) -> str:
    """What is known of a word that is proposed, as evidence."""
    count = words.count(word)
    return f"“{word}” is a word" + (f"; the texts have it {times(count)}." if count else ".")


def function_words(language: str) -> Collection[str]:
    """The small words that begin a clause or hang on the next noun, which no compound ends with."""
    return FUNCTION_WORDS.get(language, frozenset())


FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        "a an the and or but nor not if of to in on at by for from with as that which who whom whose this these those "
        "is are was were be been has have had will would shall should can could may might must we you he she it they "
        "i our your his her its their my therefore however when where while because than so".split()
    ),
    "de": frozenset(
        "der die das den dem des ein eine einen einem einer eines und oder aber nicht wenn daß dass zu in im an am auf "
        "bei von vom mit als wie nach für aus durch über unter "
        "wir ihr er sie es ich mein sein unser welche welcher welches so doch".split()
    ),
}
