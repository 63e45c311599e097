"""What a letter has to do with others, for its page: what it answers, cites, is followed by; how that is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from edition.site.exchanges.letters import (
    Quoted,
    days_words,
    known_by,
    label,
    missing_label,
    name_of,
    pointing,
    quoted,
)
from edition.site.exchanges.threads import anchor
from edition.site.lists import sort_day
from edition.site.plan import document_file, exchange_file, href
from edition.site.shell import Surroundings
from edition.site.views import Link
from edition.tei.catalog import Catalog, dated_by
from edition.tei.dates import in_time
from edition.tei.facts import DocumentFacts
from edition.tei.header import day_of, days_between
from edition.tei.references import Reference
from edition.tei.threads.model import Answer, Missing, Place, how
from edition.words.interface import Interface

# What stands at the head of a letter, too: so many letters of each kind.
AT_THE_HEAD = ("answers", "answered_by")
MOST_AT_THE_HEAD = 3

# Exchanges that a letter is said to belong to: a joint one may be of many.
MOST_EXCHANGES = 4

# So many days before and after a letter are "this week".
WEEK = 3
# More relations of one kind, more words of one letter, and more letters of one week than these are only counted.
MOST, MOST_WORDS, MOST_IN_A_WEEK = 12, 3, 10


@dataclass(frozen=True, slots=True)
class Related:
    """A letter that another one has to do with; `letter` leads nowhere when the edition does not have it."""

    letter: Link
    days: str  # "3 days before", "" where a day is not known
    remark: str  # how it is known, "" where the words quoted say all
    quoted: tuple[Quoted, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Letters that a letter has to do with in one way: `kind` is a class for style sheets, `more` those left out."""

    kind: str
    title: str
    related: tuple[Related, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class InExchange:
    """A letter's place in an exchange: the page of the exchange, "30 of 70", and the letters before and after."""

    exchange: Link
    place: str
    previous: Related | None
    next: Related | None
    remark: str  # where the header says which letters these are


@dataclass(frozen=True, slots=True)
class Relations:
    """What a letter has to do with others. `brief` is what stands at its head: what it answers and what answers it."""

    brief: tuple[RelationGroup, ...]
    groups: tuple[RelationGroup, ...]
    exchanges: tuple[InExchange, ...]
    week: tuple[Related, ...]
    more_in_week: int


def relations_of(document: DocumentFacts, catalog: Catalog, around: Surroundings) -> Relations:
    """What the page of a document says of its relations; all empty for one that has none."""
    page, interface = document_file(document.id), around.interface
    answers = catalog.threads.answers_of(document)
    answered = catalog.threads.answered_by(document)
    told = {document.id, *(one.to.id for one in answers), *(one.document.id for one in answered)}
    of = catalog.references.of(document)
    to = sorted(catalog.references.to(document), key=lambda one: in_time(sort_day(one.read_in)))
    found = {
        "answers": [_answer(one, one.to, page, catalog, interface) for one in answers],
        "answered_by": [_answer(one, one.document, page, catalog, interface) for one in answered],
        "speaks_of": list(_missing(document, told, page, catalog, interface)),
        "cites": list(_referring([(one, one.to) for one in of], told, page, catalog, interface)),
        "cited_by": list(_referring([(one, one.read_in) for one in to], told, page, catalog, interface)),
    }
    groups = tuple(_group(kind, related, interface) for kind, related in found.items() if related)
    exchanges = [one for one in catalog.threads.in_exchange(document) if len(one.exchange.letters) > 1]
    week, more = _week(document, told, catalog, page, interface)
    return Relations(
        brief=tuple(_brief(group) for group in groups if group.kind in AT_THE_HEAD),
        groups=groups,
        exchanges=tuple(
            _in_exchange(one, document, page, around)
            for one in exchanges[:MOST_EXCHANGES]
        ),
        week=week,
        more_in_week=more,
    )


def _group(kind: str, related: list[Related], interface: Interface) -> RelationGroup:
    more = max(len(related) - MOST, 0)
    return RelationGroup(kind, interface.say(f"threads.{kind}"), tuple(related[:MOST]), more)


def _brief(group: RelationGroup) -> RelationGroup:
    more = group.more + max(len(group.related) - MOST_AT_THE_HEAD, 0)
    return replace(group, related=group.related[:MOST_AT_THE_HEAD], more=more)


def _answer(
    answer: Answer, other: DocumentFacts | Missing, page: str, catalog: Catalog, interface: Interface
) -> Related:
    """The other end of an answer, as the page of one end shows it."""
    away = answer.days if other is answer.document or answer.days is None else -answer.days
    words = (quoted(answer.telling, page, catalog, interface),) if answer.telling else ()
    return Related(
        letter=_link(other, page, interface),
        days=days_words(away, interface),
        remark=known_by(answer.how, answer.certainty, interface),
        quoted=words,
        missing=isinstance(other, Missing),
    )


def _missing(
    document: DocumentFacts, told: Set[str], page: str, catalog: Catalog, interface: Interface
) -> Iterator[Related]:
    """Yield the letters that a document speaks of, the edition does not have, and nothing above has named."""
    for missing in catalog.threads.missing_in(document):
        if missing.id not in told:
            words = [quoted(one, page, catalog, interface) for one in missing.told_by if one.document is document]
            letter = _link(missing, page, interface)
            yield Related(letter, "", interface.say("threads.not_here"), tuple(words[:MOST_WORDS]), missing=True)


def _referring(
    references: Iterable[tuple[Reference, DocumentFacts]],
    told: Set[str],
    page: str,
    catalog: Catalog,
    interface: Interface,
) -> Iterator[Related]:
    """Yield the other end of each reference, every letter once with the words that cite."""
    found: dict[str, tuple[DocumentFacts, list[Reference]]] = {}
    for reference, other in references:
        if other.id not in told:
            found.setdefault(other.id, (other, []))[1].append(reference)
    for other, places in found.values():
        words = tuple(pointing(one.document, one.link, page, catalog, interface) for one in places[:MOST_WORDS])
        yield Related(_link(other, page, interface), "", _known(places, interface), words)


def _known(places: Iterable[Reference], interface: Interface) -> str:
    """How sure the first reference is of which that is said; "" when none says it."""
    link = next((one.link for one in places if one.link.certainty), None)
    return known_by(how(link.responsible), link.certainty, interface) if link else ""


def _in_exchange(place: Place, document: DocumentFacts, page: str, around: Surroundings) -> InExchange:
    exchange, interface = place.exchange, around.interface
    shown = anchor(exchange.letters[place.index])
    file = around.turns.get((exchange.id, shown), exchange_file(exchange.id))
    names = interface.listed([name_of(party, [document]) for party in exchange.parties])
    return InExchange(
        exchange=Link(href(page, file, shown), names),
        place=interface.say("threads.position", number=place.index + 1, total=len(exchange.letters)),
        previous=_neighbour(place.previous, document, page, interface),
        next=_neighbour(place.next, document, page, interface),
        remark=known_by(place.how, "", interface) if place.how != "computed" else "",
    )


def _neighbour(
    other: DocumentFacts | None, document: DocumentFacts, page: str, interface: Interface
) -> Related | None:
    if other is None:
        return None
    days = days_between(dated_by(document), dated_by(other))
    return Related(_link(other, page, interface), days_words(days, interface), "")


def _week(
    document: DocumentFacts, told: Set[str], catalog: Catalog, page: str, interface: Interface
) -> tuple[tuple[Related, ...], int]:
    """What else was written some days before and after, and how much of it is left out; by day, nearest in time."""
    day = day_of(dated_by(document))
    if day is None:
        return (), 0
    near = (day + datetime.timedelta(days=days) for days in range(-WEEK, WEEK + 1))
    found = [
        (one, (found - day).days)
        for found in near
        for one in catalog.on(found.isoformat())
        if one.id != document.id and one.id not in told and day_of(dated_by(one)) == found
    ]
    shown = tuple(Related(_link(one, page, interface), days_words(days, interface), "") for one, days in found)
    return shown[:MOST_IN_A_WEEK], max(len(shown) - MOST_IN_A_WEEK, 0)


def _link(letter: DocumentFacts | Missing, page: str, interface: Interface) -> Link:
    if isinstance(letter, Missing):
        return Link("", missing_label(letter, interface))
    return Link(href(page, document_file(letter.id)), label(letter, interface), letter.title)
