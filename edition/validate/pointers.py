"""Identifiers and pointers of one TEI file: which attributes point, and where each of them leads.

TEI P5 gives some attributes the datatype teidata.pointer wherever they occur, others on some elements only
(TEI Guidelines, chapter SA, and the classes named there).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.tei.documents import TeiFile
from edition.tei.names import TEI, XML_BASE, XML_ID, local, tei
from edition.tei.pointers import POINTERS
from edition.tei.pointers import line as line_of
from edition.tei.prefixes import Prefix, Prefixes, declared, expanded

# Of the attributes in `POINTERS`, and beside them: those that hold pointers on these elements only, and words, dates or
# numbers on others.
POINTERS_ON = {
    "active": frozenset({"relation"}),
    "class": frozenset({"msContents", "msItem", "msItemStruct"}),
    "from": frozenset({"app", "arc", "rt", "span"}),
    "location": frozenset(
        """case colloc def entryFree etym form gen gram gramGrp hom hyph iType lang lbl mood number oRef orth pRef per
        pos pron re sense subc syll tns usg xr""".split()
    ),
    "new": frozenset({"handShift"}),
    "passive": frozenset({"relation"}),
    "scheme": frozenset({"catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus"}),
    "start": frozenset(
        """annotationBlock binaryObject ellipsis gap incident kinesic line media path pause surface u vocal writing
        zone""".split()
    ),
    "to": frozenset({"app", "arc", "rt", "span"}),
    "value": frozenset({"eLeaf", "eTree", "iNode", "leaf", "node", "root", "triangle"}),
}

# Schemes that lead out of the edition; what they name is never fetched. `tei:` names a release of TEI.
EXTERNAL = frozenset(
    "about ark data doi file ftp geo http https hdl info irc mailto news ni tag tei tel urn ws".split()
)

EXAMPLE = "{http://www.tei-c.org/ns/Examples}egXML"

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Identified:
    """An `xml:id`, the element that has it, and its line."""

    id: str
    line: int
    element: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointer that stays in the edition: `path` is relative to the TEI folder, `fragment` may be empty."""

    element: str
    attribute: str
    written: str
    path: str
    fragment: str
    line: int


def identified(tree: etree._ElementTree, *, examples: bool = True) -> Iterator[Identified]:
    """Yield every `xml:id` of a file in document order; without `examples`, not those inside examples of encoding.

    An `egXML` shows how something is encoded: an identifier in it identifies nothing (TEI Guidelines, chapter TD).
    """
    for element in tree.iter(etree.Element):
        found = element.get(XML_ID)
        if found is not None and (examples or next(element.iterancestors(EXAMPLE), None) is None):
            yield Identified(found, line_of(element), local(element))


def prefixes(tree: etree._ElementTree) -> dict[str, list[Prefix]]:
    """Collect the private prefixes that the file's headers declare."""
    return declared(tree.iter(tei("prefixDef")))


def internal(source: TeiFile, known: Prefixes) -> Iterator[Pointer]:
    """Yield every pointer that stays in the edition, private prefixes resolved, in document order."""
    for element, attribute in _pointing(source.tree):
        yield from resolved(element, attribute, source.path, known)


def resolved(element: etree._Element, attribute: str, path: str, known: Prefixes) -> Iterator[Pointer]:
    """Yield the pointers of one attribute that stay in the edition; the file that holds it is `path`."""
    for written in element.get(attribute, "").split():
        meant = expanded(written, known) or written
        where = meant if meant.startswith("#") else _against(_base(element), meant)
        scheme = SCHEME.match(where)
        # A leading slash is an address on the web server that the edition will have; nothing here can know it.
        if scheme or where.startswith("/"):
            continue
        target, _, fragment = where.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
        yield Pointer(local(element), attribute, written, target, unquote(fragment), line_of(element))


def unknown_prefixes(source: TeiFile, known: Prefixes, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each pointer with a prefix that neither the web nor the file's header knows."""
    for element, attribute in _pointing(source.tree):
        for written in element.get(attribute, "").split():
            scheme = SCHEME.match(written)
            if not scheme or scheme[1].lower() in EXTERNAL or expanded(written, known):
                continue
            where = Location(shown, line_of(element))
            name = f"`{local(element)}/@{attribute}` is `{written}`"
            if scheme[1] in known:
                message = f"{name}: no `matchPattern` of the prefix `{scheme[1]}:` fits it."
                help = "Correct the reference, or the `prefixDef` in the header."
            else:
                message = f"{name}: nothing declares the prefix `{scheme[1]}:`."
                help = "Declare it by a `prefixDef` in the header, or write the whole address."
            yield Diagnostic(Code.UNKNOWN_PREFIX, message, where, help)


def _pointing(tree: etree._ElementTree) -> Iterator[tuple[etree._Element, str]]:
    """Yield every TEI element with each of its attributes that points."""
    for element in tree.iter(f"{{{TEI}}}*"):
        for attribute in element.keys():  # noqa: SIM118 - an element is no mapping: iterating it gives its children
            name = str(attribute)
            if local(element) in POINTERS_ON[name] if name in POINTERS_ON else name in POINTERS:
                yield element, name


def _base(element: etree._Element) -> str:
    """The `xml:base` that holds for an element, "" when none is given."""
    bases = [each.get(XML_BASE) for each in (element, *element.iterancestors())]
    joined = ""
    for base in reversed([base for base in bases if base]):
        joined = _against(joined, base)
    return joined


def _against(base: str, reference: str) -> str:
    """Resolve a reference against a base; one that is no address at all stays as it is."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def is_header(element: etree._Element) -> bool:
    """Tell whether an element stands in a `teiHeader`."""
    return next(element.iterancestors(tei("teiHeader")), None) is not None
