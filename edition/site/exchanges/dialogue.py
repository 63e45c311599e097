"""The page of an exchange: two correspondents, their letters in the order of time, each to be read in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from markupsafe import Markup

from edition.site import lists
from edition.site.exchanges.letters import Quoted, days_words, is_party, known_by, label, missing_label, name_of, quoted
from edition.site.exchanges.threads import BUDGET, anchor, carried_by, month_of, weight_around, year_of
from edition.site.parts import ways
from edition.site.plan import EXCHANGES, MISSING, PlannedPage, document_file, exchange_file, href
from edition.site.reading.carried import carry
from edition.site.reading.rendered import Rendered
from edition.site.shell import Surroundings
from edition.site.views import Link, Notes, Shell
from edition.tei.catalog import Catalog
from edition.tei.threads.model import Answer, Exchange, Missing, Turn

# From so many days on a pause between two letters is one step longer to the eye.
PAUSES = (2, 8, 22, 61)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a letter answers: a link to it, on this page where it is here; how long after, and how that is known."""

    letter: Link
    days: str
    remark: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A letter of an exchange, or one that is missing: then `told` has the words that say so, and `href` is ""."""

    anchor: str
    side: int  # 0 or 1: whose it is
    sender: str
    others: str  # who else sent or received it; "" for nobody
    href: str
    number: str
    iso: str
    date: str
    date_note: str
    since: str  # "3 days later", "" for the first and where a day is not known
    pause: int  # 0 to 4: how far from the letter before it stands
    answers: tuple[AnswerView, ...]
    incipit: str
    language: str
    text: Markup  # the whole letter; "" where it is to be read on its own page
    told: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class YearOfExchange:
    """The letters of a year, or those without a date; the year may have begun on the page before."""

    anchor: str
    title: str
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """`thread.html`: an exchange, or when it is too long for one page, some years or months of it."""

    shell: Shell
    index: Link
    parties: tuple[str, str]
    counts: tuple[str, str]  # how many letters each of them wrote
    missing: Link | None
    span: str
    part: str  # "page 2 of 3", "" if there is one only
    pages: tuple[tuple[Link, bool], ...]  # where there are several: the time of each, and whether it is this one
    years: tuple[Link, ...]  # where each year begins, on this page or another
    groups: tuple[YearOfExchange, ...]
    notes: Notes
    ways: tuple[Link, ...]


def thread_page(
    page: PlannedPage,
    catalog: Catalog,
    around: Surroundings,
    rendered: Mapping[str, Rendered],
) -> ThreadPage:
    """What the page of an exchange shows; its letters with their texts and notes, as far as there is room.

    Raises `KeyError` when the catalog has no such exchange.
    """
    exchange = catalog.threads.exchange(page.subject)
    if exchange is None:
        raise KeyError(page.subject)
    say = around.interface.say
    names = [name_of(party, exchange.documents) for party in exchange.parties]
    turns = exchange.letters[page.part.start : page.part.end]
    texts = [document for turn in turns if (document := carried_by(turn)) is not None]
    most = BUDGET - sum(map(weight_around, turns))
    carried = carry(texts, page.file, catalog, rendered, around.interface, most=most)
    places = _places(exchange, around)
    view = partial(
        _turn, exchange=exchange, names=names, page=page.file, texts=carried.texts, places=places, catalog=catalog,
        around=around,
    )  # fmt: skip
    lost = sum(turn.missing is not None for turn in exchange.letters)
    letters = say("threads.letters", count=len(exchange.letters))
    summary = say("threads.about", one=names[0], other=names[1], letters=letters)
    title = say("threads.between", one=names[0], other=names[1])
    pages = tuple(_pages(exchange, page, around)) if page.part.of > 1 else ()
    return ThreadPage(
        shell=around.shell(page, f"{title}, {pages[page.part.number - 1][0].text}" if pages else title, summary),
        index=Link(href(page.file, EXCHANGES), say("threads.title")),
        parties=(names[0], names[1]),
        counts=(_written_by(0, exchange, around), _written_by(1, exchange, around)),
        missing=Link(href(page.file, MISSING), say("threads.and_missing", count=lost)) if lost else None,
        span=around.interface.span([turn.moment.sort_key for turn in exchange.letters if turn.moment]),
        part=say("pages.part", number=page.part.number, count=page.part.of) if page.part.of > 1 else "",
        pages=pages,
        years=tuple(_years(exchange, page.file, around)),
        groups=tuple(_groups(turns, view, around)),
        notes=carried.notes,
        ways=ways(page, partial(exchange_file, exchange.id), around.interface),
    )


def _places(exchange: Exchange, around: Surroundings) -> dict[str, tuple[str, str]]:
    """Where an exchange shows a letter, by its id: file and anchor. Of several letters of a document it is its own."""
    by_parts = sorted(exchange.letters, key=lambda turn: turn.part == "")
    return {turn.letter.id: (_file(turn, exchange, around), anchor(turn)) for turn in by_parts}


def _written_by(side: int, exchange: Exchange, around: Surroundings) -> str:
    count = sum(turn.side == side and turn.document is not None for turn in exchange.letters)
    return around.interface.say("threads.letters", count=count) if count else ""


def _pages(exchange: Exchange, page: PlannedPage, around: Surroundings) -> Iterator[tuple[Link, bool]]:
    """Yield a link to each page of an exchange, named by the time of its letters, and whether it is this one."""
    for file, group in groupby(exchange.letters, lambda turn: _file(turn, exchange, around)):
        yield Link(href(page.file, file), _time_of(list(group), exchange, around)), file == page.file


def _time_of(turns: Sequence[Turn], exchange: Exchange, around: Surroundings) -> str:
    """The years of the letters on a page; the months, where it has a part of a year."""
    interface, years = around.interface, list(dict.fromkeys(map(year_of, turns)))
    months = [month for month in map(month_of, turns) if month]
    if sum(year_of(turn) in years for turn in exchange.letters) == len(turns):
        words = interface.span(years)
    elif len(list(filter(None, years))) > 1:
        words = interface.say("dates.days", first=interface.date(months[0]), last=interface.date(months[-1]))
    else:
        words = interface.span(months)
    return words if all(years) else interface.listed([one for one in (words, _title("", around)) if one])


def _file(turn: Turn, exchange: Exchange, around: Surroundings) -> str:
    """The file on which an exchange shows a letter."""
    return around.turns.get((exchange.id, anchor(turn)), exchange_file(exchange.id))


def _years(exchange: Exchange, page: str, around: Surroundings) -> Iterator[Link]:
    """Yield a link to the place where each year begins."""
    for year, group in groupby(exchange.letters, year_of):
        first = next(group)
        yield Link(href(page, _file(first, exchange, around), _anchor(year)), _title(year, around))


def _groups(
    turns: Sequence[Turn], view: Callable[[Turn], TurnView], around: Surroundings
) -> Iterator[YearOfExchange]:
    for year, group in groupby(turns, year_of):
        yield YearOfExchange(_anchor(year), _title(year, around), tuple(map(view, group)))


def _title(year: str, around: Surroundings) -> str:
    return around.interface.date(year) if year else around.interface.say("threads.undated")


def _anchor(year: str) -> str:
    return f"y{year}" if year else lists.UNDATED


def _turn(
    turn: Turn,
    *,
    exchange: Exchange,
    names: Sequence[str],
    page: str,
    texts: Mapping[str, Markup],
    places: Mapping[str, tuple[str, str]],
    catalog: Catalog,
    around: Surroundings,
) -> TurnView:
    interface, document, lost = around.interface, turn.document, turn.missing
    return TurnView(
        anchor=anchor(turn),
        side=turn.side,
        sender=names[turn.side],
        others=_others(turn, exchange, around) if turn.joint else "",
        href=href(page, document_file(document.id), turn.part) if document else "",
        number=lists.number(document, interface) if document else "",
        iso=turn.moment.when if turn.moment else "",
        date=interface.moment(turn.moment) if turn.moment else interface.say("threads.day_unknown"),
        date_note=interface.say("dates.received") if turn.moment and turn.moment.kind == "received" else "",
        since=days_words(turn.days, interface),
        pause=_pause(turn.days),
        answers=tuple(_answer(one, page, places, around) for one in turn.answers),
        incipit=_incipit(turn, catalog),
        language=document.language if document else "",
        text=Markup("") if document is None or turn.part else texts.get(document.id, Markup("")),
        told=tuple(quoted(one, page, catalog, interface, named=True) for one in lost.told_by) if lost else (),
    )


def _incipit(turn: Turn, catalog: Catalog) -> str:
    """The first words of a letter; of one that is enclosed in another the first of its division."""
    if turn.document is None:
        return ""
    part = catalog.target(f"{turn.document.path}#{turn.part}") if turn.part else None
    return part.anchor.preview if part is not None and part.anchor is not None else turn.document.incipit


def _others(turn: Turn, exchange: Exchange, around: Surroundings) -> str:
    """Who takes part in a joint letter besides the two of the exchange, by the names of the header."""
    people = [] if turn.document is None else [*turn.document.senders, *turn.document.addressees]
    others = dict.fromkeys(one.name for one in people if not any(is_party(one, party) for party in exchange.parties))
    return around.interface.listed(list(others))


def _answer(answer: Answer, page: str, places: Mapping[str, tuple[str, str]], around: Surroundings) -> AnswerView:
    """What a letter answers; the link stays in the exchange where that has it."""
    interface, to = around.interface, answer.to
    if to.id in places:
        leads = href(page, *places[to.id])
    else:
        leads = "" if isinstance(to, Missing) else href(page, document_file(to.id))
    words = missing_label(to, interface) if isinstance(to, Missing) else label(to, interface)
    remark = "" if answer.certainty in ("", "high") else known_by(answer.how, answer.certainty, interface)
    return AnswerView(Link(leads, words), days_words(answer.days, interface), remark)


def _pause(days: int | None) -> int:
    return sum(days >= least for least in PAUSES) if days is not None else 0
