"""An ODD file read into values; what is not covered, and what leads nowhere, is refused with findings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.odd import soundness
from edition.odd.constructs import EXAMPLES, SCHEMATRON, children, named, refusals
from edition.odd.model import (
    Assertion,
    Attribute,
    Chapter,
    ClassSpec,
    DataSpec,
    Datatype,
    ElementSpec,
    Example,
    Kind,
    MacroSpec,
    Message,
    Odd,
    Part,
    Piece,
    Prose,
    Rule,
    Value,
)
from edition.tei.names import XML_ID, local, tei
from edition.tei.pointers import line
from edition.validate import wellformed

SCH = f"{{{SCHEMATRON}}}"


def read(file: Path, shown: str) -> Odd:
    """Read an ODD; `shown` is its path as findings print it.

    Raises `EditionError` with a finding for each construct that is not covered and each key that leads nowhere, and
    when the file cannot be read or is not well-formed.
    """
    source = wellformed.read(file, file.parent, shown)
    entities = list(wellformed.entity_references(source, shown))
    if entities:
        raise EditionError(*entities)
    root = source.tree.getroot()
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    body = root.find(f"{tei('text')}/{tei('body')}") if root.tag == tei("TEI") else None
    schemas = [] if body is None else list(body.iter(tei("schemaSpec")))
    if body is None or len(schemas) != 1:
        message = "An ODD is a TEI document whose body has one schemaSpec, and this is none."
        raise EditionError(Diagnostic(Code.BAD_ODD, message, Location(shown, line(root)), "Begin from the default."))
    refused = list(refusals(body, shown))
    if refused:
        raise EditionError(*refused)
    wrong = list(soundness.misplaced(body, shown))
    if wrong:
        raise EditionError(*wrong)
    odd = _odd(root, body, schemas[0])
    wrong = list(soundness.unsound(odd, shown))
    if wrong:
        raise EditionError(*wrong)
    return odd


def _odd(root: etree._Element, body: etree._Element, schema: etree._Element) -> Odd:
    modules = schema.iter(tei("moduleRef"))
    return Odd(
        title=_words(root.find(f".//{tei('titleStmt')}/{tei('title')}")),
        start=tuple(schema.get("start", "").split()),
        chapters=tuple(_chapter(div) for div in body.iter(tei("div"))),
        elements={spec.ident: spec for spec in map(_element, body.iter(tei("elementSpec")))},
        classes={spec.ident: spec for spec in map(_class, body.iter(tei("classSpec")))},
        macros={spec.ident: spec for spec in map(_macro, body.iter(tei("macroSpec")))},
        datatypes={spec.ident: spec for spec in map(_datatype_spec, body.iter(tei("dataSpec")))},
        modules={one.get("key", ""): tuple(one.get("include", "").split()) for one in modules},
        groups=tuple(one.get(XML_ID, "") for one in body.iter(tei("specGrp"))),
        references=tuple(one.get("target", "").removeprefix("#") for one in body.iter(tei("specGrpRef"))),
    )


def _chapter(div: etree._Element) -> Chapter:
    return Chapter(
        anchor=div.get(XML_ID, ""),
        title=_words(div.find(tei("head"))),
        prose=tuple(_prose(p) for p in div.findall(tei("p"))),
        elements=tuple(spec.get("ident", "") for spec in div.iter(tei("elementSpec"))),
    )


def _element(spec: etree._Element) -> ElementSpec:
    ident = spec.get("ident", "")
    lists = [below for above in spec.findall(tei("attList")) for below in above.findall(tei("attList"))]
    return ElementSpec(
        ident=ident,
        name=_words(spec.find(tei("altIdent"))) or ident,
        module=spec.get("module", ""),
        line=line(spec),
        gloss=_words(spec.find(tei("gloss"))),
        meaning=_prose(spec.find(tei("desc"))),
        classes=_classes(spec),
        content=_content(spec),
        attributes=_attributes(spec.findall(f"{tei('attList')}/{tei('attDef')}")),
        choices=tuple(
            tuple(_attributes([one] if local(one) == "attDef" else one) for one in children(choice))
            for choice in lists
        ),
        rules=tuple(_rules(spec)),
        examples=tuple(_examples(spec)),
        remarks=tuple(_prose(p) for p in spec.findall(f"{tei('remarks')}/{tei('p')}")),
    )


def _class(spec: etree._Element) -> ClassSpec:
    return ClassSpec(
        ident=spec.get("ident", ""),
        kind=spec.get("type", ""),
        line=line(spec),
        meaning=_prose(spec.find(tei("desc"))),
        classes=_classes(spec),
        attributes=_attributes(spec.findall(f"{tei('attList')}/{tei('attDef')}")),
        rules=tuple(_rules(spec)),
        examples=tuple(_examples(spec)),
    )


def _macro(spec: etree._Element) -> MacroSpec:
    return MacroSpec(spec.get("ident", ""), line(spec), _prose(spec.find(tei("desc"))), _content(spec))


def _datatype_spec(spec: etree._Element) -> DataSpec:
    types = tuple(_datatype(one) for one in spec.iter(tei("dataRef")))
    return DataSpec(spec.get("ident", ""), line(spec), _prose(spec.find(tei("desc"))), types)


def _classes(spec: etree._Element) -> tuple[str, ...]:
    return tuple(one.get("key", "") for one in spec.findall(f"{tei('classes')}/{tei('memberOf')}"))


def _content(spec: etree._Element) -> Part:
    parts = tuple(_part(child) for content in spec.findall(tei("content")) for child in children(content))
    return parts[0] if len(parts) == 1 else Part(Kind.SEQUENCE, line(spec), parts=parts)


def _part(element: etree._Element) -> Part:
    return Part(
        kind=Kind(local(element)),
        line=line(element),
        key=element.get("key", ""),
        least=int(element.get("minOccurs", "1")),
        repeated=element.get("maxOccurs") == "unbounded",
        parts=tuple(_part(child) for child in children(element)),
    )


def _attributes(definitions: Iterable[etree._Element]) -> tuple[Attribute, ...]:
    return tuple(_attribute(one) for one in definitions if isinstance(one.tag, str))


def _attribute(definition: etree._Element) -> Attribute:
    types = [_datatype(one) for one in definition.iter(tei("dataRef"))]
    lists = definition.findall(tei("valList"))
    return Attribute(
        name=definition.get("ident", ""),
        line=line(definition),
        deleted=definition.get("mode") == "delete",
        required=definition.get("usage") == "req",
        meaning=_prose(definition.find(tei("desc"))),
        datatype=types[0] if types else None,
        values=tuple(
            Value(one.get("ident", ""), _prose(one.find(tei("desc")))) for one in definition.iter(tei("valItem"))
        ),
        closed=any(one.get("type") == "closed" for one in lists),
    )


def _datatype(reference: etree._Element) -> Datatype:
    around = reference.getparent()
    return Datatype(
        line=line(reference),
        key=reference.get("key", ""),
        name=reference.get("name", ""),
        restriction=reference.get("restriction", ""),
        repeated=around is not None and around.get("maxOccurs") == "unbounded",
    )


def _rules(spec: etree._Element) -> Iterator[Rule]:
    for constraint in spec.findall(tei("constraintSpec")):
        for rule in constraint.iter(f"{SCH}rule"):
            yield Rule(
                ident=constraint.get("ident", ""),
                line=line(rule),
                meaning=_prose(constraint.find(tei("desc"))),
                context=rule.get("context", ""),
                assertions=tuple(
                    Assertion(local(one) == "report", one.get("test", ""), tuple(_message(one)), one.get("role", ""))
                    for one in children(rule)
                ),
            )


def _message(assertion: etree._Element) -> Iterator[Message]:
    inner = children(assertion)
    for piece in _trimmed([Piece(assertion.text or ""), *(p for child in inner for p in _found(child))]):
        yield Message(select=piece.text) if piece.mark else Message(piece.text)


def _found(child: etree._Element) -> tuple[Piece, Piece]:
    """What a message takes from the document, and the words after it."""
    return Piece(child.get("select", "name()"), named(child)), Piece(child.tail or "")


def _examples(spec: etree._Element) -> Iterator[Example]:
    for exemplum in spec.findall(tei("exemplum")):
        for example in exemplum.findall(f"{{{EXAMPLES}}}egXML"):
            yield Example(
                valid=example.get("valid") == "true",
                line=line(example),
                remark=tuple(piece for p in exemplum.findall(tei("p")) for piece in _prose(p)),
                rule=exemplum.get("corresp", "").removeprefix("#"),
                code=_code(example),
            )


def _code(example: etree._Element) -> str:
    """The XML of an example, without the declarations of namespaces, at the margin."""
    inner = [example.text or ""]
    inner += [etree.tostring(child, encoding="unicode", with_tail=True) for child in children(example)]
    bare = "".join(inner).replace(f' xmlns="{EXAMPLES}"', "")
    for prefix, namespace in example.nsmap.items():
        bare = bare.replace(f' xmlns:{prefix}="{namespace}"', "")
    return textwrap.dedent(bare.strip("\n")).strip()


def _prose(element: etree._Element | None) -> Prose:
    """The prose of an element in pieces, its white space single."""
    if element is None:
        return ()
    pieces = [Piece(element.text or "")]
    for child in children(element):
        pieces += [Piece(child.text or "", named(child)), Piece(child.tail or "")]
    return _trimmed(pieces)


def _trimmed(pieces: Iterable[Piece]) -> Prose:
    """The pieces with their white space single, and none at the two ends."""
    single = [Piece(_single_spaced(piece.text), piece.mark) for piece in pieces if piece.text]
    if single:
        single[0] = Piece(single[0].text.lstrip(), single[0].mark)
        single[-1] = Piece(single[-1].text.rstrip(), single[-1].mark)
    return tuple(piece for piece in single if piece.text)


def _single_spaced(text: str | None) -> str:
    """The text with each run of white space as one space; those at its ends stay."""
    words = " ".join((text or "").split())
    if not words:
        return " " if text else ""
    return (" " if text and text[0].isspace() else "") + words + (" " if text and text[-1].isspace() else "")


def _words(element: etree._Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""
