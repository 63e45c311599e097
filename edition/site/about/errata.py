"""The page of the errata: what was wrong in an earlier version, what stands there now, since when."""

from __future__ import annotations

from dataclasses import dataclass

from edition.errata import Errata, Erratum
from edition.site import lists
from edition.site.plan import PlannedPage, document_file, href
from edition.site.report import report_address
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.facts import DocumentFacts
from edition.words.interface import Interface


@dataclass(frozen=True, slots=True)
class ErratumView:
    """An error: the day of its correction, where, what stood, what stands, who reported it, what is to be said."""

    iso: str
    date: str
    version: str
    where: Link | None
    language: str
    stood: str
    stands: str
    reported_by: str
    remark: str


@dataclass(frozen=True, slots=True)
class ErrataPage:
    """`errata.html`; `report` is where readers report errors, "" when the edition does not say."""

    shell: Shell
    errata: tuple[ErratumView, ...]
    report: str


def errata_page(page: PlannedPage, errata: Errata | None, catalog: Catalog, around: Surroundings) -> ErrataPage:
    """What the page of the errata shows: the newest first."""
    say, imprint = around.interface.say, around.imprint
    known = [one for one, _ in errata.known] if errata else []
    return ErrataPage(
        shell=around.shell(page, say("errata.title"), say("errata.summary")),
        errata=tuple(_view(one, catalog.document(one.document), page.file, around.interface) for one in known),
        report=report_address(
            imprint.report, title=imprint.title, address=around.address("index.html"), version=imprint.version
        ),
    )


def _view(one: Erratum, document: DocumentFacts | None, page: str, interface: Interface) -> ErratumView:
    return ErratumView(
        iso=one.date,
        date=interface.date(one.date),
        version=one.version,
        where=_where(one, document, page, interface) if document else None,
        language=document.language if document else "",
        stood=one.stood,
        stands=one.stands,
        reported_by=one.reported_by,
        remark=one.remark,
    )


def _where(one: Erratum, document: DocumentFacts, page: str, interface: Interface) -> Link:
    notes = {note.id for note in document.notes}
    anchor = f"note-{one.place}" if one.place in notes else one.place
    return Link(href(page, document_file(document.id), anchor), lists.title(document, interface))
