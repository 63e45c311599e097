"""How good the checks are: what they propose against what the editors decided is damage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.ingest.candidates.candidate import Candidate
from edition.ingest.candidates.decided import covers
from edition.ingest.decisions import Anchored

# The matters of a decision by which words are damaged.
DAMAGE = ("correction", "supplied", "surplus", "unclear", "join")
TOP = (10, 50, 100)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of some things are damage, or found."""

    name: str
    of: int
    hits: int

    @property
    def share(self) -> str:
        """The hits in per cent."""
        return f"{100 * self.hits / self.of:.0f} %" if self.of else "–"


@dataclass(frozen=True, slots=True)
class Measured:
    """The measure of one edition: precision by check and at the top of the ranking, recall by matter."""

    precision: tuple[Tally, ...]
    top: tuple[Tally, ...]
    recall: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A source's text, what the checks propose there before any decision is heard, and what was decided."""

    text: str
    candidates: Sequence[Candidate]
    decisions: Sequence[Anchored]


def measure(sources: Iterable[Judged]) -> Measured:
    """Count what of the candidates is damage by the decisions, and what of the damage the candidates find.

    A candidate is damage if a decision corrects its place, supplies words there, queries it, calls it residue, or joins
    a paragraph that is broken there.
    """
    verdicts: list[tuple[Candidate, bool]] = []
    found: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for source in sources:
        damage = [(one, matter) for one in source.decisions if (matter := _matter(one))]
        verdicts += [(one, any(_meet(one, made, source.text) for made, _ in damage)) for one in source.candidates]
        decided.update(matter for _, matter in damage)
        met = [matter for made, matter in damage if any(_meet(one, made, source.text) for one in source.candidates)]
        found.update(met)
    verdicts.sort(key=lambda verdict: -verdict[0].weight)
    return Measured(tuple(_by_kind(verdicts)), tuple(_at_the_top(verdicts)), tuple(_by_matter(decided, found)))


def as_table(measured: Measured) -> str:
    """The measure to read: three tables of names, numbers and shares."""
    parts = (
        ("check", "proposed", "damage", measured.precision),
        ("ranking", "proposed", "damage", measured.top),
        ("decided as", "damage", "proposed", measured.recall),
    )
    return "\n".join(line for *head, rows in parts for line in _table(head, rows))


def _matter(one: Anchored) -> str:
    """By which matter a decision calls words damaged, "" when it is on something else."""
    return next((matter for matter in DAMAGE if getattr(one.decision, matter) is not None), "")


def _meet(candidate: Candidate, made: Anchored, text: str) -> bool:
    return covers(made, candidate.start, candidate.end, text)


def _by_kind(verdicts: list[tuple[Candidate, bool]]) -> Iterator[Tally]:
    kinds = Counter(one.kind for one, _ in verdicts)
    hits = Counter(one.kind for one, is_damage in verdicts if is_damage)
    yield from (Tally(kind, kinds[kind], hits[kind]) for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind)))
    yield Tally("all", kinds.total(), hits.total())


def _at_the_top(verdicts: list[tuple[Candidate, bool]]) -> Iterator[Tally]:
    for count in TOP:
        first = verdicts[:count]
        yield Tally(f"first {count}", len(first), sum(is_damage for _, is_damage in first))


def _by_matter(decided: Mapping[str, int], found: Mapping[str, int]) -> Iterator[Tally]:
    yield from (Tally(matter, decided[matter], found[matter]) for matter in DAMAGE)
    yield Tally("all", sum(decided.values()), sum(found.values()))


def _table(head: Sequence[object], rows: Iterable[Tally]) -> Iterator[str]:
    name, of, hits = head
    yield f"{name:<12} {of:>8} {hits:>8}"
    yield from (f"{row.name:<12} {row.of:>8} {row.hits:>8} {row.share:>7}" for row in rows)
    yield ""
