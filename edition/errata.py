"""Errors found in the published edition and mended since: `errata.yml`, for those who used an earlier version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from edition import yamlfile
from edition.config import Day
from edition.diagnostics import Code, Diagnostic, Location
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts
from edition.yamlfile import Strict

FILE = "errata.yml"


class Erratum(Strict):
    """One error: the day of its correction, where it stood, what stood there and what stands there now.

    `document` is the `xml:id` of a document, `place` that of an element in it. An error that is in no document is told
    by `remark` alone.
    """

    date: Annotated[Day, StringConstraints(min_length=10)]
    version: str = ""  # the first version of the edition without the error
    document: str = ""
    place: str = ""
    stood: str = ""
    stands: str = ""
    reported_by: str = ""
    remark: str = ""


class ErrataFile(Strict):
    """What `errata.yml` says; an empty list says that no error is known."""

    errata: tuple[Erratum, ...] = ()


@dataclass(frozen=True, slots=True)
class Errata:
    """The errata of an edition, the newest first, each with its line in `errata.yml`."""

    known: tuple[tuple[Erratum, Location], ...] = ()


def load(root: Path) -> Errata | None:
    """Read the errata of the edition in folder `root`; None where there is no `errata.yml`. Raises `EditionError`."""
    if not (root / FILE).is_file():
        return None
    read, lines = yamlfile.load_with_lines(root / FILE, ErrataFile, shown_as=FILE)
    placed = ((one, Location(FILE, lines.get(("errata", index)))) for index, one in enumerate(read.errata))
    return Errata(tuple(sorted(placed, key=lambda pair: pair[0].date, reverse=True)))


def check(errata: Errata | None, catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield a finding for each erratum that says nothing, or names a document or place which the edition lacks."""
    for one, where in errata.known if errata else ():
        document = catalog.document(one.document)
        if not (one.stood or one.stands or one.remark):
            help = "Say what stood there (`stood`), what stands there now (`stands`), or what was wrong (`remark`)."
            yield Diagnostic(Code.BAD_VALUE, f"The erratum of {one.date} does not say what was wrong.", where, help)
        if one.document and document is None:
            help = "Name a document by its xml:id; an error that is in no document is told by `remark` alone."
            yield Diagnostic(Code.DANGLING_REFERENCE, f"No document has the id “{one.document}”.", where, help)
        elif one.place and (document is None or one.place not in ids(document)):
            help = "Name an element of the document by its xml:id, or leave `place` out."
            message = f"No element of “{one.document}” has the id “{one.place}”."
            yield Diagnostic(Code.DANGLING_REFERENCE, message, where, help)


def ids(document: DocumentFacts) -> Sequence[str]:
    """The ids in a document that one can refer to."""
    return [anchor.id for anchor in document.anchors]
