"""A schema in RELAX NG made simple: its XML, as people write it, becomes patterns (specification, section 4).

A definition is read when it is first asked for: of a schema as large as that of the whole of TEI only what the
documents use is ever read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from edition.validate.relaxng import source
from edition.validate.relaxng.datatypes import Datatype, datatype
from edition.validate.relaxng.names import (
    XML_NAMESPACE,
    AnyName,
    Name,
    NameChoice,
    NameClass,
    NsName,
    qualified,
)
from edition.validate.relaxng.patterns import EMPTY, NOT_ALLOWED, TEXT, Element, Factory, Pattern
from edition.validate.relaxng.source import SchemaFile, children, kind, refusal

START = ""
PATTERNS = frozenset(
    """element attribute group interleave choice optional zeroOrMore oneOrMore list mixed ref parentRef empty value data
    notAllowed externalRef grammar text""".split()
)
COMPONENTS = frozenset({"start", "define", "div", "include"})
OTHERS = frozenset({"param", "except", "name", "anyName", "nsName"})


@dataclass(frozen=True, slots=True)
class Simple:
    """A simplified schema: the pattern of a document, what makes further patterns, the version of TEI behind it."""

    start: Pattern
    patterns: Factory
    tei_version: str


@dataclass(frozen=True, slots=True)
class Context:
    """What an element of the schema inherits from those around it."""

    source: SchemaFile
    namespace: str = ""
    library: str = ""
    within: tuple[Path, ...] = ()  # the files that include each other down to this one

    def at(self, node: etree._Element) -> Context:
        """The context with what an element says itself."""
        namespace, library = node.get("ns"), node.get("datatypeLibrary")
        if namespace is None and library is None:
            return self
        return replace(
            self,
            namespace=self.namespace if namespace is None else namespace,
            library=self.library if library is None else library.strip(),
        )


@dataclass(frozen=True, slots=True)
class Component:
    """A `define` or `start`, as it stands in a file."""

    node: etree._Element
    context: Context


@dataclass(slots=True, eq=False)
class Scope:
    """A `grammar`: its definitions by name, and the grammar around it."""

    around: Scope | None
    components: dict[str, list[Component]] = field(default_factory=dict)
    made: dict[str, Pattern | None] = field(default_factory=dict)  # None: being made


def simplify(file: Path, shown: str, inside: Path) -> Simple:
    """Read a schema. Files that it includes lie in the folder `inside`.

    Raises `EditionError` when the schema, or a file that it includes, is no RELAX NG or cannot be read.
    """
    read = source.read(file, shown, inside)
    reader = _Reader()
    start = reader.document(read)
    return Simple(start, reader.patterns, read.tei_version)


class _Reader:
    def __init__(self) -> None:
        self.patterns = Factory()

    def document(self, read: SchemaFile) -> Pattern:
        _check_names(read)
        return self._pattern(read.root, Context(read, within=(read.file.resolve(),)), None)

    def _pattern(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        context = context.at(node)
        make, name = self.patterns, kind(node)
        match name:
            case "ref" | "parentRef":
                return self._referred(node, context, scope)
            case "empty":
                return EMPTY
            case "text":
                return TEXT
            case "notAllowed":
                return NOT_ALLOWED
            case "choice":
                return make.choice(self._parts(node, context, scope))
            case "group":
                return make.group(self._parts(node, context, scope))
            case "interleave":
                return make.interleave(self._parts(node, context, scope))
            case "mixed":
                return make.interleave((TEXT, self._grouped(node, context, scope)))
            case "optional":
                return make.optional(self._grouped(node, context, scope))
            case "zeroOrMore":
                return make.zero_or_more(self._grouped(node, context, scope))
            case "oneOrMore":
                return make.one_or_more(self._grouped(node, context, scope))
            case "list":
                return make.items(self._grouped(node, context, scope))
            case "element":
                return self._element(node, context, scope)
            case "attribute":
                return self._attribute(node, context, scope)
            case "value":
                return make.value(self._datatype(node, context, value=True), node.text or "")
            case "data":
                return self._data(node, context, scope)
            case "externalRef":
                return self._external(node, context)
            case "grammar":
                inner = Scope(scope)
                for key, component in self._components(node, context):
                    inner.components.setdefault(key, []).append(component)
                return self._defined(START, inner, node, context)
        raise refusal(context.source, node, f"`{name}` cannot stand here")

    def _parts(self, node: etree._Element, context: Context, scope: Scope | None) -> list[Pattern]:
        parts = [self._pattern(child, context, scope) for child in children(node)]
        if not parts:
            raise refusal(context.source, node, f"`{kind(node)}` is empty")
        return parts

    def _grouped(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        return self.patterns.group(self._parts(node, context, scope))

    def _element(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, context, context.namespace)
        if not rest:
            raise refusal(context.source, node, "An `element` says nothing of what it holds")
        return Element(
            False,
            names,
            lambda: self.patterns.group(self._pattern(each, context, scope) for each in rest),
        )

    def _attribute(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        names, rest = self._names(node, context, node.get("ns", ""))
        if len(rest) > 1:
            raise refusal(context.source, node, "An `attribute` holds more than one pattern")
        content = self._pattern(rest[0], context, scope) if rest else TEXT
        return self.patterns.attribute(names, content)

    def _data(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        excepted = [child for child in children(node) if kind(child) == "except"]
        less = [part for child in excepted for part in self._parts(child, context, scope)]
        return self.patterns.data(self._datatype(node, context), self.patterns.choice(less) if less else None)

    def _datatype(self, node: etree._Element, context: Context, *, value: bool = False) -> Datatype:
        name, library = node.get("type", "").strip(), context.library
        if not name:
            if not value:
                raise refusal(context.source, node, "`data` lacks @type")
            name, library = "token", ""
        facets = [(each.get("name", "").strip(), each.text or "") for each in children(node) if kind(each) == "param"]
        try:
            return datatype(library, name, tuple(facets))
        except ValueError as error:
            raise refusal(context.source, node, f"A datatype cannot be used: {error}") from None

    def _referred(self, node: etree._Element, context: Context, scope: Scope | None) -> Pattern:
        wanted = scope.around if scope and kind(node) == "parentRef" else scope
        if wanted is None:
            raise refusal(context.source, node, f"`{kind(node)}` stands outside of a grammar")
        return self._defined(node.get("name", "").strip(), wanted, node, context)

    def _defined(self, name: str, scope: Scope, node: etree._Element, context: Context) -> Pattern:
        """The pattern of a definition; `node` is where it is asked for."""
        if name in scope.made:
            made = scope.made[name]
            if made is None:
                message = f"The definition `{name}` refers to itself, with no element between"
                raise refusal(context.source, node, message)
            return made
        components = scope.components.get(name, [])
        if not components:
            missing = f"definition `{name}`" if name else "`start`"
            raise refusal(context.source, node, f"There is no {missing}")
        scope.made[name] = None
        try:
            parts = [self._grouped(each.node, each.context, scope) for each in components]
            made = scope.made[name] = self._combined(components)(parts)
        finally:
            if scope.made[name] is None:  # the next who asks is to learn the same reason
                del scope.made[name]
        return made

    def _combined(self, components: list[Component]) -> Callable[[list[Pattern]], Pattern]:
        """How several definitions of one name become one (section 4.17)."""
        ways = [each.node.get("combine", "").strip() for each in components]
        said = sorted(set(ways) - {""})
        last = components[-1]
        name = last.node.get("name", "start")
        if len(said) > 1 or ways.count("") > 1:
            raise refusal(last.context.source, last.node, f"`{name}` is defined twice, and @combine does not say how")
        return self.patterns.interleave if said == ["interleave"] else self.patterns.choice

    def _components(self, node: etree._Element, context: Context) -> Iterator[tuple[str, Component]]:
        """Yield the definitions of a grammar, those of included files too, each with its name."""
        for child in children(node):
            inner = context.at(child)
            match kind(child):
                case "define":
                    yield child.get("name", "").strip(), Component(child, inner)
                case "start":
                    if len(children(child)) > 1:
                        raise refusal(context.source, child, "`start` holds more than one pattern")
                    yield START, Component(child, inner)
                case "div":
                    yield from self._components(child, inner)
                case "include":
                    yield from self._included(child, inner)
                case other:
                    raise refusal(context.source, child, f"`{other}` cannot stand in a grammar")

    def _included(self, node: etree._Element, context: Context) -> Iterator[tuple[str, Component]]:
        """Yield the definitions of an included file, replaced by those that the `include` has itself (section 4.7)."""
        inner = self._entered(node, context)
        root = inner.source.root
        if kind(root) != "grammar":
            raise refusal(context.source, node, f"{inner.source.shown} is included, but is no `grammar`")
        own = list(self._components(node, context))
        replaced = {name for name, _ in own}
        found = list(self._components(root, inner.at(root)))
        for name in sorted(replaced - {name for name, _ in found}):
            missing = f"`{name}`" if name else "`start`"
            raise refusal(context.source, node, f"{inner.source.shown} has no {missing} that could be replaced")
        yield from own
        yield from ((name, component) for name, component in found if name not in replaced)

    def _external(self, node: etree._Element, context: Context) -> Pattern:
        inner = self._entered(node, context)
        return self._pattern(inner.source.root, inner, None)

    def _entered(self, node: etree._Element, context: Context) -> Context:
        """The context of a file that another refers to: the namespace goes along, the datatypes do not."""
        read = source.referred(context.source, node)
        place = read.file.resolve()
        if place in context.within:
            raise refusal(context.source, node, f"{read.shown} includes itself, directly or through other files")
        _check_names(read)
        return Context(read, context.namespace, "", (*context.within, place))

    def _names(self, node: etree._Element, context: Context, namespace: str) -> tuple[NameClass, list[etree._Element]]:
        """The name class of an element or attribute pattern, and the patterns that follow it."""
        inside = children(node)
        if (name := node.get("name")) is not None:
            return Name(_resolved(name.strip(), node, context, namespace)), inside
        if not inside:
            raise refusal(context.source, node, f"An `{kind(node)}` has no name")
        return self._name_class(inside[0], context), inside[1:]

    def _name_class(self, node: etree._Element, context: Context) -> NameClass:
        context = context.at(node)
        excepted = [part for child in children(node) if kind(child) == "except" for part in children(child)]
        less = NameChoice(tuple(self._name_class(each, context) for each in excepted)) if excepted else None
        match kind(node):
            case "name":
                return Name(_resolved((node.text or "").strip(), node, context, context.namespace))
            case "nsName":
                return NsName(context.namespace, less)
            case "anyName":
                return AnyName(less)
            case "choice":
                return NameChoice(tuple(self._name_class(each, context) for each in children(node)))
        raise refusal(context.source, node, f"`{kind(node)}` is no name")


def _resolved(name: str, node: etree._Element, context: Context, namespace: str) -> str:
    """A name of the schema as a qualified name; a prefix is resolved where it stands."""
    prefix, _, local = name.rpartition(":")
    if not prefix:
        return qualified(namespace, local)
    bound = XML_NAMESPACE if prefix == "xml" else node.nsmap.get(prefix)
    if bound is None:
        raise refusal(context.source, node, f"The prefix of `{name}` has no namespace")
    return qualified(str(bound), local)


def _check_names(read: SchemaFile) -> None:
    """Refuse elements in the namespace of RELAX NG that it does not have."""
    known = {f"{{{source.RNG}}}{name}" for name in PATTERNS | COMPONENTS | OTHERS}
    prefix = f"{{{source.RNG}}}"
    for node in read.root.iter(f"{prefix}*"):
        if node.tag not in known:
            raise refusal(read, node, f"RELAX NG has no element `{kind(node)}`")
