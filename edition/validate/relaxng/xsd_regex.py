"""Regular expressions of W3C XML Schema (part 2, appendix F), for the facet `pattern`, translated for `regex`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from edition.tei.prefixes import PATIENCE
from edition.validate.relaxng.xml_names import NCNAME, NCNAME_START

NAME_START, NAME = f":{NCNAME_START}", f":{NCNAME}"

ESCAPES = {
    "s": "[ \\t\\n\\r]",
    "S": "[^ \\t\\n\\r]",
    "d": "\\p{Nd}",
    "D": "\\P{Nd}",
    "w": "[^\\p{P}\\p{Z}\\p{C}]",
    "W": "[\\p{P}\\p{Z}\\p{C}]",
    "i": f"[{NAME_START}]",
    "I": f"[^{NAME_START}]",
    "c": f"[{NAME}]",
    "C": f"[^{NAME}]",
    "n": "\\n",
    "r": "\\r",
    "t": "\\t",
}
ESCAPED_ITSELF = frozenset("\\|.?*+(){}-[]^$")
PUNCTUATION = frozenset("&~|#-[]^$\"'!%,/:;<=>@`")


@cache
def matcher(pattern: str) -> Callable[[str], bool]:
    """A function that tells whether a whole text matches. Raises `ValueError` for what is no regular expression.

    The function raises `TimeoutError`, with the pattern, where nobody can wait for the answer.
    """
    import regex  # here, since it is slow to import and many schemas need no pattern

    translated = "".join(_translated(pattern))
    try:
        compiled = regex.compile(translated, regex.VERSION1)
    except regex.error as error:
        raise ValueError(f"“{pattern}” is no regular expression: {error}") from None

    def matches(text: str) -> bool:
        try:
            return compiled.fullmatch(text, timeout=PATIENCE) is not None
        except TimeoutError:
            raise TimeoutError(pattern) from None

    return matches


def _translated(pattern: str) -> Iterator[str]:
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            piece, at = _escape(pattern, at)
            yield piece
        elif sign == "[":
            piece, at = _character_class(pattern, at)
            yield piece
        else:
            at += 1
            yield "[^\\n\\r]" if sign == "." else f"\\{sign}" if sign in "^$" else sign
            if sign == "(" and pattern[at : at + 1] == "?":
                raise ValueError(f"“{pattern}” has `(?`, which these expressions do not know")


def _character_class(pattern: str, start: int) -> tuple[str, int]:
    """The class that begins with the bracket at `start`, and the place after it."""
    negated = pattern[start + 1 : start + 2] == "^"
    at = start + 1 + negated
    first, items, less = at, [], ""
    while pattern[at : at + 1] != "]" or at == first:
        if at >= len(pattern):
            raise ValueError(f"“{pattern}” has a bracket that is not closed")
        if pattern[at] == "\\":
            piece, at = _escape(pattern, at)
            items.append(piece)
        elif pattern.startswith("-[", at) and at > first:
            less, at = _character_class(pattern, at + 1)
            if pattern[at : at + 1] != "]":
                raise ValueError(f"“{pattern}” has a subtraction that does not end its class")
            break
        elif pattern[at] == "-" and at > first and pattern[at + 1 : at + 2] != "]":
            items.append("-")  # the sign of a range
            at += 1
        else:
            items.append(_literal(pattern[at]))
            at += 1
    group = f"[{'^' if negated else ''}{''.join(items)}]"
    return (f"[{group}--{less}]" if less else group), at + 1


def _escape(pattern: str, at: int) -> tuple[str, int]:
    """The escape at a backslash, and the place after it."""
    letter = pattern[at + 1 : at + 2]
    if letter in ("p", "P") and pattern[at + 2 : at + 3] == "{":
        end = pattern.find("}", at)
        name = pattern[at + 3 : end]
        block = f"Block={name[2:]}" if name.startswith("Is") else name
        if end > 0 and name:
            return f"\\{letter}{{{block}}}", end + 1
    elif letter in ESCAPES:
        return ESCAPES[letter], at + 2
    elif letter in ESCAPED_ITSELF and letter:
        return f"\\{letter}", at + 2
    raise ValueError(f"“{pattern}” has an escape, `{pattern[at : at + 2]}`, that these expressions do not know")


def _literal(sign: str) -> str:
    return f"\\{sign}" if sign in PUNCTUATION else sign
