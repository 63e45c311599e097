"""The page of the sources: what each is, whose, how it came here, and which documents were made from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.provenance import Source
from edition.site import lists
from edition.site.plan import AUDIT, PlannedPage, document_file, href
from edition.site.shell import Surroundings
from edition.site.views import Fact, Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.collections import VOLUME
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface

# Where every letter has a source of its own, the pages of the letters tell it.
MOST = 200


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source; `documents` says how many were made from it, with a link to them; `audit` leads to its account."""

    anchor: str
    title: str
    part: str
    facts: tuple[Fact, ...]
    documents: Link | None
    download: Link | None
    audit: str


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """`sources.html`."""

    shell: Shell
    sources: tuple[SourceView, ...]


def sources_page(
    page: PlannedPage, sources: Sequence[Source], catalog: Catalog, around: Surroundings
) -> SourcesPage:
    """What the page of the sources shows: those on record in the edition's order, else those that the headers state."""
    say = around.interface.say
    audited = "audit" in around.kinds
    views = _recorded(sources, catalog, page.file, around.interface, audited=audited) if sources else ()
    return SourcesPage(
        shell=around.shell(page, say("sources.title"), say("sources.summary")),
        sources=tuple(views or _stated(catalog, page.file, around.interface)),
    )


def stated(catalog: Catalog) -> Mapping[tuple[str, str], Sequence[DocumentFacts]]:
    """The documents by source and rights as their headers state them; none when these are too many for a page."""
    found: dict[tuple[str, str], list[DocumentFacts]] = defaultdict(list)
    for document in catalog.documents:
        if document.source:
            found[document.source, document.rights].append(document)
    return found if len(found) <= MOST else {}


def _recorded(
    sources: Sequence[Source], catalog: Catalog, page: str, interface: Interface, *, audited: bool
) -> Iterator[SourceView]:
    for source in sources:
        documents = [one for one in catalog.documents if one.path.split("/")[0] == source.name]
        yield SourceView(
            anchor=source.name,
            title=source.known.title,
            part=source.known.part,
            facts=tuple(_facts(source, interface)),
            documents=_documents(documents, catalog, page, interface),
            download=_download(source, page, interface),
            audit=href(page, AUDIT, source.name) if audited else "",
        )


def _facts(source: Source, interface: Interface) -> Iterator[Fact]:
    known = source.known
    for name in ("publisher", "transcriber", "origin", "rights", "received_as"):
        yield Fact(interface.say(f"sources.{name}"), getattr(known, name) or interface.say("sources.not_stated"))
    if source.digest:
        yield Fact(interface.say("sources.digest"), source.digest, fixed=True)


def _download(source: Source, page: str, interface: Interface) -> Link | None:
    if not source.download or source.content is None:
        return None
    size = interface.number(max(len(source.content) // 1000, 1))
    return Link(href(page, source.download), interface.say("sources.download", size=size))


def _stated(catalog: Catalog, page: str, interface: Interface) -> Iterator[SourceView]:
    ordered = sorted(stated(catalog).items(), key=lambda item: (-len(item[1]), item[0]))
    for number, ((source, rights), documents) in enumerate(ordered, 1):
        yield SourceView(
            anchor=f"source-{number}",
            title=source,
            part="",
            facts=(Fact(interface.say("sources.rights"), rights),) if rights else (),
            documents=_documents(documents, catalog, page, interface),
            download=None,
            audit="",
        )


def _documents(
    documents: Sequence[DocumentFacts], catalog: Catalog, page: str, interface: Interface
) -> Link | None:
    """How many documents these are, with a link to the volume that has them, else to the first."""
    texts = [document for document in documents if document.kind != VOLUME]
    if not texts:
        return None
    volume = catalog.volume_of(texts[0])
    first = volume or texts[0]
    words = interface.say("sources.documents", count=len(texts), first=lists.title(first, interface))
    return Link(href(page, document_file(first.id)), words)
