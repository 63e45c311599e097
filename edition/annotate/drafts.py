"""A file looked through: parsed once and taken through the steps; what is to be put into it, and what it tells others.

What an earlier run put in is left out first: the steps see the file as ingest and editors wrote it. A draft has no tree
and can be sent to another process; its offsets are those of the text without the program's own markup. Words that cite
letters wait: which of them become elements is known when all files are looked through.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol
from xml.sax.saxutils import quoteattr

from lxml import etree

from edition.annotate import blocks, evidence, threads
from edition.annotate.evidence import Declaring
from edition.annotate.reference_decisions import Decided
from edition.annotate.steps import Doubt, Extent, Found, Span, Step, Text, crossed
from edition.annotate.survey import Survey, survey
from edition.annotate.threads import Place
from edition.diagnostics import Code, Diagnostic, Location
from edition.tei import documents, markup
from edition.tei.documents import TeiFile
from edition.tei.markup import ANNOTATE, Layout
from edition.tei.names import elements, local, tei, xpath
from edition.tei.text import WHITE_SPACE

NAMED_SO = xpath(f"//*[@xml:id='{ANNOTATE}']")
# So many characters are shown on each side of words in doubt.
CONTEXT = 40
EXPLAINED = "`edition validate` says more."


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Words that stay as they are, told for people: where they stand, what is around them, what they may mean."""

    why: str
    words: str
    before: str
    after: str
    document: str
    path: str
    line: int
    may_mean: tuple[str, ...]


class Tag(NamedTuple):
    """An element put around characters of the file."""

    start: int
    end: int
    opening: str
    closing: str
    points_to: tuple[str, ...]  # entries of registers
    kinds: tuple[str, ...]  # of evidence


@dataclass(frozen=True, slots=True)
class Cited:
    """Words that cite a letter: where tags around them would stand, None where no element can hold them."""

    place: tuple[int, int] | None
    crosses: bool  # words that a step encodes
    told: Doubtful  # the words, should they stay as they are


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: the tags to be put in, and what is left to people; words by their extents."""

    id: str
    prefix: str  # of its elements, with the colon
    tags: tuple[Tag, ...] = ()
    doubts: tuple[tuple[Extent, Doubtful], ...] = ()
    cited: tuple[tuple[Extent, Cited], ...] = ()
    places: tuple[Place, ...] = ()  # where headers can say with which letters those of the document belong


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a program names itself as responsible, last in a `titleStmt`: the offset, what indents it, the prefix.

    A file without a place for it says so in `problem`.
    """

    at: int = 0
    blank: str = ""
    prefix: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, and what is to be put into it."""

    path: str  # relative to the TEI folder
    shown: str
    encoding: str = ""  # "" for a file that cannot be read
    read: str = ""  # the digest of what was read, by which it is known whether it is still there
    own: tuple[tuple[int, int], ...] = ()  # the stretches of the file that an earlier run put in
    passed: int = 0  # the lines of these, which the file has before its text
    survey: Survey = field(default_factory=Survey)
    parts: tuple[Part, ...] = ()
    naming: Naming = field(default_factory=Naming)
    names_us: bool = False  # what stays of the file says that annotate did it
    declaring: Declaring | None = None  # where kinds of evidence are declared
    findings: tuple[Diagnostic, ...] = ()
    used: frozenset[int] = frozenset()  # the lines of decisions and rules that had an effect


class Kept(Protocol):
    """Drafts of an earlier run; see `edition.annotate.cache`."""

    def get(self, path: str, text: str) -> Draft | None:
        """The draft of a file with this text, the program's own markup left out; None when none is kept."""

    def put(self, draft: Draft, text: str) -> None:
        """Keep the draft of a file with this text."""


def draft(
    content: bytes,
    path: str,
    shown: str,
    steps: Sequence[Step],
    decided: Decided | None = None,
    language: str = "",
    *,
    waits: bool = False,
    kept: Kept | None = None,
) -> Draft:
    """Take the content of a file through the steps; `path` is relative to the TEI folder, `shown` for findings.

    `decided` is what editors decided about words that cite letters, `language` (BCP 47) that of texts which name none.
    The draft of a file that cannot be parsed has a finding alone. If it `waits`, a file of notes whose day only letters
    of other files can tell has its survey alone. What is `kept` of an earlier run is not looked through again.
    """
    try:
        text, encoding = markup.decoded(content)
        own = tuple(markup.stretches(text, ANNOTATE))
        bare = markup.left_out(text, own)
        known = kept.get(path, bare) if kept else None
        if known is None:
            root = etree.fromstring(markup.encoded(bare, encoding) if own else content, documents.parser())
    except (UnicodeDecodeError, LookupError) as error:
        problem = Diagnostic(Code.NOT_UTF8, f"The characters cannot be read: {error}.", Location(shown), EXPLAINED)
        return Draft(path, shown, findings=(problem,))
    except etree.XMLSyntaxError as error:
        told = _as_it_stands(error, content)
        problem = Diagnostic(Code.MALFORMED, f"Not well-formed: {told.msg}.", Location(shown, told.lineno), EXPLAINED)
        return Draft(path, shown, findings=(problem,))
    if known is None:
        known = _looked_through(Draft(path, shown), root, bare, steps, decided or Decided(), language, waits=waits)
        if kept:
            kept.put(known, bare)
    passed = text.count("\n") - bare.count("\n") if own else 0
    return replace(known, encoding=encoding, read=digest(content), own=own, passed=passed)


def _as_it_stands(error: etree.XMLSyntaxError, content: bytes) -> etree.XMLSyntaxError:
    """The error with the lines of the file; they are others where the program's own markup is left out."""
    try:
        etree.fromstring(content, documents.parser())
    except etree.XMLSyntaxError as own:
        return own
    return error


def digest(content: bytes) -> str:
    """What tells the content of a file from any other."""
    return hashlib.sha256(content).hexdigest()


def _looked_through(
    empty: Draft,
    root: etree._Element,
    bare: str,
    steps: Sequence[Step],
    decided: Decided,
    language: str,
    *,
    waits: bool,
) -> Draft:
    """The draft of a file without the program's own markup, as its text and as a tree."""
    source = TeiFile(Path(empty.path), empty.path, root.getroottree())
    texts = [Text.of(one, empty.shown, language) for one in documents.documents(source)]
    surveyed = survey(texts, decided)
    draft = replace(empty, survey=surveyed)
    return draft if waits and surveyed.undated else _with_parts(draft, texts, steps, bare)


def through(text: Text, steps: Iterable[Step]) -> Found:
    """Take a document through all steps, and tell all that they found; what crosses an earlier span is a doubt."""
    all_found = Found()
    for step in steps:
        found = step.find(text, all_found)
        crossing = crossed(found.spans, all_found.spans)
        doubts = (Doubt(*one.extent, "overlap") for one in found.spans if one in crossing)
        all_found = Found(
            spans=(*all_found.spans, *(one for one in found.spans if one not in crossing)),
            doubts=(*all_found.doubts, *found.doubts, *doubts),
            findings=(*all_found.findings, *found.findings),
            used=all_found.used | found.used,
        )
    return all_found


def tag(place: tuple[int, int], prefix: str, element: str, attributes: tuple[tuple[str, str], ...]) -> Tag:
    """An element with these attributes, the program's @resp among them, around a stretch of the file."""
    said, targets, kinds = _said(attributes)
    return Tag(*place, f"<{prefix}{element}{said}>", f"</{prefix}{element}>", targets, kinds)


def _with_parts(empty: Draft, texts: Sequence[Text], steps: Sequence[Step], bare: str) -> Draft:
    """The draft with what the steps find."""
    if not texts:
        return empty
    found = [through(one, steps) for one in texts]
    cited = [tuple(_citing(one, empty.survey)) for one in texts]
    names_us = f"#{ANNOTATE}" in bare
    actions = [threads.last_actions(one.document.element) for one in texts]
    bodies = [
        body
        for text, one, extents in zip(texts, found, cited, strict=True)
        if one.spans or one.doubts or extents
        for body in text.document.element.iterchildren(tei("text"))
    ]
    root = texts[0].document.element.getroottree().getroot()
    described = [action for one in actions for action in one.values()]
    named = next(root.iter(tei("titleStmt")), None) if bodies or described or names_us else None
    declared = evidence.place(root) if any(cited) or described else None
    last = None if named is None else next(named.iterchildren(etree.Element, reversed=True), None)
    layout = Layout.of(bare, root, bodies, [*(one for one in (last, declared) if one is not None), *described])
    return replace(
        empty,
        parts=tuple(_part(*each, layout) for each in zip(texts, found, cited, actions, strict=True)),
        naming=_naming(root, last, layout),
        names_us=names_us,
        declaring=None if declared is None else evidence.declaring(root, declared, layout),
        findings=tuple(finding for one in found for finding in one.findings),
        used=frozenset().union(*(one.used for one in found)),
    )


def _citing(text: Text, surveyed: Survey) -> Iterator[Extent]:
    """Yield the extents of the words by which a document cites letters."""
    for one in surveyed.letters:
        if one.letter.document == text.document.id:
            yield from ((phrase.block, phrase.start, phrase.end) for phrase in one.phrases)


def _part(
    text: Text, found: Found, cited: Sequence[Extent], actions: Mapping[int, etree._Element], layout: Layout
) -> Part:
    prefix = f"{text.document.element.prefix}:" if text.document.element.prefix else ""
    tags: list[Tag] = []
    doubts = list(found.doubts)
    for span in found.spans:
        place = blocks.place(text.blocks[span.block], span.start, span.end, layout)
        if place is None:
            doubts.append(Doubt(*span.extent, "markup", (dict(span.attributes).get("ref", ""),)))
        else:
            tags.append(tag(place, prefix, span.element, span.attributes))
    crossing = {one.extent for one in crossed((Span(*extent, "ref", ()) for extent in cited), found.spans)}
    return Part(
        text.document.id,
        prefix,
        tuple(tags),
        tuple((doubt.extent, _told(text, doubt, layout)) for doubt in doubts),
        tuple((extent, _cited(text, extent, layout, crosses=extent in crossing)) for extent in cited),
        tuple(threads.place(number, action, layout) for number, action in actions.items()),
    )


def _cited(text: Text, extent: Extent, layout: Layout, *, crosses: bool) -> Cited:
    block, start, end = extent
    return Cited(
        place=blocks.place(text.blocks[block], start, end, layout),
        crosses=crosses,
        told=_told(text, Doubt(*extent, ""), layout),
    )


@cache
def _said(attributes: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Attributes as a start tag has them, the program's @resp among them; entries and kinds of evidence they name."""
    targets = (value for name, value in attributes if name == "ref")
    kinds = (value for name, value in attributes if name == "ana")
    written = "".join(f" {name}={quoteattr(value)}" for name, value in (*attributes, ("resp", f"#{ANNOTATE}")))
    return written, tuple(" ".join(targets).split()), tuple(kind.lstrip("#") for kind in " ".join(kinds).split())


def _naming(root: etree._Element, last: etree._Element | None, layout: Layout) -> Naming:
    """The place behind the last element of a `titleStmt`."""
    if ANNOTATE in layout.text and (taken := elements(NAMED_SO, root)):
        return Naming(problem=f"`{local(taken[0])}` has the xml:id “{ANNOTATE}”, by which annotate names itself.")
    if last is None:
        return Naming(problem="The file has no titleStmt with a title, in which annotate could name itself.")
    extent = layout.extents[last]
    before = layout.text[: extent.start]
    return Naming(extent.end, before[len(before.rstrip()) :], f"{last.prefix}:" if last.prefix else "")


def _told(text: Text, doubt: Doubt, layout: Layout) -> Doubtful:
    """A doubt for people, with its line in the text without the program's own markup."""
    block = text.blocks[doubt.block]
    before, after = block.text[max(doubt.start - CONTEXT, 0) : doubt.start], block.text[doubt.end :][:CONTEXT]
    return Doubtful(
        why=doubt.why,
        words=_plain(block.text[doubt.start : doubt.end]),
        before=_plain(before),
        after=_plain(after),
        document=text.document.id,
        path=text.shown,
        line=blocks.line_of(block, doubt.start, layout),
        may_mean=doubt.may_mean,
    )


def _plain(words: str) -> str:
    return WHITE_SPACE.sub(" ", words.replace(blocks.BAR, " … "))
