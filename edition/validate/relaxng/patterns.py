"""Patterns of RELAX NG in simple form (specification, section 4.21), each made once.

Equal patterns are one object, so that they are compared, and what follows from them is remembered, by identity. What
can never be met, and what asks for nothing, is simplified away as a pattern is made (sections 4.20 and 4.21).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from edition.validate.relaxng.datatypes import Datatype
from edition.validate.relaxng.names import NameClass


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Any pattern; `nullable`: an element without content has all that it asks for."""

    nullable: bool


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Pattern):
    """One of several patterns."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Group(Pattern):
    """Several patterns, one after the other; attributes among them in any order."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Interleave(Pattern):
    """Several patterns, in any order and into each other."""

    parts: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OneOrMore(Pattern):
    """A pattern once or several times."""

    repeated: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Items(Pattern):
    """A list of words, parted by white space, that meet a pattern one after the other (RELAX NG: `list`)."""

    words: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Data(Pattern):
    """A value of a datatype, less those of another pattern."""

    datatype: Datatype
    less: Pattern | None


@dataclass(frozen=True, slots=True, eq=False)
class Value(Pattern):
    """One value of a datatype; `text` as the schema writes it."""

    datatype: Datatype
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Attribute(Pattern):
    """An attribute with one of some names."""

    names: NameClass
    content: Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Element(Pattern):
    """An element with one of some names; what it holds is read from the schema when it is first asked for."""

    names: NameClass
    read: Callable[[], Pattern]
    _content: list[Pattern] = field(default_factory=list)

    @property
    def content(self) -> Pattern:
        """What the element holds: attributes, elements, text."""
        if not self._content:
            self._content.append(self.read())
        return self._content[0]


EMPTY = Pattern(nullable=True)
NOT_ALLOWED = Pattern(nullable=False)
TEXT = Pattern(nullable=True)

Made = TypeVar("Made", bound=Pattern)


class Factory:
    """Makes patterns, equal ones once."""

    def __init__(self) -> None:
        self._made: dict[Hashable, Pattern] = {}

    def choice(self, parts: Iterable[Pattern]) -> Pattern:
        """One of some patterns; what can never be met is left out."""
        kept = dict.fromkeys(one for part in parts for one in _parts(part, Choice) if one is not NOT_ALLOWED)
        if EMPTY in kept and any(part.nullable for part in kept if part is not EMPTY):
            del kept[EMPTY]
        if len(kept) < 2:
            return next(iter(kept), NOT_ALLOWED)
        return self._once(("choice", frozenset(kept)), lambda: Choice(any(p.nullable for p in kept), tuple(kept)))

    def group(self, parts: Iterable[Pattern]) -> Pattern:
        """Some patterns in their order."""
        kept = tuple(one for part in parts for one in _parts(part, Group) if one is not EMPTY)
        if NOT_ALLOWED in kept:
            return NOT_ALLOWED
        if len(kept) < 2:
            return kept[0] if kept else EMPTY
        return self._once(("group", kept), lambda: Group(all(part.nullable for part in kept), kept))

    def interleave(self, parts: Iterable[Pattern]) -> Pattern:
        """Some patterns in any order."""
        kept = tuple(one for part in parts for one in _parts(part, Interleave) if one is not EMPTY)
        if NOT_ALLOWED in kept:
            return NOT_ALLOWED
        if len(kept) < 2:
            return kept[0] if kept else EMPTY
        return self._once(("interleave", kept), lambda: Interleave(all(part.nullable for part in kept), kept))

    def one_or_more(self, repeated: Pattern) -> Pattern:
        """A pattern once or several times."""
        if repeated in (EMPTY, NOT_ALLOWED, TEXT) or isinstance(repeated, OneOrMore):
            return repeated
        return self._once(("oneOrMore", repeated), lambda: OneOrMore(repeated.nullable, repeated))

    def zero_or_more(self, repeated: Pattern) -> Pattern:
        """A pattern as often as one likes."""
        return self.optional(self.one_or_more(repeated))

    def optional(self, pattern: Pattern) -> Pattern:
        """A pattern that may be left out."""
        return self.choice((pattern, EMPTY))

    def items(self, words: Pattern) -> Pattern:
        """A list of words."""
        if words is NOT_ALLOWED:
            return NOT_ALLOWED
        return self._once(("items", words), lambda: Items(False, words))

    def data(self, datatype: Datatype, less: Pattern | None = None) -> Pattern:
        """A value of a datatype."""
        less = None if less is NOT_ALLOWED else less
        return self._once(("data", datatype, less), lambda: Data(False, datatype, less))

    def value(self, datatype: Datatype, text: str) -> Pattern:
        """One value."""
        return self._once(("value", datatype, text), lambda: Value(False, datatype, text))

    def attribute(self, names: NameClass, content: Pattern) -> Pattern:
        """An attribute; never allowed if there is no value for it."""
        if content is NOT_ALLOWED:
            return NOT_ALLOWED
        return self._once(("attribute", names, content), lambda: Attribute(False, names, content))

    def _once(self, key: Hashable, make: Callable[[], Pattern]) -> Pattern:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = make()
        return made


def _parts(pattern: Pattern, kind: type[Choice | Group | Interleave]) -> Iterator[Pattern]:
    if isinstance(pattern, kind):
        yield from pattern.parts
    else:
        yield pattern
