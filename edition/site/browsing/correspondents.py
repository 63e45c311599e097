"""Everyone who wrote or received a letter: how many, in which years, with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from edition.site import lists
from edition.site.browsing.documents import narrowed
from edition.site.parts import parts, ways
from edition.site.plan import EXCHANGES, PlannedPage, document_file, entry_file, exchange_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog, dated_by
from edition.tei.dates import in_time
from edition.tei.facts import DocumentFacts
from edition.tei.parties import Parties, Party
from edition.words.interface import Interface

FILE = "correspondents.html"
# Bytes of markup around a correspondent and around a link: allowances, see `parts`.
MARKUP, LINK_MARKUP = 420, 60
# How many letters and exchanges stand with a correspondent; other pages have all of them.
LETTERS, PARTNERS = 24, 12


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A correspondent: a link to the entry of the register, if there is one; letters sent and received.

    `letters` are there where no entry lists them and there are not too many; `others` says how many exchanges more
    there are than those named.
    """

    name: Link
    total: int
    counts: tuple[Link, ...]
    span: str
    exchanges: tuple[tuple[Link, int], ...]  # by the other side, each with how many letters
    others: Link | None
    letters: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CorrespondentsPage:
    """`correspondents.html`: all correspondents, or a part of them."""

    shell: Shell
    summary: str
    correspondents: tuple[Correspondent, ...]
    long: bool  # whether they can be narrowed and sorted
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of the correspondents; none for an edition that has none."""
    found = _correspondents(catalog)
    return tuple(
        PlannedPage("correspondents", correspondents_file(part.number), source="config.yml", part=part)
        for part in (parts(found, _weight) if found else ())
    )


def correspondents_file(number: int = 1) -> str:
    """The file of the list, or of a further part of it."""
    return FILE if number == 1 else f"correspondents/{number}.html"


def correspondents_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> CorrespondentsPage:
    """What the list of correspondents shows, or the part of it that is on a page."""
    words = around.interface
    known = _correspondents(catalog)
    summary = words.say("correspondents.summary", count=len(known))
    shown = known[page.part.start : page.part.end]
    exchanges = _exchanges(catalog, page.file) if "thread" in around.kinds else {}
    return CorrespondentsPage(
        shell=around.shell(page, words.say("correspondents.title"), summary),
        summary=summary,
        correspondents=tuple(
            _shown(one, page.file, exchanges.get(one.party.key, ()), catalog, words)
            for one in shown
        ),
        long=len(shown) > lists.LONG,
        ways=ways(page, correspondents_file, words),
    )


@dataclass(slots=True)
class _Correspondent:
    """A correspondent with the letters of each side, in the order of time."""

    party: Party
    sent: list[DocumentFacts] = field(default_factory=list)
    received: list[DocumentFacts] = field(default_factory=list)

    @property
    def letters(self) -> list[DocumentFacts]:
        """All letters, each once, in the order of time."""
        found = {one.id: one for one in (*self.sent, *self.received)}
        return sorted(found.values(), key=lambda one: in_time(lists.sort_day(one)))

    @property
    def has_entry(self) -> bool:
        """Tell whether the register has a page for the correspondent."""
        return self.party.entry is not None and bool(self.party.entry.id) and is_safe(self.party.entry.id)

    @property
    def listed(self) -> list[DocumentFacts]:
        """The letters that stand with the name."""
        return [] if self.has_entry or len(self.letters) > LETTERS else self.letters


def _correspondents(catalog: Catalog) -> list[_Correspondent]:
    """All correspondents, those with most letters first."""
    letters = [dated.document for dated in catalog.chronology]
    parties = Parties.of((agent for one in letters for agent in (*one.senders, *one.addressees)), catalog.register)
    found: dict[str, _Correspondent] = {}
    for letter in letters:
        for party in parties.each(letter.senders):
            found.setdefault(party.key, _Correspondent(party)).sent.append(letter)
        for party in parties.each(letter.addressees):
            found.setdefault(party.key, _Correspondent(party)).received.append(letter)
    return sorted(found.values(), key=lambda one: (-len(one.sent) - len(one.received), one.party.name, one.party.key))


def _exchanges(catalog: Catalog, page: str) -> dict[str, tuple[tuple[Link, int], ...]]:
    """The exchanges of each correspondent by key: links under the other side's names, and numbers of letters."""
    found: dict[str, list[tuple[Link, int]]] = defaultdict(list)
    for exchange in catalog.threads.exchanges:
        address, count = href(page, exchange_file(exchange.id)), len(exchange.documents)
        for party, other in (exchange.parties, exchange.parties[::-1]):
            found[party.key].append((Link(address, other.name), count))
    return {key: tuple(exchanges) for key, exchanges in found.items()}


def _shown(
    one: _Correspondent, page: str, exchanges: Sequence[tuple[Link, int]], catalog: Catalog, words: Interface
) -> Correspondent:
    entry = one.party.entry
    return Correspondent(
        name=Link(href(page, entry_file(entry.id)) if entry and one.has_entry else "", one.party.name),
        total=len(one.letters),
        counts=tuple(_counts(one, page, catalog, words)),
        span=words.span([day for letter in one.letters if (day := lists.sort_day(letter))]),
        exchanges=tuple(exchanges[:PARTNERS]),
        others=_others(len(exchanges) - PARTNERS, page, words),
        letters=tuple(_letter(letter, page, words) for letter in one.listed),
    )


def _counts(one: _Correspondent, page: str, catalog: Catalog, words: Interface) -> Iterator[Link]:
    """Yield how many letters somebody sent and received, each with the way to them."""
    if one.sent:
        address = narrowed(page, catalog, sender=one.party.name)
        yield Link(address, words.say("correspondents.sent", count=len(one.sent)))
    if one.received:
        address = narrowed(page, catalog, addressee=one.party.name)
        also = "correspondents.also_received" if one.sent else "correspondents.received"
        yield Link(address, words.say(also, count=len(one.received)))


def _others(count: int, page: str, words: Interface) -> Link | None:
    return Link(href(page, EXCHANGES), words.say("correspondents.others", count=count)) if count > 0 else None


def _letter(document: DocumentFacts, page: str, words: Interface) -> Link:
    moment = dated_by(document)
    return Link(
        href(page, document_file(document.id)),
        words.moment(moment) if moment else words.say("dates.none"),
        document.title,
    )


def _weight(one: _Correspondent, _before: Any) -> int:
    letters = sum(LINK_MARKUP + len(letter.id) + len(letter.title.encode()) for letter in one.listed)
    return MARKUP + letters + PARTNERS * 2 * LINK_MARKUP
