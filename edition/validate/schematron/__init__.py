"""Schematron: rules beyond a grammar, of a file of their own or embedded in RELAX NG or ODD.

`sources` finds them, `rules` reads them, `stylesheet` turns them into XSLT, `engines` runs that: libxslt for rules in
XPath 1; Saxon, an optional extra, for XPath 2 and 3. Source: ISO/IEC 19757-3:2020; TEI Guidelines, section TDTAGCONS
(`constraintSpec`).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.tei.pointers import line
from edition.validate.schematron import engines
from edition.validate.schematron.rules import Rule, Rules
from edition.validate.schematron.sources import embedded, in_file, load

__all__ = ["Rule", "Rules", "embedded", "findings", "in_file", "load"]


def findings(tree: etree._ElementTree, rules: Rules, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each rule that a file breaks, in document order.

    Where the rules cannot be run, a single finding about them says why: never nothing.
    """
    elements = [element for element in tree.getroot().iter() if isinstance(element.tag, str)]
    outcome = engines.run(tree, rules)
    if isinstance(outcome, Diagnostic):
        yield outcome
        return
    for broken in outcome:
        rule = rules.rules[broken.rule]
        element = elements[broken.element - 1]
        code = Code.RULE_BROKEN if rule.grave else Code.RULE_ADVISES
        message = " ".join(broken.message.split()) or f"This breaks the rule: {rule.test}"
        known = f"The rule “{rule.id}” of {rules.shown} says so." if rule.id else f"A rule of {rules.shown} says so."
        help = " ".join([*rule.advice, known])
        yield Diagnostic(code, message, Location(shown, line(element)), help)
