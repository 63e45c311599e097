"""What every decision about words of a text has: the words, and what stands around them; why, how sure, by whom."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from edition.yamlfile import Strict

Words = Annotated[str, StringConstraints(min_length=1)]
Certainty = Literal["high", "medium", "low"]
# What people write who mean to give a reason later; a word alone is none either.
PLACEHOLDER = re.compile(r"[\W\d_]*|\W*(?:todo|fixme|tbd|tba|xxx+)\b.*|\W*\w+\W*|n/a", re.IGNORECASE | re.DOTALL)


def _given(reason: str) -> str:
    """The reason, if it says something."""
    if PLACEHOLDER.fullmatch(reason):
        raise ValueError("that is no reason: quote what proves the decision")
    return reason


Reason = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_given)]


class Quoted(Strict):
    """What every decision has: its anchor, words that occur once in a text; why, how sure, and by whom."""

    quote: Words
    prefix: str = ""
    suffix: str = ""
    reason: Reason
    cert: Certainty = "high"
    resp: str
