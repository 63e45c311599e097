"""The list of exchanges: who wrote to whom, how many letters, in which years; and where each letter is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.site.exchanges.letters import name_of
from edition.site.lists import LONG
from edition.site.parts import parts, ways
from edition.site.plan import EXCHANGES, MISSING, TEI, Part, PlannedPage, document_file, exchange_file, href, is_safe
from edition.site.reading.carried import NOTE_MARKUP
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.dates import in_time, month_of_year, year
from edition.tei.facts import DocumentFacts
from edition.tei.threads.model import Exchange, Turn

# Bytes of markup around what stands in a list of exchanges and in an exchange; see `parts`.
EXCHANGE_MARKUP, TURN_MARKUP, MISSING_MARKUP, TELLING_MARKUP = 420, 770, 420, 260

# A letter whose text is longer than this is read on its own page: an exchange shows its first words.
LONGEST = 60_000

# How many bytes a page of an exchange has for letters, with their notes and what stands around them: the whole exchange
# is on one page where it has no more. With what is around all pages none is larger than 300 kB.
BUDGET = 292_000

# Letters that take a smaller part of that are few.
FEW = 0.1


@dataclass(frozen=True, slots=True)
class ListedExchange:
    """An exchange in the list: its two parties, letters that are here, those that are missing, the years, the last."""

    href: str
    parties: tuple[str, str]
    letters: int
    missing: int
    span: str
    last: Link | None


@dataclass(frozen=True, slots=True)
class ThreadsPage:
    """`threads.html`, and `threads/list/2.html` and so on where there are too many for one page."""

    shell: Shell
    title: str
    summary: str
    exchanges: tuple[ListedExchange, ...]
    long: bool  # whether they can be narrowed and sorted
    missing: Link | None
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the pages of the list of exchanges and of each exchange; none for an edition without any."""
    exchanges = with_pages(catalog)
    for part in parts(exchanges, _weight_of_exchange) if exchanges else ():
        yield PlannedPage("threads", list_file(part.number), "", TEI, part)
    for exchange in exchanges:
        for part in divided(exchange.letters, lambda turn: _weight_of_turn(turn, catalog)):
            yield PlannedPage("thread", exchange_file(exchange.id, part.number), exchange.id, TEI, part)


def divided(letters: Sequence[Turn], weight: Callable[[Turn], int], budget: int = BUDGET) -> list[Part]:
    """The pages of an exchange: whole years on each, as many as fit; a year too long for a page has pages of its own.

    These have whole months of it, as far as one page can hold a month. Few letters have no page to themselves if the
    next one has room. `weight` gives the bytes of a letter.
    """
    found: list[tuple[int, int]] = []
    at = 0
    for long, run in groupby(_by_year(letters, weight), lambda year: year[1] > budget):
        for group in ([one] for one in run) if long else [list(run)]:
            turns = [turn for year, _ in group for turn in year]
            pages = parts(turns, lambda turn, _: weight(turn), month_of if long else year_of, budget=budget)
            found += [(at + page.start, at + page.end) for page in pages]
            at += len(turns)
    joined = _joined(found, [weight(turn) for turn in letters], budget) or [(0, 0)]
    return [Part(number, len(joined), start, end) for number, (start, end) in enumerate(joined, 1)]


def _joined(pages: Sequence[tuple[int, int]], weights: Sequence[int], budget: int) -> list[tuple[int, int]]:
    """Pages, those of few letters together with the next where that has room."""
    found: list[tuple[int, int]] = []
    for start, end in pages:
        before = sum(weights[slice(*found[-1])]) if found else budget
        if before < budget * FEW and before + sum(weights[start:end]) <= budget:
            start, _ = found.pop()
        found.append((start, end))
    return found


def _by_year(letters: Sequence[Turn], weight: Callable[[Turn], int]) -> Iterator[tuple[list[Turn], int]]:
    """Yield the letters of each year, and how many bytes they take."""
    for _, group in groupby(letters, year_of):
        turns = list(group)
        yield turns, sum(map(weight, turns))


def further(pages: Sequence[PlannedPage], catalog: Catalog) -> Mapping[tuple[str, str], str]:
    """The file on which an exchange shows a letter, by the ids of both, where that is not its first one."""
    return {
        (page.subject, anchor(turn)): page.file
        for page in pages
        if page.kind == "thread" and page.part.number > 1
        if (exchange := catalog.threads.exchange(page.subject)) is not None
        for turn in exchange.letters[page.part.start : page.part.end]
    }


def threads_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> ThreadsPage:
    """What the list of exchanges shows, or the part of it that is on a page."""
    say = around.interface.say
    exchanges = with_pages(catalog)
    letters = {document.id for exchange in exchanges for document in exchange.documents}
    summary = say(
        "threads.summary", exchanges=say("threads.exchanges", count=len(exchanges)),
        letters=say("threads.letters", count=len(letters)),
    )  # fmt: skip
    lost = len(catalog.threads.missing)
    listed = exchanges[page.part.start : page.part.end]
    return ThreadsPage(
        shell=around.shell(page, say("threads.title"), summary),
        title=say("threads.title"),
        summary=summary,
        exchanges=tuple(_listed(one, page.file, around) for one in listed),
        long=len(listed) > LONG,
        missing=Link(href(page.file, MISSING), say("threads.and_missing", count=lost)) if lost else None,
        ways=ways(page, list_file, around.interface),
    )


def with_pages(catalog: Catalog) -> tuple[Exchange, ...]:
    """The exchanges that have pages: those with a letter that the edition has, most letters first."""
    return tuple(one for one in catalog.threads.exchanges if one.documents and is_safe(one.id))


def anchor(turn: Turn) -> str:
    """The id that a letter has on the page of an exchange."""
    return turn.part or turn.letter.id


def year_of(turn: Turn) -> str:
    """The year of a letter; "" for one without a date."""
    return year(turn.moment.sort_key) if turn.moment else ""


def month_of(turn: Turn) -> str:
    """The month of a letter, "1900-03"; its year where that is all that is known, "" for one without a date."""
    return month_of_year(turn.moment.sort_key) if turn.moment else ""


def list_file(number: int = 1) -> str:
    """The file of the list of exchanges, or of a further part of it."""
    return EXCHANGES if number == 1 else f"exchanges/{number}.html"


def _listed(exchange: Exchange, page: str, around: Surroundings) -> ListedExchange:
    dated = [turn for turn in exchange.letters if turn.document is not None and turn.moment is not None]
    days = [turn.moment.sort_key for turn in dated if turn.moment is not None]
    documents = exchange.documents
    one, other = (name_of(party, documents) for party in exchange.parties)
    letters = len(documents)
    last = max(dated, key=lambda turn: in_time(turn.moment.sort_key if turn.moment else ""), default=None)
    return ListedExchange(
        href=href(page, exchange_file(exchange.id)),
        parties=(one, other),
        letters=letters,
        missing=len(exchange.letters) - letters,
        span=around.interface.span([year(day) for day in days]),
        last=_last(last, page, around) if last else None,
    )


def _last(turn: Turn, page: str, around: Surroundings) -> Link | None:
    if turn.document is None or turn.moment is None:
        return None
    return Link(href(page, document_file(turn.document.id)), around.interface.moment(turn.moment))


def _weight_of_exchange(exchange: Exchange, _before: Exchange | None) -> int:
    return EXCHANGE_MARKUP + len(exchange.id) + sum(len(party.name.encode()) for party in exchange.parties)


def weight_around(turn: Turn) -> int:
    """How many bytes the page of an exchange has around the text of a letter, and what it says of a missing one."""
    if turn.missing is None:
        return TURN_MARKUP
    return MISSING_MARKUP + sum(
        TELLING_MARKUP + len((one.before + one.words + one.after).encode()) for one in turn.missing.told_by
    )


def carried_by(turn: Turn) -> DocumentFacts | None:
    """The document whose text stands on the page of an exchange; None for a letter to be read on its own page."""
    document = None if turn.part else turn.document
    return document if document and document.size <= LONGEST else None


def _weight_of_turn(turn: Turn, catalog: Catalog) -> int:
    """How many bytes a letter, with its text and notes, or a missing one takes on the page of an exchange."""
    document = carried_by(turn)
    return weight_around(turn) + (_weight_of_text(document, catalog) if document else 0)


def _weight_of_text(document: DocumentFacts, catalog: Catalog) -> int:
    notes = {call.target: catalog.note(call.target) for call in document.calls}
    apart = [note for note in notes.values() if note is not None and not note.address.startswith(f"{document.path}#")]
    return document.size + sum(NOTE_MARKUP + len(note.text.encode()) for note in apart)
