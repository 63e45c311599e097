"""How a document is cited: in words, and in the formats of reference managers.

Sources: BibTeX as biblatex reads it; RIS; Citation Style Language, CSL-JSON 1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from edition.site.shell import Imprint
from edition.site.views import CitationView
from edition.tei.catalog import dated_by
from edition.tei.collections import VOLUME
from edition.tei.facts import DocumentFacts

# By what a document is: the type of an entry in BibTeX, in RIS and in CSL.
LETTER = ("letter", "PCOMM", "personal_communication")
BOOK = ("book", "BOOK", "book")
OTHER = ("misc", "GEN", "document")

_TEX = str.maketrans({sign: f"\\{sign}" for sign in "&%$#_{}"} | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"})


def citation_of(document: DocumentFacts, imprint: Imprint, *, words: str, address: str) -> CitationView:
    """The citation of a document in each form; `words` is that for readers, `address` where it is published.

    `address` is the file in the site when the edition has no public address; a browser then puts its own in its place.
    """
    return CitationView(
        title=document.title,
        address=address,
        words=words,
        bibtex=_bibtex(document, imprint, address),
        ris=_ris(document, imprint, address),
        csl=_csl(document, imprint, address),
    )


def types_of(document: DocumentFacts) -> tuple[str, str, str]:
    """What a document is to BibTeX, RIS and CSL."""
    if document.kind == VOLUME:
        return BOOK
    return LETTER if document.senders and document.addressees else OTHER


def day_of(document: DocumentFacts) -> str:
    """The ISO day, month or year that a document is cited by; "" when only bounds are known."""
    moment = dated_by(document)
    return moment.when[:10] if moment else ""


def _bibtex(document: DocumentFacts, imprint: Imprint, address: str) -> str:
    entry = types_of(document)[0]
    fields = (
        ("author", " and ".join(agent.name for agent in document.senders)),
        ("title", document.title),
        ("date", day_of(document)),
        ("booktitle", imprint.title),
        ("version", imprint.version),
        ("publisher", imprint.publisher),
        ("language", document.language),
    )
    rows = [f"  {name} = {{{value.translate(_TEX)}}}" for name, value in fields if value] + [f"  url = {{{address}}}"]
    # biblatex has no type for a letter: it is a misc that says so.
    head = [f"@{'misc' if entry == 'letter' else entry}{{{document.id}", *(["  type = {letter}"] * (entry == "letter"))]
    return ",\n".join([*head, *rows]) + "\n}"


def _ris(document: DocumentFacts, imprint: Imprint, address: str) -> str:
    day = day_of(document)
    rows: list[tuple[str, str]] = [("TY", types_of(document)[1])]
    rows += [("AU", agent.name) for agent in document.senders]
    rows += [("A2", agent.name) for agent in document.addressees]
    rows += [("TI", document.title), ("T2", imprint.title), ("PY", day[:4]), ("DA", day.replace("-", "/"))]
    rows += [("ET", imprint.version), ("PB", imprint.publisher), ("LA", document.language), ("UR", address)]
    return "\n".join(f"{tag}  - {value}" for tag, value in [*((t, v) for t, v in rows if v), ("ER", "")])


def _csl(document: DocumentFacts, imprint: Imprint, address: str) -> str:
    day = day_of(document)
    values: dict[str, Any] = {
        "id": document.id,
        "type": types_of(document)[2],
        "title": document.title,
        "author": [{"literal": agent.name} for agent in document.senders],
        "recipient": [{"literal": agent.name} for agent in document.addressees],
        "issued": {"date-parts": [list(_parts(day))]} if any(_parts(day)) else None,
        "container-title": imprint.title,
        "version": imprint.version,
        "publisher": imprint.publisher,
        "language": document.language,
        "URL": address,
    }
    return json.dumps([{name: value for name, value in values.items() if value}], ensure_ascii=False, indent=2)


def _parts(day: str) -> Iterator[int]:
    """Yield year, month and day of an ISO date as numbers; nothing for what is none."""
    parts = day.split("-")
    if all(part.isdecimal() for part in parts):
        yield from map(int, parts)
