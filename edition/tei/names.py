"""Names of TEI: namespaces, qualified names, and XPath with the prefix `t`."""

from __future__ import annotations

import re

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
XML_BASE = f"{{{XML}}}base"
# A character that no XML file can hold (XML 1.0, section 2.2, production Char).
NO_CHARACTER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NAMESPACES = {"t": TEI, "xml": XML}


def tei(name: str) -> str:
    """The qualified name of a TEI element: `tei("p")` is `{http://www.tei-c.org/ns/1.0}p`."""
    return f"{{{TEI}}}{name}"


def local(element: etree._Element) -> str:
    """The element's name without its namespace; comments and processing instructions have the empty name."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def xpath(expression: str) -> etree.XPath:
    """A compiled XPath 1.0 question with the prefixes `t` (TEI) and `xml`."""
    return etree.XPath(expression, namespaces=NAMESPACES)


def elements(question: etree.XPath, element: etree._Element | etree._ElementTree) -> list[etree._Element]:
    """The elements that a compiled question finds, in document order."""
    found = question(element)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []
