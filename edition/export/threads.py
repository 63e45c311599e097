"""The exchanges: every letter between two correspondents in the order of time, missing ones in their places."""

from __future__ import annotations

import json
from collections.abc import Iterator

from edition.export.citations import DOCUMENT, document_nodes, names
from edition.export.graphml import Graph
from edition.export.tables import Cell, Table
from edition.tei.catalog import Catalog
from edition.tei.facts import Moment
from edition.tei.threads.model import Exchange, Missing, Turn

# A day, a time that lasted, bounds between which something happened, and what that was.
DATES = ("date", "from", "to", "not before", "not after", "dated by")
COLUMNS = (
    "exchange", "position", "letter", "missing", "sender", "addressee", *DATES, "days since the one before", "joint",
    "answers",
)  # fmt: skip
MISSING_COLUMNS = (
    "id", *DATES, "senders", "addressees", "told by", "place", "note", "words before", "words", "words after", "how",
    "certainty",
)  # fmt: skip


def table(catalog: Catalog) -> Table:
    """A row for each letter of each exchange; "answers" has the ids of what it answers, parted by blanks."""
    turns = ((exchange, number, turn) for exchange in catalog.threads.exchanges for number, turn in _numbered(exchange))
    return Table(COLUMNS, tuple((exchange.id, number, *_told(exchange, turn)) for exchange, number, turn in turns))


def threads_json(catalog: Catalog) -> bytes:
    """The exchanges as a JSON array, each with its two parties and its letters in order."""
    columns = COLUMNS[2:]
    found = [
        {
            "id": exchange.id,
            "parties": [party.name for party in exchange.parties],
            "letters": [dict(zip(columns, _told(exchange, turn), strict=True)) for turn in exchange.letters],
        }
        for exchange in catalog.threads.exchanges
    ]
    return (json.dumps(found, indent=1, ensure_ascii=False) + "\n").encode()


def graph(catalog: Catalog) -> Graph:
    """The exchanges as a directed graph: letters, missing ones too.

    An edge "next" leads from each letter to the one after it in an exchange, an edge "answers" from one to what it
    answers.
    """
    known = {turn.letter.id: turn for exchange in catalog.threads.exchanges for turn in exchange.letters}
    documents = [turn.document for turn in known.values() if turn.document is not None]
    missing = [turn.missing for turn in known.values() if turn.missing is not None]
    return Graph(
        node_columns=(*DOCUMENT, "missing"),
        nodes=(
            *((id, (*values, False)) for id, values in document_nodes(documents)),
            *map(_missing_node, missing),
        ),
        edge_columns=("relation", "exchange", "days", "certainty"),
        edges=tuple(edge for edge in _edges(catalog) if edge[0] in known and edge[1] in known),
    )


def missing_table(catalog: Catalog) -> Table:
    """A row for each place that tells of a letter that the edition does not have, in the order of time."""
    return Table(MISSING_COLUMNS, tuple(row for one in catalog.threads.missing for row in _tellings(one)))


def _numbered(exchange: Exchange) -> Iterator[tuple[int, Turn]]:
    yield from enumerate(exchange.letters, 1)


def _told(exchange: Exchange, turn: Turn) -> tuple[Cell, ...]:
    sender, addressee = exchange.parties[turn.side], exchange.parties[1 - turn.side]
    answers = " ".join(dict.fromkeys(answer.to.id for answer in turn.answers))
    return (
        turn.letter.id, turn.missing is not None, sender.name, addressee.name, *_dates(turn.moment), turn.days,
        turn.joint, answers,
    )  # fmt: skip


def _edges(catalog: Catalog) -> Iterator[tuple[str, str, tuple[Cell, ...]]]:
    for exchange in catalog.threads.exchanges:
        for before, after in zip(exchange.letters, exchange.letters[1:], strict=False):
            yield before.letter.id, after.letter.id, ("next", exchange.id, after.days, None)
    for answer in catalog.threads.answers:
        yield answer.document.id, answer.to.id, ("answers", None, answer.days, answer.certainty)


def _missing_node(one: Missing) -> tuple[str, tuple[Cell, ...]]:
    day = one.moment.sort_key if one.moment else ""
    return one.id, (one.id, "", day, names(one.senders), names(one.addressees), True)


def _tellings(one: Missing) -> Iterator[tuple[Cell, ...]]:
    for telling in one.told_by:
        yield (
            one.id, *_dates(one.moment), names(one.senders), names(one.addressees), telling.document.id, telling.place,
            telling.note, telling.before, telling.words, telling.after, telling.how, telling.certainty,
        )  # fmt: skip


def _dates(moment: Moment | None) -> tuple[str, ...]:
    if moment is None:
        return ("",) * len(DATES)
    ends = (moment.not_before, moment.not_after)
    lasted, bounds = (ends, ("", "")) if moment.lasted else (("", ""), ends)
    return (moment.when, *lasted, *bounds, moment.kind)
