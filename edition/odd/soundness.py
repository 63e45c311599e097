"""What makes an ODD unsound although each of its constructs is covered: keys that lead nowhere, names given twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.odd.constructs import bad
from edition.odd.model import Attribute, ClassSpec, Datatype, ElementSpec, Kind, MacroSpec, Odd, Part
from edition.tei.names import TEI, XML_ID, tei
from edition.validate.relaxng import xsd_regex

# The types of XML Schema, part 2, on whose values libxml2 and jing agree.
XSD_TYPES = frozenset(
    "ID NCName anyURI date decimal gMonth gMonthDay gYear gYearMonth integer language nonNegativeInteger "
    "positiveInteger string token".split()
)
SPECIFICATIONS = tuple(tei(name) for name in ("elementSpec", "classSpec", "macroSpec", "dataSpec"))
REFERENCES = {Kind.ELEMENT: "element", Kind.CLASS: "model class", Kind.MACRO: "macro"}


def misplaced(body: etree._Element, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each name that is given twice, and each list of attributes in a place that means nothing."""
    yield from _twice(body.iter(*SPECIFICATIONS), "ident", shown)
    yield from _twice((one for one in body.iter(f"{{{TEI}}}*") if one.get(XML_ID)), XML_ID, shown)
    anchors = {one.get(XML_ID): one for one in body.iter(tei("div"))}
    for spec in body.iter(tei("elementSpec")):
        if spec.get("ident") in anchors:
            message = f"The chapter {spec.get('ident')} has the name of an element."
            yield bad(shown, anchors[spec.get("ident")], message, "Give the chapter another xml:id.")
    for attributes in body.iter(tei("attList")):
        yield from _twice(attributes.findall(tei("attDef")), "ident", shown)
        depth = sum(1 for _ in attributes.iterancestors(tei("attList")))
        if attributes.get("org", "group") != ("choice" if depth == 1 else "group") or depth > 2:
            help = "A choice is a list of lists, in the attList of an elementSpec: attList/attList[@org='choice']."
            yield bad(shown, attributes, "A list of attributes cannot stand here.", help)


def unsound(odd: Odd, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each key that leads nowhere, each rule that is none, each thing that is said by halves."""
    strange = [*_circles(odd), *_memberships(odd)]
    # What is in itself has no end, so that contents cannot be followed; what is in no class inherits from none.
    contents = [] if any(_circles(odd)) else _contents(odd)
    attributes = [] if strange else _attributes(odd)
    rest = (*_start(odd), *_rules(odd), *_modules(odd), *_groups(odd))
    for line, message, help in (*strange, *contents, *attributes, *rest):
        yield Diagnostic(Code.BAD_ODD, message, Location(shown, line or None), help)


# A line of the ODD, what is wrong there, the way out.
Wrong = tuple[int, str, str]


def _twice(elements: Iterable[etree._Element], attribute: str, shown: str) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for element in elements:
        name = element.get(attribute, "")
        if name in seen:
            yield bad(shown, element, f"{name} is here for the second time.", "Keep one of the two, or rename one.")
        seen.add(name)


def _start(odd: Odd) -> Iterator[Wrong]:
    for ident in odd.start:
        if ident not in odd.elements:
            yield 0, f"The schema begins with {ident}, which no elementSpec specifies.", _near(ident, odd.elements)


def _memberships(odd: Odd) -> Iterator[Wrong]:
    """Classes that are not there."""
    for spec in odd.specs():
        for key in spec.classes:
            if key not in odd.classes:
                yield spec.line, f"{spec.ident} is in {key}, which no classSpec specifies.", _near(key, odd.classes)


def _circles(odd: Odd) -> Iterator[Wrong]:
    """Classes that are in themselves, macros that contain themselves."""
    for ident in _circular({ident: spec.classes for ident, spec in odd.classes.items()}):
        yield odd.classes[ident].line, f"The class {ident} is in itself.", "Take one of the memberships out."
    inside = {ident: [part.key for part in _macros_in(spec.content)] for ident, spec in odd.macros.items()}
    for ident in _circular(inside):
        yield odd.macros[ident].line, f"The macro {ident} contains itself.", "Take one of the references out."


def _macros_in(content: Part) -> Iterator[Part]:
    return (part for part in content.walk() if part.kind is Kind.MACRO)


def _contents(odd: Odd) -> Iterator[Wrong]:
    known: dict[Kind, Mapping[str, object]] = {
        Kind.ELEMENT: odd.elements,
        Kind.CLASS: {ident: spec for ident, spec in odd.classes.items() if spec.kind == "model"},
        Kind.MACRO: odd.macros,
    }
    specs: list[ElementSpec | MacroSpec] = [*odd.elements.values(), *odd.macros.values()]
    for spec in specs:
        for part in spec.content.walk():
            names = known.get(part.kind)
            if names is not None and part.key not in names:
                what = f"No {REFERENCES[part.kind]} is called {part.key}."
                yield part.line, what, _near(part.key, names)
            elif part.kind is Kind.CLASS and not odd.elements_of(part.key):
                yield part.line, f"No element is in the class {part.key}.", "Take the reference out."


def _attributes(odd: Odd) -> Iterator[Wrong]:
    for spec in odd.specs():
        inherited = odd.inherited(spec)
        for attribute in _all_attributes(spec):
            above = inherited.get(attribute.name)
            yield from _attribute(attribute, above[1] if above else None, odd)
    for data in odd.datatypes.values():
        for datatype in data.types:
            yield from _datatype(datatype, odd)


def _all_attributes(spec: ElementSpec | ClassSpec) -> Iterator[Attribute]:
    yield from spec.attributes
    if isinstance(spec, ElementSpec):
        yield from (attribute for choice in spec.choices for group in choice for attribute in group)


def _attribute(attribute: Attribute, above: Attribute | None, odd: Odd) -> Iterator[Wrong]:
    if attribute.deleted:
        return
    prefix, _, name = attribute.name.rpartition(":")
    if prefix not in ("", "xml") or not name:
        yield attribute.line, f"@{attribute.name} has a prefix that is not covered.", "Only `xml:` is."
    if above is None and not attribute.meaning:
        yield attribute.line, f"@{attribute.name} lacks a desc, and no class has one for it.", "Say what it is for."
    if above is None and attribute.datatype is None and not attribute.closed:
        yield attribute.line, f"@{attribute.name} has neither a datatype nor a closed list.", "Add one of them."
    if attribute.datatype is not None:
        yield from _datatype(attribute.datatype, odd)


def _datatype(datatype: Datatype, odd: Odd) -> Iterator[Wrong]:
    if datatype.key and datatype.key not in odd.datatypes:
        yield datatype.line, f"No dataSpec is called {datatype.key}.", _near(datatype.key, odd.datatypes)
    if datatype.name and datatype.name not in XSD_TYPES:
        message = f"The datatype {datatype.name} is not covered."
        yield datatype.line, message, f"Covered are: {', '.join(sorted(XSD_TYPES))}."
    if bool(datatype.key) == bool(datatype.name):
        yield datatype.line, "A dataRef has @key or @name, one of the two.", "Name a dataSpec or a type of XML Schema."
    try:
        xsd_regex.matcher(datatype.restriction)
    except ValueError as error:
        yield datatype.line, f"{error}.", "Write it as XML Schema, part 2, appendix F, says."
    if datatype.restriction and not datatype.name:
        yield datatype.line, "Only a type of XML Schema can be restricted.", "Give @name instead of @key."


def _rules(odd: Odd) -> Iterator[Wrong]:
    for rule in odd.rules():
        messages = [piece.select for one in rule.assertions for piece in one.message if piece.select]
        for expression in (rule.context, *(one.test for one in rule.assertions), *messages):
            try:
                etree.XPath(expression, namespaces={"tei": TEI})
            except etree.XPathError as error:
                message = f"“{expression}” is no XPath 1.0 with the prefix `tei`: {error}."
                yield rule.line, message, "Rules are tested with XPath 1.0."
    idents = {rule.ident for rule in odd.rules()}
    for spec in odd.specs():
        for example in spec.examples:
            if example.rule and example.rule not in idents:
                yield example.line, f"There is no rule {example.rule}.", _near(example.rule, idents)


def _modules(odd: Odd) -> Iterator[Wrong]:
    """Elements that the schema takes from TEI without specifying them, or the reverse."""
    taken = {ident: module for module, idents in odd.modules.items() for ident in idents}
    for ident, module in taken.items():
        if ident not in odd.elements:
            message = f"The module {module} includes {ident}, which no elementSpec specifies."
            yield 0, message, "Specify it, or take it out of the moduleRef."
    for ident, spec in odd.elements.items():
        if spec.name == ident and taken.get(ident) != spec.module:
            message = f"{ident} is specified, but the moduleRef of {spec.module} does not include it."
            yield spec.line, message, "Add it to @include."


def _groups(odd: Odd) -> Iterator[Wrong]:
    for missing in sorted(set(odd.references) - set(odd.groups)):
        yield 0, f"A specGrpRef leads to {missing}, which is no specGrp.", _near(missing, odd.groups)
    for unused in sorted(set(odd.groups) - set(odd.references)):
        yield 0, f"The schemaSpec does not take the specGrp {unused} in.", "Add a specGrpRef."


def _circular(below: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield each name that one comes back to when going from name to name."""
    for start in below:
        seen: set[str] = set()
        waiting = list(below[start])
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += below.get(name, ())
        if start in seen:
            yield start


def _near(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, list(names), n=1)
    return f"Did you mean {near[0]}?" if near else "Specify it, or correct the name."
