"""A word that stands twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edition.ingest.candidates.candidate import Candidate, correction
from edition.ingest.candidates.copy import Copy
from edition.ingest.candidates.lexicon import WORD

TWICE = re.compile(rf"(?<![\w'’-])({WORD.pattern})([ \t]+|[ \t]*\n)\1(?![\w'’-])", re.IGNORECASE)
# Words that grammar may double: “had had”, “that that”; in German the article behind the pronoun.
MAY_DOUBLE = frozenset("had that her you is der die das den dem sie ihr".split())


def doubled_words(copy: Copy) -> Iterator[Candidate]:
    """Yield each word that is repeated, but for those that grammar may double."""
    for match in TWICE.finditer(copy.text):
        if match[1].lower() in MAY_DOUBLE or len(match[1]) == 1:
            continue
        message = f"“{match[1]}” stands twice in a row."
        proposal = correction(match.group(), match[1])
        evidence = (f"“{copy.around(*match.span())}”",)
        yield Candidate("doubled", *match.span(), message, evidence, proposal, 0.9 if match[1].islower() else 0.6)
