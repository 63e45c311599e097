"""Stable identifiers: assigned once, recorded with a fingerprint of the text, found again at the next ingest.

A document is `SOURCE-NUMBER` (or `SOURCE` where it is the only one); in it paragraphs are `-pN`, divisions `-dN`,
comments of the edition `-eN`, editors' interventions `-iN`, calls `-cLABEL`; notes are `SOURCE-nLABEL`. The record is
`sources/NAME/identifiers.yml`.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field, model_validator

from edition import yamlfile
from edition.ingest import inner_parts
from edition.ingest.inner_parts import fingerprint
from edition.ingest.redirects import Prints, redirects
from edition.ingest.work import Block, Division, Kind, Work, blocks_of, map_blocks
from edition.tei.indexes import grouped
from edition.writing import write_whole
from edition.yamlfile import Name, Strict

# Blocks that can be cited, each with an id and an ordinal.
CITABLE = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.ITEM_CONTINUED, Kind.POSTSCRIPT, Kind.FOOTNOTE, Kind.SOURCE})


# The identifier of a part, as ingest forms it.
PART = re.compile(r"(?P<document>.+)-[pdei]\d+")

_Dumper: type[yaml.SafeDumper] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Record(Strict):
    """What was assigned: the paragraphs of each document by id, each with the fingerprint of its text, in order."""

    documents: dict[Name, dict[Name, str]] = Field({})
    inner: dict[Name, dict[Name, str]] = Field({}, description="the divisions, comments and interventions of each")
    retired: tuple[str, ...] = Field((), description="documents that are gone")
    retired_parts: dict[Name, tuple[str, ...]] = Field({}, description="parts that are gone, by their documents")
    redirects: dict[Name, Name] = Field({}, description="what has taken the place of a retired one; may be added to")

    @model_validator(mode="before")
    @classmethod
    def _of_one_list(cls, data: dict[str, Any]) -> dict[str, Any]:
        """A record as earlier versions wrote it, whose `retired` lists documents and parts alike."""
        listed = data.get("retired")
        if "retired_parts" in data or not isinstance(listed, (list, tuple)):
            return data
        parts = [(found["document"], id) for id in listed if (found := PART.fullmatch(str(id)))]
        return data | {
            "retired": [id for id in listed if not PART.fullmatch(str(id))],
            "retired_parts": grouped(parts),
        }

    def all_retired(self) -> Iterator[tuple[str, str]]:
        """Yield each retired identifier behind that of its document, which is its own for a document."""
        yield from ((id, id) for id in self.retired)
        yield from ((document, id) for document, ids in self.retired_parts.items() for id in ids)


def load(folder: Path, shown_as: str) -> Record:
    """Read the record of a source, empty at its first ingest."""
    path = folder / "identifiers.yml"
    if not path.exists():
        return Record()
    return yamlfile.load(path, Record, shown_as=f"{shown_as}/identifiers.yml")


def save(record: Record, folder: Path) -> None:
    """Write the record; the same record gives the same bytes."""
    text = "# Identifiers of this source, with a fingerprint of the text that each was given to. Written by ingest.\n"
    absent = {"redirects"} if not record.redirects else set()
    absent |= {"retired_parts"} if not any(record.all_retired()) else set()
    written = record.model_dump(mode="json", exclude=absent)
    text += yaml.dump(written, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=120)
    path = folder / "identifiers.yml"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text.encode())


def assign(work: Work, record: Record, *, volume: bool = False) -> tuple[Work, Record]:
    """Give every document, division, paragraph, note and call its identifier; keep those that the record has.

    A paragraph whose fingerprint is on record keeps its id; one that stands where a recorded one is gone is that one
    revised; any other takes the next number that was never used in its document. `volume` says that the source's own
    name is that of the document with title matter and notes, so that no message may have it.
    """
    notes = (block for note in work.notes for block in _citable(blocks_of(note.parts)))
    apart = [(work.source.name, [*_citable(work.front), *notes])] if volume else []
    divisions = _named_documents(work, record, volume)
    paragraphs: dict[int, tuple[str, int]] = {}
    documents: dict[str, dict[str, str]] = {}
    retired = list(record.all_retired())
    for document, blocks in [*apart, *_blocks_by_document(divisions)]:
        before = record.documents.get(document, {})
        prints = [fingerprint(block.text) for block in blocks]
        ids, gone = _matched(f"{document}-p", prints, before, [id for _, id in retired])
        retired += ((document, id) for id in gone)
        documents[document] = dict(zip(ids, prints, strict=True))
        paragraphs |= {block.start: (id, n) for n, (block, id) in enumerate(zip(blocks, ids, strict=True), 1)}

    def identified(block: Block) -> Block:
        id, ordinal = paragraphs.get(block.start, ("", 0))
        return replace(block, id=id, ordinal=ordinal)

    work = replace(
        work,
        front=tuple(identified(block) for block in work.front),
        divisions=tuple(replace(one, parts=map_blocks(one.parts, identified)) for one in divisions),
        notes=tuple(
            replace(note, id=f"{work.source.name}-n{note.label}", parts=map_blocks(note.parts, identified))
            for note in work.notes
        ),
    )
    inner, lost = _inner(work, record, documents, [id for _, id in retired])
    retired += lost
    work = inner_parts.identified(work, inner)
    for name in record.documents.keys() - documents.keys():
        retired += ((name, id) for id in (name, *record.documents[name], *record.inner.get(name, ())))
    return work, _recorded(record, documents, inner, retired)


def _recorded(before: Record, documents: Prints, inner: Prints, retired: Iterable[tuple[str, str]]) -> Record:
    """The record of what is assigned, with what is retired by now: identifiers behind those of their documents."""
    gone = sorted({(document, id) for document, id in retired if id not in documents})
    return Record(
        documents=documents,
        inner=inner,
        retired=tuple(id for document, id in gone if id == document),
        retired_parts=grouped((document, id) for document, id in gone if id != document),
        redirects=redirects([id for _, id in gone], before.redirects, before.documents, documents),
    )


def _inner(
    work: Work, record: Record, documents: Iterable[str], retired: Sequence[str]
) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    """The ids of the parts inside of documents, with their fingerprints.

    Then the recorded ones that no part has, behind those of their documents.
    """
    inner: dict[str, dict[str, str]] = {}
    lost: list[tuple[str, str]] = []
    found = inner_parts.prints(work)
    recorded = {(name, _letter(id, name)) for name in documents for id in record.inner.get(name, ())}
    for document, letter in sorted({*found, *recorded}):
        prints = found.get((document, letter), [])
        before = {id: print for id, print in record.inner.get(document, {}).items() if _letter(id, document) == letter}
        ids, gone = _matched(f"{document}-{letter}", prints, before, [*retired, *(id for _, id in lost)])
        lost += ((document, id) for id in gone)
        inner.setdefault(document, {}).update(zip(ids, prints, strict=True))
    return inner, lost


def _letter(id: str, document: str) -> str:
    """What kind of part an identifier names: its letter behind that of the document."""
    return id.removeprefix(f"{document}-")[:1]


def _matched(
    prefix: str, prints: Sequence[str], before: dict[str, str], retired: Sequence[str]
) -> tuple[list[str], list[str]]:
    """The ids of the texts with these fingerprints, and the recorded ids that no text has any more.

    A text keeps its id where it stands and where it moved to; of the others each takes the id that its place had.
    """
    old = list(before)
    ids = [""] * len(prints)
    changed: list[tuple[list[str], range]] = []
    matcher = difflib.SequenceMatcher(None, list(before.values()), list(prints), autojunk=False)
    for tag, a, a_end, b, b_end in matcher.get_opcodes():
        if tag == "equal":
            ids[b:b_end] = old[a:a_end]
        else:
            changed.append((old[a:a_end], range(b, b_end)))
    gone = [id for were, _ in changed for id in were]
    for index in (index for _, places in changed for index in places):
        moved = next((id for id in gone if before[id] == prints[index]), "")
        if moved:
            ids[index] = moved
            gone.remove(moved)
    for were, places in changed:
        for id, index in zip([id for id in were if id in gone], [at for at in places if not ids[at]], strict=False):
            ids[index] = id
            gone.remove(id)
    used = [id for id in (*before, *retired) if id.startswith(prefix) and id[len(prefix) :].isdigit()]
    free = max((int(id[len(prefix) :]) for id in used), default=0) + 1
    for index, id in enumerate(ids):
        if not id:
            ids[index] = f"{prefix}{free}"
            free += 1
    return ids, gone


def _named_documents(work: Work, record: Record, volume: bool) -> tuple[Division, ...]:
    """Give each message the id of its document: by number, or, in a source without numbers, as recorded."""
    name = work.source.name
    messages = [one for one in work.divisions if one.role == "message"]
    if messages[0].number:
        names = {one.start: f"{name}-{one.number}" for one in messages}
    else:
        names = _recorded_names(messages, name, record, volume)
    documents: list[Division] = []
    for one in work.divisions:
        inherited = documents[-1].document if documents else ""
        documents.append(replace(one, document=names.get(one.start, inherited)))
    return tuple(documents)


def _recorded_names(messages: Sequence[Division], name: str, record: Record, volume: bool) -> dict[int, str]:
    """The ids of messages without number, by their start: those of the recorded documents that share most paragraphs.

    A message that shares none is one revised if it stands where a recorded one is gone, or else new.
    """
    known = {doc: Counter(prints.values()) for doc, prints in record.documents.items() if doc != name or not volume}
    if not known and len(messages) == 1 and not volume:
        return {messages[0].start: name}
    prints = [Counter(fingerprint(b.text) for b in _citable(blocks_of(one.parts))) for one in messages]
    shared = [
        (-(mine & theirs).total(), index, doc)
        for index, mine in enumerate(prints)
        for doc, theirs in known.items()
        if mine & theirs
    ]
    kept: dict[int, str] = {}
    for _, index, doc in sorted(shared):
        if index not in kept and doc not in kept.values():
            kept[index] = doc
    # What is left is told apart by its place among those found again.
    now = [kept.get(index, "new") for index in range(len(messages))]
    before = {doc: doc if doc in kept.values() else "gone" for doc in known}
    ids, _ = _matched(f"{name}-", now, before, record.retired)
    return {one.start: id for one, id in zip(messages, ids, strict=True)}


def _blocks_by_document(divisions: tuple[Division, ...]) -> Iterator[tuple[str, list[Block]]]:
    blocks: dict[str, list[Block]] = {}
    for division in divisions:
        blocks.setdefault(division.document, []).extend(_citable(blocks_of(division.parts)))
    yield from blocks.items()


def _citable(blocks: Iterator[Block] | tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind in CITABLE]
