"""The data of the edition, to download: graphs and tables that follow from its texts, and the page that lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from edition.export import citations, co_mentions, threads
from edition.export.graphml import Graph, graphml
from edition.export.tables import Table, as_csv, as_json
from edition.site.plan import ARCHIVE, AUDIT_DATA, CHANGES_DATA, DATA, NOTES_DATA, TEI, PlannedPage, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog

# Files that other pages bring, each with the kind of page that it is the data of, and its name in the interface.
OTHERS = (("changes", CHANGES_DATA), ("note-ledger", NOTES_DATA), ("audit", AUDIT_DATA))


@dataclass(frozen=True, slots=True)
class DataSet:
    """Data under a name, with its files: each format has its path in the site, and what it is made of when wanted."""

    name: str  # "citations", as in the interface
    count: int | None  # how many rows, where that is known without making them
    files: tuple[tuple[str, str, Callable[[], bytes]], ...]  # format, path, content


@dataclass(frozen=True, slots=True)
class DataView:
    """Data in the list: what they are, how many rows, the files by format."""

    anchor: str
    title: str
    description: str
    count: str
    files: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """`data.html`."""

    shell: Shell
    title: str
    summary: str
    sets: tuple[DataView, ...]
    archive: str


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the page of the data; none for an edition without documents."""
    if catalog.documents:
        yield PlannedPage("data", DATA, source=TEI)


def data_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the site and the content of each file."""
    for one in data_sets(catalog):
        yield from ((path, content()) for _, path, content in one.files)


def data_sets(catalog: Catalog) -> Iterator[DataSet]:
    """Yield the data of an edition; those that would be empty are left out."""

    @cache
    def met() -> co_mentions.CoMentions:
        return co_mentions.co_mentions(catalog)

    known = catalog.threads
    if catalog.references.all:
        table, graph = partial(citations.table, catalog), partial(citations.graph, catalog)
        yield DataSet("citations", len(catalog.references.all), _files("citations", table, graph))
    if known.exchanges:
        csv, _, drawn = _files("threads", partial(threads.table, catalog), partial(threads.graph, catalog))
        nested = ("JSON", "data/threads.json", partial(threads.threads_json, catalog))
        yield DataSet("threads", sum(len(one.letters) for one in known.exchanges), (csv, nested, drawn))
    if known.missing:
        table = partial(threads.missing_table, catalog)
        yield DataSet("missing", sum(len(one.told_by) for one in known.missing), _files("missing", table))
    if any(len(catalog.entries_in(dated.document)) > 1 for dated in catalog.chronology):
        files = _files("co-mentions", lambda: co_mentions.table(met()), lambda: co_mentions.graph(met(), catalog))
        yield DataSet("co-mentions", None, files)


def _files(
    name: str, table: Callable[[], Table], graph: Callable[[], Graph] | None = None
) -> tuple[tuple[str, str, Callable[[], bytes]], ...]:
    files: list[tuple[str, str, Callable[[], bytes]]] = [
        ("CSV", f"data/{name}.csv", lambda: as_csv(table())),
        ("JSON", f"data/{name}.json", lambda: as_json(table())),
    ]
    if graph is not None:
        files.append(("GraphML", f"data/{name}.graphml", lambda: graphml(graph())))
    return tuple(files)


def data_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> DataPage:
    """What the page of the data shows: each set with what it tells, its size and its files."""
    say = around.interface.say
    sets = [_view(one, page.file, around) for one in data_sets(catalog)]
    for kind, file in OTHERS:
        if kind in around.kinds:
            name = kind.replace("-", "_")
            format = file.rpartition(".")[2].upper()
            title = say(f"navigation.{name}")
            sets.append(DataView(name, title, say(f"data.{name}"), "", (Link(href(page.file, file), format),)))
    return DataPage(
        shell=around.shell(page, say("data.title"), say("data.summary")),
        title=say("data.title"),
        summary=say("data.summary"),
        sets=tuple(sets),
        archive=href(page.file, ARCHIVE),
    )


def _view(one: DataSet, page: str, around: Surroundings) -> DataView:
    say, name = around.interface.say, one.name.replace("-", "_")
    return DataView(
        anchor=one.name,
        title=say(f"data.{name}_title"),
        description=say(f"data.{name}"),
        count="" if one.count is None else say("data.rows", count=one.count),
        files=tuple(Link(href(page, path), format) for format, path, _ in one.files),
    )
