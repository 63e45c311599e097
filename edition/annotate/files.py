"""One file annotated: parsed once, taken through the steps, its own characters kept, tags put in between them.

What an earlier run put in is taken out first (`markup.without`): the steps see the file as ingest and editors wrote it.
So does ingest when it compares a file with what it wrote itself (`edition.ingest.ownership`): markup of annotate is no
edit by hand, and after another ingest `edition annotate` puts it in again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from lxml import etree

from edition import __version__
from edition.annotate import blocks, evidence
from edition.annotate.steps import Doubt, Found, Span, Step, Text
from edition.diagnostics import Code, Diagnostic, Location
from edition.tei import documents, markup
from edition.tei.documents import TeiFile
from edition.tei.markup import ANNOTATE, Layout
from edition.tei.names import elements, local, tei, xpath
from edition.tei.pointers import address
from edition.tei.text import WHITE_SPACE

TASK = "automatic encoding of what the text mentions"
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


@dataclass(frozen=True, slots=True)
class Annotated:
    """What became of a file: its new content if that differs, and what was found."""

    path: str  # relative to the TEI folder
    shown: str
    content: bytes | None = None
    documents: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  # the addresses of the entries that are mentioned, once a mention
    doubts: tuple[Doubtful, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    used: frozenset[int] = field(default_factory=frozenset)


def annotate(content: bytes, path: str, shown: str, steps: Sequence[Step]) -> Annotated:
    """Take the content of a file through all steps; `path` is relative to the TEI folder, `shown` for findings.

    A file that cannot be parsed, or that has no place for the statement of responsibility, stays as it is.
    """
    try:
        text, encoding = markup.decoded(content)
        bare = markup.without(text, ANNOTATE)
        root = etree.fromstring(markup.encoded(bare, encoding), documents.parser())
    except (UnicodeDecodeError, LookupError) as error:
        problem = Diagnostic(Code.NOT_UTF8, f"The characters cannot be read: {error}.", Location(shown), EXPLAINED)
        return Annotated(path, shown, findings=(problem,))
    except etree.XMLSyntaxError as error:
        where = Location(shown, error.lineno)
        problem = Diagnostic(Code.MALFORMED, f"Not well-formed: {error.msg}.", where, EXPLAINED)
        return Annotated(path, shown, findings=(problem,))
    source = TeiFile(Path(path), path, root.getroottree())
    texts = [Text(one, tuple(blocks.blocks(one)), shown) for one in documents.documents(source)]
    if not any(one.blocks for one in texts):
        return Annotated(path, shown, documents=tuple(one.document.id for one in texts))
    wanted = [next(root.iter(tei("titleStmt")), root)]
    wanted += (one for one in (evidence.place(root),) if one is not None)
    wanted += (part for one in texts for part in one.document.element.iterchildren(tei("text")))
    stated = text.count("\n") - bare.count("\n")
    done = _written(texts, Layout.of(bare, root, wanted), encoding, stated, Annotated(path, shown), steps)
    return replace(done, content=None) if done.content == content else done


def _written(
    texts: Sequence[Text], layout: Layout, encoding: str, stated: int, done: Annotated, steps: Sequence[Step]
) -> Annotated:
    """The documents of a file taken through the steps, and the file written with what they found."""
    tags: list[_Tagged] = []
    doubts: list[tuple[Text, Doubt]] = []
    findings: list[Diagnostic] = []
    used: set[int] = set()
    for text in texts:
        found = through(text, steps)
        put, unplaced = _placed(text, found.spans, layout)
        tags += put
        doubts += ((text, doubt) for doubt in (*found.doubts, *unplaced))
        findings += found.findings
        used |= found.used
    try:
        statement = _statement(texts[0], layout) if tags or f"#{ANNOTATE}" in layout.text else ()
        kinds = (kind for tag in tags for kind in tag.kinds)
        root = texts[0].document.element.getroottree().getroot()
        statement = (*statement, *evidence.declarations(kinds, root, layout))
    except ValueError as error:
        return replace(done, findings=(Diagnostic(Code.ELEMENT_INCOMPLETE, str(error), Location(done.shown)),))
    new = markup.put_in(layout.text, [*statement, *_insertions(tags)])
    return replace(
        done,
        content=markup.encoded(new, encoding),
        documents=tuple(text.document.id for text in texts),
        mentions=tuple(_pointed(target, done.path) for tag in tags for target in tag.points_to),
        doubts=tuple(_told(text, doubt, layout, stated) for text, doubt in doubts),
        findings=tuple(findings),
        used=frozenset(used),
    )


def through(text: Text, steps: Iterable[Step]) -> Found:
    """Take a document through all steps, and tell all that they found; what crosses an earlier span is a doubt."""
    all_found = Found()
    for step in steps:
        found = step.find(text, all_found)
        crossing = [one for one in found.spans if any(one.crosses(other) for other in all_found.spans)]
        all_found = Found(
            spans=(*all_found.spans, *(one for one in found.spans if one not in crossing)),
            doubts=(*all_found.doubts, *found.doubts, *(Doubt(*one.extent, "overlap") for one in crossing)),
            findings=(*all_found.findings, *found.findings),
            used=all_found.used | found.used,
        )
    return all_found


class _Tagged(NamedTuple):
    """An element put around characters of the file."""

    start: int
    end: int
    opening: str
    closing: str
    points_to: tuple[str, ...]
    kinds: tuple[str, ...]  # of evidence


def _placed(text: Text, spans: Iterable[Span], layout: Layout) -> tuple[list[_Tagged], list[Doubt]]:
    """The tags for spans; a span that no element can hold is a doubt."""
    prefix = f"{text.document.element.prefix}:" if text.document.element.prefix else ""
    tags: list[_Tagged] = []
    doubts: list[Doubt] = []
    for span in spans:
        place = blocks.place(text.blocks[span.block], span.start, span.end, layout)
        if place is None:
            doubts.append(Doubt(*span.extent, "markup", (dict(span.attributes).get("ref", ""),)))
            continue
        said, targets, kinds = _said(span.attributes)
        name = f"{prefix}{span.element}"
        tags.append(_Tagged(*place, f"<{name}{said}>", f"</{name}>", targets, kinds))
    return tags, doubts


@cache
def _said(attributes: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Attributes as a start tag has them, the program's @resp among them; entries and kinds of evidence they name."""
    targets = (value for name, value in attributes if name == "ref")
    kinds = (value for name, value in attributes if name == "ana")
    written = "".join(f" {name}={quoteattr(value)}" for name, value in (*attributes, ("resp", f"#{ANNOTATE}")))
    return written, tuple(" ".join(targets).split()), tuple(kind.lstrip("#") for kind in " ".join(kinds).split())


def _pointed(target: str, path: str) -> str:
    """The address that a pointer in a file leads to."""
    return f"{path}{target}" if target.startswith("#") else _from(path.rpartition("/")[0], target)


@cache
def _from(folder: str, target: str) -> str:
    return address(target, f"{folder}/" if folder else "")


def _insertions(tags: Sequence[_Tagged]) -> list[tuple[int, str]]:
    """Tags with their offsets, in order: at one offset ends before starts; of equal extents the later is outside."""
    ends = [(tag.end, 0, -tag.start, rank, tag.closing) for rank, tag in enumerate(tags)]
    starts = [(tag.start, 1, -tag.end, -rank, tag.opening) for rank, tag in enumerate(tags)]
    return [(one[0], one[-1]) for one in sorted([*ends, *starts])]


def _statement(text: Text, layout: Layout) -> tuple[tuple[int, str], ...]:
    """The program's statement of responsibility and its place: last in the file's first `titleStmt`.

    Raises `ValueError` where there is none, or something else has the program's id.
    """
    root = text.document.element.getroottree().getroot()
    if ANNOTATE in layout.text and (taken := elements(NAMED_SO, root)):
        raise ValueError(f"`{local(taken[0])}` has the xml:id “{ANNOTATE}”, by which annotate names itself.")
    holder = next(root.iter(tei("titleStmt")), None)
    if holder is None or not len(holder):
        raise ValueError("The file has no titleStmt with a title, in which annotate could name itself.")
    last = layout.extents[holder[-1]]
    before = layout.text[: last.start]
    blank = before[len(before.rstrip()) :]
    inner = f"{blank}  " if "\n" in blank else ""
    p = f"{holder.prefix}:" if holder.prefix else ""
    stated = (
        f'{blank}<{p}respStmt xml:id="{ANNOTATE}">{inner}<{p}resp>{TASK}</{p}resp>'
        f"{inner}<{p}name>edition {__version__}</{p}name>{blank}</{p}respStmt>"
    )
    return ((last.end, stated),)


def _told(text: Text, doubt: Doubt, layout: Layout, stated: int) -> Doubtful:
    """A doubt for people; in the file as it is, the program's statement takes `stated` lines before it."""
    block = text.blocks[doubt.block]
    line = blocks.line_of(block, doubt.start, layout) + stated
    before, after = block.text[max(doubt.start - CONTEXT, 0) : doubt.start], block.text[doubt.end :][:CONTEXT]
    return Doubtful(
        why=doubt.why,
        words=_plain(block.text[doubt.start : doubt.end]),
        before=_plain(before),
        after=_plain(after),
        document=text.document.id,
        path=text.shown,
        line=line,
        may_mean=doubt.may_mean,
    )


def _plain(words: str) -> str:
    return WHITE_SPACE.sub(" ", words.replace(blocks.BAR, " … "))
