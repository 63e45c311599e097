"""Questions to an edition, answered as a table: who is mentioned where, who wrote to whom, where words stand."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from edition.api import THINGS, Edition, has_words
from edition.diagnostics import Diagnostic
from edition.tei.catalog import dated_by
from edition.tei.facts import DocumentFacts, Entry
from edition.tei.threads.model import Telling

Row = Mapping[str, str]
CONTEXT = 50
MENTIONED = "mentioned"
ANSWERS = "answers"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: all conditions that are given must hold. `mentioned` are kinds of entries, each with words.

    With a `role` documents are asked for in which the entries take that part, instead of mentions; with `letters` what
    the documents answer ("answers"), or which letters are missing ("missing").
    """

    mentioned: tuple[tuple[str, str], ...] = ()
    role: str = MENTIONED
    sender: str = ""
    addressee: str = ""
    year: str = ""
    text: str = ""
    letters: str = ""


def query(root: Path, question: Question) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """The rows that answer a question, by date, and what could not be read.

    They are the answers or missing letters asked for, else the places of the words that `text` asks for, else the
    mentions of the entries asked for, else documents: those in which the entries have the role asked for.
    Raises `EditionError` when there is no TEI, `LookupError` when no register knows an entry, or no header a
    correspondent.
    """
    edition = Edition.load(root)
    asked = [edition.find(words, *KINDS[kind]) for kind, words in question.mentioned]
    concerned = [_documents_of(entries, edition, question.role) for entries in asked]
    documents = [
        document
        for document in edition.letters(sender=question.sender, addressee=question.addressee, year=question.year)
        if all(document.id in ids for ids in concerned)
    ]
    if question.letters == ANSWERS:
        rows = [row for document in documents for row in _answers(document, edition)]
    elif question.letters == MISSING:
        rows = list(_missing(question, concerned, edition))
    elif question.text.strip():
        rows = [row for document in documents for row in _places(question.text, document, edition)]
    elif asked and question.role == MENTIONED:
        ids = {document.id for document in documents}
        rows = list(_mentions([entry for entries in asked for entry in entries], ids, edition))
    else:
        rows = [_document(document) for document in documents]
    return tuple(rows), edition.unread


def as_table(rows: Sequence[Row]) -> str:
    """Rows as a table of plain text, the words looked for in brackets among those around them."""
    if not rows:
        return "Nothing found.\n"
    cells = [[_in_context(row) if name == "words" else row[name] for name in _shown(row)] for row in rows]
    lines = [_shown(rows[0]), *cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]) - 1)]
    padded = ([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]] for line in lines)
    return "".join(f"{'  '.join(line).rstrip()}\n" for line in padded)


def as_json(rows: Sequence[Row]) -> str:
    """Rows as a JSON list of objects."""
    return json.dumps([dict(row) for row in rows], ensure_ascii=False, indent=2) + "\n"


def as_csv(rows: Sequence[Row]) -> str:
    """Rows as comma-separated values (RFC 4180), below a row of column names; nothing where there are none."""
    written = io.StringIO(newline="")
    if rows:
        table = csv.DictWriter(written, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return written.getvalue()


def _documents_of(entries: Sequence[Entry], edition: Edition, role: str) -> frozenset[str]:
    """The ids of the documents in which one of these entries has a role."""
    if role != MENTIONED:
        taken = (one for entry in entries for one in edition.catalog.roles(entry))
        return frozenset(one.document.id for one in taken if one.role == role)
    mentions = [one for entry in entries for one in edition.catalog.mentions(entry)]
    return frozenset(document.id for one in mentions for document in (one.document, one.read_in))


def _mentions(entries: Sequence[Entry], documents: set[str], edition: Edition) -> Iterator[Row]:
    found = [one for entry in entries for one in edition.mentions(entry) if one.read_in.id in documents]
    ranks = {document.id: rank for rank, document in enumerate(edition.documents)}
    for one in sorted(found, key=lambda one: ranks[one.read_in.id]):
        mention = one.mention
        yield {
            **_about(one.read_in), "place": mention.note or mention.within, "entry": one.entry.id,
            "certainty": mention.certainty, "before": mention.before, "words": mention.text, "after": mention.after,
        }  # fmt: skip


def _places(words: str, document: DocumentFacts, edition: Edition) -> Iterator[Row]:
    """Yield a row for each place where words stand in the text of a document or in one of its notes."""
    looked_for = re.compile(rf"(?<!\w){re.escape(' '.join(words.split()))}(?!\w)", re.IGNORECASE)
    readings = [("", " ".join(edition.text(document).split())), *((note.id, note.text) for note in document.notes)]
    for place, text in readings:
        for found in looked_for.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            if len(before) > CONTEXT:
                before = f"… {before[-CONTEXT:].partition(' ')[2]}"
            if len(after) > CONTEXT:
                after = f"{after[:CONTEXT].rpartition(' ')[0]} …"
            yield {**_about(document), "place": place, "before": before, "words": found.group(), "after": after}


def _answers(document: DocumentFacts, edition: Edition) -> Iterator[Row]:
    """Yield a row for each letter that a document answers, with the words that say so."""
    for one in edition.threads.answers_of(document):
        days = "" if one.days is None else str(one.days)
        yield {
            **_about(document), "answers": one.to.id, "days": days, "certainty": one.certainty, **_told(one.telling),
        }  # fmt: skip


def _missing(question: Question, concerned: Sequence[frozenset[str]], edition: Edition) -> Iterator[Row]:
    """Yield a row for each place that tells of a missing letter, in the order of these letters."""
    for one in edition.threads.missing:
        day = one.moment.sort_key if one.moment else ""
        senders, addressees = ("; ".join(party.name for party in side) for side in (one.senders, one.addressees))
        if has_words(senders, question.sender) and has_words(addressees, question.addressee):
            for telling in one.told_by if day.startswith(question.year) else ():
                if all(telling.document.id in ids for ids in concerned):
                    yield {
                        "date": day, "letter": one.id, "sender": senders, "addressee": addressees,
                        "told by": telling.document.id, **_told(telling),
                    }  # fmt: skip


def _told(telling: Telling | None) -> Row:
    before, words, after = (telling.before, telling.words, telling.after) if telling else ("", "", "")
    return {"before": before, "words": words, "after": after}


def _document(document: DocumentFacts) -> Row:
    return {
        **_about(document),
        "sender": "; ".join(agent.name for agent in document.senders),
        "addressee": "; ".join(agent.name for agent in document.addressees),
        "title": document.title,
    }


def _about(document: DocumentFacts) -> Row:
    moment = dated_by(document)
    return {"date": moment.sort_key if moment else "", "document": document.id}


def _shown(row: Row) -> list[str]:
    return [name for name in row if name not in ("before", "after", "title")]


def _in_context(row: Row) -> str:
    return f"{row['before']}[{row['words']}]{row['after']}"


KINDS: Mapping[str, tuple[str, ...]] = {"person": ("person",), "place": ("place",), "org": ("org",), "name": THINGS}
FORMATS: Mapping[str, Callable[[Sequence[Row]], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
