"""Which function renders an element: a table from element name and predicate to rule; the last one registered wins.

    @renders("note", when=placed("margin"))
    def marginal_note(element: Element, context: Context) -> Html: ...

Rules are pure: what they need to know they ask the context.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from edition.render.context import Context
from edition.render.html import Html, tag
from edition.tei.names import TEI, local
from edition.tei.text import is_block

Element = etree._Element
Predicate = Callable[[Element], bool]
Function = Callable[[Element, Context], Html]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: a function, the element it is for, and when it applies; `when` None is always."""

    element: str
    when: Predicate | None
    function: Function


rules: dict[str, list[Rule]] = {}
"""The table: the rules of each element by its name, in the order of their registration."""


def renders(*names: str, when: Predicate | None = None) -> Callable[[Function], Function]:
    """Register a function as the rule for elements of these names, over the rules that are there already.

    A TEI element has its local name, one of another vocabulary its qualified name, `{namespace}name`.
    """

    def register(function: Function) -> Function:
        for name in names:
            rules.setdefault(name, []).append(Rule(name, when, function))
        return function

    return register


def render(element: Element, context: Context) -> Html:
    """The HTML of an element by its rule; one that no rule knows shows its content, in a block or a phrase."""
    rule = rule_for(element)
    if rule is not None:
        return rule.function(element, context)
    return as_tag("div" if is_block(element) else "span")(element, context)


def rule_for(element: Element) -> Rule | None:
    """The rule that renders an element: the last one registered that applies; None when only the fallback is left."""
    tag_name = str(element.tag)
    for rule in reversed(rules.get(local(element) if tag_name.startswith(f"{{{TEI}}}") else tag_name, ())):
        if rule.when is None or rule.when(element):
            return rule
    return None


def as_tag(name: str) -> Function:
    """The plainest rule: an HTML element of this name, with the attributes and the content of the TEI element."""

    def rule(element: Element, context: Context) -> Html:
        return tag(name, context.attributes(element), context.children(element))

    return rule


def placed(*places: str) -> Predicate:
    """Applies to an element whose `@place` has one of these values."""
    return lambda element: element.get("place") in places


def typed(*types: str) -> Predicate:
    """Applies to an element whose `@type` has one of these values."""
    return lambda element: element.get("type") in types


def looks(*tokens: str) -> Predicate:
    """Applies to an element whose `@rend` has one of these tokens."""
    return lambda element: not set(tokens).isdisjoint(element.get("rend", "").split())


def within(*names: str) -> Predicate:
    """Applies to an element whose parent is one of these TEI elements."""
    return lambda element: (parent := element.getparent()) is not None and local(parent) in names
