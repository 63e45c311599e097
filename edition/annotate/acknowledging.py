"""What the words around a citation say of the letter meant: that it is answered, that it has not come, or neither.

An answer is a letter that says that it answers, or that it acknowledges. A letter that only cites another one may say
that the answer is elsewhere (`Language.elsewhere`), or speak of a letter aside (`Language.aside`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from edition.annotate.blocks import BAR
from edition.annotate.phrases import Language

# Stands for the characters of a date.
DATE = "\x1f"
# Stands for the words that cite.
CITED = "\x02"
# So many characters before and behind the words that cite tell what is said of the letter.
AROUND = 80

# White space, of which the sign of a date is none.
BLANKS = re.compile(rf"[^\S{DATE}]+")


def around(text: str, start: int, end: int) -> str:
    """The words before and behind a citation, with a sign in its place, and each white space as one blank."""
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return BLANKS.sub(" ", f"{before}{CITED}{after}".replace(BAR, ""))


def is_unreceived(context: str, language: Language) -> bool:
    """Tell whether the words around a citation say that the letter meant has not been received."""
    return _says(language.unreceived, context) and not _says(language.late, context)


def is_elsewhere(context: str, language: Language) -> bool:
    """Tell whether they say that the answer is another letter, or that the letter meant was still to come."""
    return _says(language.elsewhere, context) and not _says(language.late, context)


def is_aside(context: str, language: Language) -> bool:
    """Tell whether they speak of the letter aside, so that it is no answer unless they acknowledge it as well."""
    return _says(language.aside, context)


def acknowledges(context: str, language: Language) -> bool:
    """Tell whether they acknowledge the letter meant, be it that it has come late."""
    late = _says(language.unreceived, context) and _says(language.late, context)
    return late or _says(language.acknowledging, context)


def _says(patterns: tuple[str, ...], context: str) -> bool:
    return any(compiled.search(context) for compiled in _compiled(patterns))


@lru_cache(maxsize=32)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Patterns of words around a citation.

    `{cited}` is the citation, `{date}` a date, `{some}` words within a clause, `{more}` words within a sentence.
    """
    groups = {
        "{cited}": CITED,
        "{date}": f"{DATE}+",
        "{some}": f"[^.,;:?!{CITED}]{{0,40}}?",
        "{more}": f"[^.;:?!{CITED}]{{0,60}}?",
    }
    found = []
    for pattern in patterns:
        for sign, group in groups.items():
            pattern = pattern.replace(sign, group)
        found.append(re.compile(pattern, re.IGNORECASE))
    return tuple(found)
