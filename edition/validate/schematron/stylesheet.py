"""Rules as XSLT, which is what their expressions are written for: version 1 for XPath 1, version 3 for later ones.

What the stylesheet writes is a list of `broken` elements, each with the number of the rule and that of the element,
counted in document order from 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.validate.schematron.rules import XSL, Context, Let, Pattern, Rules

Element = etree._Element

# In XPath 1 an attribute has no axis `preceding`: elements are counted from the one that holds the node.
POSITION = "count(ancestor-or-self::*) + count(preceding::*)"


def stylesheets(rules: Rules) -> Iterator[bytes]:
    """Yield the stylesheets that check all rules: one, or more where patterns name different variables alike."""
    for patterns in _groups(rules.patterns):
        yield etree.tostring(_stylesheet(rules, patterns))


def _groups(patterns: tuple[Pattern, ...]) -> Iterator[list[Pattern]]:
    """Yield patterns that can stand in one stylesheet: none of their variables has two values."""
    group: list[Pattern] = []
    values: dict[str, str] = {}
    for pattern in patterns:
        if any(values.get(let.name, let.value) != let.value for let in pattern.lets):
            yield group
            group, values = [], {}
        group.append(pattern)
        values |= {let.name: let.value for let in pattern.lets}
    if group:
        yield group


def _stylesheet(rules: Rules, patterns: list[Pattern]) -> Element:
    namespaces = {"xsl": XSL, **{prefix: uri for prefix, uri in rules.namespaces if prefix}}
    version = "1.0" if rules.binding == "xslt1" else "3.0"
    sheet = etree.Element(f"{{{XSL}}}stylesheet", {"version": version}, nsmap=namespaces)
    default = dict(rules.namespaces).get("")
    if default and version != "1.0":
        sheet.set("xpath-default-namespace", default)
    sheet.extend(etree.fromstring(one) for one in rules.functions)
    known = {let.name: let for let in (*rules.lets, *(let for pattern in patterns for let in pattern.lets))}
    _variables(sheet, tuple(known.values()))
    start = _add(sheet, "template", match="/")
    result = etree.SubElement(start, "result")
    for number, pattern in enumerate(patterns):
        mode = f"pattern-{number}"
        _add(result, "apply-templates", select="/", mode=mode)
        # What stands first in the pattern has the say on a node.
        for rank, context in enumerate(pattern.contexts):
            _template(sheet, rules, context, mode, priority=len(pattern.contexts) - rank)
        further = _add(sheet, "template", match="@*|node()|/", mode=mode, priority="-1")
        _add(further, "apply-templates", select="@*|node()", mode=mode)
    return sheet


def _template(sheet: Element, rules: Rules, context: Context, mode: str, priority: int) -> None:
    """A template for the nodes of a context: its variables, its rules, and on to what lies below."""
    template = _add(sheet, "template", match=context.match, mode=mode, priority=str(priority))
    _variables(template, context.lets)
    for number in context.rules:
        rule = rules.rules[number]
        test = f"not({rule.test})" if rule.holds else rule.test
        broken = etree.SubElement(_add(template, "if", test=test), "broken", {"rule": str(number)})
        place = _add(broken, "attribute", name="element")
        # Text, comments and attributes count as the element that holds them.
        holder = _add(place, "for-each", select="(self::* | parent::*)[last()]" if _one(rules) else _HOLDER)
        _add(holder, "value-of", select=POSITION)
        for piece in rule.message:
            if isinstance(piece, Let):
                _add(broken, "value-of", select=piece.value)
            elif piece:
                _add(broken, "text").text = piece
    _add(template, "apply-templates", select="@*|node()", mode=mode)


# The element itself; for a document its root; for any other node what holds it.
_HOLDER = "(self::*, self::document-node()/*, parent::*)[1]"


def _one(rules: Rules) -> bool:
    return rules.binding == "xslt1"


def _variables(holder: Element, lets: tuple[Let, ...]) -> None:
    for let in lets:
        _add(holder, "variable", name=let.name, select=let.value)


def _add(holder: Element, instruction: str, /, **attributes: str) -> Element:
    return etree.SubElement(holder, f"{{{XSL}}}{instruction}", attributes)
