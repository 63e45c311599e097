"""Names of WordprocessingML (ECMA-376, part 1) and OpenDocument (ODF 1.3, part 3)."""

from __future__ import annotations

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
R_ID = f"{{{R}}}id"

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
SVG = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
XLINK = "http://www.w3.org/1999/xlink"
DC = "http://purl.org/dc/elements/1.1/"

# ISO 29500 Strict has the same markup under other namespaces.
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R,
    "http://purl.oclc.org/ooxml/officeDocument/math": M,
}


def w(name: str) -> str:
    """The qualified name of an element or attribute of WordprocessingML."""
    return f"{{{W}}}{name}"


def text(name: str) -> str:
    """The qualified name of an element or attribute of ODF's text namespace."""
    return f"{{{TEXT}}}{name}"


def table(name: str) -> str:
    """The qualified name of an element or attribute of ODF's table namespace."""
    return f"{{{TABLE}}}{name}"


def transitional(root: Element) -> Element:
    """A part in the namespaces of ISO 29500 Transitional: one of Strict is made anew in them."""
    if root.tag.partition("}")[0].removeprefix("{") not in _STRICT:
        return root
    for element in root.iter(etree.Element):
        element.tag = _renamed(element.tag)
        for name, value in list(element.attrib.items()):
            if (renamed := _renamed(str(name))) != name:
                del element.attrib[name]
                element.set(renamed, value)
    return root


def _renamed(name: str) -> str:
    namespace, brace, local = name.removeprefix("{").partition("}")
    return f"{{{_STRICT.get(namespace, namespace)}}}{local}" if brace else name
