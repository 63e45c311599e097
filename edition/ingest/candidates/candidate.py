"""What a check proposes: a place that may be damaged, with its evidence and a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Signs that damage likens: what a reading machine or a tired eye takes for what. Each pair counts both ways.
CONFUSIONS: tuple[tuple[str, str], ...] = (
    ("l", "1"), ("i", "1"), ("I", "1"), ("I", "l"), ("o", "0"), ("O", "0"), ("s", "5"), ("S", "5"), ("B", "8"),
    ("rn", "m"), ("cl", "d"), ("e", "c"), ("h", "b"), ("i", "l"), ("u", "n"), ("ii", "u"), ("li", "h"), ("in", "m"),
    ("tl", "d"), ("vv", "w"), ("f", "t"), ("r", "d"), ("d", "b"), ("e", "o"), ("a", "o"), ("ri", "n"), ("t", "l"),
    ("f", "s"), ("ſ", "f"), ("I", "J"), ("n", "r"), ("g", "q"), ("ß", "B"), ("ü", "u"), ("ä", "a"), ("ö", "o"),
    ("ü", "ii"),
)  # fmt: skip
# The endings of English ordinals that are not "th", by the last figure.
ORDINALS = {"1": "st", "2": "nd", "3": "rd"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of a source text that may be damaged; an editor decides."""

    kind: str  # the name of the check
    start: int  # offsets of the doubtful words in the source text
    end: int
    message: str  # what is doubtful, in one sentence
    evidence: tuple[str, ...]  # each a fact that an editor can check
    proposal: Mapping[str, object] | None  # what a decision would say beside its anchor, if that can be told
    weight: float  # 0 to 1: how likely it is damage


def correction(sic: str, corr: str) -> Mapping[str, object]:
    """The proposal to correct `sic` as an error of the transcription."""
    return {"correction": {"sic": sic, "corr": corr, "fault": "transcription"}}


def confused(word: str) -> frozenset[str]:
    """What a word would be if one of its signs were misread for its like."""
    found = set()
    for one, other in CONFUSIONS:
        for old, new in ((one, other), (other, one)):
            at = word.find(old)
            while at >= 0:
                found.add(word[:at] + new + word[at + len(old) :])
                at = word.find(old, at + 1)
    return frozenset(found - {word})


def ordinal_ending(number: str) -> str:
    """The ending of an English ordinal: "st" of "21"; "" for what is no such number."""
    if not number.isdecimal() or number.startswith("0"):
        return ""
    return "th" if number[-2:-1] == "1" else ORDINALS.get(number[-1], "th")


def times(count: int) -> str:
    """A count in words: `once`, `twice`, `5 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
