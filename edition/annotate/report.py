"""The doubts of a corpus to read: words that may mean several entries, and names that no register knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from edition.annotate.drafts import Doubtful
from edition.annotate.references import SEVERAL
from edition.annotate.unknown import AT_BEGINNING, UNKNOWN

# So many places of the same words are shown.
PLACES = 3
WHY = {
    "ambiguous": "Words that may mean more than one entry, or nothing",
    "office": "Words that name somebody by an office, whom no rule tells",
    "somebody else": "Names that may be those of somebody else, or a part of a longer one",
    "markup": "Names that no element can hold, since another one begins or ends within them",
    SEVERAL: "Words that cite a letter, and may mean several",
    "overlap": "Words that overlap with what is marked up already",
    UNKNOWN: "Words with a capital that no register knows",
}


def as_text(doubts: Sequence[Doubtful]) -> str:
    """The doubts by kind and words, those that occur most first, with some of the places.

    A word at the beginning of a sentence counts only where it has a capital elsewhere too.
    """
    elsewhere = {doubt.words for doubt in doubts if doubt.why == UNKNOWN}
    groups: dict[str, defaultdict[str, list[Doubtful]]] = {why: defaultdict(list) for why in WHY}
    for doubt in doubts:
        if doubt.why != AT_BEGINNING:
            groups[doubt.why][doubt.words].append(doubt)
        elif doubt.words in elsewhere:
            groups[UNKNOWN][doubt.words].append(doubt)
    return "\n".join("".join(_section(why, known)) for why, known in groups.items() if known)


def _section(why: str, known: Mapping[str, Sequence[Doubtful]]) -> Iterator[str]:
    yield f"{WHY[why]}: {sum(map(len, known.values()))}\n"
    for words, places in sorted(known.items(), key=lambda one: (-len(one[1]), one[0])):
        may_mean = sorted({entry for place in places for entry in place.may_mean})
        yield f"\n  {len(places)} × {words}{' → ' if may_mean else ''}{', '.join(may_mean)}\n"
        for place in places[:PLACES]:
            yield f"      {place.path}:{place.line}: {place.before.lstrip()}[{words}]{place.after.rstrip()}\n"
        if len(places) > PLACES:
            yield f"      … and {len(places) - PLACES} more\n"
