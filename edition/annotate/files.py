"""One file annotated: its own characters kept, tags put in between them.

What an earlier run put in is taken out (`markup.left_out`), as ingest does when it compares a file with what it wrote
itself (`edition.ingest.ownership`): markup of annotate is no edit by hand, and after another ingest `edition annotate`
puts it in again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from edition import __version__
from edition.annotate import drafts, evidence, threads
from edition.annotate.drafts import Doubtful, Draft, Naming, Part, Tag
from edition.annotate.references import References
from edition.annotate.steps import Extent, Step
from edition.annotate.threads import Contexts, Place, Ref
from edition.annotate.unknown import AT_BEGINNING, UNKNOWN
from edition.diagnostics import Code, Diagnostic, Location
from edition.tei import markup
from edition.tei.markup import ANNOTATE
from edition.tei.pointers import address

TASK = "automatic encoding of what the text mentions"


@dataclass(frozen=True, slots=True)
class Annotated:
    """What became of a file: its new content if that differs, and what was found."""

    path: str  # relative to the TEI folder
    shown: str
    read: str = ""  # the digest of the content of which this was made
    content: bytes | None = None
    documents: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()  # the addresses of the entries that are mentioned, once a mention
    doubts: tuple[Doubtful, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    used: frozenset[int] = field(default_factory=frozenset)


def annotate(
    content: bytes, path: str, shown: str, steps: Sequence[Step], references: References | None = None
) -> Annotated:
    """Take the content of a file through all steps; `path` is relative to the TEI folder, `shown` for findings.

    `references` is what the letters of the corpus cite. A file that cannot be parsed, or that has no place for the
    statement of responsibility, stays as it is.
    """
    return finished(drafts.draft(content, path, shown, steps), content, references or References())


def finished(draft: Draft, content: bytes, references: References, contexts: Contexts | None = None) -> Annotated:
    """A file with what its draft says, what it cites, and with which letters its own belong.

    `content` is that of which the draft was made.
    """
    done = Annotated(draft.path, draft.shown, draft.read, findings=draft.findings)
    if not draft.encoding:
        return done
    tags: list[Tag] = []
    doubts: list[Doubtful] = []
    for part in draft.parts:
        put, left = _referring(part, draft.path, references)
        tags += (*part.tags, *put)
        doubts += left
    belonging = list(_belonging(draft, contexts or Contexts()))
    names_us = bool(tags or belonging or draft.names_us)
    if names_us and draft.naming.problem:
        help = "Give the file a titleStmt with a title, and leave the xml:id “annotate” to the program."
        problem = Diagnostic(Code.ELEMENT_INCOMPLETE, draft.naming.problem, Location(draft.shown), help)
        return replace(done, findings=(problem,))
    text = content.decode(draft.encoding)
    named = [_statement(draft.naming)] if names_us else []
    kinds = {kind for one in tags for kind in one.kinds}
    kinds |= {kind for _, refs in belonging for ref in refs for kind in ref.kinds}
    declared = evidence.declarations(kinds, draft.declaring) if draft.declaring else ()
    headers = [*named, *declared, *((place.at, threads.written(refs, place)) for place, refs in belonging)]
    new = markup.put_in(markup.left_out(text, draft.own), [*headers, *_insertions(tags)])
    return replace(
        done,
        content=None if new == text else markup.encoded(new, draft.encoding),
        documents=tuple(part.id for part in draft.parts),
        mentions=tuple(_pointed(target, draft.path) for one in tags for target in one.points_to),
        doubts=tuple(replace(one, line=one.line + draft.passed) for one in doubts),
        used=draft.used,
    )


def _belonging(draft: Draft, contexts: Contexts) -> Iterator[tuple[Place, tuple[Ref, ...]]]:
    """Yield each place where a header says with which letters one belongs, and what it says there."""
    for part in draft.parts:
        for place in part.places:
            if refs := contexts.of(draft.path, part.id, place.number):
                yield place, refs


def _referring(part: Part, path: str, references: References) -> tuple[list[Tag], list[Doubtful]]:
    """The tags for what a document cites, and all its doubts, those about references among them."""
    found = references.within(path, part.id)
    tags: list[Tag] = []
    known_words = dict(part.cited)
    doubts = [replace(known_words[one.extent].told, why=one.why, may_mean=one.may_mean) for one in found.doubts]
    for span in found.spans:
        cited = known_words[span.extent]
        if cited.crosses or cited.place is None:
            doubts.append(replace(cited.told, why="overlap" if cited.crosses else "markup"))
        else:
            tags.append(drafts.tag(cited.place, part.prefix, span.element, span.attributes))
    taken = [*(one.extent for one in found.spans), *(one.extent for one in found.doubts)]
    known = [doubt for extent, doubt in part.doubts if not (doubt.why in NO_NAMES and _is_within(extent, taken))]
    return tags, [*known, *doubts]


def _is_within(extent: Extent, taken: Sequence[Extent]) -> bool:
    """Tell whether words overlap with some that cite a letter."""
    return any(extent[0] == block and extent[1] < end and start < extent[2] for block, start, end in taken)


def _statement(naming: Naming) -> tuple[int, str]:
    """The program's statement of responsibility and its place."""
    blank, p = naming.blank, naming.prefix
    inner = f"{blank}  " if "\n" in blank else ""
    return naming.at, (
        f'{blank}<{p}respStmt xml:id="{ANNOTATE}">{inner}<{p}resp>{TASK}</{p}resp>'
        f"{inner}<{p}name>edition {__version__}</{p}name>{blank}</{p}respStmt>"
    )


def _insertions(tags: Sequence[Tag]) -> Iterator[tuple[int, str]]:
    """Tags with their offsets, in order: at one offset ends before starts; of equal extents the later is outside."""
    ends = [(tag.end, 0, -tag.start, rank, tag.closing) for rank, tag in enumerate(tags)]
    starts = [(tag.start, 1, -tag.end, -rank, tag.opening) for rank, tag in enumerate(tags)]
    return ((one[0], one[-1]) for one in sorted([*ends, *starts]))


def _pointed(target: str, path: str) -> str:
    """The address that a pointer in a file leads to."""
    return f"{path}{target}" if target.startswith("#") else _from(path.rpartition("/")[0], target)


@cache
def _from(folder: str, target: str) -> str:
    return address(target, f"{folder}/" if folder else "")


NO_NAMES = (UNKNOWN, AT_BEGINNING)
