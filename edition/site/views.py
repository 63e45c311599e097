"""What templates see: frozen values, all addresses already relative to the page that they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from edition.tei.variants import Witness

if TYPE_CHECKING:  # a view of its own module, which is made of the parts that are here
    from edition.site.relations import Relations


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, its words, and what a screen reader or a tooltip says more."""

    href: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known: what it is called, and what it is; `fixed` when it is a sequence of signs to compare."""

    term: str
    value: str
    link: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the navigation; `current` is "page" if it leads to this page, "true" if this is in its section."""

    href: str
    text: str
    current: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around the content of every page; `root` leads from the page to the top of the site."""

    site: str
    title: str
    description: str
    root: str
    home: bool
    canonical: str
    policy: str
    navigation: tuple[NavigationItem, ...]  # the sections of the site
    section: tuple[NavigationItem, ...]  # the pages of this section, where a page is one of several
    search: NavigationItem
    site_map: tuple[tuple[str, tuple[Link, ...]], ...]  # all sections with their pages
    version: str
    date: str
    publisher: str
    licence: Link | None
    repository: str
    archive: str
    file: str = ""  # the page's own file in the site
    own_style: bool = False  # the edition has a style sheet that lies over the default
    language: str = "en"  # of the interface
    edition_language: str = "en"  # of the edition's own words: its title, its pages
    direction: str = "ltr"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title in parts, so that `between`, the word from sender to addressee, can look lighter.

    `senders` and `addressees` are their names one by one, for lists, which put them in a row in their own language.
    """

    sender: str
    addressee: str = ""
    rest: str = ""
    between: str = ""
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in a list."""

    href: str
    heading: Heading
    number: str
    iso: str
    date: str
    date_note: str
    incipit: str
    language: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a row, and what has to be said of it: that it is inferred, and how sure."""

    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the facts at the head of a document."""

    term: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note below a text: its label as printed, whose it is, its content, the ways back to its calls."""

    anchor: str
    label: str
    language: str
    whose: str
    content: Markup
    backs: tuple[Link, ...]
    elsewhere_label: str
    elsewhere: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of a page; `whose` says once whose they are when they all have one author."""

    title: str
    whose: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reference leads to, in a few lines; `address` is the link as the page has it, `document` that to its page.

    `label` is that of a note. `date` is "" where the heading says it.
    """

    address: str
    heading: Heading
    number: str
    date: str
    label: str
    lines: str
    language: str
    document: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """The citation of a document in words and in formats; each has its title and address, as these are given here."""

    title: str
    address: str
    words: str
    bibtex: str
    ris: str
    csl: str


@dataclass(frozen=True, slots=True)
class Way:
    """The neighbours of a document in one order."""

    title: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What one witness has at a place where they differ."""

    witness: str
    text: str
    remark: str  # "lacks this", "struck out"; "" when the words say all


@dataclass(frozen=True, slots=True)
class VariantView:
    """A place where the witnesses differ, with a link to it."""

    where: Link
    readings: tuple[ReadingView, ...]


@dataclass(frozen=True, slots=True)
class ApparatusView:
    """The variants of a document: its witnesses, then the variants by type, what matters most first."""

    witnesses: tuple[Witness, ...]
    groups: tuple[tuple[str, tuple[VariantView, ...]], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change that an editor made: where, the words before and after, those around them, its kind, why and by whom."""

    where: Link
    before: str
    after: str
    around: tuple[str, str]
    remark: str
    reason: str
    by: str
    language: str
    of: str = ""  # id of the element that was changed, on the page of its document; "" if it has none


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """How often each kind of change was made in a collection, and how often any."""

    title: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ChangesGroup:
    """The changes of one kind and fault."""

    anchor: str
    title: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """`changes.html`."""

    shell: Shell
    total: int
    kinds: tuple[str, ...]
    rows: tuple[ChangesRow, ...]
    groups: tuple[ChangesGroup, ...]  # none where there are too many: the pages of the documents list them
    documents: tuple[tuple[Link, int], ...]  # each with the number of its changes
    data: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`document.html`, and with members `volume.html`."""

    shell: Shell
    kicker: Link | None
    number: str
    heading: Heading
    rows: tuple[Row, ...]
    evidence: tuple[str, ...]
    language: str
    text: Markup
    notes: Notes
    apparatus: ApparatusView | None
    changes: tuple[ChangeView, ...]
    members: tuple[Entry, ...]
    relations: Relations
    ways: tuple[Way, ...]
    previous: Link | None
    next: Link | None
    source: str
    rights: str
    citation: CitationView
    report: str  # where an error in it is reported; "" when the edition does not say
    place: str  # in its collection: "30 of 70"
    previews: tuple[Preview, ...]
    has_views: bool  # the text can be looked at in another way: as transmitted, by witness, with names shown
    tags: tuple[tuple[str, str], ...]  # names and contents of meta elements
    linked_data: Markup
    tei: str  # to download, with the notes that it calls
    encoded: str  # the file of the corpus


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


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A note in the ledger: a link to it under its label, its first words, who calls it, what is to be said of it."""

    where: Link
    words: str
    callers: tuple[Link, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class NotesOfDocument:
    """The notes of a document in the ledger; `troubles` say what does not add up."""

    link: Link
    troubles: tuple[str, ...]
    notes: tuple[LedgerEntry, ...]


@dataclass(frozen=True, slots=True)
class NoteLedgerPage:
    """`note-ledger.html`."""

    shell: Shell
    notes: int
    calls: int
    uncalled: int
    lost: int
    documents: tuple[NotesOfDocument, ...]
    data: str


@dataclass(frozen=True, slots=True)
class EditorialPageView:
    """`page.html`."""

    shell: Shell
    text: Markup
    notes: Notes


@dataclass(frozen=True, slots=True)
class SearchPage:
    """`search.html`."""

    shell: Shell
