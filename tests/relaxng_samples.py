"""Documents made at random from a RELAX NG grammar, to ask another grammar about them.

Covers what `tei/schema/edition.rng` uses: a grammar in one file, in XML syntax, without interleave or name classes.
Anything else raises `NotImplementedError`, so that no pattern is left untried in silence.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML_NAME = {"xml": "http://www.w3.org/XML/1998/namespace"}
NEVER = 10_000
VALUES = {
    "anyURI": ["#here", "other.xml#there", "https://example.org/"],
    "NCName": ["word", "an-other"],
    "language": ["en", "de-AT"],
    "date": ["1942-07-31"],
    "gYearMonth": ["1942-07"],
    "gYear": ["1942"],
    "gMonthDay": ["--07-31", "--02-29"],
    "gMonth": ["--07"],
    "decimal": ["1", "-2.5"],
    "positiveInteger": ["1", "12"],
    "nonNegativeInteger": ["0", "3"],
    "string": ["1.", "*", "no. 60a"],
}
PATTERNS = {r"[0-9]+[a-z]?": ["2", "17a"], r"[^\p{C}\p{Z}]+": ["210", "iv"], r"[0-9]+(\.[0-9]+){0,3}": ["0.1.0"]}


@dataclass
class Samples:
    """Documents of one grammar; the same seed gives the same documents."""

    grammar: etree._Element
    seed: int = 0
    depth: int = 14  # elements below the root, beyond which the shortest way out is taken
    _ids: int = 0
    _taken: Counter[etree._Element] = field(default_factory=Counter)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def document(self) -> etree._Element:
        """Make one document."""
        holder = etree.Element("holder")
        [start] = self.grammar.findall(f"{RNG}start")
        self._fill(start, holder, self.depth)
        return holder[0]

    @cached_property
    def _defined(self) -> dict[str, etree._Element]:
        return {define.get("name", ""): define for define in self.grammar.findall(f"{RNG}define")}

    @cached_property
    def _depths(self) -> dict[str, int]:
        """For each define the elements that it needs below each other, at least."""
        depths = dict.fromkeys(self._defined, NEVER)
        while True:
            found = {name: self._all_of(define, depths) for name, define in self._defined.items()}
            if found == depths:
                return depths
            depths = found

    def _shortest(self, pattern: etree._Element, depths: dict[str, int]) -> int:
        match kind(pattern):
            case "ref":
                return depths[pattern.get("name", "")]
            case "element":
                return 1 + self._all_of(pattern, depths)
            case "choice":
                return min(self._shortest(child, depths) for child in children(pattern))
            case "optional" | "zeroOrMore" | "attribute" | "text" | "empty" | "data" | "list" | "value":
                return 0
            case "group" | "oneOrMore" | "mixed":
                return self._all_of(pattern, depths)
            case other:
                raise NotImplementedError(other)

    def _all_of(self, pattern: etree._Element, depths: dict[str, int]) -> int:
        return max((self._shortest(child, depths) for child in children(pattern)), default=0)

    def _fill(self, pattern: etree._Element, element: etree._Element, depth: int) -> None:
        """Add to `element` what one choice of `pattern` asks for."""
        for child in children(pattern):
            self._add(child, element, depth)

    def _add(self, pattern: etree._Element, element: etree._Element, depth: int) -> None:
        match kind(pattern):
            case "ref":
                self._fill(self._defined[pattern.get("name", "")], element, depth)
            case "element":
                made = etree.SubElement(element, f"{{{self.grammar.get('ns')}}}{pattern.get('name')}")
                self._fill(pattern, made, depth - 1)
            case "attribute":
                prefix, _, name = (pattern.get("name") or "").rpartition(":")
                element.set(f"{{{XML_NAME[prefix]}}}{name}" if prefix else name, self._value(children(pattern)))
            case "choice":
                self._add(self._choose(pattern, depth), element, depth)
            case "optional":
                if self._affordable(pattern, depth) and self._random.random() < 0.5:
                    self._fill(pattern, element, depth)
            case "zeroOrMore" | "oneOrMore" as times:
                least = 1 if times == "oneOrMore" else 0
                most = least
                if self._affordable(pattern, depth):
                    most += self._random.randint(0, 1) + self._untried(pattern, depth)
                for _ in range(most):
                    self._fill(pattern, element, depth)
            case "mixed":
                self._say(element)
                self._fill(pattern, element, depth)
                self._say(element)
            case "text":
                self._say(element)
            case "group":
                self._fill(pattern, element, depth)
            case "empty":
                pass
            case other:
                raise NotImplementedError(other)

    def _choose(self, choice: etree._Element, depth: int) -> etree._Element:
        """Choose a way that can be paid; the seldom taken ones are more likely, so that all come in turn."""
        ways = children(choice)
        shortest = min(ways, key=lambda way: self._shortest(way, self._depths))
        affordable = [way for way in ways if self._shortest(way, self._depths) <= depth] or [shortest]
        [way] = self._random.choices(affordable, [(1 + self._taken[way]) ** -2 for way in affordable])
        self._taken[way] += 1
        return way

    def _untried(self, repeated: etree._Element, depth: int) -> int:
        """How many ways of a repeated choice were never taken, two at most: so that all come soon."""
        ways = [way for child in children(repeated) if kind(child) == "choice" for way in children(child)]
        never = [way for way in ways if not self._taken[way] and self._shortest(way, self._depths) <= depth]
        return min(len(never), 2)

    def _affordable(self, pattern: etree._Element, depth: int) -> bool:
        return self._all_of(pattern, self._depths) <= depth

    def _say(self, element: etree._Element) -> None:
        if len(element):
            element[-1].tail = (element[-1].tail or "") + " word "
        else:
            element.text = (element.text or "") + "word "

    def _value(self, patterns: list[etree._Element]) -> str:
        if not patterns:
            return "word"
        [pattern] = patterns
        match kind(pattern):
            case "ref":
                return self._value(children(self._defined[pattern.get("name", "")]))
            case "choice":
                return self._value([self._random.choice(children(pattern))])
            case "value":
                return pattern.text or ""
            case "text":
                return "some words"
            case "list":
                [repeated] = children(pattern)
                return " ".join(self._value(children(repeated)) for _ in range(self._random.randint(1, 2)))
            case "data":
                return self._datum(pattern)
            case other:
                raise NotImplementedError(other)

    def _datum(self, data: etree._Element) -> str:
        name = data.get("type", "")
        if name == "ID":
            self._ids += 1
            return f"i{self._ids}"
        if name == "token":
            [parameter] = data.findall(f"{RNG}param")
            return self._random.choice(PATTERNS[parameter.text or ""])
        return self._random.choice(VALUES[name])


def kind(pattern: etree._Element) -> str:
    """The name of a pattern: `oneOrMore`."""
    return etree.QName(pattern).localname


def children(pattern: etree._Element) -> list[etree._Element]:
    """The patterns below a pattern, without comments and annotations."""
    return list(_elements(pattern))


def _elements(pattern: etree._Element) -> Iterator[etree._Element]:
    for child in pattern:
        if isinstance(child.tag, str) and child.tag.startswith(RNG):
            yield child
