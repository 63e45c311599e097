"""Dates: each a date, none against another, none against the words that it dates.

Source: TEI Guidelines, section CONADA; the attributes of the class att.datable.w3c; section HD44CD (`correspAction`).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from edition.dates import reading
from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.tei.documents import TeiDocument, TeiFile
from edition.tei.names import XML_LANG, elements, tei, xpath
from edition.tei.pointers import line
from edition.tei.text import SEARCH, text

Element = etree._Element

DATING = ("when", "notBefore", "notAfter", "from", "to")
# What begins before what ends.
ORDERED = (("from", "to"), ("notBefore", "notAfter"))
# A year, a month or a day of the years 1 to 9999, with what may follow it: time and time zone.
WRITTEN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|Z|[+-]\d\d:\d\d)?")
DATED = xpath(".//*[@when or @notBefore or @notAfter or @from or @to]")
ACTIONS = xpath("t:teiHeader//t:correspDesc")
SENT = xpath("t:correspAction[@type='sent']//t:date")
RECEIVED = xpath("t:correspAction[@type='received']//t:date")

FIRST_SENT = xpath("t:teiHeader//t:correspDesc[1]/t:correspAction[@type='sent']//t:date[1]")
FIRST_RECEIVED = xpath("t:teiHeader//t:correspDesc[1]/t:correspAction[@type='received']//t:date[1]")
VOLUME = xpath("t:teiHeader//t:seriesStmt/t:title[1]")
NUMBER = xpath("t:teiHeader//t:seriesStmt/t:biblScope[@unit='document'][1]")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of what an element dates, each as ISO 8601, "" where nothing bounds it."""

    first: str
    last: str


def of_file(source: TeiFile, shown: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the dates of a file, each taken alone, in document order."""
    for element in elements(DATED, source.tree.getroot()):
        if not str(element.tag).startswith(tei("")):
            continue
        where = Location(shown, line(element))
        impossible = list(_impossible(element, where))
        yield from impossible
        if not impossible:
            yield from _turned_round(element, where)
            yield from _against_words(element, where)


def of_letters(documents: Sequence[TeiDocument], shown: str) -> Iterator[Diagnostic]:
    """Yield each letter that was received before it was sent."""
    for document in documents:
        for description in elements(ACTIONS, document.element):
            sent = [one for one in elements(SENT, description) if _span(one).first]
            received = [one for one in elements(RECEIVED, description) if _span(one).last]
            for start, end in ((start, end) for start in sent for end in received):
                if _span(end).last < _span(start).first[: len(_span(end).last)]:
                    message = f"Received {_span(end).last}, sent {_span(start).first}: received before it was sent."
                    help = "Correct one of the two; a date that is only likely has bounds, or @cert."
                    also = Related(Location(shown, line(start)), "sent")
                    yield Diagnostic(Code.DATES_CONTRADICT, message, Location(shown, line(end)), help, (also,))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a volume as printed: its volume, its number there, when it was sent and received, its line."""

    volume: str
    number: int
    sent: Span
    received: Span
    line: int


def letters(documents: Sequence[TeiDocument]) -> Iterator[Letter]:
    """Yield the letters of a file that have a whole number in a volume, for `out_of_order`."""
    for document in documents:
        volume = next((text(one, SEARCH) for one in elements(VOLUME, document.element)), "")
        number = next((one.get("n", "") for one in elements(NUMBER, document.element)), "")
        if volume and number.isdecimal() and len(number) < 9:
            sent, received = (
                next((_span(one) for one in elements(dates, document.element)), Span("", ""))
                for dates in (FIRST_SENT, FIRST_RECEIVED)
            )
            yield Letter(volume, int(number), sent, received, line(document.element))


def out_of_order(files: Sequence[tuple[str, Sequence[Letter]]]) -> Iterator[Diagnostic]:
    """Yield each letter that is certainly earlier than the one before it in its volume; `files` with shown paths.

    A date of sending is compared with one of sending, a date of receipt with one of receipt.
    """
    volumes: dict[str, list[tuple[int, str, Letter]]] = {}
    for shown, found in files:
        for letter in found:
            volumes.setdefault(letter.volume, []).append((letter.number, shown, letter))
    for volume, members in sorted(volumes.items()):
        for event in ("sent", "received"):
            dated = [one for one in sorted(members, key=lambda one: one[:2]) if getattr(one[2], event).last]
            for (before, other, earlier), (number, shown, later) in pairwise(dated):
                first, last = getattr(earlier, event).first, getattr(later, event).last
                if first and last[: len(first)] < first[: len(last)]:
                    message = f"No. {number} of “{volume}” was {event} {last}, No. {before} before it {first}."
                    help = "Look at both dates; where the volume itself is out of order, accept the finding."
                    also = Related(Location(other, earlier.line), f"No. {before}")
                    yield Diagnostic(Code.OUT_OF_ORDER, message, Location(shown, later.line), help, (also,))


def _impossible(element: Element, where: Location) -> Iterator[Diagnostic]:
    """Yield each date that is no day of the calendar; dates in other notations are none of this check's business."""
    for name in DATING:
        match = WRITTEN.fullmatch(element.get(name, ""))
        if match is None:
            continue
        year, month, day = (int(part or 1) for part in match.groups())
        try:
            datetime.date(year, month, day)
        except ValueError:
            message = f"{_named(element, name)}, which is no day of the calendar."
            yield Diagnostic(Code.NO_SUCH_DAY, message, where, "Correct it; a date is written YYYY-MM-DD.")


def _turned_round(element: Element, where: Location) -> Iterator[Diagnostic]:
    """Yield a span of time that ends before it begins."""
    for first, last in ORDERED:
        begin, end = element.get(first, ""), element.get(last, "")
        if begin and end and WRITTEN.fullmatch(begin) and WRITTEN.fullmatch(end):
            length = min(len(begin), len(end))
            if end[:length] < begin[:length]:
                message = f"{_named(element, first)}, which is later than its @{last}, `{end}`."
                yield Diagnostic(Code.DATES_CONTRADICT, message, where, "Exchange the two, or correct one.")


def _against_words(element: Element, where: Location) -> Iterator[Diagnostic]:
    """Yield a `date` whose @when is another day than its words say; what they do not say they do not contradict."""
    when = WRITTEN.fullmatch(element.get("when", ""))
    if when is None or element.tag != tei("date") or element.get("calendar"):
        return
    language = next((one.get(XML_LANG, "") for one in (element, *element.iterancestors()) if one.get(XML_LANG)), "")
    words = text(element, SEARCH)
    found = list(reading.find(words, language))
    if len(found) != 1 or found[0].kind != "day":
        return
    said = (found[0].year, found[0].month, found[0].day)
    meant = tuple(int(part or 0) for part in when.groups())
    if any(one and other and one != other for one, other in zip(said, meant, strict=True)):
        message = f"{_named(element, 'when')}, but its words are “{words}”."
        help = "Correct @when; if the words are wrong, mark them with sic and corr."
        yield Diagnostic(Code.DATES_CONTRADICT, message, where, help)


def _span(date: Element) -> Span:
    """When something happened, as an element says it."""
    when = date.get("when", "")[:10]
    if when:
        return Span(when, when)
    first = date.get("notBefore") or date.get("from") or ""
    last = date.get("notAfter") or date.get("to") or ""
    return Span(first[:10], last[:10])


def _named(element: Element, attribute: str) -> str:
    return f"`{etree.QName(element).localname}/@{attribute}` is `{element.get(attribute)}`"
