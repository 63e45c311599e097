"""Who and what is mentioned together: entries of the registers, and in how many documents they meet.

A document counts once for each two entries that one meets in it, its notes included, however often it mentions them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from edition.export.graphml import Graph
from edition.export.tables import Table
from edition.tei.catalog import Catalog
from edition.tei.facts import Entry

# A document that mentions more entries than this is a list rather than a text: that two of them meet in it says
# nothing, and a thousand names would make half a million pairs.
MOST_IN_A_DOCUMENT = 100

# More pairs than this nobody can look at, and no program draws: then only those that meet in more documents are told.
MOST_PAIRS = 20_000

COLUMNS = ("entry", "name", "kind", "other entry", "other name", "other kind", "documents")


@dataclass(frozen=True, slots=True)
class CoMentions:
    """Pairs of entries with the number of documents in which both are met; those that meet most often first.

    Pairs that meet in fewer than `least` documents are left out; `left_out` says how many these are.
    """

    pairs: tuple[tuple[Entry, Entry, int], ...]
    least: int = 1
    left_out: int = 0


def co_mentions(catalog: Catalog) -> CoMentions:
    """Count the pairs of an edition; see `MOST_IN_A_DOCUMENT` and `MOST_PAIRS` for what is left out."""
    entries: dict[str, Entry] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for dated in catalog.chronology:
        met = catalog.entries_in(dated.document)
        if len(met) <= MOST_IN_A_DOCUMENT:
            entries |= {entry.address: entry for entry in met}
            counts.update(combinations(sorted(entry.address for entry in met), 2))
    least = _least(counts)
    kept = sorted(((-count, *pair) for pair, count in counts.items() if count >= least))
    pairs = tuple((entries[one], entries[other], -count) for count, one, other in kept)
    return CoMentions(pairs, least, len(counts) - len(pairs))


def table(found: CoMentions) -> Table:
    """The pairs as a table."""
    rows = ((*_told(one), *_told(other), count) for one, other, count in found.pairs)
    return Table(COLUMNS, tuple(rows))


def graph(found: CoMentions, catalog: Catalog) -> Graph:
    """The pairs as a graph without direction: entries, with the number of their mentions, and how often they meet.

    The weight of an edge is the number of documents.
    """
    return Graph(
        node_columns=("label", "kind", "mentions"),
        nodes=tuple(
            (entry.address, (entry.preferred or entry.id, entry.kind, len(catalog.mentions(entry))))
            for entry in _entries(found)
        ),
        edge_columns=("weight",),
        edges=tuple((one.address, other.address, (count,)) for one, other, count in found.pairs),
        directed=False,
    )


def _least(counts: Counter[tuple[str, str]]) -> int:
    """In how many documents a pair must meet so that not too many are left."""
    least = 1
    left = Counter(counts.values())
    while sum(left.values()) > MOST_PAIRS:
        del left[least]
        least += 1
    return least


def _told(entry: Entry) -> tuple[str, str, str]:
    return entry.id, entry.preferred, entry.kind


def _entries(found: CoMentions) -> Iterator[Entry]:
    """Yield each entry of the pairs once, by address."""
    known = {entry.address: entry for one, other, _ in found.pairs for entry in (one, other)}
    yield from (known[address] for address in sorted(known))
