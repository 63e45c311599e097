"""Numbers as the lists and notes of documents print them."""

from __future__ import annotations


def numeral(number: int, style: str) -> str:
    """A number as word processors print it: `style` is a name of OOXML (ECMA-376, 17.18.59) or a sign of ODF."""
    if not 0 < number < 4000:
        return str(number)
    if style in ("lowerRoman", "i"):
        return _roman(number).lower()
    if style in ("upperRoman", "I"):
        return _roman(number)
    if style in ("lowerLetter", "a"):
        return _letters(number)
    if style in ("upperLetter", "A"):
        return _letters(number).upper()
    if style == "chicago":
        return "*†‡§"[(number - 1) % 4] * ((number - 1) // 4 + 1)
    return str(number)


def _roman(number: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    written = ""
    for value, sign in signs:
        written += sign * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa …, as word processors count."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
