"""What an ODD says, as frozen values; names and keys as the ODD gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of prose: its words, and as what they are marked (`gi`, `att`, `val`, `code`; "" for plain words)."""

    text: str
    mark: str = ""


Prose = tuple[Piece, ...]


class Kind(StrEnum):
    """What a part of a content model is."""

    TEXT = "textNode"
    EMPTY = "empty"
    ELEMENT = "elementRef"
    CLASS = "classRef"
    MACRO = "macroRef"
    SEQUENCE = "sequence"
    ALTERNATE = "alternate"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a content model; `key` names what a reference means, `parts` are those of a sequence or alternate."""

    kind: Kind
    line: int
    key: str = ""
    least: int = 1  # 0 or 1
    repeated: bool = False
    parts: tuple[Part, ...] = ()

    def walk(self) -> Iterator[Part]:
        """Yield the part and all below it, in document order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Datatype:
    """The form of a value: a `dataSpec` by its key, or a type of XML Schema by its name."""

    line: int
    key: str = ""
    name: str = ""
    restriction: str = ""
    repeated: bool = False  # several, with spaces between them


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a list, and what it means."""

    ident: str
    meaning: Prose


@dataclass(frozen=True, slots=True)
class Attribute:
    """What a specification says of an attribute; what it does not say stays as the classes have it."""

    name: str
    line: int
    deleted: bool = False
    required: bool = False
    meaning: Prose = ()
    datatype: Datatype | None = None
    values: tuple[Value, ...] = ()
    closed: bool = False  # no other values than those listed

    def formed(self, above: Attribute | None) -> Attribute:
        """The definition that says of what form the value is: this one, or else that of the class above it."""
        return above if above and self.datatype is None and not self.closed else self


Choice = tuple[tuple[Attribute, ...], ...]


@dataclass(frozen=True, slots=True)
class Assertion:
    """A Schematron `assert`, or a `report`, which is its contrary; the message in pieces (see `Message`)."""

    report: bool
    test: str
    message: tuple[Message, ...]
    role: str = ""  # "warning" for what is only advised


@dataclass(frozen=True, slots=True)
class Message:
    """A piece of a message: words, or with a `select` the value that it finds."""

    text: str = ""
    select: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A constraint that RELAX NG cannot say: what it asks for, where (an XPath pattern), and its assertions."""

    ident: str
    line: int
    meaning: Prose
    context: str
    assertions: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An example: whether it is right, why not, the rule that it is about ("" if none), its XML without namespaces."""

    valid: bool
    line: int
    remark: Prose
    rule: str
    code: str


@dataclass(frozen=True, slots=True)
class ElementSpec:
    """An element: `ident` names the specification, `name` is what documents call it; one name may have several."""

    ident: str
    name: str
    module: str
    line: int
    gloss: str
    meaning: Prose
    classes: tuple[str, ...]
    content: Part
    attributes: tuple[Attribute, ...] = ()
    choices: tuple[Choice, ...] = ()  # of each choice one group of attributes is taken
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    remarks: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A class: of elements ("model"), which contents name, or of attributes ("atts")."""

    ident: str
    kind: str
    line: int
    meaning: Prose
    classes: tuple[str, ...]
    attributes: tuple[Attribute, ...] = ()
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class MacroSpec:
    """A content model that several elements share."""

    ident: str
    line: int
    meaning: Prose
    content: Part


@dataclass(frozen=True, slots=True)
class DataSpec:
    """A datatype: any of some types of XML Schema; with none of them, any text."""

    ident: str
    line: int
    meaning: Prose
    types: tuple[Datatype, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the guidelines: its prose, and the elements that it specifies."""

    anchor: str
    title: str
    prose: tuple[Prose, ...]
    elements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Odd:
    """A whole ODD, its specifications by their names, in the order of the file; every key leads somewhere."""

    title: str
    start: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    elements: Mapping[str, ElementSpec]
    classes: Mapping[str, ClassSpec]
    macros: Mapping[str, MacroSpec]
    datatypes: Mapping[str, DataSpec]
    modules: Mapping[str, tuple[str, ...]]  # the elements that each moduleRef includes
    groups: tuple[str, ...]  # the identifiers of the specGrp
    references: tuple[str, ...]  # those that the schemaSpec takes in

    def members(self, model: str) -> tuple[ElementSpec | ClassSpec, ...]:
        """The elements and classes that are directly in a class, in the order of the file."""
        return tuple(spec for spec in self.specs() if model in spec.classes)

    def elements_of(self, model: str) -> tuple[ElementSpec, ...]:
        """The elements that are in a class, or in a class that is in it."""
        found: dict[str, ElementSpec] = {}
        for member in self.members(model):
            below = (member,) if isinstance(member, ElementSpec) else self.elements_of(member.ident)
            found.update((one.ident, one) for one in below)
        return tuple(found.values())

    def inherited(self, spec: ElementSpec | ClassSpec) -> dict[str, tuple[str, Attribute]]:
        """The attributes that a specification has from its classes, by name, each with the class that defines it."""
        found: dict[str, tuple[str, Attribute]] = {}
        for key in spec.classes:
            above = self.classes[key]
            if above.kind == "atts":
                found |= self.inherited(above)
                found |= {one.name: (key, one) for one in above.attributes if not one.deleted}
        return found

    def specs(self) -> tuple[ElementSpec | ClassSpec, ...]:
        """The specifications of elements, then of classes: those that have attributes, rules and examples."""
        return (*self.elements.values(), *self.classes.values())

    def rules(self) -> tuple[Rule, ...]:
        """All rules, those of the elements first."""
        return tuple(rule for spec in self.specs() for rule in spec.rules)
