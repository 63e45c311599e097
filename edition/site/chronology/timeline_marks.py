"""The letters as marks on the timeline: in whose lane, at which day, of which kind, and where each leads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from edition.site import lists
from edition.site.chronology.days import Days, days_of, place_of
from edition.site.exchanges import missing
from edition.site.exchanges.letters import missing_label
from edition.site.plan import document_file, href
from edition.tei.catalog import Catalog, dated_by
from edition.tei.facts import DocumentFacts, Moment
from edition.tei.parties import Parties, Party
from edition.tei.threads.model import Missing
from edition.words.interface import Interface

LANES = 5  # senders with a lane of their own
# Where there are more letters in a quarter, those of one day and sender are one mark if they are more than a few.
CROWDED, FEW = 300, 2

Senders = frozenset[str]  # keys of correspondents
OTHERS: Senders = frozenset({""})

# Of a day; of the day of receipt, the day of sending being unknown; between two days; with one bound alone; a letter
# that the edition does not have; several letters in one mark.
Kind = Literal["day", "received", "bounds", "open", "missing", "several"]


@dataclass(frozen=True, slots=True)
class Item:
    """A letter with its place in time."""

    letter: DocumentFacts | Missing
    senders: Senders
    moment: Moment
    days: Days
    place: date


@dataclass(frozen=True, slots=True)
class Lanes:
    """The senders that have a lane, in their order, with the names of the lanes; the last one is for all others."""

    names: Mapping[Senders, str]

    def of(self, item: Item) -> Senders:
        """The lane of a letter."""
        return item.senders if item.senders in self.names else OTHERS


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter, or several of a day, as a mark: where it leads and what it is called."""

    href: str
    title: str
    kind: Kind
    place: date
    days: Days
    count: int = 1


def items(catalog: Catalog) -> list[Item]:
    """All letters and missing letters that have a place in time, by that."""
    letters = [dated.document for dated in catalog.chronology]
    parties = Parties.of((agent for one in letters for agent in one.senders), catalog.register)
    sent: list[tuple[DocumentFacts | Missing, Sequence[Party], Moment | None]] = [
        (one, parties.each(one.senders), dated_by(one)) for one in letters
    ]
    known = {party.key: party for _, senders, _ in sent for party in senders}.values()
    keys = {name.casefold(): party.key for party in known for name in (party.name, party.key)}
    sent += [(one, one.senders, one.moment) for one in catalog.threads.missing]
    found = [
        Item(letter, frozenset(_key(party, keys) for party in senders), moment, days, place)
        for letter, senders, moment in sent
        if moment and (days := days_of(moment)) and (place := place_of(days))
    ]
    return sorted(found, key=lambda item: item.place)


def lanes(found: Sequence[Item], words: Interface) -> Lanes:
    """A lane for each of the senders of most letters, those who write together having one; one for all others."""
    counts: Counter[Senders] = Counter()
    names: defaultdict[Senders, Counter[tuple[str, ...]]] = defaultdict(Counter)
    for item in found:
        if item.senders and not isinstance(item.letter, Missing):
            counts[item.senders] += 1
            names[item.senders][tuple(agent.name for agent in item.letter.senders if agent.name)] += 1
    first = [senders for senders, _ in counts.most_common(LANES)]
    others = words.say("timeline.others") if first else ""
    return Lanes({senders: words.listed(names[senders].most_common(1)[0][0]) for senders in first} | {OTHERS: others})


def marks(found: Sequence[Item], page: str, catalog: Catalog, words: Interface) -> list[Mark]:
    """A mark for each letter, with its address from the page at file `page`."""
    lost = missing.files(catalog)
    return [_mark(item, lost, page, words) for item in found]


def thinned(
    found: Sequence[Mark], page: str, calendar: Mapping[tuple[int, int], str], words: Interface
) -> Iterator[Mark]:
    """Yield the marks of a lane by their days: one for all letters of a day where these are more than a few.

    Such a mark leads to the day in the calendar, whose files are by year and month.
    """
    for day, group in groupby(found, lambda mark: mark.place):
        of_day = list(group)
        if len(of_day) <= FEW:
            yield from of_day
        else:
            count = words.say("timeline.letters", count=len(of_day))
            title = words.say("timeline.on", title=count, date=words.date(day.isoformat()))
            file = calendar[day.year, day.month]
            yield Mark(href(page, file, f"d{day.isoformat()}"), title, "several", day, Days(day, day), len(of_day))


def title_of(document: DocumentFacts, moment: Moment, words: Interface) -> str:
    """What to call a letter that stands alone: its title, its date where the title lacks it, and what that is of."""
    title, day = lists.title(document, words), words.moment(moment)
    if moment.kind == "received":
        return words.say("timeline.received_on", title=title, date=day)
    return title if day in title else words.say("timeline.on", title=title, date=day)


def _key(party: Party, keys: Mapping[str, str]) -> str:
    """The key of the sender of letters that a correspondent is, also where a header has only a name of the entry."""
    names = (party.key, party.name, *(form.text for form in (party.entry.forms if party.entry else ())))
    return next((key for name in names if (key := keys.get(name.casefold()))), party.key)


def _mark(item: Item, lost: Mapping[str, str], page: str, words: Interface) -> Mark:
    letter = item.letter
    if isinstance(letter, Missing):
        title = words.say("timeline.missing", letter=missing_label(letter, words))
        return Mark(href(page, lost[letter.id], letter.id), title, "missing", item.place, item.days)
    title = title_of(letter, item.moment, words)
    return Mark(href(page, document_file(letter.id)), title, _kind(item), item.place, item.days)


def _kind(item: Item) -> Kind:
    if item.days.first is None or item.days.last is None:
        return "open"
    if not item.days.single:
        return "bounds"
    return "received" if item.moment.kind == "received" else "day"
