"""Initials stay with the name that they belong to, or with each other: "A. B. Lark", "A. B. L.".

They stand in an element that no line parts, so that words that are copied or searched for are those of the text.
"""

from __future__ import annotations

import re

from edition.render.html import Html, join, tag

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0401-\u042f"
_NEXT = rf"(?=[{_CAPITAL}])[\w'’-]{{1,24}}(?!\w)\.?"
_INITIALS = re.compile(rf"(?<!\w)(?:[{_CAPITAL}]\.[ \u00a0]){{1,4}}{_NEXT}")


def kept_together(words: str) -> Html:
    """Words of a text as markup, escaped, each name with its initials in an element of class `initials`.

    >>> print(kept_together("A. B. Lark & I"))
    <span class="initials">A. B. Lark</span> &amp; I
    """
    if ". " not in words:
        return join([words])
    pieces: list[Html | str] = []
    end = 0
    for found in _INITIALS.finditer(words):
        pieces += [words[end : found.start()], tag("span", {"class": "initials"}, found[0])]
        end = found.end()
    return join([*pieces, words[end:]])
