"""An ODD as RELAX NG in XML syntax (ISO/IEC 19757-2), with its prose as annotations, which editors of XML show.

Each specification is a definition of its own name. No interleave, no name classes, no mixed: patterns on which libxml2
and jing agree, and which libxml2 checks fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from edition.odd.markup import Maker, as_file
from edition.odd.model import Attribute, ClassSpec, Datatype, ElementSpec, Kind, Odd, Part, Prose
from edition.tei.names import TEI

RELAXNG = "http://relaxng.org/ns/structure/1.0"
ANNOTATIONS = "http://relaxng.org/ns/compatibility/annotations/1.0"
DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"

# The pattern for how often a part occurs, by its least number and whether it is repeated.
TIMES = {(0, False): "optional", (0, True): "zeroOrMore", (1, True): "oneOrMore"}

_rng = Maker(RELAXNG, {"a": ANNOTATIONS})


def grammar(odd: Odd, note: str) -> bytes:
    """The RELAX NG grammar of an ODD, as a file that begins with a comment `note`; the same ODD, the same bytes."""
    start = [_rng("ref", name=ident) for ident in odd.start]
    root = _rng(
        "grammar",
        _rng("start", *_one_of(start)),
        *(_element(spec, odd) for spec in odd.elements.values()),
        *(_model_class(spec, odd) for spec in odd.classes.values() if spec.kind == "model" and odd.members(spec.ident)),
        *(_rng("define", *_pattern(spec.content), name=ident) for ident, spec in odd.macros.items()),
        *(_attribute_class(spec, odd) for spec in odd.classes.values() if _all_of(spec, odd)),
        *(_rng("define", *_one_of(map(_value_type, spec.types)), name=ident) for ident, spec in odd.datatypes.items()),
        ns=TEI,
        datatypeLibrary=DATATYPES,
    )
    return as_file(root, note)


def words(prose: Prose) -> str:
    """Prose without its marks: an element's name stands between angle brackets, an attribute's after an @."""
    marks = {"gi": "<{}>", "att": "@{}"}
    return "".join(marks.get(piece.mark, "{}").format(piece.text) for piece in prose)


def _element(spec: ElementSpec, odd: Odd) -> etree._Element:
    patterns = [
        *_documentation(spec.meaning),
        *(_choice(choice, spec, odd) for choice in spec.choices),
        *_attributes_of(spec, odd),
        *_pattern(spec.content),
    ]
    return _rng("define", _rng("element", *patterns, name=spec.name), name=spec.ident)


def _model_class(spec: ClassSpec, odd: Odd) -> etree._Element:
    references = [
        _rng("ref", name=member.ident)
        for member in odd.members(spec.ident)
        if isinstance(member, ElementSpec) or odd.members(member.ident)
    ]
    return _rng("define", *_one_of(references), name=spec.ident)


def _attribute_class(spec: ClassSpec, odd: Odd) -> etree._Element:
    """All attributes of a class, those of the classes above it too: libxml2 is slow with references in references."""
    return _rng("define", *(_attribute(one, None) for one in _all_of(spec, odd)), name=spec.ident)


def _attributes_of(spec: ElementSpec, odd: Odd) -> Iterator[etree._Element]:
    """Yield the attributes of an element: whole classes where it changes nothing in them, else one by one."""
    said = {one.name for one in spec.attributes}
    for key in spec.classes:
        above = odd.classes[key]
        inherited = _all_of(above, odd) if above.kind == "atts" else []
        if inherited and not said & {one.name for one in inherited}:
            yield _rng("ref", name=key)
        else:
            yield from (_attribute(one, None) for one in inherited if one.name not in said)
    inherited_ones = odd.inherited(spec)
    for one in spec.attributes:
        if not one.deleted:
            yield _attribute(one, inherited_ones[one.name][1] if one.name in inherited_ones else None)


def _all_of(spec: ClassSpec, odd: Odd) -> list[Attribute]:
    """The attributes of a class, those of the classes above it first."""
    above = {name: one for name, (_, one) in odd.inherited(spec).items()}
    return list((above | {one.name: one for one in spec.attributes if not one.deleted}).values())


def _choice(choice: Iterable[Iterable[Attribute]], spec: ElementSpec, odd: Odd) -> etree._Element:
    above = {key: one for key, (_, one) in odd.inherited(spec).items()}
    groups = [[_attribute(one, above.get(one.name)) for one in group] for group in choice]
    return _rng("choice", *(group[0] if len(group) == 1 else _rng("group", *group) for group in groups))


def _attribute(own: Attribute, above: Attribute | None) -> etree._Element:
    """The pattern of an attribute; what its definition does not say is as in the class above."""
    meaning = own.meaning or (above.meaning if above else ())
    pattern = _rng("attribute", *_documentation(meaning), *_values(own, above), name=own.name)
    return pattern if own.required else _rng("optional", pattern)


def _values(own: Attribute, above: Attribute | None) -> list[etree._Element]:
    source = own.formed(above)
    if source.closed:
        listed = [[_rng("value", one.ident), *_documentation(one.meaning)] for one in source.values]
        return listed[0] if len(listed) == 1 else [_rng("choice", *(part for one in listed for part in one))]
    if source.datatype is None:
        return [_rng("text")]
    one = _value_type(source.datatype)
    return [_rng("list", _rng("oneOrMore", one))] if source.datatype.repeated else [one]


def _value_type(datatype: Datatype) -> etree._Element:
    if datatype.key:
        return _rng("ref", name=datatype.key)
    if not datatype.name:
        return _rng("text")
    restriction = [_rng("param", datatype.restriction, name="pattern")] if datatype.restriction else []
    return _rng("data", *restriction, type=datatype.name)


def _pattern(part: Part) -> list[etree._Element]:
    """The patterns of a part of a content model, in their order."""
    match part.kind:
        case Kind.TEXT:
            return [_rng("text")]
        case Kind.EMPTY:
            return [_rng("empty")]
        case Kind.SEQUENCE:
            inner = [pattern for below in part.parts for pattern in _pattern(below)]
        case Kind.ALTERNATE:
            ways = [_pattern(below) for below in part.parts]
            inner = [_rng("choice", *(way[0] if len(way) == 1 else _rng("group", *way) for way in ways))]
        case _:
            inner = [_rng("ref", name=part.key)]
    times = TIMES.get((part.least, part.repeated))
    return [_rng(times, *inner)] if times else inner


def _one_of(patterns: Iterable[etree._Element]) -> list[etree._Element]:
    found = list(patterns)
    return [_rng("choice", *found)] if len(found) > 1 else found or [_rng("text")]


def _documentation(prose: Prose) -> list[etree._Element]:
    if not prose:
        return []
    made = etree.Element(f"{{{ANNOTATIONS}}}documentation", nsmap={"a": ANNOTATIONS})
    made.text = words(prose)
    return [made]
