"""What lists say of a document: its entry, its title in parts, its number, its collection, its day."""

from __future__ import annotations

from collections.abc import Sequence

from edition.site.plan import document_file, href
from edition.site.views import Entry, Heading, Link
from edition.tei.catalog import Catalog, dated_by
from edition.tei.collections import VOLUME
from edition.tei.facts import Agent, DocumentFacts, Moment
from edition.words.interface import Interface

UNDATED = "undated"
LAST = "~"  # sorts after every date
LONG = 12  # entries: a list with more can be narrowed and sorted in the page


def sort_day(document: DocumentFacts) -> str:
    """The ISO day that a document is sorted by; "" when it has none."""
    moment = dated_by(document)
    return moment.sort_key if moment else ""


def heading(document: DocumentFacts) -> Heading:
    """The title of a document, parted where it names first the sender, then, after one word, the person addressed.

    Of several people a title may name the first alone.
    """
    sender, addressee = _named(document.senders, document.title), _named(document.addressees, document.title)
    if not sender or not addressee or not document.title.startswith(sender):
        return Heading(document.title)
    between, found, rest = document.title.removeprefix(sender).partition(addressee)
    # Scripts that do not part their words by spaces have no such word.
    parted = found and between.strip().isalpha() and between[0].isspace() and between[-1].isspace()
    if not parted:
        return Heading(document.title)
    people = (tuple(one.name for one in agents if one.name) for agents in (document.senders, document.addressees))
    return Heading(sender, addressee, rest, between.strip(), *people)


def _named(agents: Sequence[Agent], title: str) -> str:
    """The names of several people as a title has them, or of the first alone; "" when it has neither."""
    known = [agent.name for agent in agents if agent.name]
    all_of_them = " and ".join(part for part in (", ".join(known[:-1]), *known[-1:]) if part)
    return next((name for name in (all_of_them, *known[:1]) if name in title), "")


def names(agents: Sequence[Agent], interface: Interface) -> str:
    """The names of several people in a row: "A, B and C"."""
    return interface.listed([agent.name for agent in agents if agent.name])


def number(document: DocumentFacts, interface: Interface) -> str:
    """The printed number as it is named, in brackets when it is supplied: "No. 28", "[No. 67]"."""
    if not document.number:
        return ""
    return interface.say(f"document.number{'_supplied' * document.number_supplied}", number=document.number)


def title(document: DocumentFacts, interface: Interface) -> str:
    """The title of a document, with its number where it has one."""
    printed = number(document, interface)
    if not printed:
        return document.title
    return f"{document.title} {printed}" if document.number_supplied else f"{document.title} ({printed})"


def link(document: DocumentFacts, page: str, interface: Interface) -> Link:
    """A link to a document from the page at file `page`."""
    return Link(href(page, document_file(document.id)), title(document, interface))


def entry(document: DocumentFacts, page: str, interface: Interface) -> Entry:
    """A document in a list on the page at file `page`."""
    moment = dated_by(document)
    return Entry(
        href=href(page, document_file(document.id)),
        heading=heading(document),
        number=number(document, interface),
        iso=moment.when if moment else "",
        date=interface.moment(moment) if moment else interface.say("dates.none"),
        date_note=_date_note(moment, interface) if moment else "",
        incipit=document.incipit,
        language=document.language,
    )


def collection_title(document: DocumentFacts, catalog: Catalog) -> str:
    """The title of the collection that a document is found under; a volume is of its own."""
    if gathered := catalog.collection_of(document):
        return gathered.title
    return document.title if document.kind == VOLUME else document.collection


def _date_note(moment: Moment, interface: Interface) -> str:
    notes = [interface.say("dates.received")] if moment.kind == "received" else []
    return ", ".join([*notes, *([interface.say("document.inferred")] if moment.certainty else [])])
