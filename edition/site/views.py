"""What templates see: frozen values, all addresses already relative to the page that they stand on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from edition.tei.variants import Witness


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
    """The notes of a page."""

    title: str
    notes: tuple[NoteView, ...]

    @property
    def runs(self) -> tuple[tuple[str, tuple[NoteView, ...]], ...]:
        """The notes in runs of one author each, with what says once whose they are; "" where nothing does."""
        return tuple((whose, tuple(run)) for whose, run in groupby(self.notes, lambda note: note.whose))


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
