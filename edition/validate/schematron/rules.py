"""Schematron rules as values: abstract patterns and rules filled in, variables, messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei.names import TEI
from edition.tei.pointers import line

Element = etree._Element

SCH = "http://purl.oclc.org/dsdl/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
XPATH_1 = frozenset({"", "xslt", "xslt1", "xpath", "xpath1"})
XPATH_2 = frozenset({"xslt2", "xslt3", "xpath2", "xpath3", "xpath31"})
ADVICE = frozenset({"warn", "warning", "info", "information", "nonfatal", "hint"})


@dataclass(frozen=True, slots=True)
class Let:
    """A variable: its name and the expression that it stands for."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An assertion: what must hold or must not, what is said if it does not, how grave that is, what helps.

    `message` is the words, with an expression wherever the schema asks for a value of the document.
    """

    id: str
    test: str
    holds: bool  # True: an error unless the test is true (`assert`); False: an error if it is (`report`)
    message: tuple[str | Let, ...]
    grave: bool
    advice: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """Nodes that some rules are about: a match pattern, the variables of its rules, and the rules by their number."""

    match: str
    lets: tuple[Let, ...]
    rules: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Contexts in their order, of which the first that matches a node is its own; and their common variables."""

    lets: tuple[Let, ...]
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a schema. Picklable; `shown` is its path as findings print it."""

    shown: str
    binding: str  # "xslt1", "xslt2" or "xslt3": the language of the expressions
    namespaces: tuple[tuple[str, str], ...]
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    rules: tuple[Rule, ...]
    functions: tuple[str, ...] = ()  # `xsl:key` and `xsl:function` elements, as text


class Reader:
    """Gathers the rules of one schema; `shown` is its path as findings print it, `binding` its query binding."""

    def __init__(self, shown: str, binding: str) -> None:
        self.shown = shown
        self.binding = binding
        self.rules: list[Rule] = []

    def read(self, root: Element, patterns: Sequence[Element]) -> Rules:
        """The rules of these patterns; `root` is what namespaces and variables stand in.

        Raises `EditionError` when the schema names what it does not have, or its language is not known.
        """
        if self.binding not in XPATH_1 | XPATH_2:
            message = f"{self.shown} is written for “{self.binding}”, which is not known here."
            help = "Known query bindings: xslt, xslt2, xslt3, xpath2, xpath3."
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, Location(self.shown, line(root)), help))
        abstract = {one.get("id", ""): one for one in patterns if one.get("abstract") == "true"}
        self.abstract_rules = {
            one.get("id", ""): one for one in root.iter(f"{{{SCH}}}rule") if one.get("abstract") == "true"
        }
        self.diagnostics = {one.get("id", ""): _words(one) for one in root.iter(f"{{{SCH}}}diagnostic")}
        concrete = [self.concrete(one, abstract) for one in patterns if one.get("abstract") != "true"]
        read = tuple(self.pattern(one) for one in concrete)
        return Rules(
            shown=self.shown,
            binding="xslt1" if self.binding in XPATH_1 else "xslt2" if self.binding.endswith("2") else "xslt3",
            namespaces=tuple(sorted(_namespaces(root).items())),
            lets=tuple(_lets(root)) if root.tag == f"{{{SCH}}}schema" else (),
            patterns=read,
            rules=tuple(self.rules),
            functions=tuple(
                etree.tostring(one, encoding="unicode", with_tail=False)
                for one in root.iter(f"{{{XSL}}}key", f"{{{XSL}}}function")
            ),
        )

    def concrete(self, pattern: Element, abstract: Mapping[str, Element]) -> Element:
        """A pattern that instantiates an abstract one, filled in; any other as it is."""
        name = pattern.get("is-a")
        if not name:
            return pattern
        if name not in abstract:
            message = f"The pattern “{pattern.get('id', '')}” fills in “{name}”, which is not there."
            where = Location(self.shown, line(pattern))
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct `is-a`."))
        values = {one.get("name", ""): one.get("value", "") for one in pattern.iter(f"{{{SCH}}}param")}
        filled = deepcopy(abstract[name])
        # The longest name first: `$note` is no `$no` with letters behind it.
        for element in filled.iter():
            for key, value in element.attrib.items():
                for parameter in sorted(values, key=len, reverse=True):
                    value = str(value).replace(f"${parameter}", values[parameter])
                element.set(key, str(value))
        filled.set("id", pattern.get("id", ""))
        return filled

    def pattern(self, pattern: Element) -> Pattern:
        """The contexts of a pattern."""
        contexts = [
            self.context(rule, pattern.get("id", ""))
            for rule in pattern.iterchildren(f"{{{SCH}}}rule")
            if rule.get("abstract") != "true"
        ]
        return Pattern(tuple(_lets(pattern)), tuple(contexts))

    def context(self, rule: Element, pattern: str) -> Context:
        """One rule element: its context, with what it takes over from abstract rules."""
        parts = [part for child in rule for part in self.extended(child)]
        if rule.get("context") is None:
            message = "A rule has no `context`: it is about nothing."
            where = Location(self.shown, line(rule))
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Say what it is about."))
        numbers = []
        for part in parts:
            if part.tag in (f"{{{SCH}}}assert", f"{{{SCH}}}report"):
                numbers.append(len(self.rules))
                self.rules.append(self.rule(part, rule, pattern))
        lets = tuple(let for part in parts if part.tag == f"{{{SCH}}}let" for let in _let(part))
        return Context(rule.get("context", ""), lets, tuple(numbers))

    def extended(self, part: Element, around: tuple[str, ...] = ()) -> Iterator[Element]:
        """Yield a part of a rule; in place of an `extends` the parts of the abstract rule that it names.

        `around` are the abstract rules that the part stands in.
        """
        if part.tag != f"{{{SCH}}}extends":
            yield part
            return
        name = part.get("rule", "")
        where = Location(self.shown, line(part))
        if name not in self.abstract_rules:
            message = f"A rule extends “{name}”, which is no abstract rule of this schema."
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct its name."))
        if name in around:
            message = f"The abstract rule “{name}” extends itself."
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Take one of the `extends` out."))
        for child in self.abstract_rules[name]:
            yield from self.extended(child, (*around, name))

    def rule(self, assertion: Element, rule: Element, pattern: str) -> Rule:
        """One assertion."""
        role = (assertion.get("role") or rule.get("role") or "").lower()
        return Rule(
            id=assertion.get("id") or rule.get("id") or pattern,
            test=assertion.get("test", ""),
            holds=assertion.tag == f"{{{SCH}}}assert",
            message=tuple(_message(assertion)),
            grave=role not in ADVICE,
            advice=tuple(
                self.diagnostics[name] for name in assertion.get("diagnostics", "").split() if name in self.diagnostics
            ),
        )


def _namespaces(root: Element) -> dict[str, str]:
    declared = {one.get("prefix", ""): one.get("uri", "") for one in root.iter(f"{{{SCH}}}ns")}
    return {"tei": TEI, **declared}


def _lets(holder: Element) -> Iterator[Let]:
    for one in holder.iterchildren(f"{{{SCH}}}let"):
        yield from _let(one)


def _let(element: Element) -> Iterator[Let]:
    if element.get("name"):
        yield Let(element.get("name", ""), element.get("value", "''"))


def _message(assertion: Element) -> Iterator[str | Let]:
    """Yield the words of an assertion, and the expressions among them."""
    yield assertion.text or ""
    for child in assertion:
        if child.tag == f"{{{SCH}}}name":
            yield Let("name", f"name({child.get('path', '.')})")
        elif child.tag == f"{{{SCH}}}value-of":
            yield Let("value", child.get("select", "."))
        elif isinstance(child.tag, str):
            yield from _message(child)
        yield child.tail or ""


def _words(element: Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
