"""XML made by construction: elements of one namespace."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes elements of a namespace: `make("ref", name="p")`; children are elements, or words."""

    namespace: str
    prefixes: dict[str | None, str] = field(default_factory=dict)  # further ones, declared on each element

    def __call__(self, name: str, /, *children: etree._Element | str, **attributes: str) -> etree._Element:
        """Make an element of that name with its attributes and children, in their order."""
        declared: dict[str | None, str] = {None: self.namespace, **self.prefixes}
        made = etree.Element(f"{{{self.namespace}}}{name}", attributes, declared)  # type: ignore[arg-type]  # no prefix
        for child in children:
            if not isinstance(child, str):
                made.append(child)
            elif len(made):
                made[-1].tail = (made[-1].tail or "") + child
            else:
                made.text = (made.text or "") + child
        return made


def as_file(root: etree._Element, note: str) -> bytes:
    """The bytes of a file that begins with a comment `note`; indented, in UTF-8."""
    etree.indent(root)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {note} -->\n{text}\n'.encode()
