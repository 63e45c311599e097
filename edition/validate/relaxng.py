"""RELAX NG: is a file valid against the grammar, and if not, what is wrong where.

libxml2 decides. Where it refuses a file, the smallest elements that are wrong by themselves are looked for, so that the
finding names those and not the division around them; what repairs such an element when it is taken away is the cause.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei import documents
from edition.tei.names import local
from edition.validate.pointers import line_of

RNG = "http://relaxng.org/ns/structure/1.0"
XML_PREFIX = "{http://www.w3.org/XML/1998/namespace}"

# A grammar with more elements is not compiled a second time to look at elements alone: that would take too long.
SMALL = 300
# Children of one element that are taken away by turns, to see which of them is wrong.
TRIED = 200
# Findings of one file; more of them help nobody.
ENOUGH = 25


def findings(tree: etree._ElementTree, schema: Path, shown: str) -> Iterator[Diagnostic]:
    """Yield what the grammar in file `schema` has against a document; nothing if it is valid.

    Raises `EditionError` when the schema cannot be used.
    """
    grammar = load(schema)
    if grammar.whole.validate(tree):
        return
    said = list(grammar.whole.error_log)
    causes = list(grammar.causes(tree.getroot()))[:ENOUGH] if grammar.small else []
    for element, message, help in causes:
        yield Diagnostic(Code.INVALID, message, Location(shown, line_of(element)), help)
    if not causes:
        # The first message is the innermost; those after it climb to the root.
        entry = said[0]
        help = "Compare the element with the schema."
        yield Diagnostic(Code.INVALID, f"Not valid: {entry.message}.", Location(shown, entry.line or 1), help)


@cache
def load(schema: Path) -> Grammar:
    """Compile a grammar, once in a process. Raises `EditionError` when it is missing or no RELAX NG."""
    where = Location(schema.name)
    try:
        tree = etree.parse(schema, documents.parser())
        return Grammar(tree, etree.RelaxNG(tree))
    except OSError:
        message = f"The schema {schema.name} cannot be read."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Check its name and place.")) from None
    except etree.XMLSyntaxError as error:
        where = Location(schema.name, error.lineno)
        message = f"The schema is not well-formed: {error.msg}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct the schema.")) from None
    except etree.RelaxNGParseError as error:
        message = f"The schema is no RELAX NG in XML syntax: {error}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct the schema.")) from None


@dataclass(frozen=True)
class Grammar:
    """A compiled grammar, and what its source says of each element."""

    tree: etree._ElementTree
    whole: etree.RelaxNG

    @cached_property
    def small(self) -> bool:
        """Whether elements can be looked at alone: one file, and not too large."""
        root = self.tree.getroot()
        included = next(root.iter(f"{{{RNG}}}include", f"{{{RNG}}}externalRef"), None)
        return included is None and len(self._patterns) <= SMALL

    def causes(self, element: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
        """Yield the smallest wrong elements below `element`, with what is wrong and the way out."""
        wrong = [child for child in _children(element) if not self._valid_alone(child)]
        if not wrong or local(element) not in self._by_name:
            yield self._explained(element)
            return
        for child in wrong:
            yield from self.causes(child)

    def _explained(self, element: etree._Element) -> tuple[etree._Element, str, str]:
        name = local(element)
        if name not in self._by_name:
            near = difflib.get_close_matches(name, self._by_name, n=1)
            help = f"Did you mean `{near[0]}`?" if near else "Use an element that the schema has."
            return element, f"The schema has no element `{name}`.", help
        return (
            self._missing(element)
            or self._superfluous(element)
            or self._misplaced(element)
            or (
                element,
                f"`{name}` is not complete, or its parts are not in their order.",
                "Compare it with the schema.",
            )
        )

    def _missing(self, element: etree._Element) -> tuple[etree._Element, str, str] | None:
        """An attribute that every pattern of the element asks for, and that is not there."""
        needed = [self._required(pattern) for pattern in self._by_name[local(element)]]
        absent = sorted(frozenset.intersection(*needed) - {_short(str(key)) for key in element.attrib})
        if not absent:
            return None
        names = ", ".join(f"@{name}" for name in absent)
        return element, f"`{local(element)}` lacks {names}.", "Add what is missing."

    def _superfluous(self, element: etree._Element) -> tuple[etree._Element, str, str] | None:
        """An attribute without which the element would be valid."""
        for key, value in element.attrib.items():
            tried = copy.deepcopy(element)
            tried.attrib.pop(key)
            name = _short(str(key))
            known = self._attributes(local(element)).get(name)
            required = any(name in self._required(pattern) for pattern in self._by_name[local(element)])
            if known is not None and (required or self._valid_alone(tried)):
                for allowed in sorted(known):
                    tried.set(key, allowed)
                    if self._valid_alone(tried):
                        near = difflib.get_close_matches(str(value), known, n=1)
                        help = f"Did you mean `{near[0]}`?" if near else f"Allowed are: {', '.join(sorted(known))}."
                        return element, f"`{local(element)}/@{name}` is `{value}`, which is not allowed.", help
            if self._valid_alone(tried):
                if known is None:
                    return element, f"`{local(element)}` may not have @{name}.", "Take the attribute out."
                message = f"`{local(element)}/@{name}` is `{value}`, which is no value of its kind."
                return element, message, "Correct the value."
        return None

    def _misplaced(self, element: etree._Element) -> tuple[etree._Element, str, str] | None:
        """A child, or words, without which the element would be valid."""
        name = local(element)
        for position, child in enumerate(_children(element)[:TRIED]):
            tried = copy.deepcopy(element)
            tried.remove(_children(tried)[position])
            if self._valid_alone(tried):
                lacking = self._lacking_here(child)
                if lacking:
                    return child, f"`{local(child)}` lacks {lacking}, which it needs here.", "Add what is missing."
                message = f"`{local(child)}` may not stand in `{name}`, or not at this place."
                return child, message, "Move it, or put it into an element that may stand here."
        tried = copy.deepcopy(element)
        tried.text = None
        for child in tried:
            child.tail = None
        if self._valid_alone(tried):
            words = next(
                (text for text in (element.text, *(child.tail for child in element)) if text and text.strip()), ""
            )
            shown = " ".join(words.split())[:40]
            return (
                element,
                f"`{name}` has words of its own, “{shown}”: only elements may stand there.",
                ("Put the words into an element."),
            )
        return None

    def _lacking_here(self, child: etree._Element) -> str:
        """The attributes that some pattern of the child's name asks for, when there are several and it fits another."""
        patterns = self._by_name.get(local(child), [])
        present = {_short(str(key)) for key in child.attrib}
        absent = {frozenset(self._required(pattern) - present) for pattern in patterns}
        wanted = min((sorted(names) for names in absent if names), key=len, default=[])
        return ", ".join(f"@{name}" for name in wanted) if len(patterns) > 1 else ""

    def _valid_alone(self, element: etree._Element) -> bool:
        return bool(self._alone.validate(element))

    @cached_property
    def _alone(self) -> etree.RelaxNG:
        """The grammar with every element as a possible root."""
        tree = copy.deepcopy(self.tree)
        root = tree.getroot()
        for start in root.findall(f"{{{RNG}}}start"):
            root.remove(start)
        choice = etree.SubElement(etree.SubElement(root, f"{{{RNG}}}start"), f"{{{RNG}}}choice")
        for number, pattern in enumerate(list(root.iter(f"{{{RNG}}}element"))):
            reference = etree.Element(f"{{{RNG}}}ref", name=f"alone.{number}")
            parent = pattern.getparent()
            assert parent is not None
            parent.replace(pattern, reference)
            etree.SubElement(root, f"{{{RNG}}}define", name=f"alone.{number}").append(pattern)
            choice.append(copy.copy(reference))
        return etree.RelaxNG(tree)

    @cached_property
    def _patterns(self) -> list[etree._Element]:
        return list(self.tree.iter(f"{{{RNG}}}element"))

    @cached_property
    def _by_name(self) -> dict[str, list[etree._Element]]:
        """The patterns of each element name; names given by name classes are not known here."""
        found: dict[str, list[etree._Element]] = {}
        for pattern in self._patterns:
            found.setdefault(pattern.get("name", "").rpartition(":")[2], []).append(pattern)
        return found

    @cached_property
    def _defines(self) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for define in self.tree.iter(f"{{{RNG}}}define"):
            found.setdefault(define.get("name", ""), []).append(define)
        return found

    def _required(self, pattern: etree._Element) -> frozenset[str]:
        """The attributes that a pattern cannot do without."""
        found: set[str] = set()
        for part in self._parts(pattern, frozenset({"group", "interleave", "oneOrMore", "mixed"})):
            found.add(part.get("name", ""))
        return frozenset(found)

    def _attributes(self, name: str) -> dict[str, frozenset[str]]:
        """The attributes that an element of this name may have somewhere, each with its listed values, if any."""
        within = frozenset({"group", "interleave", "oneOrMore", "mixed", "choice", "optional", "zeroOrMore"})
        found: dict[str, frozenset[str]] = {}
        for pattern in self._by_name[name]:
            for part in self._parts(pattern, within):
                values = frozenset(value.text or "" for value in part.iter(f"{{{RNG}}}value"))
                key = part.get("name", "")
                found[key] = found.get(key, frozenset()) | values
        return found

    def _parts(self, pattern: etree._Element, within: frozenset[str]) -> Iterator[etree._Element]:
        """Yield the attribute patterns of a pattern, looking through references and the kinds `within`."""
        for part in _children(pattern):
            kind = local(part)
            if kind == "attribute":
                yield part
            elif kind == "ref":
                for define in self._defines.get(part.get("name", ""), ()):
                    yield from self._parts(define, within) if define is not pattern else ()
            elif kind in within:
                yield from self._parts(part, within)


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _short(name: str) -> str:
    """An attribute's name as it is written: `xml:id`."""
    return name.replace(XML_PREFIX, "xml:")
