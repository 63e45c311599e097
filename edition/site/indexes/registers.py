"""The indexes of the registers: all entries of a kind from A to Z, with how often each is mentioned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby

from edition.diagnostics import Code, Diagnostic, Location
from edition.site.parts import parts, ways
from edition.site.plan import TEI, PlannedPage, entry_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.registers import PREFERRED, Entry
from edition.tei.text import plain
from edition.words.interface import Interface

# The indexes: their file, the message that is their title, the kinds of entries in them.
INDEXES = (
    ("persons", "register.persons", ("person",)),
    ("places", "register.places", ("place",)),
    ("organisations", "register.organisations", ("org",)),
    ("names", "register.names", ("event", "object", "name")),
)
OTHER_LETTERS = "0–9"

# Bytes of markup around an entry: an allowance, see `parts`.
ENTRY_MARKUP = 300
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
    """`register.html`: `letters` lead to their places on this page or on another."""

    shell: Shell
    title: str
    summary: str
    letters: tuple[Link, ...]
    groups: tuple[Letter, ...]
    ways: tuple[Link, ...]


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of the indexes; none without registers. Entries that nothing can point to are left out."""
    return tuple(_planned_indexes(catalog))


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
    say = around.interface.say
    counts = {"entries": say("register.entries", count=len(entries)), "mentions": say("register.mentions", count=total)}
    summary, shown_title = say("register.summary", **counts) if total else f"{counts['entries']}.", say(title)
    return RegisterPage(
        shell=around.shell(page, shown_title, f"{shown_title}, {around.imprint.title}: {summary}"),
        title=shown_title,
        summary=summary,
        letters=tuple(_letters(name, entries, catalog, page.file)),
        groups=tuple(
            Letter(_anchor(letter), letter, tuple(_listed(entry, catalog, page.file) for entry in group))
            for letter, group in groupby(shown, _letter)
        ),
        ways=ways(page, lambda number: index_file(name, number), around.interface),
    )


def indexes(pages: Iterable[PlannedPage], interface: Interface) -> tuple[tuple[str, str], ...]:
    """The file and the title of each index that is among the pages."""
    titles = {index_file(name): title for name, title, _ in INDEXES}
    return tuple((page.file, interface.say(titles[page.file])) for page in pages if page.file in titles)


def index_file(name: str, number: int = 1) -> str:
    """The file of an index, or of a further part of it."""
    return f"registers/{name}.html" if number == 1 else f"registers/{name}/{number}.html"


def _planned_indexes(catalog: Catalog) -> Iterator[PlannedPage]:
    for name, _, kinds in INDEXES:
        entries = _entries(catalog, kinds)
        for part in parts(entries, _weight_of_entry) if entries else ():
            yield PlannedPage("register", index_file(name, part.number), name, TEI, part)


def _weight_of_entry(entry: Entry, _before: Entry | None) -> int:
    return ENTRY_MARKUP + len(entry.id) + len((_listed_name(entry) + shortened(entry.description)).encode())


def _entries(catalog: Catalog, kinds: Sequence[str]) -> list[Entry]:
    """The entries of an index by name, signs before its first letter or digit apart."""
    found = [one for one in catalog.register.entries if one.kind in kinds and one.id and is_safe(one.id)]
    return sorted(found, key=lambda one: (_letter(one) == OTHER_LETTERS, _sorted_as(one), one.address))


def _sorted_as(entry: Entry) -> str:
    return "".join(dropwhile(lambda char: not char.isalnum(), plain(_listed_name(entry)).casefold()))


def _listed_name(entry: Entry) -> str:
    """The name of an entry as an index has it, that of a person by surname where the register tells it."""
    form = next((one for one in entry.forms if one.type in PREFERRED), entry.forms[0] if entry.forms else None)
    if form is None:
        return entry.id
    return f"{form.surname}, {form.forenames}" if form.surname and form.forenames else form.text


def _letter(entry: Entry) -> str:
    first = _sorted_as(entry)[:1]
    return first.upper() if first.isalpha() else OTHER_LETTERS


def _anchor(letter: str) -> str:
    return "letter-other" if letter == OTHER_LETTERS else f"letter-{letter.lower()}"


def _letters(name: str, entries: Sequence[Entry], catalog: Catalog, page: str) -> Iterator[Link]:
    """Yield a link to the place where the entries of each letter begin."""
    known: set[str] = set()
    for part in parts(entries, _weight_of_entry):
        for letter in dict.fromkeys(map(_letter, entries[part.start : part.end])):
            if letter not in known:
                known.add(letter)
                yield Link(href(page, index_file(name, part.number), _anchor(letter)), letter)


def _listed(entry: Entry, catalog: Catalog, page: str) -> ListedEntry:
    return ListedEntry(
        link=Link(href(page, entry_file(entry.id)), _listed_name(entry)),
        dates=_years(entry),
        type="" if entry.kind == "person" else entry.type,
        description=shortened(entry.description),
        count=len(catalog.mentions(entry)),
    )


def _years(entry: Entry) -> str:
    """The years of a life, "1880–1945"; "" when neither is known."""
    years = {one.kind: one.when[:4] for one in entry.moments if one.when[:4].isdigit()}
    born, died = years.get("birth", ""), years.get("death", "")
    return f"{born}–{died}" if born or died else ""


def shortened(words: str) -> str:
    """Words as a list shows them: those beyond a certain length are cut off."""
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …"
