"""The pages of the registers: an index A–Z for each kind of entry, and a page for each entry with all its mentions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from edition.diagnostics import Code, Diagnostic, Location
from edition.site import dates, lists
from edition.site.plan import TEI, Part, PlannedPage, document_file, entry_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Heading, Link, Shell
from edition.tei.authorities import AUTHORITIES, Identifier
from edition.tei.catalog import Catalog, dated_by
from edition.tei.mentioned import Mentioned
from edition.tei.registers import PREFERRED, Entry
from edition.tei.text import plain

# The indexes: their file, their title, the kinds of entries in them, and what a single one of each is called.
INDEXES = (
    ("persons", "Persons", ("person",)),
    ("places", "Places", ("place",)),
    ("organisations", "Organisations", ("org",)),
    ("names", "Events and names", ("event", "object", "name")),
)
NOUNS = {
    "person": "Person", "place": "Place", "org": "Organisation", "event": "Event", "object": "Object", "name": "Name",
}  # fmt: skip
DATED = {"birth": "Born", "death": "Died", "floruit": "Active"}
OTHER_LETTERS = "0–9"

# How much of the content a page holds, in bytes of its words and an allowance for the markup around: with it no page
# is larger than 300 kB.
BUDGET = 200_000
MENTION_MARKUP, DOCUMENT_MARKUP, ENTRY_MARKUP = 250, 500, 300
LONGEST = 160


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry in an index: `count` says how often it is mentioned."""

    link: Link
    dates: str
    type: str
    description: str
    count: int


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries whose names begin with a letter."""

    anchor: str
    title: str
    entries: tuple[ListedEntry, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """`register.html`: `kinds` lead to the other indexes, `letters` to their places on this page or on another."""

    shell: Shell
    title: str
    summary: str
    kinds: tuple[tuple[Link, bool], ...]  # each with whether it is this one
    letters: tuple[Link, ...]
    groups: tuple[Letter, ...]
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention: where it stands, with the words around it; `remark` says when it is uncertain."""

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
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """`entry.html`: an entry, or when it is mentioned too often for one page, a part of its mentions."""

    shell: Shell
    index: Link
    title: str
    noun: str  # "Ship", "Event"; "" where the index says it
    description: str
    rows: tuple[tuple[str, str], ...]
    names: tuple[str, ...]  # others than the title
    identifiers: tuple[Link, ...]
    total: int
    documents: int
    part: str  # "page 2 of 3", "" if there is one only
    mentions: tuple[MentionsIn, ...]
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of the registers; none for an edition without any. Entries that nothing can point to have none."""
    return (*_planned_indexes(catalog), *_planned_entries(catalog))


def unsafe(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield a finding for each entry whose identifier cannot be the name of a page."""
    for entry in catalog.register.entries:
        if entry.id and not is_safe(entry.id):
            message = f"The identifier “{entry.id[:60]}” cannot be the name of a page."
            help = "Give the entry an xml:id that is a name: letters, digits, hyphens, no slash, 100 signs at most."
            yield Diagnostic(Code.PAGE_CLASH, message, Location(f"{TEI}/{entry.path}", entry.line or None), help)


def register_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> RegisterPage:
    """What an index shows, or the part of it that is on a page."""
    name, title, kinds = next(index for index in INDEXES if index[0] == page.subject)
    entries = _entries(catalog, kinds)
    shown = entries[page.part.start : page.part.end]
    total = sum(len(catalog.mentions(entry)) for entry in entries)
    summary = f"{_counted(len(entries), 'entry', 'entries')}, {_counted(total, 'mention')} in texts and notes."
    others = [index for index in INDEXES if _entries(catalog, index[2])]
    return RegisterPage(
        shell=around.shell(page, title, f"{title} in {around.imprint.title}: {summary}"),
        title=title,
        summary=summary,
        kinds=tuple((Link(href(page.file, index_file(one)), words), one == name) for one, words, _ in others),
        letters=tuple(_letters(name, entries, catalog, page.file)),
        groups=tuple(
            Letter(_anchor(letter), letter, tuple(_listed(entry, catalog, page.file) for entry in group))
            for letter, group in groupby(shown, _letter)
        ),
        ways=tuple(_ways(page, lambda number: index_file(name, number))),
    )


def entry_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> EntryPage:
    """What the page of an entry shows: what the register says of it, and its mentions by date.

    Raises `KeyError` when the catalog has no such entry.
    """
    entry = catalog.register.find(page.subject)
    if entry is None:
        raise KeyError(page.subject)
    mentions = catalog.mentions(entry)
    name, title, _ = next(index for index in INDEXES if entry.kind in index[2])
    description = entry.description or f"{NOUNS[entry.kind]} in {around.imprint.title}."
    return EntryPage(
        shell=around.shell(page, entry.preferred or entry.id, f"{entry.preferred or entry.id}: {description}"),
        index=Link(href(page.file, index_file(name)), title),
        title=entry.preferred or entry.id,
        noun=_noun(entry, title),
        description=entry.description,
        rows=tuple(_rows(entry)),
        names=tuple(dict.fromkeys(form.text for form in entry.forms if form.text != entry.preferred)),
        identifiers=tuple(map(_identifier, entry.identifiers)),
        total=len(mentions),
        documents=len({one.read_in.id for one in mentions}),
        part=f"page {page.part.number} of {page.part.of}" if page.part.of > 1 else "",
        mentions=tuple(_by_document(mentions[page.part.start : page.part.end], catalog, page.file)),
        ways=tuple(_ways(page, lambda number: entry_file(entry.id, number))),
    )


def index_file(name: str, number: int = 1) -> str:
    """The file of an index, or of a further part of it."""
    return f"registers/{name}.html" if number == 1 else f"registers/{name}/{number}.html"


def _planned_indexes(catalog: Catalog) -> Iterator[PlannedPage]:
    for name, _, kinds in INDEXES:
        entries = _entries(catalog, kinds)
        for part in _parts(entries, _weight_of_entry) if entries else ():
            yield PlannedPage("register", index_file(name, part.number), name, TEI, part)


def _planned_entries(catalog: Catalog) -> Iterator[PlannedPage]:
    for entry in catalog.register.entries:
        if entry.id and is_safe(entry.id):
            for part in _parts(catalog.mentions(entry), _weight_of_mention):
                file = entry_file(entry.id, part.number)
                yield PlannedPage("entry", file, entry.address, f"{TEI}/{entry.path}", part)


def _parts(items: Sequence[Item], weight: Callable[[Item, Item | None], int]) -> list[Part]:
    """Divide items into as many pages as they need; there is one even for none. Weights are by item and predecessor."""
    starts, filled = [0], 0
    for position, item in enumerate(items):
        first = position == starts[-1]
        more = weight(item, None if first else items[position - 1])
        if filled + more > BUDGET and not first:
            starts.append(position)
            filled, more = 0, weight(item, None)
        filled += more
    ends = [*starts[1:], len(items)]
    pairs = enumerate(zip(starts, ends, strict=True), 1)
    return [Part(number, len(starts), start, end) for number, (start, end) in pairs]


def _weight_of_entry(entry: Entry, _before: Entry | None) -> int:
    return ENTRY_MARKUP + len(entry.id) + len((_listed_name(entry) + _shortened(entry.description)).encode())


def _weight_of_mention(one: Mentioned, before: Mentioned | None) -> int:
    mention = one.mention
    words = len((mention.before + _shortened(mention.text) + mention.after).encode())
    weight = MENTION_MARKUP + words + len(one.read_in.id) + len(mention.within)
    if before is None or before.read_in is not one.read_in:
        weight += DOCUMENT_MARKUP + len(one.read_in.title.encode()) + len(one.read_in.id)
    return weight


def _entries(catalog: Catalog, kinds: Sequence[str]) -> list[Entry]:
    """The entries of an index by name."""
    found = [one for one in catalog.register.entries if one.kind in kinds and one.id and is_safe(one.id)]
    return sorted(found, key=lambda one: (_letter(one) == OTHER_LETTERS, plain(_listed_name(one)), one.address))


def _listed_name(entry: Entry) -> str:
    """The name of an entry as an index has it, that of a person by surname where the register tells it."""
    form = next((one for one in entry.forms if one.type in PREFERRED), entry.forms[0] if entry.forms else None)
    if form is None:
        return entry.id
    return f"{form.surname}, {form.forenames}" if form.surname and form.forenames else form.text


def _letter(entry: Entry) -> str:
    first = next((char for char in plain(_listed_name(entry)) if char.isalnum()), "")
    return first.upper() if first.isalpha() else OTHER_LETTERS


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER_LETTERS else f"letter-{letter.lower()}"


def _letters(name: str, entries: Sequence[Entry], catalog: Catalog, page: str) -> Iterator[Link]:
    """Yield a link to the place where the entries of each letter begin."""
    known: set[str] = set()
    for part in _parts(entries, _weight_of_entry):
        for letter in dict.fromkeys(map(_letter, entries[part.start : part.end])):
            if letter not in known:
                known.add(letter)
                yield Link(href(page, index_file(name, part.number), _anchor(letter)), letter)


def _listed(entry: Entry, catalog: Catalog, page: str) -> ListedEntry:
    return ListedEntry(
        link=Link(href(page, entry_file(entry.id)), _listed_name(entry)),
        dates=_years(entry),
        type="" if entry.kind == "person" else entry.type,
        description=_shortened(entry.description),
        count=len(catalog.mentions(entry)),
    )


def _noun(entry: Entry, index: str) -> str:
    """What an entry is, "Ship", "Event"; "" where the title of its index says it already."""
    noun = NOUNS[entry.kind] if entry.kind == "person" or not entry.type else entry.type.capitalize()
    return "" if index == f"{noun}s" else noun


def _years(entry: Entry) -> str:
    """The years of a life, "1880–1945"; "" when neither is known."""
    years = {one.kind: one.when[:4] for one in entry.moments if one.when[:4].isdigit()}
    born, died = years.get("birth", ""), years.get("death", "")
    return f"{born}–{died}" if born or died else ""


def _rows(entry: Entry) -> Iterator[tuple[str, str]]:
    for moment in entry.moments:
        yield DATED.get(moment.kind, "Date"), dates.words(moment)
    if point := entry.point:
        north, east = "N" if point.latitude >= 0 else "S", "E" if point.longitude >= 0 else "W"
        yield "Coordinates", f"{abs(point.latitude):g}° {north}, {abs(point.longitude):g}° {east}"


def _identifier(one: Identifier) -> Link:
    """An identifier with the name of who gave it; only an address of the web is a link."""
    known = AUTHORITIES.get(one.authority)
    words = f"{known.name if known else one.authority} {one.value}".strip()
    return Link(one.url if one.url.startswith(("http://", "https://")) else "", words)


def _by_document(mentions: Sequence[Mentioned], catalog: Catalog, page: str) -> Iterator[MentionsIn]:
    for _, group in groupby(mentions, lambda one: one.read_in.id):
        found = list(group)
        document = found[0].read_in
        moment = dated_by(document)
        yield MentionsIn(
            href=href(page, document_file(document.id)),
            heading=lists.heading(document),
            number=lists.number(document),
            iso=moment.when if moment else "",
            date=dates.words(moment) if moment else "no date",
            language=document.language,
            mentions=tuple(_mention(one, catalog, page) for one in found),
        )


def _mention(one: Mentioned, catalog: Catalog, page: str) -> MentionView:
    mention, file = one.mention, document_file(one.read_in.id)
    if mention.note:
        note = catalog.note(f"{one.document.path}#{mention.note}")
        label = f"note {note.label}".rstrip() if note else "note"
        where = Link(href(page, file, f"note-{mention.note}"), label)
    else:
        where = Link(href(page, file, _fragment(one, catalog)), "")
    sure = mention.certainty in ("", "high")
    return MentionView(
        where, mention.before, _shortened(mention.text), mention.after, "" if sure else f"certainty {mention.certainty}"
    )


def _fragment(one: Mentioned, catalog: Catalog) -> str:
    """The id of the place that a mention stands in, if the page of the document has it."""
    place = catalog.target(f"{one.document.path}#{one.mention.within}")
    shown = place is not None and place.anchor is not None and place.anchor.element != "text"
    return one.mention.within if shown and not set(one.mention.within) & set(" \t\n") else ""


def _ways(page: PlannedPage, file: Callable[[int], str]) -> Iterator[Link]:
    """Yield the ways to the parts before and after."""
    number = page.part.number
    if number > 1:
        yield Link(href(page.file, file(number - 1)), "Previous page")
    if number < page.part.of:
        yield Link(href(page.file, file(number + 1)), "Next page")


def _counted(count: int, noun: str, nouns: str = "") -> str:
    return f"{count:,} {noun if count == 1 else nouns or f'{noun}s'}"


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"


Item = TypeVar("Item")
