"""The facts at the head of a document: how it came from whom to whom, and how sure is what was inferred."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from edition.render.html import tag
from edition.site.reading.people import entry_of
from edition.tei.catalog import Catalog, dated_by
from edition.tei.facts import Agent, DocumentFacts, Moment, Station
from edition.words.interface import Interface

# What is told of the way of a letter, in this order, after what is none of it.
STEPS = ("", "sent", "through", "received")


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a row, and what has to be said of it: that it is inferred, and how sure."""

    text: str
    remark: str = ""
    href: str = ""  # what the register knows of a person


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the facts at the head of a document."""

    term: str
    values: tuple[Value, ...]
    noun: str = ""  # what the values are in a sentence: "sender"
    step: str = ""  # one of `STEPS`
    in_line: bool = False  # the values are one sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows, and which of them are inferred, where one remark serves for several."""

    rows: tuple[Row, ...]
    inferred: str


def facts_of(document: DocumentFacts, page: str, catalog: Catalog, interface: Interface) -> Facts:
    """What is known of a document beyond its title, and in one line how it travelled, whatever the title says."""
    rows, inferred = _together(_rows(document, page, catalog, interface), interface)
    stations = {step: [one for one in document.stations if one.kind == step] for step in STEPS}
    steps = [_step(row, stations[row.step], page, catalog, interface) for row in rows if row.step]
    others = tuple(row for row in rows if not row.step and _is_beyond(document.title, row))
    way = Row(_kind(document, interface), tuple(value for row in steps for value in row.values), in_line=True)
    return Facts((*others, way) if steps else others, inferred)


def _rows(document: DocumentFacts, page: str, catalog: Catalog, interface: Interface) -> list[Row]:
    """Who wrote to whom, then the steps of the way in their order; each value says when it is inferred."""
    people = (
        (interface.say("document.from"), "document.sender", document.senders, ""),
        (interface.say("document.to"), "document.addressee", document.addressees, ""),
        ("", "document.transmitter", document.transmitters, "through"),
    )
    rows = [
        Row(
            term,
            tuple(_person(agent, page, catalog, interface) for agent in agents),
            interface.say(noun, count=len(agents)),
            step,
        )
        for term, noun, agents, step in people
        if agents
    ]
    dates = _dates(document, interface)
    undated = {one.kind for one in document.stations} - {row.step for row in dates}
    stays = [Row("", (Value(""),), step=kind) for kind in undated]
    return sorted([*rows, *dates, *stays], key=lambda row: STEPS.index(row.step))


def _dates(document: DocumentFacts, interface: Interface) -> list[Row]:
    """The dates of a document by what they are dates of; only those of sending and of receipt are steps."""
    receipts = {moment.when for moment in document.moments if moment.kind == "received"}
    telling = [moment for moment in document.moments if not _goes_without_saying(moment, receipts)]
    placed = dated_by(document)
    # By the only date, or by one that the title has, a document is placed as a matter of course.
    told = len(telling) < 2 or (placed is not None and _says(document.title, interface.moment(placed)))
    doubtful = None if told else placed
    rows = []
    for kind in dict.fromkeys(moment.kind for moment in telling):
        values = tuple(_moment(moment, doubtful, interface) for moment in telling if moment.kind == kind)
        step = kind if kind in STEPS else ""
        rows.append(Row(interface.term("moments", kind), values, interface.term("dates_of", kind), step))
    return rows


def _goes_without_saying(moment: Moment, receipts: Container[str]) -> bool:
    """Tell whether all that is known is that a letter was not sent after the day on which it was received."""
    return moment.kind == "sent" and not moment.when and not moment.not_before and moment.not_after in receipts


def _together(rows: Sequence[Row], interface: Interface) -> tuple[tuple[Row, ...], str]:
    """The rows, and one remark for all values that are inferred and certain, where there are several of them."""
    remark = interface.say("document.inferred")
    inferred = [row for row in rows if all(value.remark == remark for value in row.values)]
    if sum(len(row.values) for row in inferred) < 2:
        return tuple(rows), ""
    freed = (
        replace(row, values=tuple(replace(value, remark="") for value in row.values)) if row in inferred else row
        for row in rows
    )
    nouns = interface.listed(list(dict.fromkeys(row.noun for row in inferred)))
    return tuple(freed), interface.say("document.inferred_together", what=nouns)


def _is_beyond(title: str, row: Row) -> bool:
    """Tell whether a row says more than the title above it."""
    return any(value.remark or not _says(title, value.text) for value in row.values)


def _says(title: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title) is not None


def _step(row: Row, stations: Sequence[Station], page: str, catalog: Catalog, interface: Interface) -> Row:
    """A step of the way, each of its values as words of a sentence: "sent 9 May 1942 from Weimar"."""
    first, *others = row.values
    values = (_at(first, stations, page, catalog, interface) if stations else first, *others)
    return replace(row, values=tuple(_in_words(value, row.step, interface) for value in values))


def _at(value: Value, stations: Sequence[Station], page: str, catalog: Catalog, interface: Interface) -> Value:
    """A day, or where none is known nothing, with the places of sending or of receipt."""
    names = [_named(one, page, catalog) for one in stations]
    where = interface.say(f"way.{stations[0].kind}_where", place=Markup(", ").join(names))
    words = escape(value.text) + " " + where if value.text else where
    remarks = dict.fromkeys(_inferred(one.certainty, interface) for one in stations)
    return Value(words, _joined([value.remark, *remarks]))


def _named(station: Station, page: str, catalog: Catalog) -> str:
    """The name of a place, a link to its entry where a register has one."""
    entry = entry_of(station, page, catalog)
    return tag("a", {"href": entry}, station.name) if entry else station.name


def _in_words(value: Value, step: str, interface: Interface) -> Value:
    what = tag("a", {"href": value.href}, value.text) if value.href else value.text
    return Value(interface.say(f"way.{step}", what=what), value.remark)


def _kind(document: DocumentFacts, interface: Interface) -> str:
    """What it was that travelled; a letter, where the encoding does not say."""
    kind = interface.say("kinds.letter") if document.kind == "text" else interface.term("kinds", document.kind)
    return kind[:1].upper() + kind[1:]


def _moment(moment: Moment, placed: Moment | None, interface: Interface) -> Value:
    remarks = [_inferred(moment.certainty, interface)]
    if moment == placed and moment.kind == "received":
        remarks.append(interface.say("document.placed_by_this"))
    return Value(interface.moment(moment), _joined(remarks))


def _person(agent: Agent, page: str, catalog: Catalog, interface: Interface) -> Value:
    return Value(agent.name, _joined([_inferred(agent.certainty, interface)]), entry_of(agent, page, catalog))


def _inferred(certainty: str, interface: Interface) -> str:
    """The remark on what is inferred; that it is certain goes without saying."""
    words = [interface.say("document.inferred")] if certainty else []
    return ", ".join([*words, *([interface.certainty(certainty)] if certainty not in ("", "high") else [])])


def _joined(remarks: Sequence[str]) -> str:
    return "; ".join(remark for remark in remarks if remark)
