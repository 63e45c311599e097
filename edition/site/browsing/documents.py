"""All documents by date: a list on as many pages as it needs, each year on one; scripts sort and narrow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from edition.site import lists
from edition.site.browsing.facets import Facets
from edition.site.navigation import SEARCH
from edition.site.parts import parts
from edition.site.plan import PlannedPage, href
from edition.site.shell import Surroundings
from edition.site.views import Entry, Link, Shell
from edition.tei import dates
from edition.tei.catalog import Catalog, Dated
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

FILE = "documents.html"
# Bytes of markup around an entry: an allowance, see `parts`.
ENTRY_MARKUP = 420
# The fields, each with its title and what it says when nothing is chosen.
FIELDS = (
    ("sender", "document.from", "search.anybody"),
    ("addressee", "document.to", "search.anybody"),
    ("collection", "search.collection", "search.all_collections"),
    ("kind", "search.kind", "search.all_kinds"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """What the list is narrowed by in the page: its name in addresses, and its values, each with how many have it."""

    name: str
    title: str
    all: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry with its values of the fields: `1:0` is the first value of the second field."""

    entry: Entry
    of: str


@dataclass(frozen=True, slots=True)
class Month:
    """The documents of a month; without a title those of which only the year is known."""

    anchor: str
    title: str
    entries: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The documents of a year, or of a part of one; the last one may be that of documents without a date."""

    anchor: str
    title: str
    count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class RailYear:
    """A year in the rail beside the list; it has its months if it stands on this page."""

    link: Link
    here: bool
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """`documents.html`: the list, or a part of it; `everywhere` leads to the search, which narrows all of its pages."""

    shell: Shell
    title: str
    summary: str
    remarks: str
    rail: tuple[RailYear, ...]
    fields: tuple[Field, ...]
    years: tuple[Year, ...]
    ways: tuple[Link, ...]
    everywhere: str
    missing: tuple[str, ...]


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of the list; there is one even for no documents."""
    return tuple(
        PlannedPage("documents", documents_file(part.number), source="config.yml", part=part)
        for part in parts(catalog.chronology, _weight, together=_year)
    )


def documents_file(number: int = 1) -> str:
    """The file of the list, or of a further part of it."""
    return FILE if number == 1 else f"documents/by-date/{number}.html"


def documents_page(
    page: PlannedPage, catalog: Catalog, around: Surroundings, *, missing: Sequence[str]
) -> DocumentsPage:
    """What the list of all documents shows, or the part of it that is on a page."""
    words = around.interface
    shown = [dated.document for dated in catalog.chronology[page.part.start : page.part.end]]
    facets = Facets.of(catalog, words)
    fields = _fields(shown, facets)
    summary = words.say("documents.summary", count=len(catalog.chronology))
    title = words.say("documents.title" if catalog.threads.exchanges else "documents.title_of_texts")
    return DocumentsPage(
        shell=around.shell(page, title, summary),
        title=title,
        summary=summary,
        remarks=_remarks(catalog, words),
        rail=tuple(_rail(page, catalog, words)),
        fields=tuple(fields),
        years=_years(shown, page.file, fields, facets),
        ways=tuple(_ways(page, catalog, words)),
        everywhere=href(page.file, SEARCH) if page.part.of > 1 else "",
        missing=tuple(missing),
    )


def narrowed(page: str, catalog: Catalog, **values: str) -> str:
    """The address, from the page at file `page`, of the documents that have these values: `sender="A. Lark"`.

    The list shows them, or the search, if the list has several pages. Values are those of `Facets`.
    """
    file = FILE if len(planned(catalog)) == 1 else SEARCH
    return f"{href(page, file)}?{urlencode(values)}"


def _remarks(catalog: Catalog, words: Interface) -> str:
    """What is to be said of the days that documents stand at."""
    moments = [dated.moment for dated in catalog.chronology]
    told = []
    if any(moment is not None and moment.kind == "received" for moment in moments):
        told.append(words.say("documents.received"))
    if any(moment is not None and not moment.when for moment in moments):
        told.append(words.say("documents.bounded"))
    return " ".join(told)


def _fields(documents: Sequence[DocumentFacts], facets: Facets) -> list[Field]:
    """The fields that have several values among documents, the most frequent values first."""
    values = [facets.values(document) for document in documents]
    found = []
    for name, title, all in FIELDS:
        counts = Counter(value for one in values for value in one.get(name, ()))
        if len(counts) > 1:
            ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            found.append(Field(name, facets.interface.say(title), facets.interface.say(all), tuple(ordered)))
    return found


def _years(
    documents: Sequence[DocumentFacts], page: str, fields: Sequence[Field], facets: Facets
) -> tuple[Year, ...]:
    """Group documents, which are in the order of time, by year and month; those without a date come last."""
    keys = [
        (field.name, {value: f"{place}:{number}" for number, (value, _) in enumerate(field.values)})
        for place, field in enumerate(fields)
    ]

    def listed(document: DocumentFacts) -> Listed:
        values = facets.values(document)
        of = " ".join(known[value] for name, known in keys for value in values.get(name, ()))
        return Listed(lists.entry(document, page, words), of)

    words, found = facets.interface, []
    for year, group in groupby(documents, lambda one: dates.year(lists.sort_day(one))):
        of_year = list(group)
        months = tuple(
            Month(f"m{month or year or lists.UNDATED}", words.month(month), tuple(map(listed, of_month)))
            for month, of_month in groupby(of_year, lambda one: dates.month_of_year(lists.sort_day(one)))
        )
        found.append(Year(_anchor(year), _title(year, words), len(of_year), months))
    return tuple(found)


def _rail(page: PlannedPage, catalog: Catalog, words: Interface) -> list[RailYear]:
    """Every year of the list, with the months of those that are on the page."""
    shown = catalog.chronology[page.part.start : page.part.end]
    here = {year: {_month(one): None for one in group} for year, group in groupby(shown, _year)}
    files: dict[str, str] = {}
    for part in parts(catalog.chronology, _weight, together=_year):
        for one in catalog.chronology[part.start : part.end]:
            files.setdefault(_year(one), documents_file(part.number))
    return [
        RailYear(
            Link(href(page.file, page.file if year in here else file, _anchor(year)), _title(year, words)),
            year in here,
            tuple(
                Link(f"#m{month}", words.short_month(month), words.month(month))
                for month in here.get(year, ())
                if words.month(month)
            ),
        )
        for year, file in files.items()
    ]


def _ways(page: PlannedPage, catalog: Catalog, words: Interface) -> list[Link]:
    """The ways to the parts before and after, by the years that they have."""
    found = []
    for part in parts(catalog.chronology, _weight, together=_year):
        if abs(part.number - page.part.number) == 1:
            years = [_year(one) for one in catalog.chronology[part.start : part.end]]
            span = words.span([year for year in years if year]) or _title("", words)
            found.append(Link(href(page.file, documents_file(part.number)), span))
    return found


def _anchor(year: str) -> str:
    return f"y{year}" if year else lists.UNDATED


def _year(dated: Dated) -> str:
    return dates.year(lists.sort_day(dated.document))


def _month(dated: Dated) -> str:
    return dates.month_of_year(lists.sort_day(dated.document))


def _title(year: str, words: Interface) -> str:
    return words.date(year) if year else words.say("documents.undated")


def _weight(dated: Dated, _before: Dated | None) -> int:
    document = dated.document
    return ENTRY_MARKUP + len(document.id) + len((document.title + document.incipit).encode())
