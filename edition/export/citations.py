"""The citation graph: which document, or note, refers to which other document, and with which words.

A row, or an edge, for each place that refers; that one letter answers another by these words is told with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from edition.export.graphml import Graph
from edition.export.tables import Cell, Table
from edition.tei.catalog import Catalog, dated_by
from edition.tei.facts import Agent, DocumentFacts
from edition.tei.parties import Party
from edition.tei.references import Reference

# What a document is told with in tables and graphs.
DOCUMENT = ("label", "kind", "date", "senders", "addressees")

COLUMNS = (
    "citing", "citing date", "cited", "cited date", "stands in", "place", "note", "words", "answer", "certainty",
    "responsible",
)  # fmt: skip


def table(catalog: Catalog) -> Table:
    """The references of an edition as a table, in the order of the documents and of their texts.

    "citing" is the document with which one reads the words, "stands in" the one that has them: for an endnote a volume.
    """
    return Table(COLUMNS, tuple(_row(one, catalog) for one in catalog.references.all))


def graph(catalog: Catalog) -> Graph:
    """The references as a directed graph: all documents that cite or are cited, an edge for each place."""
    references = catalog.references.all
    met = {one.id: one for reference in references for one in (reference.read_in, reference.to)}
    return Graph(
        node_columns=DOCUMENT,
        nodes=tuple(document_nodes(one for one in catalog.documents if one.id in met)),
        edge_columns=("place", "words", "answer", "certainty"),
        edges=tuple(
            (one.read_in.id, one.to.id, (one.link.source, one.link.text, is_answer(one, catalog), one.link.certainty))
            for one in references
        ),
    )


def document_nodes(documents: Iterable[DocumentFacts]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Yield each document as a node: its id, and what `DOCUMENT` names."""
    for one in documents:
        yield one.id, (one.title, one.kind, day(one), names(one.senders), names(one.addressees))


def day(document: DocumentFacts) -> str:
    """The ISO day by which a document has its place in time; "" when it is undated."""
    moment = dated_by(document)
    return moment.sort_key if moment else ""


def names(people: Iterable[Agent | Party]) -> str:
    """The names of senders or addressees in one cell, parted by semicolons."""
    return "; ".join(one.name for one in people)


def is_answer(reference: Reference, catalog: Catalog) -> bool:
    """Tell whether a document answers the cited one by these words, of which the link may have the first only."""
    words = reference.link.text.removesuffix(" …")
    answers = catalog.threads.answers_of(reference.document)
    return any(
        answer.to is reference.to and answer.telling is not None and answer.telling.words.startswith(words)
        for answer in answers
    )


def _row(one: Reference, catalog: Catalog) -> tuple[Cell, ...]:
    return (
        one.read_in.id, day(one.read_in), one.to.id, day(one.to), one.document.id, one.link.source, one.link.note,
        one.link.text, is_answer(one, catalog), one.link.certainty, one.link.responsible.removeprefix("#"),
    )  # fmt: skip
