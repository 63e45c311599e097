"""The page of an entry of a register: what the register says, the letters that it took part in, all its mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from edition.site import lists
from edition.site.indexes.registers import INDEXES, index_file, shortened
from edition.site.parts import parts, ways
from edition.site.plan import TEI, PlannedPage, document_file, entry_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Heading, Link, Shell
from edition.tei import dates
from edition.tei.authorities import AUTHORITIES, Identifier
from edition.tei.catalog import Catalog, dated_by
from edition.tei.mentioned import Mentioned
from edition.tei.registers import OFFICE, Entry
from edition.tei.roles import ROLES, Taken
from edition.words.interface import Interface, standard

# The kinds of entries whose index has only them.
OF_ONE_KIND = frozenset({"person", "place", "org"})
MENTIONS = "mentions"
MANY = 12  # documents with mentions that one no longer takes in at a glance

# Bytes of markup around each of these: an allowance, see `parts`.
MENTION_MARKUP, DOCUMENT_MARKUP, LETTER_MARKUP = 250, 500, 190

# What an entry's pages list, in this order: the parts that it takes in documents by their roles, then its mentions.
Listed = Taken | Mentioned


@dataclass(frozen=True, slots=True)
class LetterOf:
    """A document that an entry takes part in, by its day; `remark` says that it is uncertain."""

    link: Link
    iso: str
    number: str
    remark: str


@dataclass(frozen=True, slots=True)
class Side:
    """The documents of a year that an entry shares with the same others."""

    others: str  # "to Ada Lark"
    letters: tuple[LetterOf, ...]


@dataclass(frozen=True, slots=True)
class YearOfLetters:
    """The documents of a year by the others, who come by their first letters; the title is "" for no date."""

    title: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class LettersOf:
    """The documents that an entry takes part in in one way."""

    anchor: str
    title: str
    years: tuple[YearOfLetters, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention: where it stands, with the words around it; `remark`: it is uncertain, or in a variant only."""

    where: Link
    before: str
    text: str
    after: str
    remark: str


@dataclass(frozen=True, slots=True)
class MentionsIn:
    """The mentions that one reads with a document."""

    href: str
    heading: Heading
    number: str
    iso: str
    date: str
    language: str
    anchor: str  # of the first of a year on the page, "" of any other
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`entry.html`: an entry, or, when there is too much for one page, a part of its letters and mentions."""

    shell: Shell
    index: Link
    title: str
    noun: str  # "Ship", "Event"; "" where the index says it
    description: str
    rows: tuple[tuple[str, str], ...]
    names: tuple[str, ...]  # others than the title
    offices: tuple[str, ...]  # words that are no name, by which texts speak of it
    identifiers: tuple[Link, ...]
    sections: tuple[Link, ...]  # the ways to letters and mentions, on this page or on another
    letters: tuple[LettersOf, ...]
    total: int
    documents: int
    part: str  # "page 2 of 3", "" if there is one only
    years: tuple[Link, ...]  # to the first of each year, where there is much to look through
    mentions: tuple[MentionsIn, ...]
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> Iterator[PlannedPage]:
    """Yield the pages of the entries; those that nothing can point to have none."""
    for entry in catalog.register.entries:
        if entry.id and is_safe(entry.id):
            for part in parts(_listed(entry, catalog), _weight):
                file = entry_file(entry.id, part.number)
                yield PlannedPage("entry", file, entry.address, f"{TEI}/{entry.path}", part)


def entry_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> EntryPage:
    """What the page of an entry shows: what the register says of it, its letters and its mentions by date.

    Raises `KeyError` when the catalog has no such entry.
    """
    entry = catalog.register.find(page.subject)
    if entry is None:
        raise KeyError(page.subject)
    listed, mentions = _listed(entry, catalog), catalog.mentions(entry)
    shown = listed[page.part.start : page.part.end]
    name, title, _ = next(index for index in INDEXES if entry.kind in index[2])
    interface = around.interface
    mentioned = tuple(_by_document([one for one in shown if isinstance(one, Mentioned)], catalog, page.file, interface))
    description = entry.description or f"{interface.say(f'entry_kinds.{entry.kind}')}, {around.imprint.title}."
    return EntryPage(
        shell=around.shell(page, entry.preferred or entry.id, f"{entry.preferred or entry.id}: {description}"),
        index=Link(href(page.file, index_file(name)), interface.say(title)),
        title=entry.preferred or entry.id,
        noun=_noun(entry, interface),
        description=entry.description,
        rows=tuple(_rows(entry, interface)),
        names=tuple(_names(entry, office=False)),
        offices=tuple(_names(entry, office=True)),
        identifiers=tuple(map(_identifier, entry.identifiers)),
        sections=tuple(_sections(entry, listed, page.file, interface)),
        letters=tuple(_letters([one for one in shown if isinstance(one, Taken)], listed, page.file, interface)),
        total=len(mentions),
        documents=len({one.read_in.id for one in mentions}),
        part=interface.say("pages.part", number=page.part.number, count=page.part.of) if page.part.of > 1 else "",
        years=tuple(_years(mentioned, interface)),
        mentions=mentioned,
        ways=ways(page, lambda number: entry_file(entry.id, number), interface),
    )


def _listed(entry: Entry, catalog: Catalog) -> Sequence[Listed]:
    taken = catalog.roles(entry)
    return [*(one for role in ROLES for one in taken if one.role == role), *catalog.mentions(entry)]


def _weight(one: Listed, before: Listed | None) -> int:
    if isinstance(one, Taken):
        others = lists.names((*one.document.senders, *one.document.addressees), standard())
        return LETTER_MARKUP + len(one.document.id) + len((others or one.document.title).encode())
    mention = one.mention
    words = len((mention.before + shortened(mention.text) + mention.after).encode())
    weight = MENTION_MARKUP + words + len(one.read_in.id) + len(mention.within)
    if not isinstance(before, Mentioned) or before.read_in is not one.read_in:
        weight += DOCUMENT_MARKUP + len(one.read_in.title.encode()) + len(one.read_in.id)
    return weight


def _names(entry: Entry, *, office: bool) -> Iterator[str]:
    """Yield the forms of an entry but its title, each once: those that are names, or those that tell an office.

    Of forms that differ only in capitals, or by the hyphen of a line's end, one stands for all.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for form in entry.forms:
        if (form.type == OFFICE) is office:
            alike[_folded(form.text)].append(form.text)
    alike.pop(_folded(entry.preferred), None)
    for forms in alike.values():
        yield min(forms, key=lambda form: ("- " in form, form.isupper()))


def _folded(name: str) -> str:
    return name.replace("- ", "").casefold()


def _noun(entry: Entry, interface: Interface) -> str:
    """What an entry is, "Ship", "Event"; "" where the title of its index says it already."""
    if entry.kind != "person" and entry.type:
        words = interface.term("entry_types", entry.type)
        return words[:1].upper() + words[1:]
    return "" if entry.kind in OF_ONE_KIND else interface.say(f"entry_kinds.{entry.kind}")


def _rows(entry: Entry, interface: Interface) -> Iterator[tuple[str, str]]:
    for moment in entry.moments:
        yield interface.term("moments", moment.kind), interface.moment(moment)
    if point := entry.point:
        north = "register.north" if point.latitude >= 0 else "register.south"
        east = "register.east" if point.longitude >= 0 else "register.west"
        latitude = interface.say(north, degrees=interface.number(abs(point.latitude)))
        longitude = interface.say(east, degrees=interface.number(abs(point.longitude)))
        yield interface.say("register.coordinates"), f"{latitude}, {longitude}"


def _identifier(one: Identifier) -> Link:
    """An identifier with the name of who gave it; only an address of the web is a link."""
    known = AUTHORITIES.get(one.authority)
    words = f"{known.name if known else one.authority} {one.value}".strip()
    return Link(one.url if one.url.startswith(("http://", "https://")) else "", words)


def _sections(entry: Entry, listed: Sequence[Listed], page: str, interface: Interface) -> Iterator[Link]:
    """Yield a link to where the documents of each role begin, and the mentions; none for one section alone."""
    starts: dict[str, int] = {}
    for position, one in enumerate(listed):
        starts.setdefault(_section(one), position)
    if len(starts) < 2:
        return
    pages = parts(listed, _weight)
    counts = Counter(map(_section, listed))
    for name, start in starts.items():
        number = next(part.number for part in pages if part.start <= start < part.end)
        title = interface.say(f"register.{name}", count=counts[name])
        yield Link(href(page, entry_file(entry.id, number), name), title)


def _section(one: Listed) -> str:
    return one.role if isinstance(one, Taken) else MENTIONS


def _letters(
    taken: Sequence[Taken], listed: Sequence[Listed], page: str, interface: Interface
) -> Iterator[LettersOf]:
    counts = Counter(map(_section, listed))
    for role, of_role in groupby(taken, lambda one: one.role):
        years = tuple(
            YearOfLetters(interface.date(year), tuple(_sides(of_year, page, interface)))
            for year, of_year in groupby(of_role, lambda one: dates.year(lists.sort_day(one.document)))
        )
        yield LettersOf(role, interface.say(f"register.{role}", count=counts[role]), years)


def _sides(of_year: Iterable[Taken], page: str, interface: Interface) -> Iterator[Side]:
    by_others: defaultdict[str, list[LetterOf]] = defaultdict(list)
    for one in of_year:
        by_others[_others(one, interface)].append(_letter(one, page, interface))
    return (Side(others, tuple(letters)) for others, letters in by_others.items())


def _letter(one: Taken, page: str, interface: Interface) -> LetterOf:
    document, moment = one.document, dated_by(one.document)
    sure = one.certainty in ("", "high")
    date = interface.moment(moment) if moment else interface.say("dates.none")
    if moment and moment.when:  # the year stands above
        date = dates.without_shared_end(date, interface.date(dates.year(moment.when)))
    return LetterOf(
        link=Link(href(page, document_file(document.id)), date),
        iso=moment.when if moment else "",
        number=lists.number(document, interface),
        remark="" if sure else interface.certainty(one.certainty),
    )


def _others(one: Taken, interface: Interface) -> str:
    """The other side of a letter in words; both for who is on neither; the title where the header names nobody."""
    document = one.document
    senders, addressees = lists.names(document.senders, interface), lists.names(document.addressees, interface)
    if one.role == "sent" and addressees:
        return interface.say("register.to", names=addressees)
    if one.role == "received" and senders:
        return interface.say("register.from", names=senders)
    return interface.say("register.from_to", senders=senders, addressees=addressees) if addressees else document.title


def _by_document(
    mentions: Sequence[Mentioned], catalog: Catalog, page: str, interface: Interface
) -> Iterator[MentionsIn]:
    before = ""
    for _, group in groupby(mentions, lambda one: one.read_in.id):
        found = list(group)
        document = found[0].read_in
        moment = dated_by(document)
        year = dates.year(lists.sort_day(document))
        yield MentionsIn(
            href=href(page, document_file(document.id)),
            heading=lists.heading(document),
            number=lists.number(document, interface),
            iso=moment.when if moment else "",
            date=interface.moment(moment) if moment else interface.say("dates.none"),
            language=document.language,
            anchor=f"y{year}" if year not in ("", before) else "",
            mentions=tuple(_mention(one, catalog, page, interface) for one in found),
        )
        before = year


def _years(mentioned: Sequence[MentionsIn], interface: Interface) -> Iterator[Link]:
    """Yield a link to the first document of each year, if there are many documents, of several years."""
    firsts = [one.anchor for one in mentioned if one.anchor]
    if len(mentioned) > MANY and len(firsts) > 1:
        yield from (Link(f"#{anchor}", interface.date(anchor[1:])) for anchor in firsts)


def _mention(one: Mentioned, catalog: Catalog, page: str, interface: Interface) -> MentionView:
    mention, file = one.mention, document_file(one.read_in.id)
    if mention.note:
        note = catalog.note(f"{one.document.path}#{mention.note}")
        label = interface.say("register.in_note", label=note.label if note else "").rstrip()
        where = Link(href(page, file, f"note-{mention.note}"), label)
    else:
        where = Link(href(page, file, _fragment(one, catalog)), "")
    remarks = [interface.say("register.variant")] if mention.variant else []
    if mention.certainty not in ("", "high"):
        remarks.append(interface.certainty(mention.certainty))
    return MentionView(where, mention.before, shortened(mention.text), mention.after, ", ".join(remarks))


def _fragment(one: Mentioned, catalog: Catalog) -> str:
    """The id of the place that a mention stands in, if the page of the document has it."""
    place = catalog.target(f"{one.document.path}#{one.mention.within}")
    shown = place is not None and place.anchor is not None and place.anchor.element != "text"
    return one.mention.within if shown and not set(one.mention.within) & set(" \t\n") else ""
