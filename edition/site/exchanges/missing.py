"""The page of the letters that existed, as texts or notes say, and that the edition does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edition.site.exchanges.letters import Quoted, quoted
from edition.site.exchanges.threads import with_pages
from edition.site.parts import parts, ways
from edition.site.plan import MISSING, MISSING_DATA, TEI, PlannedPage, exchange_file, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.threads.model import Missing

# Bytes of markup around a missing letter and around words that tell of it; see `parts`.
MISSING_MARKUP, TELLING_MARKUP = 500, 420


@dataclass(frozen=True, slots=True)
class MissingView:
    """A missing letter: when, from whom to whom as far as is known, who tells of it, where its exchange shows it."""

    anchor: str
    iso: str
    date: str
    date_note: str  # "received" where the day is that of receipt
    senders: str
    addressees: str
    told: tuple[Quoted, ...]
    exchange: Link | None


@dataclass(frozen=True, slots=True)
class MissingPage:
    """`missing.html`, and `missing/2.html` and so on where there are too many for one page."""

    shell: Shell
    title: str
    summary: str
    missing: tuple[MissingView, ...]
    data: str  # the same as a table
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the pages of missing letters; none where nothing is missing."""
    missing = catalog.threads.missing
    for part in parts(missing, _weight) if missing else ():
        yield PlannedPage("missing", missing_file(part.number), "", TEI, part)


def files(catalog: Catalog) -> dict[str, str]:
    """The file of the page that each missing letter is on, by its id."""
    everything = catalog.threads.missing
    return {one.id: page.file for page in planned(catalog) for one in everything[page.part.start : page.part.end]}


def missing_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> MissingPage:
    """What the page of missing letters shows, or the part of them that is on it."""
    say = around.interface.say
    missing = catalog.threads.missing
    summary = say("missing.summary", count=len(missing))
    shown = missing[page.part.start : page.part.end]
    places = _places(catalog, around)
    return MissingPage(
        shell=around.shell(page, say("missing.title"), summary),
        title=say("missing.title"),
        summary=summary,
        missing=tuple(_view(one, page.file, places.get(one.id), catalog, around) for one in shown),
        data=href(page.file, MISSING_DATA),
        ways=ways(page, missing_file, around.interface),
    )


def missing_file(number: int = 1) -> str:
    """The file of the page of missing letters, or of a further part of it."""
    return MISSING if number == 1 else f"missing/{number}.html"


def _places(catalog: Catalog, around: Surroundings) -> dict[str, tuple[str, str]]:
    """Where an exchange shows each missing letter, by its id: file and anchor; in the one with most letters."""
    found: dict[str, tuple[str, str]] = {}
    for exchange in with_pages(catalog):
        for turn in exchange.letters:
            if turn.missing is not None:
                file = around.turns.get((exchange.id, turn.missing.id), exchange_file(exchange.id))
                found.setdefault(turn.missing.id, (file, turn.missing.id))
    return found


def _view(
    missing: Missing, page: str, place: tuple[str, str] | None, catalog: Catalog, around: Surroundings
) -> MissingView:
    interface = around.interface
    return MissingView(
        anchor=missing.id,
        iso=missing.moment.when if missing.moment else "",
        date=interface.moment(missing.moment) if missing.moment else interface.say("threads.day_unknown"),
        date_note=interface.say("dates.received") if missing.moment and missing.moment.kind == "received" else "",
        senders=interface.listed([party.name for party in missing.senders]),
        addressees=interface.listed([party.name for party in missing.addressees]),
        told=tuple(quoted(one, page, catalog, interface, named=True) for one in missing.told_by),
        exchange=Link(href(page, *place), interface.say("missing.in_exchange")) if place else None,
    )


def _weight(missing: Missing, _before: Missing | None) -> int:
    people = sum(len(party.name.encode()) for party in (*missing.senders, *missing.addressees))
    words = sum(TELLING_MARKUP + len((one.before + one.words + one.after).encode()) for one in missing.told_by)
    return MISSING_MARKUP + people + words
