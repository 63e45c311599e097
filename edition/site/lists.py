"""Lists of documents: by date, by volume; the entries that they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from edition.site import dates
from edition.site.plan import document_file, href
from edition.site.views import Collection, Entry, Heading, Month, Year
from edition.tei.catalog import Collection as Gathered
from edition.tei.catalog import dated_by
from edition.tei.facts import Agent, DocumentFacts, Moment

UNDATED = "undated"
LAST = "~"  # sorts after every date


def sort_day(document: DocumentFacts) -> str:
    """The ISO day that a document is sorted by; "" when it has none."""
    moment = dated_by(document)
    return moment.sort_key if moment else ""


def heading(document: DocumentFacts) -> Heading:
    """The title of a document, parted where it names first the sender, then the person addressed."""
    sender, addressee = names(document.senders), names(document.addressees)
    rest = document.title.removeprefix(f"{sender} to {addressee}")
    if not sender or not addressee or rest == document.title:
        return Heading(document.title)
    return Heading(sender, addressee, rest)


def names(agents: Sequence[Agent]) -> str:
    """The names of several people in a row: "A, B and C"."""
    known = [agent.name for agent in agents if agent.name]
    return " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)


def number(document: DocumentFacts) -> str:
    """The printed number as it is named, in brackets when it is supplied: "No. 28", "[No. 67]"."""
    if not document.number:
        return ""
    return f"[No. {document.number}]" if document.number_supplied else f"No. {document.number}"


def entry(document: DocumentFacts, page: str) -> Entry:
    """A document in a list on the page at file `page`."""
    moment = dated_by(document)
    return Entry(
        href=href(page, document_file(document.id)),
        heading=heading(document),
        number=number(document),
        iso=moment.when if moment else "",
        date=dates.words(moment) if moment else "no date",
        date_note=_date_note(moment) if moment else "",
        incipit=document.incipit,
        language=document.language,
    )


def _date_note(moment: Moment) -> str:
    notes = [moment.kind] if moment.kind == "received" else []
    return ", ".join([*notes, *(["inferred"] if moment.certainty else [])])


def years(documents: Iterable[DocumentFacts], page: str) -> tuple[Year, ...]:
    """Group documents, which are in the order of time, by year and month; those without a date come last."""
    dated = [document for document in documents if sort_day(document)]
    undated = [document for document in documents if not sort_day(document)]
    groups = [_year(key, list(group), page) for key, group in groupby(dated, lambda d: sort_day(d)[:4])]
    if undated:
        entries = tuple(entry(document, page) for document in undated)
        groups.append(Year(UNDATED, "Without a date", len(undated), (Month(UNDATED, "", entries),)))
    return tuple(groups)


def _year(key: str, documents: Sequence[DocumentFacts], page: str) -> Year:
    months = tuple(
        Month(f"m{month}", dates.month(month), tuple(entry(document, page) for document in group))
        for month, group in groupby(documents, lambda d: sort_day(d)[:7])
    )
    return Year(f"y{key}", key, len(documents), months)


def collections(gathered: Sequence[Gathered], page: str) -> tuple[Collection, ...]:
    """The volumes and series of the edition by their first dates, as the page at file `page` shows them.

    Their documents stand in their own order. A collection of one document leads to it, one with a volume to that.
    """
    by_date = sorted(gathered, key=lambda one: min((sort_day(d) or LAST for d in one.members), default=LAST))
    return tuple(_collection(index, one, page) for index, one in enumerate(by_date, 1))


def _collection(index: int, gathered: Gathered, page: str) -> Collection:
    anchor = f"collection-{index}"
    count = len(gathered.members)
    only = href(page, document_file(gathered.members[0].id)) if count == 1 else ""
    volume = href(page, document_file(gathered.volume.id)) if gathered.volume else ""
    return Collection(
        href=volume or only or href(page, "documents.html", anchor),
        anchor=anchor,
        title=gathered.title or "Other documents",
        count=f"{count} document" + ("s" if count != 1 else ""),
        span=dates.span([sort_day(document) for document in gathered.members]),
        volume=volume,
        entries=tuple(entry(document, page) for document in gathered.members),
    )
