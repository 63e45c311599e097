"""Where Schematron rules stand: in a schema of their own, in a RELAX NG grammar, in a TEI ODD."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei.documents import parser
from edition.tei.names import TEI
from edition.tei.pointers import line
from edition.validate.schematron.rules import SCH, Element, Reader, Rules

LITERAL = re.compile(r'"[^"]*"|\'[^\']*\'')
FUNCTION = re.compile(r"([\w.-]+(?::[\w.-]+)?)\s*\(")
# What XPath 1 and XSLT 1 know, with the node tests and operators that look like functions.
FUNCTIONS_1 = frozenset(
    """last position count id local-name namespace-uri name string concat starts-with contains substring-before
    substring-after substring string-length normalize-space translate boolean not true false lang number sum floor
    ceiling round current document key format-number generate-id system-property element-available function-available
    node text comment processing-instruction and or div mod""".split()
)


def load(file: Path, shown: str) -> Rules:
    """Read a Schematron schema. Raises `EditionError` when it cannot be read, or is no Schematron."""
    root = _parsed(file, shown)
    if root.tag != f"{{{SCH}}}schema":
        message = f"{shown} is no Schematron schema: its root element is “{etree.QName(root).localname}”."
        help = f"A Schematron schema has the root element `schema` in the namespace {SCH}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, Location(shown, line(root)), help))
    _include(root, file, shown, (file.resolve(),))
    return Reader(shown, root.get("queryBinding", "").lower()).read(root, list(_active(root)))


def in_file(file: Path, shown: str) -> Rules | None:
    """The rules that a RELAX NG grammar or an ODD embeds, None if it embeds none. Raises as `load` does."""
    return embedded(_parsed(file, shown), shown)


def embedded(root: Element, shown: str) -> Rules | None:
    """The rules that stand in a RELAX NG grammar or a TEI ODD; None where there are none.

    Where nothing says in which language they are written, they are XPath 1 if all of them can be.
    """
    patterns = [*_of_grammar(root), *_of_odd(root)]
    if not patterns:
        return None
    stated = next((one.get("queryBinding", "") for one in root.iter(f"{{{SCH}}}schema")), "").lower()
    return Reader(shown, stated or _guessed(patterns)).read(root, patterns)


def _parsed(file: Path, shown: str) -> Element:
    try:
        return etree.parse(file, parser()).getroot()
    except OSError as error:
        message = f"The schema {shown} cannot be read: {error.strerror or 'there is no such file'}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, Location(shown), "Correct its name.")) from None
    except etree.XMLSyntaxError as error:
        message = f"The schema {shown} is not well-formed: {error.msg}."
        help = "Mend the schema; nothing was checked by it."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, Location(shown, error.lineno), help)) from None


def _include(element: Element, file: Path, shown: str, seen: Sequence[Path]) -> None:
    """Put what an `include` or `extends/@href` names in its place: local files beside the schema only."""
    for include in list(element.iter(f"{{{SCH}}}include", f"{{{SCH}}}extends")):
        href = include.get("href", "")
        if not href:
            continue
        path, _, fragment = href.partition("#")
        place = (file.parent / path).resolve()
        where = Location(shown, line(include))
        if "://" in href or not place.is_relative_to(file.parent.resolve()) or place in seen:
            why = "it includes itself" if place in seen else "only files beside the schema are read"
            message = f"{shown} includes “{href}”, which is not read: {why}."
            raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Put a copy beside the schema."))
        root = deepcopy(_parsed(place, f"{Path(shown).parent.as_posix()}/{path}".removeprefix("./")))
        _include(root, place, shown, (*seen, place))
        found = [one for one in root.iter() if isinstance(one.tag, str) and one.get("id") == fragment]
        wanted = found[0] if fragment and found else root
        parent = include.getparent()
        assert parent is not None  # the root is no include
        position = parent.index(include)
        parts = list(wanted) if include.tag == f"{{{SCH}}}extends" else [wanted]
        parent[position : position + 1] = parts


def _active(schema: Element) -> Iterator[Element]:
    """Yield the patterns of a schema: those of its default phase, if it has one."""
    phase = schema.get("defaultPhase", "#ALL")
    names = {
        active.get("pattern")
        for one in schema.iter(f"{{{SCH}}}phase")
        if one.get("id") == phase
        for active in one.iter(f"{{{SCH}}}active")
    }
    for pattern in schema.iter(f"{{{SCH}}}pattern"):
        if not names or pattern.get("id") in names or pattern.get("abstract") == "true":
            yield pattern


def _of_grammar(root: Element) -> Iterator[Element]:
    """Yield the patterns that a RELAX NG grammar embeds, those of TEI's constraint specifications left to `_of_odd`."""
    if root.tag.startswith(f"{{{TEI}}}"):
        return
    yield from root.iter(f"{{{SCH}}}pattern")
    for rule in root.iter(f"{{{SCH}}}rule"):
        parent = rule.getparent()
        if parent is not None and parent.tag != f"{{{SCH}}}pattern":
            yield _wrapped([rule])


def _of_odd(root: Element) -> Iterator[Element]:
    """Yield the patterns of `constraintSpec` elements; an assertion alone is about the element that is specified."""
    for constraint in root.iter(f"{{{TEI}}}constraint"):
        spec = constraint.getparent()
        if spec is None or spec.get("mode") == "delete":
            continue
        id = spec.get("ident", "")
        patterns = [one for one in constraint if one.tag == f"{{{SCH}}}pattern"]
        rules = [one for one in constraint if one.tag == f"{{{SCH}}}rule"]
        alone = [one for one in constraint if one.tag in (f"{{{SCH}}}assert", f"{{{SCH}}}report")]
        yield from patterns
        if rules:
            yield _wrapped(rules, id)
        if alone:
            rule = etree.Element(f"{{{SCH}}}rule", {"context": _specified(constraint)})
            rule.extend(deepcopy(one) for one in alone)
            yield _wrapped([rule], id)


def _specified(constraint: Element) -> str:
    """The element, or attribute of it, in whose specification a constraint stands, as a match pattern."""
    attribute = next((a.get("ident", "") for a in constraint.iterancestors(f"{{{TEI}}}attDef")), "")
    element = next((e.get("ident", "") for e in constraint.iterancestors(f"{{{TEI}}}elementSpec")), "")
    holder = f"tei:{element}" if element else "tei:*"
    return f"{holder}/@{attribute}" if attribute else holder


def _wrapped(rules: Sequence[Element], id: str = "") -> Element:
    pattern = etree.Element(f"{{{SCH}}}pattern", nsmap={"sch": SCH})
    if id:
        pattern.set("id", id)
    pattern.extend(deepcopy(rule) for rule in rules)
    return pattern


def _guessed(patterns: Sequence[Element]) -> str:
    """The language of expressions when nothing says it: XPath 1 where each of them is that, else XPath 3."""
    for pattern in patterns:
        for element in pattern.iter():
            for name in ("context", "test", "select", "value", "path"):
                if not isinstance(element.tag, str) or not element.tag.startswith(f"{{{SCH}}}"):
                    continue
                expression = element.get(name)
                if expression is not None and not _is_xpath_1(expression):
                    return "xslt3"
    return "xslt1"


def _is_xpath_1(expression: str) -> bool:
    names = set(FUNCTION.findall(LITERAL.sub("''", expression)))
    if names - FUNCTIONS_1 - {name for name in names if name.endswith("::")}:
        return False
    try:
        etree.XPath(expression)
    except etree.XPathSyntaxError:
        return False
    return True
