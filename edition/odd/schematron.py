"""The rules of an ODD as Schematron (ISO/IEC 19757-3) with XPath 1.0, which libxslt can run."""

from __future__ import annotations

from lxml import etree

from edition.odd.constructs import SCHEMATRON
from edition.odd.markup import Maker, as_file
from edition.odd.model import Assertion, Odd
from edition.odd.relaxng import words
from edition.tei.names import TEI

_sch = Maker(SCHEMATRON)


def rules(odd: Odd, note: str) -> bytes:
    """The Schematron schema of an ODD, as a file that begins with a comment `note`; the same ODD, the same bytes.

    Each rule is a pattern of its own, with the rule's name as its id: in one pattern, an element meets one rule only.
    """
    patterns: dict[str, etree._Element] = {}
    for rule in odd.rules():
        if rule.ident not in patterns:
            patterns[rule.ident] = _sch("pattern", _sch("title", words(rule.meaning)), id=rule.ident)
        patterns[rule.ident].append(_sch("rule", *map(_assertion, rule.assertions), context=rule.context))
    opening = (_sch("title", odd.title), _sch("ns", prefix="tei", uri=TEI))
    return as_file(_sch("schema", *opening, *patterns.values(), queryBinding="xslt"), note)


def _assertion(assertion: Assertion) -> etree._Element:
    message = (_sch("value-of", select=piece.select) if piece.select else piece.text for piece in assertion.message)
    role = {"role": assertion.role} if assertion.role else {}
    return _sch("report" if assertion.report else "assert", *message, test=assertion.test, **role)
