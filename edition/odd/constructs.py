"""Which constructs of ODD are covered, as one table; whatever else stands in an ODD is refused with a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.tei.names import TEI, XML, local
from edition.tei.pointers import line

EXAMPLES = "http://www.tei-c.org/ns/Examples"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
PREFIXES = {TEI: "", EXAMPLES: "", SCHEMATRON: "sch:", XML: "xml:"}

PROSE = "att code gi val"
PARTS = "alternate classRef elementRef empty macroRef sequence textNode"
OCCURS = "minOccurs maxOccurs"


@dataclass(frozen=True, slots=True)
class Construct:
    """What an element of an ODD must have, may have and may hold; `words`: it holds text of its own."""

    required: frozenset[str]
    optional: frozenset[str]
    children: frozenset[str]
    words: bool


def _construct(required: str = "", optional: str = "", children: str = "", *, words: bool = False) -> Construct:
    return Construct(frozenset(required.split()), frozenset(optional.split()), frozenset(children.split()), words)


CONSTRUCTS = {
    # The chapters, and the schema in one of them
    "body": _construct(children="div"),
    "div": _construct("xml:id", "", "head p schemaSpec specGrp"),
    "head": _construct(words=True),
    "p": _construct(children=PROSE, words=True),
    **{name: _construct(words=True) for name in PROSE.split()},
    "schemaSpec": _construct("ident start", "source xml:lang", "moduleRef specGrpRef"),
    "moduleRef": _construct("key", "include"),
    "specGrpRef": _construct("target"),
    "specGrp": _construct("xml:id", "", "classSpec dataSpec elementSpec macroSpec"),
    # Specifications
    "elementSpec": _construct(
        "ident module mode", "ns", "altIdent attList classes constraintSpec content desc exemplum gloss remarks"
    ),
    "classSpec": _construct("ident module mode type", "", "attList classes constraintSpec desc exemplum"),
    "macroSpec": _construct("ident module mode", "", "content desc"),
    "dataSpec": _construct("ident module mode", "", "content desc"),
    "altIdent": _construct(words=True),
    "gloss": _construct(words=True),
    "desc": _construct(children=PROSE, words=True),
    "remarks": _construct(children="p"),
    "classes": _construct("", "mode", "memberOf"),
    "memberOf": _construct("key"),
    # Contents
    "content": _construct(children=f"{PARTS} dataRef"),
    "sequence": _construct("", OCCURS, PARTS),
    "alternate": _construct("", OCCURS, f"{PARTS} dataRef"),
    "elementRef": _construct("key", OCCURS),
    "classRef": _construct("key", OCCURS),
    "macroRef": _construct("key"),
    "textNode": _construct(),
    "empty": _construct(),
    # Attributes
    "attList": _construct("", "org", "attDef attList"),
    "attDef": _construct("ident", "mode usage", "datatype desc valList"),
    "datatype": _construct("", "maxOccurs", "dataRef"),
    "dataRef": _construct("", "key name restriction"),
    "valList": _construct("type", "mode", "valItem"),
    "valItem": _construct("ident", "", "desc"),
    # Rules and examples
    "constraintSpec": _construct("ident scheme", "mode xml:id", "constraint desc"),
    "constraint": _construct(children="sch:rule"),
    "sch:rule": _construct("context", "", "sch:assert sch:report"),
    "sch:assert": _construct("test", "role", "sch:name sch:value-of", words=True),
    "sch:report": _construct("test", "role", "sch:name sch:value-of", words=True),
    "sch:name": _construct(),
    "sch:value-of": _construct("select"),
    "exemplum": _construct("", "corresp", "egXML p"),
    "egXML": _construct("valid", "", "", words=True),  # what it holds is TEI, and any of it
}

VALUES = {
    ("attDef", "mode"): "add change delete",
    ("attDef", "usage"): "opt req",
    ("attList", "org"): "choice group",
    ("classSpec", "mode"): "add change",
    ("classSpec", "type"): "atts model",
    ("classes", "mode"): "replace",
    ("constraintSpec", "mode"): "add",
    ("constraintSpec", "scheme"): "schematron",
    ("dataSpec", "mode"): "add change",
    ("egXML", "valid"): "false true",
    ("elementSpec", "mode"): "add change replace",
    ("elementSpec", "ns"): TEI,
    ("macroSpec", "mode"): "add change",
    ("valList", "mode"): "add replace",
    ("valList", "type"): "closed semi",
    **{(name, "minOccurs"): "0 1" for name in ("alternate", "classRef", "elementRef", "sequence")},
    **{(name, "maxOccurs"): "1 unbounded" for name in ("alternate", "classRef", "datatype", "elementRef", "sequence")},
}

# What a specification cannot do without, because the sources of TEI are not asked.
NEEDED = {
    "elementSpec": "desc classes content",
    "classSpec": "desc classes",
    "macroSpec": "desc content",
    "dataSpec": "desc content",
    "valItem": "desc",
    "constraintSpec": "desc constraint",
    "constraint": "sch:rule",
    "sch:rule": "sch:assert|sch:report",
    "exemplum": "egXML",
    "datatype": "dataRef",
    "valList": "valItem",
    "content": f"{PARTS} dataRef".replace(" ", "|"),
    "sequence": PARTS.replace(" ", "|"),
    "alternate": f"{PARTS} dataRef".replace(" ", "|"),
}


def refusals(body: etree._Element, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each construct of an ODD that is not covered, with its line; `shown` is the file's path."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        known = CONSTRUCTS[named(element)]
        yield from (bad(shown, element, message, help) for message, help in _wrong(element, known))
        if named(element) == "egXML":
            continue
        for child in reversed(children(element)):
            if named(child) in known.children:
                waiting.append(child)
            else:
                may = f"Here may stand: {', '.join(sorted(known.children))}." if known.children else "Take it out."
                yield bad(shown, child, f"`{named(child)}` in `{named(element)}` is not covered.", may)


def bad(shown: str, element: etree._Element, message: str, help: str) -> Diagnostic:
    """A finding at an element of an ODD."""
    return Diagnostic(Code.BAD_ODD, message, Location(shown, line(element)), help)


def named(element: etree._Element) -> str:
    """The name of an element of an ODD, that of a Schematron element with the prefix `sch:`."""
    namespace = etree.QName(element).namespace or ""
    return PREFIXES.get(namespace, "?:") + local(element)


def children(element: etree._Element) -> list[etree._Element]:
    """The elements directly below, without comments."""
    return [child for child in element if isinstance(child.tag, str)]


def _wrong(element: etree._Element, known: Construct) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an element itself: message and help."""
    name = named(element)
    given = {_attribute(str(key)): str(value) for key, value in element.attrib.items()}
    for missing in sorted(known.required - given.keys()):
        yield f"`{name}` lacks @{missing}.", "Add it."
    for attribute, value in sorted(given.items()):
        if attribute not in known.required | known.optional:
            yield f"`{name}/@{attribute}` is not covered.", "Take it out."
        allowed = VALUES.get((name, attribute))
        if allowed and value not in allowed.split():
            yield f"`{name}/@{attribute}` is `{value}`, which is not covered.", f"Covered are: {allowed}."
    present = {named(child) for child in children(element)}
    for needed in NEEDED.get(name, "").split():
        if not present & set(needed.split("|")):
            yield f"`{name}` lacks {needed.replace('|', ' or ')}.", "Add it: an ODD says everything itself."
    if not known.words and "".join([element.text or "", *(child.tail or "" for child in element)]).strip():
        yield f"`{name}` has words of its own.", "Put them into a desc, a remark or a paragraph of the chapter."


def _attribute(key: str) -> str:
    return key.replace(f"{{{XML}}}", "xml:")
