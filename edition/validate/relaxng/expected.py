"""What may stand at a place of a document, and what must: read off a state, for whoever explains a mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edition.validate.relaxng.derivatives import State
from edition.validate.relaxng.names import NameClass, is_open, listed
from edition.validate.relaxng.patterns import (
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    Items,
    OneOrMore,
    Pattern,
    Value,
)


@dataclass(frozen=True, slots=True)
class Expected:
    """Names that are allowed, sorted; `others` if some more are that the schema does not list; `text` if words are."""

    names: tuple[str, ...]
    others: bool = False
    text: bool = False


def next_elements(state: State) -> Expected:
    """The elements that may stand next."""
    found = [each for way in state.ways for each in _next(way)]
    classes = [each.names for each in found if isinstance(each, Element)]
    return _expected(classes, text=any(not isinstance(each, Element) for each in found))


def all_elements(state: State) -> Expected:
    """The elements that may stand anywhere in the rest of the element."""
    return _expected(each.names for way in state.ways for each in _anywhere(way) if isinstance(each, Element))


def attributes(state: State) -> Expected:
    """The attributes that may stand on the element."""
    return _expected(each.names for way in state.ways for each in _anywhere(way) if isinstance(each, Attribute))


def lacking(state: State) -> list[frozenset[str]]:
    """The attributes without which a start tag is not complete; of several in one set, one is enough."""
    lacks = min((_lacking(way) for way in state.ways), key=len)
    return sorted(lacks, key=sorted)


def below(pattern: Pattern) -> Iterator[Element]:
    """Yield the element patterns of a content, each as often as it stands there."""
    return (each for each in _anywhere(pattern) if isinstance(each, Element))


def _expected(classes: Iterable[NameClass], *, text: bool = False) -> Expected:
    known = list(classes)
    names = frozenset().union(*map(listed, known))
    return Expected(tuple(sorted(names)), any(map(is_open, known)), text)


def _next(pattern: Pattern) -> Iterator[Pattern]:
    """Yield the elements and texts that a pattern can begin with."""
    match pattern:
        case Element() | Data() | Value() | Items():
            yield pattern
        case Choice() | Interleave():
            for part in pattern.parts:
                yield from _next(part)
        case Group():
            for part in pattern.parts:
                yield from _next(part)
                if not part.nullable:
                    break
        case OneOrMore():
            yield from _next(pattern.repeated)
        case _ if pattern is TEXT:
            yield pattern


def _anywhere(pattern: Pattern) -> Iterator[Pattern]:
    """Yield the elements, attributes and texts of a pattern, not those inside them."""
    match pattern:
        case Choice() | Interleave() | Group():
            for part in pattern.parts:
                yield from _anywhere(part)
        case OneOrMore():
            yield from _anywhere(pattern.repeated)
        case _:
            yield pattern


def _lacking(pattern: Pattern) -> set[frozenset[str]]:
    match pattern:
        case Attribute():
            return {listed(pattern.names)}
        case Group() | Interleave():
            return set().union(*map(_lacking, pattern.parts))
        case OneOrMore():
            return _lacking(pattern.repeated)
        case Choice():
            ways = [_lacking(part) for part in pattern.parts]
            if not all(ways):
                return set()
            common = set.intersection(*ways)
            return common or {frozenset().union(*(name for way in ways for name in way))}
    return set()
