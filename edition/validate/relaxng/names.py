"""Name classes of RELAX NG (specification, section 4.5 and 4.16): which names a pattern is about.

A qualified name is a string as expat makes it with the separator `}`: `http://www.tei-c.org/ns/1.0}p`, and `p` without
a namespace.
"""

from __future__ import annotations

from dataclasses import dataclass

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


def qualified(namespace: str, local: str) -> str:
    """The name of an element or attribute in a namespace, "" for none."""
    return f"{namespace}}}{local}" if namespace else local


def namespace_of(name: str) -> str:
    """The namespace of a qualified name, "" for none."""
    return name.rpartition("}")[0]


def shown(name: str) -> str:
    """A qualified name as an editor writes it: without its namespace, `xml:id` with its prefix."""
    namespace, _, local = name.rpartition("}")
    return f"xml:{local}" if namespace == XML_NAMESPACE else local


@dataclass(frozen=True, slots=True)
class Name:
    """One name."""

    name: str

    def contains(self, name: str) -> bool:
        """Tell whether a qualified name is in the class."""
        return name == self.name


@dataclass(frozen=True, slots=True)
class NsName:
    """All names of a namespace, less those of another class."""

    namespace: str
    less: NameClass | None = None

    def contains(self, name: str) -> bool:
        """Tell whether a qualified name is in the class."""
        return namespace_of(name) == self.namespace and not (self.less and self.less.contains(name))


@dataclass(frozen=True, slots=True)
class AnyName:
    """All names, less those of another class."""

    less: NameClass | None = None

    def contains(self, name: str) -> bool:
        """Tell whether a qualified name is in the class."""
        return not (self.less and self.less.contains(name))


@dataclass(frozen=True, slots=True)
class NameChoice:
    """The names of several classes."""

    classes: tuple[NameClass, ...]

    def contains(self, name: str) -> bool:
        """Tell whether a qualified name is in the class."""
        return any(each.contains(name) for each in self.classes)


NameClass = Name | NsName | AnyName | NameChoice


def listed(names: NameClass) -> frozenset[str]:
    """The names that a class lists one by one."""
    if isinstance(names, Name):
        return frozenset({names.name})
    if isinstance(names, NameChoice):
        return frozenset().union(*map(listed, names.classes))
    return frozenset()


def is_open(names: NameClass) -> bool:
    """Tell whether a class holds more names than it lists."""
    return any(map(is_open, names.classes)) if isinstance(names, NameChoice) else not isinstance(names, Name)
