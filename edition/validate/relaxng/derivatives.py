"""What a pattern leaves to be met, once a part of a document has been seen: derivatives, each worked out once.

The method is James Clark's ("An algorithm for RELAX NG validation", 2001-2002), with one change: what stands around an
element is not part of its pattern, but kept on a stack by whoever reads the document. Of a place in a document the
`State` says all that a schema may still ask for there; as states are made when they are first met and kept, a long
document costs little more than a look into a table for each of its tags.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from edition.validate.relaxng.datatypes import BLANKS
from edition.validate.relaxng.patterns import (
    EMPTY,
    NOT_ALLOWED,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Factory,
    Group,
    Interleave,
    Items,
    OneOrMore,
    Pattern,
    Value,
)


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A place in an element: one pattern for each way to read the document up to here, NOT_ALLOWED where it failed."""

    ways: tuple[Pattern, ...]
    failed: bool
    complete: tuple[bool, ...]  # for each way: the element may end here
    elements: dict[str, Fork | None] = field(default_factory=dict)
    attributes: dict[str, Fork | None] = field(default_factory=dict)
    words: list[Fork | None] = field(default_factory=list)
    inside: list[State] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """Where a state leads: by which patterns an element, a value or a text may be met, and what is left after each.

    `rests[i]` has (way, pattern) for each way in which `tests[i]` can be met. `inside` is where an element begins.
    """

    tests: tuple[Pattern, ...]
    rests: tuple[tuple[tuple[int, Pattern], ...], ...]
    inside: State
    joined: dict[tuple[bool, ...], State] = field(default_factory=dict)


class Derivatives:
    """The states of one schema."""

    def __init__(self, patterns: Factory) -> None:
        self._patterns = patterns
        self._states: dict[tuple[Pattern, ...], State] = {}
        self._eithers: dict[tuple[State, State], State] = {}
        self.accepts = lru_cache(50_000)(self._accepts)

    def state(self, ways: Iterable[Pattern]) -> State:
        """The state with these ways."""
        key = tuple(ways)
        found = self._states.get(key)
        if found is None:
            failed = all(way is NOT_ALLOWED for way in key)
            found = self._states[key] = State(key, failed, tuple(way.nullable for way in key))
        return found

    def element(self, state: State, name: str) -> Fork | None:
        """Where an element with this name leads, None if none may stand here."""
        if name not in state.elements:
            state.elements[name] = self._fork(state, lambda way: self._children(way, name))
        return state.elements[name]

    def attribute(self, state: State, name: str) -> Fork | None:
        """Where an attribute with this name leads, None if it may not stand here."""
        if name not in state.attributes:
            state.attributes[name] = self._fork(state, lambda way: self._with_attribute(way, name))
        return state.attributes[name]

    def text(self, state: State) -> Fork | None:
        """Where text leads, None if none may stand here."""
        if not state.words:
            state.words.append(self._fork(state, self._texts))
        return state.words[0]

    def content(self, state: State, *, forgiving: bool = False) -> State:
        """The state after the attributes; it has failed when one is missing, unless `forgiving`."""
        if forgiving:
            return self.state(self._closed(way, EMPTY) for way in state.ways)
        if not state.inside:
            state.inside.append(self.state(self._closed(way, NOT_ALLOWED) for way in state.ways))
        return state.inside[0]

    def joined(self, fork: Fork, passed: tuple[bool, ...], width: int) -> State:
        """The state after a fork of which some tests were passed; `width` is the number of ways before it."""
        found = fork.joined.get(passed)
        if found is None:
            left: list[list[Pattern]] = [[] for _ in range(width)]
            for met, rests in zip(passed, fork.rests, strict=True):
                for way, rest in rests if met else ():
                    left[way].append(rest)
            found = fork.joined[passed] = self.state(map(self._patterns.choice, left))
        return found

    def either(self, one: State, other: State) -> State:
        """The state of which each way is that of one state or that of the other."""
        found = self._eithers.get((one, other))
        if found is None:
            ways = map(self._patterns.choice, zip(one.ways, other.ways, strict=True))
            found = self._eithers[one, other] = self.state(ways)
        return found

    def ahead(self, state: State, name: str) -> Fork | None:
        """Where an element leads if what must stand before it is passed over; None if it may not come later either."""
        return self._fork(state, lambda way: self._children(way, name, ahead=True))

    def _fork(self, state: State, branches_of: Callable[[Pattern], Iterator[tuple[Pattern, Pattern]]]) -> Fork | None:
        rests: dict[Pattern, list[tuple[int, Pattern]]] = {}
        for number, way in enumerate(state.ways):
            for test, rest in branches_of(way):
                if rest is not NOT_ALLOWED:
                    rests.setdefault(test, []).append((number, rest))
        if not rests:
            return None
        return Fork(tuple(rests), tuple(map(tuple, rests.values())), self.state(rests))

    def _children(self, pattern: Pattern, name: str, *, ahead: bool = False) -> Iterator[tuple[Pattern, Pattern]]:
        """Yield (content of the element, what is left after it) for each way to meet an element of this name."""
        make = self._patterns
        match pattern:
            case Element():
                if pattern.names.contains(name):
                    yield pattern.content, EMPTY
            case Choice():
                for part in pattern.parts:
                    yield from self._children(part, name, ahead=ahead)
            case Group():
                for at, part in enumerate(pattern.parts):
                    for content, rest in self._children(part, name, ahead=ahead):
                        yield content, make.group((rest, *pattern.parts[at + 1 :]))
                    if not (part.nullable or ahead):
                        break
            case Interleave():
                for at, part in enumerate(pattern.parts):
                    for content, rest in self._children(part, name, ahead=ahead):
                        yield content, make.interleave((*pattern.parts[:at], rest, *pattern.parts[at + 1 :]))
            case OneOrMore():
                for content, rest in self._children(pattern.repeated, name, ahead=ahead):
                    yield content, make.group((rest, make.optional(pattern)))

    def _with_attribute(self, pattern: Pattern, name: str) -> Iterator[tuple[Pattern, Pattern]]:
        """Yield (pattern of the value, what is left after it) for each way to meet an attribute of this name."""
        make = self._patterns
        match pattern:
            case Attribute():
                if pattern.names.contains(name):
                    yield pattern.content, EMPTY
            case Choice():
                for part in pattern.parts:
                    yield from self._with_attribute(part, name)
            case Group() | Interleave():
                put = make.group if isinstance(pattern, Group) else make.interleave
                for at, part in enumerate(pattern.parts):
                    for value, rest in self._with_attribute(part, name):
                        yield value, put((*pattern.parts[:at], rest, *pattern.parts[at + 1 :]))
            case OneOrMore():
                for value, rest in self._with_attribute(pattern.repeated, name):
                    yield value, make.group((rest, make.optional(pattern)))

    def _texts(self, pattern: Pattern) -> Iterator[tuple[Pattern, Pattern]]:
        """Yield (pattern of the text, what is left after it) for each way to meet text."""
        make = self._patterns
        match pattern:
            case Data() | Value() | Items():
                yield pattern, EMPTY
            case Choice():
                for part in pattern.parts:
                    yield from self._texts(part)
            case Group():
                for at, part in enumerate(pattern.parts):
                    for text, rest in self._texts(part):
                        yield text, make.group((rest, *pattern.parts[at + 1 :]))
                    if not part.nullable:
                        break
            case Interleave():
                for at, part in enumerate(pattern.parts):
                    for text, rest in self._texts(part):
                        yield text, make.interleave((*pattern.parts[:at], rest, *pattern.parts[at + 1 :]))
            case OneOrMore():
                for text, rest in self._texts(pattern.repeated):
                    yield text, make.group((rest, make.optional(pattern)))
            case _ if pattern is TEXT:
                yield TEXT, TEXT

    def _closed(self, pattern: Pattern, missing: Pattern) -> Pattern:
        """What is left of a pattern when no more attributes come; `missing` stands for each that has not come."""
        make = self._patterns
        match pattern:
            case Attribute():
                return missing
            case Choice():
                return make.choice(self._closed(part, missing) for part in pattern.parts)
            case Group():
                return make.group(self._closed(part, missing) for part in pattern.parts)
            case Interleave():
                return make.interleave(self._closed(part, missing) for part in pattern.parts)
            case OneOrMore():
                return make.one_or_more(self._closed(pattern.repeated, missing))
        return pattern

    def _accepts(self, pattern: Pattern, text: str) -> bool:
        """Tell whether a text, the whole of a value or of an element, meets a pattern."""
        match pattern:
            case Data():
                return pattern.datatype.allows(text) and not (pattern.less and self.accepts(pattern.less, text))
            case Value():
                return pattern.datatype.equal(pattern.text, text)
            case Items():
                return self._accepts_words(pattern.words, [word for word in BLANKS.split(text) if word])
            case _ if pattern is TEXT:
                return True
        if pattern.nullable and not text.strip(" \t\r\n"):
            return True
        return any(rest.nullable and self.accepts(test, text) for test, rest in self._texts(pattern))

    def _accepts_words(self, pattern: Pattern, words: list[str]) -> bool:
        for word in words:
            pattern = self._patterns.choice(rest for test, rest in self._texts(pattern) if self.accepts(test, word))
        return pattern.nullable
