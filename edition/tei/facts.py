"""Facts of one TEI document: small, frozen, picklable; collected once, never a tree.

Whatever another document, a list or a page needs to know of this one is here: metadata, dates, notes, calls, anchors,
links. Numbers and labels are facts, as printed; nobody counts anything later.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agent:
    """A sender or addressee: the name, the reference to a register if there is one, and how sure it is."""

    name: str
    ref: str = ""
    certainty: str = ""  # "" when the source says so; else @cert: high, medium, low


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the document: what it dates ("sent", "received", "dated") and when, by ISO day or by bounds."""

    kind: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    certainty: str = ""

    @property
    def sort_key(self) -> str:
        """The day to sort by: the date itself, else the later bound, else the earlier one; "" when unknown."""
        return self.when or self.not_after or self.not_before


@dataclass(frozen=True, slots=True)
class Call:
    """A note call: its id, printed label, the note it points to (`path#id`), the paragraph or division it stands in."""

    id: str
    label: str
    target: str
    within: str
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its id, printed label, kind, whose it is, and its words (the `search` reading)."""

    id: str
    label: str
    kind: str
    responsible: str
    place: str
    text: str
    target: str  # what it belongs to when its call is lost: `path#id`
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A pointer out of an element: which attribute of which element, where it leads (`path`, `path#id` or a URL)."""

    element: str
    attribute: str
    target: str
    source: str  # xml:id of the nearest ancestor that has one
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """Something that can be pointed to: its id, its element, and the first words for a preview."""

    id: str
    element: str
    preview: str
    stable: bool  # False when the id was derived because the text has none
    line: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that the rest of the edition knows of one document."""

    id: str
    path: str
    kind: str  # TEI/@type: "message", "letter", "memorandum", "volume"; "text" when it says nothing
    title: str
    short_title: str
    language: str
    number: str  # the printed number, "" if none
    number_supplied: bool
    collection: str  # title of the series, or of the volume
    host: str  # path of the volume's document, "" if none
    senders: tuple[Agent, ...]
    addressees: tuple[Agent, ...]
    transmitters: tuple[Agent, ...]
    moments: tuple[Moment, ...]
    evidence: tuple[str, ...]  # the header's words on what is inferred
    incipit: str
    summary: str
    source: str  # citation of the printed or archival source
    rights: str
    calls: tuple[Call, ...]
    notes: tuple[Note, ...]
    links: tuple[Link, ...]
    anchors: tuple[Anchor, ...]
    members: tuple[str, ...] = ()  # paths of the documents that a volume lists, in its order
