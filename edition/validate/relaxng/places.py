"""The place of an element in words: `letter 57, paragraph 4, note 29`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from edition.tei.names import TEI
from edition.validate.relaxng.names import qualified

WORDS: Mapping[str, str] = {
    "TEI": "document",
    "ab": "block",
    "back": "back matter",
    "cell": "cell",
    "closer": "closer",
    "div": "division",
    "front": "front matter",
    "head": "heading",
    "item": "item",
    "l": "line",
    "lg": "stanza",
    "list": "list",
    "note": "note",
    "opener": "opener",
    "p": "paragraph",
    "postscript": "postscript",
    "row": "row",
    "table": "table",
    "teiHeader": "header",
}
NAMED = {qualified(TEI, name): word for name, word in WORDS.items()}
DOCUMENT, DIVISION = qualified(TEI, "TEI"), qualified(TEI, "div")
DIVISIONS = frozenset({DOCUMENT, DIVISION})
ONLY_ONE = frozenset(qualified(TEI, name) for name in ("teiHeader", "front", "back", "opener", "closer", "TEI"))


def place(around: Iterable[tuple[str, Mapping[str, str], int]]) -> str:
    """The place of the last of some elements, each (name, attributes, number among its like), the root first.

    A document or division is called by its `@type`. Each is told apart by the number that it has in print (`@n`), else
    by that of its order.
    """
    named = [step for step in around if step[0] in NAMED]
    # The division of a letter says all that the document around it does.
    if any(name == DIVISION for name, _, _ in named[1:]):
        named = [step for step in named if step[0] != DOCUMENT]
    steps = []
    for name, attributes, ordinal in named:
        word = attributes.get("type", NAMED[name]) if name in DIVISIONS else NAMED[name]
        number = attributes.get("n", "") or ("" if name in ONLY_ONE else str(ordinal))
        steps.append(f"{word} {number}".rstrip())
    return ", ".join(steps)
