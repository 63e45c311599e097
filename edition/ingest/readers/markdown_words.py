"""The words of a Markdown file found without its reader, so that the audit can compare: the raw text, markup taken out.

Where a pattern here takes out too much, the comparison sees less; it never asks for a word that a reader does not see.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W_]+")

# What may stand before the words of a line: of a quotation, a list item, an indented block.
LEAD = r"^(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*"

FRONT_MATTER = re.compile(r"\A-{3,}[ \t]*\n.*?\n(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.DOTALL)
# The fence of a block of code, with the word that says of what kind it is.
FENCE = re.compile(rf"(?P<lead>{LEAD}(?:\[\^[^\]\s]+\]:{LEAD[1:]})?)(?:`{{3,}}|~{{3,}}).*$", re.MULTILINE)
# The address of a link, apart from it, and its title.
ADDRESS = re.compile(LEAD + r"\[[^\]^][^\]]*\]:[ \t]*\n?.*(?:\n[ \t]+[\"'(].*[\"')][ \t]*$)?", re.MULTILINE)
# A definition of a footnote: its first line, and what is indented or follows without a blank line.
NOTE = re.compile(LEAD + r"\[\^[^\]\s]+\]:(?P<words>.*(?:\n[ \t>]*\S.*|\n[ \t>]*(?=\n(?: {4}|\t)))*)", re.MULTILINE)
NOTE_IN_LINE = re.compile(r"\^\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]", re.DOTALL)
MARKUP = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^(?:[ \t>]|[-+*][ \t])*\d{1,9}[.)](?=\s|$)",  # the number of a list item
        r"\[\^[^\]\s]{1,999}\]:?",  # the call or label of a footnote
        # the address and title of a link or picture
        r"\]\(\s*(?:<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?\s*\)",
        r"\]\[[^\]]*\]",  # the label of a link
        r"(?<![^\W_])[^\W_]*+(?:&(?:#\w+|\w+);[^\W_]*)+",  # a word with a character by its name
    )
)


def words(data: bytes) -> tuple[list[str], list[str]]:
    """The runs of letters and digits of the text, in its order, and those of its notes."""
    text = FRONT_MATTER.sub("", re.sub(r"\r\n?", "\n", data.decode("utf-8-sig")))
    text = ADDRESS.sub("", FENCE.sub(r"\g<lead>", text))
    notes: list[str] = []
    for pattern in (NOTE_IN_LINE, NOTE):
        notes += [match["words"] for match in pattern.finditer(text)]
        text = pattern.sub("\n", text) if pattern is NOTE else pattern.sub("", text)
    return _without_markup(text), _without_markup("\n".join(notes))


def _without_markup(text: str) -> list[str]:
    for pattern in MARKUP:
        text = pattern.sub(" ]" if pattern.pattern.startswith(r"\]") else " ", text)
    return WORD.findall(text)
