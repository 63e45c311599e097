"""Letters in words: what to call one, how far apart two are, how something of them is known, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from edition.site import lists
from edition.site.plan import document_file, href
from edition.site.views import Link
from edition.tei.catalog import Catalog, dated_by
from edition.tei.facts import Agent, DocumentFacts
from edition.tei.facts import Link as Pointer
from edition.tei.parties import Party
from edition.tei.threads.model import How, Missing, Telling
from edition.words.interface import Interface


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that say something of a letter, those around them, and a link to their place.

    The text of the link says in which note they stand; it is "" for words of the text itself where that is clear.
    """

    where: Link
    before: str
    words: str
    after: str
    language: str


def label(document: DocumentFacts, interface: Interface) -> str:
    """What to call a letter among those of its exchange: "A. Lark, 3 March 1900 (No. 4)"; another text by its title."""
    moment, number = dated_by(document), lists.number(document, interface)
    if not document.senders or moment is None:
        words = document.title
    else:
        senders = interface.listed([agent.name for agent in document.senders])
        words = interface.say("threads.letter", sender=senders, date=interface.moment(moment))
    return f"{words} ({number})" if number else words


def missing_label(missing: Missing, interface: Interface) -> str:
    """What to call a letter that the edition does not have, by what is known of it."""
    who = interface.listed([party.name for party in missing.senders])
    when = interface.moment(missing.moment) if missing.moment else interface.say("threads.day_unknown")
    if not who:
        return interface.say("threads.a_letter", date=when)
    return interface.say("threads.letter", sender=who, date=when)


def name_of(party: Party, documents: Iterable[DocumentFacts]) -> str:
    """What the headers of letters call a correspondent: "A. Lark", where a register sorts by "Lark, Anna"."""
    people = (agent for document in documents for agent in (*document.senders, *document.addressees))
    return next((agent.name for agent in people if is_party(agent, party)), party.name)


def is_party(agent: Agent, party: Party) -> bool:
    """Tell whether a sender or addressee is a correspondent: by the entry of a register, else by name."""
    forms = [party.name, *(form.text for form in (party.entry.forms if party.entry else ()))]
    return party.key in agent.ref.split() or agent.name.casefold() in [form.casefold() for form in forms]


def days_words(days: int | None, interface: Interface) -> str:
    """How many days later, or before, in words; "" when that is not known."""
    if days is None:
        return ""
    if days == 0:
        return interface.say("threads.same_day")
    return interface.say("threads.days_later" if days > 0 else "threads.days_before", count=abs(days))


def known_by(how: How, certainty: str, interface: Interface) -> str:
    """How a relation is known, in words; that it is certain goes without saying."""
    if how == "computed":
        return interface.say("threads.computed")
    words = interface.say("threads.encoded" if how == "encoded" else "document.inferred")
    degree = interface.certainty(certainty) if certainty not in ("", "high") else ""
    return ", ".join(part for part in (words, degree) if part)


def quoted(
    telling: Telling, page: str, catalog: Catalog, interface: Interface, *, named: bool = False
) -> Quoted:
    """The words that tell of a letter, with a link from the page at file `page` to where they stand.

    When they are `named` the text of the link says in which letter that is.
    """
    where = _where(telling.document, telling.place, telling.note, page, catalog, interface)
    if named:
        parts = (label(telling.document, interface), where.text)
        where = replace(where, text=", ".join(part for part in parts if part))
    return Quoted(where, telling.before, telling.words, telling.after, telling.document.language)


def pointing(document: DocumentFacts, link: Pointer, page: str, catalog: Catalog, interface: Interface) -> Quoted:
    """The words of a reference, with a link from the page at file `page` to where they stand."""
    where = _where(document, link.source, link.note, page, catalog, interface)
    return Quoted(where, "", link.text, "", document.language)


def _where(
    document: DocumentFacts, place: str, note: str, page: str, catalog: Catalog, interface: Interface
) -> Link:
    file = document_file(document.id)
    if not note:
        return Link(href(page, file, _fragment(document, place, catalog)), "")
    found = catalog.note(f"{document.path}#{note}")
    return Link(href(page, file, f"note-{note}"), interface.say("threads.in_note", label=found.label if found else ""))


def _fragment(document: DocumentFacts, place: str, catalog: Catalog) -> str:
    """The id of a place, if the page of its document has it."""
    found = catalog.target(f"{document.path}#{place}")
    shown = found is not None and found.anchor is not None and found.anchor.in_text and found.anchor.element != "text"
    return place if shown and not set(place) & set(" \t\n") else ""
