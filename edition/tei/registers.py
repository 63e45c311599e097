"""Registers of any TEI corpus: the people, places, organisations, events and things that its lists describe.

A register is a list of entries anywhere in a document: in `standOff`, in the text (`listperson.xml` of many editions),
in `particDesc` or `settingDesc` of a header; lists may be nested. Each entry becomes a small frozen value.

Source: TEI Guidelines, chapter ND (NDPERS, NDPLAC, NDORG, NDEVNT, NDOBJ), section SASOstdf (`standOff`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from lxml import etree

from edition.tei import authorities
from edition.tei.authorities import Identifier, bare
from edition.tei.header import Moment, moment_of
from edition.tei.names import XML_ID, local, tei
from edition.tei.pointers import address, is_external, line
from edition.tei.prefixes import pointers_of
from edition.tei.text import SEARCH, text

# The types of a name by which registers say that it is the one to show, that it occurs in the texts, and that its words
# are no name by themselves.
PREFERRED = frozenset({"preferred", "pref", "main", "reg", "default", "standard"})
FORM = "form"
OFFICE = "office"
AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Form:
    """A name of an entry as the register has it; `surname` and `forenames` where it tells them apart."""

    text: str
    type: str = ""
    ambiguous: bool = False
    surname: str = ""
    forenames: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe, in degrees of WGS84; `written` are the words of its `geo`, the line is theirs."""

    latitude: float
    longitude: float
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a register."""

    id: str  # "" when it has none, and nothing can point to it
    kind: str  # "person", "place", "org", "event", "object"; "name" in a list of names
    type: str  # @type: "ship", "conference"
    preferred: str
    forms: tuple[Form, ...]  # all names, the preferred one too, in the order of the register
    description: str
    moments: tuple[Moment, ...]  # "birth", "death", "event", as far as they are dated
    point: Point | None
    unread: str  # the words of a `geo` that are no coordinates
    identifiers: tuple[Identifier, ...]
    path: str  # of the file, relative to the TEI folder
    line: int

    def __repr__(self) -> str:
        """Id and name: all fields would fill a screen wherever a value that holds the entry is printed."""
        return f"Entry({self.id!r}, {self.preferred!r})"

    @property
    def is_addressable(self) -> bool:
        """Whether a pointer can lead to it: it has an identifier, and no blank parts that."""
        return self.id.split() == [self.id]

    @property
    def address(self) -> str:
        """What a pointer to the entry leads to: `registers/persons.xml#lark`."""
        return f"{self.path}#{self.id}"


@dataclass(frozen=True, slots=True)
class Register:
    """All entries of a corpus, in order of file and place, and the ways to find one."""

    entries: tuple[Entry, ...]
    repeated: tuple[tuple[Entry, Entry], ...] = ()  # entries that have the id of another one, with that one
    _by_name: Mapping[str, Entry] = field(default_factory=dict, repr=False)
    _others: Set[str] = field(default_factory=frozenset, repr=False)

    def __repr__(self) -> str:
        """A number alone: all entries would fill many screens."""
        return f"<Register: {len(self.entries)} entries>"

    @classmethod
    def of(cls, entries: Iterable[Entry], identified: Iterable[str] = ()) -> Register:
        """The register of these entries; a copy of an entry in another file, with the same id and name, is left out.

        Of copies the one in the largest list counts: editions repeat in a letter the entries that it mentions.
        `identified` are the addresses of all elements with an identifier: a pointer to one that is no entry means none.
        """
        listed = sorted(entries, key=lambda entry: entry.path)
        sizes: dict[str, int] = defaultdict(int)
        for entry in listed:
            sizes[entry.path] += 1
        first: dict[str, Entry] = {}
        repeated: list[tuple[Entry, Entry]] = []
        for entry in sorted(listed, key=lambda entry: (-sizes[entry.path], entry.path)):
            other = first.setdefault(entry.id, entry) if entry.id else entry
            if other is not entry and (other.path == entry.path or other.preferred != entry.preferred):
                repeated.append((entry, other))
        kept = tuple(entry for entry in listed if not entry.id or first[entry.id] is entry)
        shared = {entry.id for entry, other in repeated if entry.path != other.path}
        names = {name: entry for entry in reversed(kept) for name in _names(entry) if name not in shared}
        own = {entry.address for entry in listed}
        others = frozenset(one for one in identified if one.rpartition("#")[2] in first and one not in own)
        return cls(kept, tuple(repeated), names, others)

    def find(self, pointer: str, path: str = "") -> Entry | None:
        """The entry that a pointer means which stands in the file at `path`; None when no entry is meant.

        A pointer is a relative address, an id alone (with or without `#`, or behind a private prefix), or an identifier
        that an entry has. An id alone means the entry of another file if no element of its own file and no second entry
        has it.
        """
        tried = [pointer] if is_external(pointer) else [address(pointer, path), pointer]
        if tried[0] in self._others:
            return None
        tried += [bare(pointer), pointer.rpartition("#")[2], pointer.rpartition(":")[2]]
        return next((found for one in tried if one and (found := self._by_name.get(one))), None)

    def meant(self, mention: etree._Element, path: str) -> tuple[Entry, ...]:
        """The entries that a mention in the file at `path` points to, by @ref, which may hold many URIs, or by @key."""
        found = (self.find(one, path) for one in pointers_of(mention))
        return tuple({entry.address: entry for entry in found if entry}.values())


def kind_of(mention: etree._Element) -> str:
    """The kind of entry that an element mentions, "person" of `persName` and `rs[@type='person']`; "" if none."""
    name = local(mention)
    if name in ("rs", "name"):
        said = mention.get("type", "").lower()
        return TYPES.get(said, said) or "name"
    return MENTIONS.get(name, "")


def read(root: etree._Element, path: str) -> Iterator[Entry]:
    """Yield the entries of all registers in a tree, in its order; `path` is the file's, relative to the TEI folder."""
    for element in root.iter(*_ENTRIES, tei("item")):
        if element.tag == tei("item"):
            if _is_name_list(element.getparent()):
                yield _entry(element, "name", path)
        elif _is_listed(element):
            yield _entry(element, _ENTRIES[str(element.tag)], path)


def keys(tree: etree._ElementTree) -> set[str]:
    """The words by which the names of a file mean entries without @ref, by @key."""
    return {word for one in tree.iter(*map(tei, (*MENTIONS, "name", "rs"))) for word in one.get("key", "").split()}


def may_have(content: bytes) -> bool:
    """Tell quickly, of the content of a file, whether it may hold a register; True also where it cannot be told."""
    return b"\0" in content or _LIST.search(content) is not None


def _is_listed(element: etree._Element) -> bool:
    """Tell whether an element is an entry; those who take part in a conversation are only if they have an id."""
    holder = element.getparent()
    if holder is None or not (holder.tag in _LISTS or holder.tag == element.tag == tei("place")):
        return False
    return element.get(XML_ID) is not None or next(element.iterancestors(tei("particDesc")), None) is None


def _is_name_list(holder: etree._Element | None) -> bool:
    """Tell whether a list is one of names: each of its items has an id, and begins with a name that points nowhere."""
    if holder is None or holder.tag != tei("list"):
        return False
    items = list(holder.iterchildren(tei("item")))
    return all(item.get(XML_ID) and not (item.text or "").strip() and _is_own_name(item) for item in items)


def _is_own_name(item: etree._Element) -> bool:
    first = next(item.iterchildren(etree.Element), None)
    return first is not None and first.tag in _NAMES["name"] and not (first.get("ref") or first.get("key"))


def _entry(element: etree._Element, kind: str, path: str) -> Entry:
    forms = tuple(_forms(element, kind))
    shown = next((one for one in forms if one.type in PREFERRED), forms[0] if forms else None)
    point, unread = _place(element)
    return Entry(
        id=element.get(XML_ID, ""),
        kind=kind,
        type=element.get("type", ""),
        preferred=shown.text if shown else "",
        forms=forms,
        description=_description(element),
        moments=tuple(_moments(element)),
        point=point,
        unread=unread,
        identifiers=tuple(_identifiers(element)),
        path=path,
        line=line(element),
    )


def _forms(element: etree._Element, kind: str) -> Iterator[Form]:
    names = [one for one in _children(element) if one.tag in _NAMES[kind]]
    if not names:
        names = [one for one in _children(element) if one.tag in _INSTEAD.get(kind, ())][:1]
    for name in names:
        surname, forenames = _parts(name)
        words = _composed(name) if surname and forenames else text(name, SEARCH)
        if kind == "person" and not surname and words.count(", ") == 1:
            surname, forenames = words.split(", ")
        if words:
            subtype = name.get("subtype", "").split()
            yield Form(words, name.get("type", ""), AMBIGUOUS in subtype, surname, forenames, line(name))


def _children(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an entry, those of an identifying wrapper in its place."""
    for child in element.iterchildren(etree.Element):
        if child.tag in _WRAPPERS:
            yield from child.iterchildren(etree.Element)
        else:
            yield child


def _parts(name: etree._Element) -> tuple[str, str]:
    """Surname and forenames of a name that tells them apart."""
    found = {part: [text(one, SEARCH) for one in name.iter(tei(part))] for part in ("surname", "forename")}
    return " ".join(filter(None, found["surname"])), " ".join(filter(None, found["forename"]))


def _composed(name: etree._Element) -> str:
    """The parts of a name in the order in which one says them, whatever the order of the register."""
    parts = (one for part in _SAID for one in name.iter(tei(part)))
    return " ".join(filter(None, (text(one, SEARCH) for one in parts)))


def _description(element: etree._Element) -> str:
    notes = [one for one in element.iterchildren(tei("note"), tei("desc"), tei("p")) if text(one, SEARCH)]
    told = next((one for one in notes if one.get("type") == "description"), notes[0] if notes else None)
    return "" if told is None else text(told, SEARCH)


def _moments(element: etree._Element) -> Iterator[Moment]:
    dated = [(one, local(one)) for one in element.iterchildren(*map(tei, ("birth", "death", "floruit")))]
    for one, kind in [*dated, (element, local(element))]:
        holders = [one, *(() if one is element else one.iterchildren(tei("date")))]
        moment = next((found for holder in holders if (found := moment_of(holder, kind)).sort_key), None)
        if moment:
            yield moment


def _place(element: etree._Element) -> tuple[Point | None, str]:
    """Where an entry is, by its first `geo`; the words of one that cannot be read."""
    for location in (*element.iterchildren(tei("location")), *element.iterchildren(tei("geo"))):
        for geo in location.iter(tei("geo")):
            written = text(geo, SEARCH)
            found = coordinates(written)
            return (Point(*found, written, line(geo)), "") if found else (None, written)
    return None, ""


def coordinates(written: str) -> tuple[float, float] | None:
    """Latitude and longitude of a `geo`, "48.2 16.4" or with decimal commas "48,2 16,4"; None when it is no pair."""
    parts = re.split(r"\s*;\s*|,\s+|\s+", written.strip())
    if len(parts) == 1 and written.count(",") in (1, 3):
        numbers = written.split(",")
        middle = len(numbers) // 2
        parts = [".".join(numbers[:middle]), ".".join(numbers[middle:])]
    found = [_NUMBER.fullmatch(part.rstrip(",")) for part in parts if part]
    if len(found) != 2 or not all(found):
        return None
    latitude, longitude = (float(one.group().replace(",", ".").replace("\N{MINUS SIGN}", "-")) for one in found if one)
    return latitude, longitude


def _identifiers(element: etree._Element) -> Iterator[Identifier]:
    for idno in (child for child in _children(element) if child.tag == tei("idno")):
        if written := text(idno, SEARCH):
            yield authorities.identifier(written, idno.get("type", ""), idno.get("subtype", ""), line=line(idno))


def _names(entry: Entry) -> Iterator[str]:
    """Yield all by which a pointer may mean an entry."""
    if entry.id:
        yield entry.address
        yield entry.id
    for one in entry.identifiers:
        yield bare(one.written)
        if one.url:
            yield bare(one.url)


# What an element mentions; what the types of `rs` and `name` that are not the names of kinds mean.
MENTIONS: Mapping[str, str] = {
    "persName": "person", "placeName": "place", "geogName": "place", "country": "place", "settlement": "place",
    "region": "place", "orgName": "org", "eventName": "event", "objectName": "object",
}  # fmt: skip
TYPES: Mapping[str, str] = {
    "persons": "person", "pers": "person", "people": "person", "places": "place", "geo": "place",
    "organisation": "org", "organization": "org", "orgs": "org", "institution": "org", "events": "event",
    "ship": "object", "objects": "object",
}  # fmt: skip

_NUMBER = re.compile(r"[-+\N{MINUS SIGN}]?\d+(?:[.,]\d+)?")
_LIST = re.compile(
    rb"<(?:[\w.-]+:)?list(?:Person|Place|Org|Event|Object)\b"
    rb"|<(?:[\w.-]+:)?item\s[^>]*xml:id[^>]*>\s*<(?:[\w.-]+:)?(?:\w+Name|name)\b"
)
_LISTS = frozenset(map(tei, ("listPerson", "listPlace", "listOrg", "listEvent", "listObject", "particDesc")))
_ENTRIES = {
    tei("person"): "person", tei("personGrp"): "person", tei("place"): "place", tei("org"): "org",
    tei("event"): "event", tei("object"): "object",
}  # fmt: skip
_NAMES = {
    kind: frozenset(map(tei, names.split()))
    for kind, names in {
        "person": "persName name",
        "place": "placeName geogName name",
        "org": "orgName name",
        "event": "eventName label name",
        "object": "objectName name",
        "name": "name persName placeName geogName orgName objectName eventName",
    }.items()
}
# Elements that name an entry which has none of the others.
_INSTEAD = {
    "place": frozenset(map(tei, ("settlement", "region", "country", "district", "bloc", "head"))),
    **{kind: frozenset({tei("head"), tei("label")}) for kind in ("person", "org", "event", "object")},
}
_WRAPPERS = frozenset({tei("objectIdentifier")})
_SAID = ("roleName", "forename", "nameLink", "surname", "genName")
