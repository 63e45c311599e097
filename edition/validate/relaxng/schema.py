"""A schema ready for use: its states, and which elements it knows."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from edition.validate.relaxng import expected
from edition.validate.relaxng.derivatives import Derivatives, State
from edition.validate.relaxng.names import listed, namespace_of
from edition.validate.relaxng.patterns import Element, Pattern
from edition.validate.relaxng.simplify import simplify


class Schema:
    """A RELAX NG schema. Documents are held against it with `matcher.mismatches`."""

    def __init__(self, file: Path, shown: str, inside: Path) -> None:
        """Read a schema; files that it includes lie in the folder `inside`. Raises `EditionError` if it is none."""
        simple = simplify(file, shown, inside)
        self.shown = shown
        self.tei_version = simple.tei_version
        self.derivatives = Derivatives(simple.patterns)
        self.start = self.derivatives.state([simple.start])

    def anywhere(self, name: str) -> State | None:
        """Where an element of this name begins, by all the patterns that the schema has for it; None if it has none."""
        contents = self._contents.get(name)
        return self.derivatives.state(contents) if contents else None

    @property
    def names(self) -> frozenset[str]:
        """The qualified names of all the elements that the schema lists."""
        return frozenset(self._contents)

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The namespaces of these names."""
        return frozenset(map(namespace_of, self._contents))

    def holders(self, name: str) -> frozenset[str]:
        """The elements that another may stand in."""
        return self._holders.get(name, frozenset())

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for holder, contents in self._contents.items():
            for element in {each for content in contents for each in expected.below(content)}:
                for name in listed(element.names):
                    found.setdefault(name, set()).add(holder)
        return {name: frozenset(holders) for name, holders in found.items()}

    @cached_property
    def _contents(self) -> dict[str, dict[Pattern, None]]:
        """For each name the contents that an element may have; all that can be reached from the start is read."""
        found: dict[str, dict[Pattern, None]] = {}
        waiting: list[Pattern] = list(self.start.ways)
        seen: set[Element] = set()
        while waiting:
            for element in expected.below(waiting.pop()):
                if element not in seen:
                    seen.add(element)
                    waiting.append(element.content)
                    for name in listed(element.names):
                        found.setdefault(name, {})[element.content] = None
        return found
