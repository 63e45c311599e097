"""All letters of a corpus together, and what its notes say of letters: what is asked to tell which letter is meant."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edition.annotate.letters import Letter, day_number
from edition.tei.header import Agent


@dataclass(frozen=True, slots=True)
class Witness:
    """What a note says: the files of the documents that it refers to; `explains`: it tells of something else."""

    documents: tuple[str, ...] = ()
    explains: bool = False


@dataclass(frozen=True, slots=True)
class Corpus:
    """All letters, in the order of time, and what notes say, by their addresses; every question is a look-up."""

    letters: tuple[Letter, ...]
    notes: Mapping[str, Witness]
    _days: tuple[int, ...] = field(repr=False)
    _on: Mapping[str, tuple[Letter, ...]] = field(repr=False)
    _by_path: Mapping[str, tuple[Letter, ...]] = field(repr=False)
    _by_document: Mapping[str, Letter] = field(repr=False)
    _by_surname: Mapping[str, tuple[Agent, ...]] = field(repr=False)

    @classmethod
    def of(cls, letters: Iterable[Letter], notes: Mapping[str, Witness] | None = None) -> Corpus:
        """The letters in order; those of one day stay as they come.

        Those that the edition does not have are found by their ids alone: only an editor can say that they are meant.
        """
        described = list(letters)
        known = tuple(sorted((one for one in described if not one.missing), key=lambda one: day_number(one.day)))
        paths: defaultdict[str, list[Letter]] = defaultdict(list)
        on: defaultdict[str, list[Letter]] = defaultdict(list)
        surnames: defaultdict[str, dict[Agent, None]] = defaultdict(dict)
        for one in known:
            paths[one.path].append(one)
            for day in sorted({each.exact for each in (*one.sent, *one.received) if each.exact}):
                on[day].append(one)
            for agent in (*one.senders, *one.addressees):
                surnames[_surname(agent.name)][agent] = None
        return cls(
            letters=known,
            notes=notes or {},
            _days=tuple(day_number(one.day) for one in known),
            _on={day: tuple(found) for day, found in on.items()},
            _by_path={path: tuple(found) for path, found in paths.items()},
            _by_document={one.document: one for one in (*described, *reversed(known))},
            _by_surname={name: tuple(agents) for name, agents in surnames.items()},
        )

    def named(self, name: str) -> tuple[Agent, ...]:
        """The correspondents whose surname, their last word, is that of a name."""
        return self._by_surname.get(_surname(name), ())

    def document(self, identifier: str) -> Letter | None:
        """The letter that is the document with an id."""
        return self._by_document.get(identifier)

    def at(self, path: str) -> tuple[Letter, ...]:
        """The letters in the file at a path."""
        return self._by_path.get(path, ())

    def on(self, day: str) -> Sequence[Letter]:
        """The letters known to have been sent or received on a day."""
        return self._on.get(day, ())

    def between(self, first: int, last: int) -> Sequence[Letter]:
        """The letters of the days from the first to the last, as `day_number` counts them."""
        return self.letters[bisect_left(self._days, first) : bisect_right(self._days, last)]


def _surname(name: str) -> str:
    return name.split()[-1] if name.split() else ""
