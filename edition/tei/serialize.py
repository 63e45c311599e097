"""TEI trees as files: indented so that a person can edit them and a diff is readable, no word or space touched.

White space is added only inside elements whose content model has no text (a header, a division, a list); everything
else stays on one line, letter for letter.
"""

from __future__ import annotations

from lxml import etree

from edition.tei.names import local

# Elements of TEI P5 in which white space between children means nothing: their content is elements only.
ELEMENT_CONTENT = frozenset(
    """TEI teiCorpus teiHeader fileDesc titleStmt editionStmt publicationStmt seriesStmt notesStmt sourceDesc respStmt
    encodingDesc projectDesc editorialDecl correction normalization hyphenation quotation segmentation interpretation
    punctuation samplingDecl refsDecl citeStructure tagsDecl classDecl taxonomy category appInfo application
    listPrefixDef prefixDef profileDesc abstract langUsage textClass creation correspDesc correspAction correspContext
    particDesc settingDesc setting revisionDesc listChange availability listWit msDesc msIdentifier msContents history
    msItem biblStruct monogr imprint standOff listAnnotation listPerson person listPlace place listOrg org listEvent
    event listBibl text front body back group titlePage docTitle div opener closer postscript list table row
    floatingText quote cit noteGrp lg sp castList""".split()
)
# Elements that hold text or blocks; indented when they hold blocks only.
BLOCKS = frozenset("p ab list table quote floatingText note lg label item div head".split())
EITHER = frozenset("note item quote cell".split())


def to_bytes(root: etree._Element, instructions: tuple[str, ...] = ()) -> bytes:
    """The document as UTF-8, with an XML declaration, the given `xml-model` instructions, and a final newline.

    The tree is indented in place.
    """
    _indent(root, 0)
    head = ['<?xml version="1.0" encoding="UTF-8"?>', *instructions]
    body = etree.tostring(root, encoding="unicode")
    return ("\n".join([*head, body]) + "\n").encode("utf-8")


def _indent(element: etree._Element, depth: int) -> None:
    children = list(element)
    if not children or not _may_indent(element, children):
        return
    inner, outer = "\n" + "  " * (depth + 1), "\n" + "  " * depth
    element.text = inner
    for child in children:
        _indent(child, depth + 1)
        child.tail = inner
    children[-1].tail = outer


def _may_indent(element: etree._Element, children: list[etree._Element]) -> bool:
    if (element.text or "").strip() or any((child.tail or "").strip() for child in children):
        return False
    name = local(element)
    if name in EITHER:
        return all(local(child) in BLOCKS or not local(child) for child in children)
    return name in ELEMENT_CONTENT
