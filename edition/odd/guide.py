"""An ODD as guidelines for encoders: what each element is, what it may have, hold and stand in, with examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edition.odd.model import (
    Attribute,
    Chapter,
    Datatype,
    ElementSpec,
    Example,
    Kind,
    Odd,
    Part,
    Piece,
    Prose,
    Rule,
    Value,
)

# The class of the attributes that nearly every element has: they are described once.
EVERYWHERE = "att.global"

# What the types of XML Schema are that an ODD may name without a dataSpec of its own.
FORMS = {
    "ID": "an identifier",
    "NCName": "a single word",
    "anyURI": "an address",
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number, 0 or more",
    "positiveInteger": "a whole number, 1 or more",
}


@dataclass(frozen=True, slots=True)
class AttributeGuide:
    """An attribute: whether it is needed, what it says, of what form its value is, the values listed for it."""

    name: str
    required: bool
    meaning: Prose
    form: Prose
    several: bool  # more than one value, with spaces between them
    values: tuple[Value, ...]
    closed: bool  # no other values


@dataclass(frozen=True, slots=True)
class Reference:
    """An element that a guide leads to: its anchor, what documents call it, which of its specifications is meant."""

    anchor: str
    name: str
    gloss: str


@dataclass(frozen=True, slots=True)
class RuleGuide:
    """A rule beyond the grammar, with its examples."""

    anchor: str
    meaning: Prose
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class ElementGuide:
    """All that an encoder needs to know of an element."""

    anchor: str
    name: str
    gloss: str
    meaning: Prose
    attributes: tuple[AttributeGuide, ...]
    ways: tuple[tuple[AttributeGuide, ...], ...]  # one of these groups of attributes, where they go together
    everywhere: tuple[str, ...]  # the names of those described once, which it has
    words: bool  # it may hold words
    contains: tuple[Reference, ...]
    within: tuple[Reference, ...]
    rules: tuple[RuleGuide, ...]
    examples: tuple[Example, ...]
    remarks: tuple[Prose, ...]


@dataclass(frozen=True, slots=True)
class ChapterGuide:
    """A chapter with the elements that it is about."""

    anchor: str
    title: str
    prose: tuple[Prose, ...]
    elements: tuple[ElementGuide, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The guidelines: chapters, the attributes that elements share, and the rules on attributes."""

    title: str
    chapters: tuple[ChapterGuide, ...]
    everywhere: tuple[AttributeGuide, ...]
    rules: tuple[RuleGuide, ...]
    elements: tuple[Reference, ...]  # all, by name


def guide(odd: Odd) -> Guide:
    """The guidelines that an ODD gives, in its order; an anchor is the name of a specification, and stays with it."""
    below = {ident: tuple(_below(spec.content, odd)) for ident, spec in odd.elements.items()}
    references = {ident: Reference(ident, spec.name, spec.gloss) for ident, spec in odd.elements.items()}
    shared = odd.classes.get(EVERYWHERE)
    own = {} if shared is None else {one.name: one for one in shared.attributes if not one.deleted}
    known = own if shared is None else own | {name: one for name, (_, one) in odd.inherited(shared).items()}
    return Guide(
        title=odd.title,
        chapters=tuple(
            _chapter(chapter, odd, known, below, references) for chapter in odd.chapters if chapter.elements
        ),
        everywhere=tuple(_attribute(one, None, odd) for one in known.values()),
        rules=tuple(rule for spec in odd.classes.values() for rule in _rules(spec.rules, spec.examples)),
        elements=tuple(sorted(references.values(), key=lambda one: (one.name.lower(), one.name, one.gloss))),
    )


def _chapter(
    chapter: Chapter,
    odd: Odd,
    everywhere: Mapping[str, Attribute],
    below: Mapping[str, tuple[str, ...]],
    references: Mapping[str, Reference],
) -> ChapterGuide:
    return ChapterGuide(
        chapter.anchor,
        chapter.title,
        chapter.prose,
        tuple(_element(odd.elements[ident], odd, everywhere, below, references) for ident in chapter.elements),
    )


def _element(
    spec: ElementSpec,
    odd: Odd,
    everywhere: Mapping[str, Attribute],
    below: Mapping[str, tuple[str, ...]],
    references: Mapping[str, Reference],
) -> ElementGuide:
    inherited = {name: one for name, (_, one) in odd.inherited(spec).items()}
    said = {one.name: one for one in spec.attributes}
    own = {name: one for name, one in inherited.items() if name not in everywhere} | said
    return ElementGuide(
        anchor=spec.ident,
        name=spec.name,
        gloss=spec.gloss,
        meaning=spec.meaning,
        attributes=_in_order(_attribute(one, inherited.get(name), odd) for name, one in own.items() if not one.deleted),
        ways=tuple(
            tuple(_attribute(one, inherited.get(one.name), odd) for one in group)
            for choice in spec.choices
            for group in choice
        ),
        everywhere=tuple(name for name in everywhere if name in inherited and name not in said),
        words=any(part.kind is Kind.TEXT for part in _unfolded(spec.content, odd)),
        contains=tuple(references[ident] for ident in references if ident in below[spec.ident]),
        within=tuple(references[ident] for ident in references if spec.ident in below[ident]),
        rules=_rules(spec.rules, spec.examples),
        examples=tuple(one for one in spec.examples if not one.rule),
        remarks=spec.remarks,
    )


def _in_order(attributes: Iterable[AttributeGuide]) -> tuple[AttributeGuide, ...]:
    """Those that are needed first."""
    return tuple(sorted(attributes, key=lambda one: not one.required))


def _attribute(own: Attribute, above: Attribute | None, odd: Odd) -> AttributeGuide:
    source = own.formed(above)
    return AttributeGuide(
        name=own.name,
        required=own.required,
        meaning=own.meaning or (above.meaning if above else ()),
        form=() if source.closed else _form(source.datatype, odd),
        several=source.datatype is not None and source.datatype.repeated,
        values=own.values or source.values,
        closed=source.closed,
    )


def _form(datatype: Datatype | None, odd: Odd) -> Prose:
    """Of what form a value is, in words."""
    if datatype is None:
        return ()
    if datatype.key:
        return odd.datatypes[datatype.key].meaning
    if datatype.restriction:
        return (Piece("of the form "), Piece(datatype.restriction, "code"))
    return (Piece(FORMS.get(datatype.name, datatype.name)),)


def _rules(rules: Iterable[Rule], examples: Iterable[Example]) -> tuple[RuleGuide, ...]:
    """The rules of a specification, each once, with the examples that are about it."""
    once = {rule.ident: rule for rule in rules}
    about = tuple(examples)
    return tuple(
        RuleGuide(ident, rule.meaning, tuple(one for one in about if one.rule == ident)) for ident, rule in once.items()
    )


def _below(content: Part, odd: Odd) -> Iterable[str]:
    """The elements that a content model names, through classes and macros."""
    for part in _unfolded(content, odd):
        if part.kind is Kind.ELEMENT:
            yield part.key
        elif part.kind is Kind.CLASS:
            yield from (spec.ident for spec in odd.elements_of(part.key))


def _unfolded(content: Part, odd: Odd) -> Iterable[Part]:
    """The parts of a content model, those of the macros in it too."""
    for part in content.walk():
        if part.kind is Kind.MACRO:
            yield from _unfolded(odd.macros[part.key].content, odd)
        else:
            yield part
