"""The profile of a source text: what its headings, datelines, calls, notes and source lines look like, as data.

A profile is `sources/NAME/profile.yml`. Patterns are Python regular expressions that a whole block must match (those
named `…s_with` need match its beginning only). In each, `{date}` stands for a full date of the source's language and
`{person}` for any form of a name listed under `people`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from lxml import etree
from pydantic import AfterValidator, Field, model_validator

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import dates
from edition.yamlfile import Name, Strict


def _groups(pattern: str, needed: set[str], allowed: set[str]) -> set[str]:
    """The groups of a pattern; raises `ValueError` unless it is a regular expression with the groups that are read."""
    try:
        compiled = re.compile(pattern.replace("{date}", dates.DATE).replace("{person}", "(?:P|PP)"))
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from None
    if compiled.fullmatch(""):
        raise ValueError("the pattern matches an empty text")
    groups = set(compiled.groupindex)
    if absent := sorted(needed - groups):
        raise ValueError(f"the pattern has no group (?P<{absent[0]}>…)")
    if unread := sorted(groups - needed - allowed):
        read = ", ".join(sorted(needed | allowed)) or "none"
        raise ValueError(f"nothing reads the group (?P<{unread[0]}>…); groups here: {read}")
    return groups


def _having(needed: str = "", allowed: str = "") -> AfterValidator:
    def checked(pattern: str) -> str:
        _groups(pattern, set(needed.split()), set(allowed.split()))
        return pattern

    return AfterValidator(checked)


Pattern = Annotated[str, _having()]
Labelled = Annotated[str, _having("label")]
Numbered = Annotated[str, _having("number")]


ENTRY = "the entry in a register, `registers/persons.xml#lark` in tei/, or addresses of records; blanks between several"


class PersonForms(Strict):
    """A correspondent: the name that headers print, and the forms of it that the source's own headings use."""

    name: str
    forms: tuple[str, ...] = ()
    role: str = ""
    ref: str = Field("", description=ENTRY)


class Formula(Strict):
    """What a printed formula such as "Received on" says of a message."""

    event: Literal["sent", "received"]
    sender: tuple[str, ...]
    addressee: tuple[str, ...]


class Blocks(Strict):
    """How blocks are recognised. Each key is a pattern; a key left out means that the source has no such block."""

    heading: Annotated[str, _having("", "number sender addressee date place")] | None = Field(
        None, description="a message's heading; groups: number, sender, addressee, date, place"
    )
    dateline: Annotated[str, _having("date", "formula place")] | None = Field(
        None, description="opens a message; groups: date, formula, place"
    )
    closing_date: Annotated[str, _having("date", "place")] | None = Field(
        None, description="ends a message; groups: date, place"
    )
    subheading: Pattern | None = None
    address: Pattern | None = None
    salutation: Pattern | None = None
    formula: Pattern | None = Field(None, description="a closing formula, such as 'Sincerely yours,'")
    signature: Pattern | None = None
    postscript: Pattern | None = None
    footnote: Labelled | None = Field(None, description="a note under its message; group: label")
    source: Annotated[str, _having("", "citation title volume publisher place date")] | None = Field(
        None, description="the line that names where a message is printed; groups: citation, and of it title, volume, …"
    )
    endnote_begins_with: Labelled | None = Field(None, description="the label of an endnote; group: label")
    paragraph_begins_with: Labelled | None = Field(None, description="a printed numeral; group: label")
    item_begins_with: Labelled | None = Field(None, description="the label of a list item; group: label")
    item_continues_with: Pattern | None = Field(None, description="a further paragraph of the item before it")
    quotation_ends_with: Pattern | None = Field(None, description="the end of a block that closes a quotation")


class Calls(Strict):
    """Note calls that have become digits in the line."""

    without_note: tuple[str, ...] = Field((), description="labels that are called, but whose note is not in the text")
    numerals: tuple[Pattern, ...] = Field((), description="patterns of numerals that are never calls")


class Mark(Strict):
    """A mark of a transcriber, editor or clerk: its pattern (a group `text` is the text in it) and what it means."""

    pattern: Annotated[str, _having("", "text")]
    means: Literal["gap", "remark", "deleted", "supplied", "sign"]
    reason: str = ""
    resp: str = ""


class Row(Strict):
    """Rows of a flattened table; the groups of the pattern are columns, or `heading` for a merged heading."""

    pattern: str
    role: Literal["data", "label", "head"] = "data"


class Table(Strict):
    """A table that the transcription flattened into lines: how its block begins, its columns, its kinds of rows."""

    begins_with: Pattern
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _rows_have_columns(self) -> Table:
        """Check that a row's pattern has a group for each cell; a row of role `head` has none."""
        for row in self.rows:
            if not _groups(row.pattern, set(), {*self.columns, "heading"}) and row.role != "head":
                raise ValueError(f"the row {row.pattern!r} has no group for a column")
        return self


class Witness(Strict):
    """A transcription of the document that the source holds: its sigil, what it is, and the block it begins with."""

    id: Name
    name: str
    begins_with: Pattern


class Participant(Strict):
    """Somebody present at a conversation."""

    name: str
    role: str = ""
    ref: str = Field("", description=ENTRY)


class Record(Strict):
    """What a catalogue record says of the document, for `msDesc`, `particDesc` and `settingDesc`."""

    repository: str
    settlement: str = ""
    department: str = ""
    collection: str = ""
    container: str = ""
    url: str = ""
    summary: str = ""
    date: Annotated[str, AfterValidator(dates.checked)] = Field(
        "", description="the day of the conversation, ISO 8601"
    )
    setting: str = ""
    participants: tuple[Participant, ...] = ()


class References(Strict):
    """Explicit references of the notes; groups: number, and first and last for pages."""

    document: tuple[Numbered, ...] = ()
    note: tuple[Numbered, ...] = ()
    page: Annotated[str, _having("first last")] | None = None


class Responsible(Strict):
    """Somebody whose words or marks the source holds; `id` is the `xml:id` that `@resp` points to."""

    id: Name
    role: str
    name: str
    kind: Literal["person", "organisation", "name"] = "name"


class Print(Strict):
    """The printed or archival source, for the headers."""

    kind: Literal["print", "archive"] = "print"
    author: str = ""

    citation: str = Field(description="a full citation of the printed source")
    title: str = ""
    volume: str = ""
    publisher: str = ""
    place: str = ""
    date: str = ""
    transcription: str = ""
    url: str = ""
    rights: str = "not stated"
    rights_url: str = ""


class Language(Strict):
    """The language of the texts."""

    ident: str = "en"
    name: str = "English"


def _xpath(expression: str) -> str:
    """An XPath that finds elements; raises `ValueError` for what is none."""
    try:
        found = etree.XPath(expression)(etree.Element("html"))
    except etree.XPathError as error:
        raise ValueError(f"not an XPath: {error}") from None
    if not isinstance(found, list):
        raise ValueError("this XPath finds no elements, but a value")
    return expression


Selector = Annotated[str, AfterValidator(_xpath)]


class Page(Strict):
    """Where the text of an HTML page stands, and what is left out of it; XPath 1.0, from the top of the page."""

    content: Selector = Field("//body", description="the elements that hold the text, such as //div[@id='transcript']")
    omit: tuple[Selector, ...] = Field((), description="elements in it that are no text, such as navigation")


EditorialStatement = Literal[
    "correction", "normalization", "quotation", "hyphenation", "segmentation", "interpretation"
]


class Profile(Strict):
    """All that is known of one source text's form."""

    reader: Literal["letters", "witnesses", "formatted"]
    kind: str = Field("message", description="what its documents are; goes to TEI/@type")
    title: str
    short_title: str
    series: Literal["volume", "documents"] = Field(
        "documents", description="'volume': with title matter and endnotes, in a document of their own"
    )
    language: Language = Language()
    paragraph: Literal["block", "line"] = Field("block", description="what blank lines or line ends part")
    heading_level: int | None = Field(
        None, ge=1, le=6, description="the level of the headings that begin letters, where a file has several"
    )
    body_gap: int | None = Field(None, description="blank lines that set off the body of a message")
    people: dict[str, PersonForms] = Field({}, description="the correspondents, each by a short key")
    places: dict[str, str] = Field({}, description="words for places of writing and receipt: their entries")
    formulas: dict[str, Formula] = Field({}, description="what a dateline's formula says of its message")
    front: tuple[tuple[Pattern, str], ...] = Field((), description="patterns of the title matter and what each is")
    blocks: Blocks = Blocks()
    calls: Calls | None = None
    html: Page = Field(Page(), description="of HTML pages: where their text is, and what is left out of it")
    footnotes: Annotated[str, _having("label text")] | None = Field(
        None, description="a footnote in the line; groups: label, text"
    )
    footnote_calls: Labelled | None = Field(None, description="the call of such a footnote; group: label")
    marks: tuple[Mark, ...] = ()
    tables: tuple[Table, ...] = ()
    other_blocks: tuple[tuple[Pattern, str], ...] = Field((), description="blocks of no other kind and what each is")
    witnesses: tuple[Witness, ...] = ()
    record: Record | None = None
    references: References = References()
    responsible: tuple[Responsible, ...] = ()
    notes_by: str = Field("", description="whose the notes are: an id from `responsible`")
    print: Print
    sampling: str = Field("", description="what of the printed source the text has, for `samplingDecl`")
    encoding: dict[EditorialStatement, str] = Field({}, description="what else `editorialDecl` says of this source")

    @model_validator(mode="after")
    def _is_whole(self) -> Profile:
        """Check what two keys must say together."""
        if (self.footnotes is None) != (self.footnote_calls is None):
            raise ValueError("`footnotes` and `footnote_calls` are of use together only")
        if not self.notes_by and (self.footnotes or self.blocks.footnote or self.blocks.endnote_begins_with):
            raise ValueError("a source with notes says with `notes_by` whose they are")
        if self.reader == "witnesses" and len(self.witnesses) != 2:
            raise ValueError("the reader `witnesses` needs two `witnesses`, in the order of the source")
        if self.reader != "witnesses" and self.witnesses:
            raise ValueError("only the reader `witnesses` reads `witnesses`")
        if self.reader != "formatted" and self.heading_level:
            raise ValueError("only the reader `formatted` reads `heading_level`")
        return self

    @cached_property
    def matchers(self) -> dict[str, re.Pattern[str]]:
        """The patterns of `blocks`, compiled, by key."""
        return {key: self.compile(value) for key, value in self.blocks if value is not None}

    def compile(self, pattern: str) -> re.Pattern[str]:
        """Compile a pattern of the profile, its placeholders filled in."""
        forms = sorted((form for one in self.people.values() for form in (one.name, *one.forms)), key=len, reverse=True)
        names = "|".join(re.escape(form) for form in forms) or "(?!)"
        return re.compile(pattern.replace("{date}", dates.DATE).replace("{person}", f"(?:{names})"))

    def person(self, form: str) -> str:
        """The key of the person whom a form names, "" when nobody is known by it."""
        for key, person in self.people.items():
            if form == person.name or form in person.forms:
                return key
        return ""


def load(folder: Path, shown_as: str) -> Profile:
    """Read the profile in a source's folder; raise `EditionError` with each mistake and its line."""
    return load_with_lines(folder, shown_as)[0]


def load_with_lines(folder: Path, shown_as: str) -> tuple[Profile, Mapping[yamlfile.KeyPath, int]]:
    """Do what `load` does, and tell the line of each value by the keys and indexes that lead to it."""
    shown = f"{shown_as}/profile.yml"
    profile, lines = yamlfile.load_with_lines(folder / "profile.yml", Profile, shown_as=shown)
    unknown = [
        Diagnostic(Code.UNKNOWN_NAME, message, Location(shown, lines.get(at)), help)
        for at, message, help in _unknown_names(profile)
    ]
    if unknown:
        raise EditionError(*unknown)
    return profile, lines


def _unknown_names(profile: Profile) -> Iterator[tuple[yamlfile.KeyPath, str, str]]:
    """Yield where, what is wrong and the way out for each name that the profile uses and does not define."""
    people = f"People of the profile: {', '.join(sorted(profile.people)) or 'none'}."
    for words, formula in profile.formulas.items():
        for person in (*formula.sender, *formula.addressee):
            if person not in profile.people:
                message = f"The formula “{words}” names “{person}”, whom `people` does not have."
                yield ("formulas", words), message, people
    known = {one.id for one in profile.responsible}
    responsible = f"Ids in `responsible`: {', '.join(sorted(known)) or 'none'}."
    if profile.notes_by and profile.notes_by not in known:
        yield ("notes_by",), f"Nobody in `responsible` has the id “{profile.notes_by}”.", responsible
    for index, mark in enumerate(profile.marks):
        if mark.resp and mark.resp not in known:
            yield ("marks", index), f"Nobody in `responsible` has the id “{mark.resp}”.", responsible
