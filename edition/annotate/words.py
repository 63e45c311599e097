"""Words of a running text, and what stands between two of them: in which ways a name may be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

HYPHENS = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Accents, vowel signs and joiners, which many scripts write within a word, and `\w` does not hold.
MARKS = "".join(one for one in map(chr, range(0x0300, 0xFFF0)) if unicodedata.category(one).startswith("M")) + JOINERS
LETTER = rf"[\w{MARKS}]"
# A word; one that a line end broke; an address of the web or of mail, which is one word and no name.
WORD = re.compile(rf"{LETTER}++(?:(?:[{HYPHENS}][ \t]*\r?\n\s*(?=[^\W\d_A-Z]){LETTER}++)+|://\S+|@[\w.]+)?")
PARTED = re.compile(f"({WORD.pattern})")
# The words of a text without line ends and addresses.
PARTED_SIMPLY = re.compile(f"({LETTER}++)")
BROKEN = re.compile(rf"[{HYPHENS}]\s*")

SPACE, POINT, HYPHEN, APOSTROPHE = " ", ".", "-", "'"


def words(text: str) -> list[str]:
    """The words of a text, each as `word` gives it."""
    return [word(found) for found in WORD.findall(text)]


def parts(text: str) -> list[str]:
    """The words of a text as it writes them, and what stands before, between and behind them, in turn."""
    return (PARTED if "\n" in text or "@" in text or "://" in text else PARTED_SIMPLY).split(text)


def word(found: str) -> str:
    """A word in the form in which two are compared: composed characters, no line end in it."""
    if found.isascii() and "\n" not in found:
        return found
    return BROKEN.sub("", unicodedata.normalize("NFC", found))


def joints(text: str) -> list[str]:
    """What stands between each two words of a text, by kind (see `joint`)."""
    return [joint(between) for between in parts(text)[2:-1:2]]


def joint(between: str) -> str:
    """The kind of what stands between two words: a blank, a point, a hyphen, an apostrophe; else as it is."""
    if between == " " or not between.strip():
        return SPACE
    signs = "".join(between.split())
    if signs == ".":
        return POINT
    if signs in HYPHENS:
        return HYPHEN
    return APOSTROPHE if signs in APOSTROPHES else signs


def fits(written: str, registered: str, before: str) -> bool:
    """Tell whether a joint in a text may stand for one of a name; `before` is the word before it.

    >>> fits(POINT, SPACE, "V"), fits(POINT, SPACE, "Lark"), fits(SPACE, HYPHEN, "Kai")
    (True, False, True)
    """
    if written == registered:
        return True
    if written == POINT:  # "V. Lark" for "V Lark"; but a sentence ends with "Lark."
        return registered == SPACE and len(before) <= ABBREVIATED
    return written in (SPACE, HYPHEN) and registered in (SPACE, HYPHEN, POINT)


def spellings(name: str) -> Iterator[str]:
    """Yield the ways to write a name that differ in no letter: "U.S.S.R." and "USSR", "Kai-shek" and "Kaishek"."""
    yield name
    if (joined := ABBREVIATION.sub(lambda match: match.group().replace(".", ""), name)) != name:
        yield joined
    if (joined := INNER_HYPHEN.sub("", name)) != name:
        yield joined
    if name[:1].islower():
        yield from spellings(name[:1].upper() + name[1:])


# So long is what a point behind it abbreviates: "V.", "Dr.", "Gen."; a longer word with one ends a sentence.
ABBREVIATED = 3
APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}", "\N{MODIFIER LETTER APOSTROPHE}")
# Three initials or more: with two, as in "U.S.", a word of a heading may be meant.
ABBREVIATION = re.compile(r"\b(?:[^\W\d_]\.){3,}")
INNER_HYPHEN = re.compile(rf"(?<=[^\W\d_])[{HYPHENS}](?=[^\W\d_A-Z])")
