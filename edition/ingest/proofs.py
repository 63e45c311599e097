"""The proof that a text laid out of a format has every word of its file: the file's words are found another way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.profile import Profile
from edition.ingest.readers import files, formatted
from edition.ingest.source import Source

NO_LETTER = re.compile(r"[\W_]+")
# How many words before a missing one a finding prints.
BEFORE = 6


def prove(folder: Path, shown: str, source: Source, profile: Profile) -> Iterator[Diagnostic]:
    """Yield a finding for each file of a formatted source of which a word is not in the text, where the first lacks.

    The words of the text must stand in the order of the file, those of its notes anywhere.
    """
    for file in files.find(folder, shown, formatted.ENDINGS).files:
        words, notes = formatted.words_of(file, profile)
        missing = lacking(words, notes, source.text_of(file.path))
        if missing:
            message = f"The file has “{missing}”, and the last of these words is not in the text made of it."
            help = "Write the place more simply; a format must lose no word without saying so."
            yield Diagnostic(Code.NOT_THE_SOURCE, message, Location(file.path), help)


def left_out(folder: Path, shown: str, profile: Profile) -> dict[str, int]:
    """How many characters of the files of a source, white space apart, are no part of its text, by reason."""
    if profile.reader != "formatted":
        return {}
    counted: Counter[str] = Counter()
    for file in files.find(folder, shown, formatted.ENDINGS).files:
        counted.update(formatted.left_out_of(file, profile))
    return dict(sorted(counted.items()))


def lacking(words: list[str], notes: list[str], text: str) -> str:
    """The first of the words that the text does not have, with some before it; "" when it has all.

    Letters and digits alone count: what parts words in one reading need not part them in the other.
    """
    stream = NO_LETTER.sub("", text)
    done = 0
    for index, word in enumerate(words):
        at = stream.find(word, done)
        if at < 0:
            return " ".join(words[max(index - BEFORE, 0) : index + 1])
        done = at + len(word)
    for word, times in Counter(notes).items():
        if stream.count(word) < times:
            return word
    # A word of a note may occur elsewhere, and be lost in the note: then there are too few letters.
    if Counter("".join((*words, *notes))) - Counter(stream):
        absent = Counter((*words, *notes)) - Counter(NO_LETTER.split(text))
        return next((word for word in (*notes, *words) if absent[word]), (*notes, *words)[0])
    return ""
