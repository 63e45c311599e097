"""Why a document is not valid, in plain words: the smallest elements that are wrong, and what would repair each.

Going down from the root, each child is held by itself against the patterns that its parent has for it. An element that
is wrong while all its children are right is the cause; what makes it valid when it is added or taken away says why.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.tei.names import local

RNG = "{http://relaxng.org/ns/structure/1.0}"
XML_PREFIX = "{http://www.w3.org/XML/1998/namespace}"

# A grammar with more element patterns is not taken apart: compiling it again takes too long.
SMALL = 300
# Children of one element that are taken away by turns, to see which of them is wrong.
TRIED = 200
# Values tried for an attribute that may be missing: an identifier that is also a word and an address, a number, a date.
SAMPLES = ("an-unused-word", "1", "2000-01-01")

ALWAYS = frozenset({"group", "interleave", "oneOrMore", "mixed"})
PERHAPS = ALWAYS | {"choice", "optional", "zeroOrMore"}

# Numbers of the element patterns that an element is held against.
Patterns = frozenset[int]


@dataclass(frozen=True, slots=True)
class Cause:
    """A wrong element, what is wrong with it, and the way out."""

    element: etree._Element
    message: str
    help: str


def can_explain(grammar: etree._ElementTree) -> bool:
    """Tell whether `Causes` can work with a grammar: it is in one file, of elements with names, and not too large."""
    unknown = ("include", "externalRef", "parentRef", "anyName", "nsName", "name")
    patterns = list(grammar.iter(f"{RNG}element"))
    return next(grammar.iter(*(RNG + name for name in unknown)), None) is None and len(patterns) <= SMALL


class Causes:
    """A grammar taken apart: each element pattern is a definition of its own, named by its number."""

    def __init__(self, grammar: etree._ElementTree) -> None:
        self._root = copy.deepcopy(grammar.getroot())
        self._patterns = list(self._root.iter(f"{RNG}element"))
        for number, pattern in enumerate(self._patterns):
            parent = pattern.getparent()
            assert parent is not None
            parent.replace(pattern, etree.Element(f"{RNG}ref", name=f"alone.{number}"))
            etree.SubElement(self._root, f"{RNG}define", name=f"alone.{number}").append(pattern)
        self._starts = self._root.findall(f"{RNG}start")
        for start in self._starts:
            self._root.remove(start)
        self._defines: dict[str, list[etree._Element]] = {}
        for define in self._root.iter(f"{RNG}define"):
            self._defines.setdefault(define.get("name", ""), []).append(define)
        self._names = sorted({pattern.get("name", "") for pattern in self._patterns})
        self._compiled: dict[Patterns, etree.RelaxNG] = {}
        self._below: dict[Patterns, dict[str, Patterns]] = {}

    def of(self, root: etree._Element) -> Iterator[Cause]:
        """Yield the causes why the document with this root element is not valid; none if they cannot be told."""
        known = self._named(number for start in self._starts for number in self._elements_in(start))
        if local(root) in known:
            yield from self._causes(root, known[local(root)])
        else:
            yield self._stranger(root, "at the root")

    def _causes(self, element: etree._Element, patterns: Patterns) -> Iterator[Cause]:
        patterns = self._fitting(element, patterns)
        below = self._children_of(patterns)
        found = False
        for child in _children(element):
            expected = below.get(local(child))
            if expected is None:
                yield self._stranger(child, f"in `{local(element)}`")
            elif not self._valid(child, expected):
                yield from self._causes(child, expected)
            else:
                continue
            found = True
        if not found:
            yield self._explained(element, patterns)

    def _fitting(self, element: etree._Element, patterns: Patterns) -> Patterns:
        """Of several patterns those whose listed values the element's attributes have; all if there is none."""
        if len(patterns) == 1:
            return patterns
        fitting = set()
        for number in patterns:
            listed = self._attributes(frozenset({number}))
            given = ((values, element.get(_qualified(name))) for name, values in listed.items() if values)
            if all(value is None or value in values for values, value in given):
                fitting.add(number)
        return frozenset(fitting) or patterns

    def _stranger(self, element: etree._Element, where: str) -> Cause:
        """An element that its parent never has."""
        name = local(element)
        if name not in self._names:
            near = difflib.get_close_matches(name, self._names, n=1)
            help = f"Did you mean `{near[0]}`?" if near else "Use an element that the schema has."
            return Cause(element, f"The schema has no element `{name}`.", help)
        return Cause(element, f"`{name}` may not stand {where}.", "Move it, or put it into an element that may.")

    def _explained(self, element: etree._Element, patterns: Patterns) -> Cause:
        return (
            self._missing(element, patterns)
            or self._wrong_attribute(element, patterns)
            or self._misplaced(element, patterns)
            or self._words(element, patterns)
            or Cause(
                element,
                f"`{local(element)}` is not complete, or its parts are not in their order.",
                "Compare it with the schema.",
            )
        )

    def _missing(self, element: etree._Element, patterns: Patterns) -> Cause | None:
        """Attributes that the element cannot do without."""
        required = frozenset.intersection(*(self._attributes_of(number, ALWAYS) for number in patterns))
        absent = sorted(name for name in required if _qualified(name) not in element.attrib)
        absent = absent or self._repairing(element, patterns)
        if not absent:
            return None
        return Cause(element, f"`{local(element)}` lacks {', '.join(f'@{name}' for name in absent)}.", "Add it.")

    def _repairing(self, element: etree._Element, patterns: Patterns) -> list[str]:
        """An attribute with which the element would be valid, if there is one."""
        for name, values in self._attributes(patterns).items():
            if _qualified(name) in element.attrib:
                continue
            for value in (*values, *SAMPLES):
                if self._valid(_with(element, name, value), patterns):
                    return [name]
        return []

    def _wrong_attribute(self, element: etree._Element, patterns: Patterns) -> Cause | None:
        """An attribute without which, or with another value of which, the element would be valid."""
        known = self._attributes(patterns)
        for key, value in sorted((str(key), str(value)) for key, value in element.attrib.items()):
            name = key.replace(XML_PREFIX, "xml:")
            shown = f"`{local(element)}/@{name}` is `{value}`"
            values = known.get(name, [])
            if value not in values and any(self._valid(_with(element, name, each), patterns) for each in values):
                near = difflib.get_close_matches(value, values, n=1)
                help = f"Did you mean `{near[0]}`?" if near else f"Allowed are: {', '.join(values)}."
                return Cause(element, f"{shown}, which is not allowed.", help)
            if any(self._valid(_with(element, name, each), patterns) for each in SAMPLES):
                return Cause(element, f"{shown}, which is no value of its kind.", "Correct the value.")
            if self._valid(_with(element, name, None), patterns):
                return Cause(element, f"`{local(element)}` may not have @{name} here.", "Take the attribute out.")
        return None

    def _misplaced(self, element: etree._Element, patterns: Patterns) -> Cause | None:
        """A child without which the element would be valid, the last if there are several."""
        for position, child in reversed(list(enumerate(_children(element)[:TRIED]))):
            tried = _copied(element)
            _take_out(_children(tried)[position])
            if self._valid(tried, patterns):
                message = f"`{local(child)}` may not stand at this place in `{local(element)}`."
                return Cause(child, message, "Look at the order of the elements, and at how often each may occur.")
        return None

    def _words(self, element: etree._Element, patterns: Patterns) -> Cause | None:
        """Words in an element that may hold elements only."""
        words = [text for text in (element.text, *(child.tail for child in element)) if text and text.strip()]
        tried = _copied(element)
        tried.text = None
        for child in tried:
            child.tail = None
        if not words or not self._valid(tried, patterns):
            return None
        shown = " ".join(words[0].split())[:40]
        message = f"`{local(element)}` has words of its own, “{shown}”: only elements may stand there."
        return Cause(element, message, "Put the words into an element.")

    def _valid(self, element: etree._Element, patterns: Patterns) -> bool:
        """Hold an element against some of its patterns."""
        if patterns not in self._compiled:
            root = copy.deepcopy(self._root)
            choice = etree.SubElement(etree.SubElement(root, f"{RNG}start"), f"{RNG}choice")
            for number in sorted(patterns):
                etree.SubElement(choice, f"{RNG}ref", name=f"alone.{number}")
            self._compiled[patterns] = etree.RelaxNG(root)
        return bool(self._compiled[patterns].validate(element))

    def _children_of(self, patterns: Patterns) -> dict[str, Patterns]:
        """The patterns that the children of an element may have, by the children's names."""
        if patterns not in self._below:
            numbers = (below for number in patterns for below in self._elements_in(self._patterns[number]))
            self._below[patterns] = self._named(numbers)
        return self._below[patterns]

    def _named(self, numbers: Iterator[int]) -> dict[str, Patterns]:
        named: dict[str, set[int]] = {}
        for number in numbers:
            named.setdefault(self._patterns[number].get("name", ""), set()).add(number)
        return {name: frozenset(its) for name, its in named.items()}

    def _elements_in(self, pattern: etree._Element) -> Iterator[int]:
        for part in self._parts(pattern, PERHAPS):
            if local(part) == "ref":
                yield int(part.get("name", "").removeprefix("alone."))

    def _attributes_of(self, number: int, within: frozenset[str]) -> frozenset[str]:
        parts = self._parts(self._patterns[number], within)
        return frozenset(part.get("name", "") for part in parts if local(part) == "attribute")

    def _attributes(self, patterns: Patterns) -> dict[str, list[str]]:
        """The attributes that an element may have, each with its listed values, in order."""
        found: dict[str, set[str]] = {}
        for number in patterns:
            for part in self._parts(self._patterns[number], PERHAPS):
                if local(part) == "attribute":
                    values = found.setdefault(part.get("name", ""), set())
                    values.update(value.text or "" for value in part.iter(f"{RNG}value"))
        return {name: sorted(values) for name, values in sorted(found.items())}

    def _parts(self, pattern: etree._Element, within: frozenset[str]) -> Iterator[etree._Element]:
        """Yield the attributes of a pattern and its references to element patterns, looking through the rest."""
        seen: set[str] = set()
        waiting = [pattern]
        while waiting:
            for part in _children(waiting.pop()):
                kind, name = local(part), part.get("name", "")
                if kind == "attribute" or (kind == "ref" and name.startswith("alone.")):
                    yield part
                elif kind == "ref" and name not in seen:
                    seen.add(name)
                    waiting += self._defines.get(name, ())
                elif kind in within:
                    waiting.append(part)


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _qualified(name: str) -> str:
    """The name of an attribute as lxml has it, from `xml:id`."""
    return name.replace("xml:", XML_PREFIX)


def _copied(element: etree._Element) -> etree._Element:
    """A copy of an element without the words after it, which libxml2 would take for a part of the document."""
    copied = copy.deepcopy(element)
    copied.tail = None
    return copied


def _with(element: etree._Element, name: str, value: str | None) -> etree._Element:
    """A copy of an element with another value of an attribute, or without it."""
    copied = _copied(element)
    if value is None:
        copied.attrib.pop(_qualified(name))
    else:
        copied.set(_qualified(name), value)
    return copied


def _take_out(child: etree._Element) -> None:
    """Remove an element, but not the words after it."""
    parent, before = child.getparent(), child.getprevious()
    assert parent is not None
    if before is not None:
        before.tail = (before.tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
