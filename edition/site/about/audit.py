"""The page of the audit: how the characters of each source are accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edition.ledger import Ledger
from edition.site import lists
from edition.site.plan import AUDIT_DATA, PlannedPage, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.words.interface import Interface


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one source in the audit; counts are characters, written out."""

    anchor: str
    title: str
    characters: str
    white_space: str
    kept: str
    residue: str
    normalised: str
    unaccounted: str
    rules: tuple[tuple[str, int], ...]  # what each rule took, and how much
    borders: tuple[tuple[str, str], ...]  # line of the source, and the words parted there
    documents: tuple[tuple[Link, str], ...]  # each with what it keeps


@dataclass(frozen=True, slots=True)
class AuditPage:
    """`audit.html`."""

    shell: Shell
    accounts: tuple[Account, ...]
    data: str


def audit_page(
    page: PlannedPage, ledgers: Sequence[Ledger], catalog: Catalog, around: Surroundings
) -> AuditPage:
    """What the page of the audit shows: how the characters of each source are accounted for."""
    say = around.interface.say
    return AuditPage(
        shell=around.shell(page, say("audit.title"), say("audit.summary")),
        accounts=tuple(_account(ledger, catalog, page.file, around.interface) for ledger in ledgers),
        data=href(page.file, AUDIT_DATA),
    )


def _account(ledger: Ledger, catalog: Catalog, page: str, interface: Interface) -> Account:
    documents = [document for id in ledger.kept if (document := catalog.document(id)) is not None]
    collection = next((found for one in documents if (found := catalog.collection_of(one))), None)
    number = interface.number
    return Account(
        anchor=ledger.name,
        title=collection.title if collection else ledger.name,
        characters=number(ledger.characters),
        white_space=number(ledger.white_space),
        kept=number(sum(ledger.kept.values())),
        residue=number(ledger.residue),
        normalised=number(sum(ledger.normalised.values())),
        unaccounted=number(ledger.unaccounted),
        rules=tuple(
            (interface.term("audit_rules", rule), count)
            for rule, count in (*ledger.normalised.items(), *ledger.left_out.items())
        ),
        borders=tuple((str(border.line), border.words) for border in ledger.borders),
        documents=tuple((lists.link(one, page, interface), number(ledger.kept[one.id])) for one in documents),
    )
