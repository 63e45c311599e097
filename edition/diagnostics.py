"""Findings as values: what is wrong, where, and how to mend it.

A check yields `Diagnostic` values and never prints; `reporting` turns them into text. Exceptions are for a stage
that cannot make its output at all: `EditionError` carries the diagnostics that say why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops publication and sets exit code 1, a warning does neither."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a code means, for `Code` and whoever asks what it is about."""

    name: str
    severity: Severity
    meaning: str


class Code(Enum):
    """The catalogue of findings. A code is a name, stable for ever; its member says how grave it is and why."""

    # Configuration and other YAML files
    FILE_MISSING = Explanation("file-missing", Severity.ERROR, "A file that the edition names is not there.")
    FILE_UNREADABLE = Explanation("file-unreadable", Severity.ERROR, "A file cannot be opened or read.")
    NOT_UTF8 = Explanation("not-utf8", Severity.ERROR, "A text is not UTF-8: its letters cannot be told.")
    EMPTY_FILE = Explanation("empty-file", Severity.ERROR, "A file has no text.")
    BAD_YAML = Explanation("bad-yaml", Severity.ERROR, "A YAML file breaks the rules of YAML.")
    DUPLICATE_KEY = Explanation("duplicate-key", Severity.ERROR, "A YAML mapping says the same key twice.")
    UNKNOWN_KEY = Explanation("unknown-key", Severity.ERROR, "A YAML file has a key that nothing reads.")
    BAD_VALUE = Explanation("bad-value", Severity.ERROR, "A value in a YAML file is missing or of the wrong kind.")
    BAD_BASELINE = Explanation("bad-baseline", Severity.ERROR, "A baseline of known findings cannot be read.")
    STALE_ACCEPTANCE = Explanation(
        "stale-acceptance", Severity.ERROR, "The configuration accepts a finding that there is not."
    )

    # TEI files
    MALFORMED = Explanation("malformed", Severity.ERROR, "A file breaks the rules of XML.")
    ENTITY_REFERENCE = Explanation(
        "entity-reference", Severity.ERROR, "A text refers to an entity; entities are never expanded."
    )
    NO_TEI_NAMESPACE = Explanation("no-tei-namespace", Severity.ERROR, "A document looks like TEI, but is not TEI P5.")
    NOT_TEI = Explanation("not-tei", Severity.WARNING, "An XML file holds no TEI document.")
    NO_DOCUMENTS = Explanation("no-documents", Severity.ERROR, "The folder of TEI files has no document.")
    BAD_SCHEMA = Explanation("bad-schema", Severity.ERROR, "A schema cannot be read or is no schema.")
    BAD_ODD = Explanation("bad-odd", Severity.ERROR, "An ODD has an error, or a construct that is not covered.")
    OUTDATED_SCHEMA = Explanation(
        "outdated-schema", Severity.ERROR, "A compiled schema is not what its ODD gives."
    )
    SCHEMA_NOT_READ = Explanation(
        "schema-not-read", Severity.WARNING, "A file names a schema that is not read: another one, or none, was used."
    )
    NEWER_TEI = Explanation(
        "newer-tei", Severity.ERROR, "A document that is not valid declares a newer version of TEI than its schema."
    )
    ELEMENT_NOT_ALLOWED = Explanation(
        "element-not-allowed", Severity.ERROR, "An element stands where the schema does not allow it."
    )
    ELEMENT_INCOMPLETE = Explanation(
        "element-incomplete", Severity.ERROR, "An element lacks something that the schema asks for in it."
    )
    ATTRIBUTE_NOT_ALLOWED = Explanation(
        "attribute-not-allowed", Severity.ERROR, "An element has an attribute that the schema does not allow there."
    )
    ATTRIBUTE_MISSING = Explanation(
        "attribute-missing", Severity.ERROR, "An element lacks an attribute that the schema asks for."
    )
    VALUE_NOT_ALLOWED = Explanation(
        "value-not-allowed", Severity.ERROR, "An attribute or element has a value that the schema does not allow."
    )
    TEXT_NOT_ALLOWED = Explanation("text-not-allowed", Severity.ERROR, "Words stand where the schema allows none.")
    RULE_BROKEN = Explanation("rule-broken", Severity.ERROR, "A document breaks a Schematron rule.")
    RULES_NOT_RUN = Explanation(
        "rules-not-run", Severity.WARNING, "The Schematron rules of a schema need a program that is not installed."
    )
    RULE_ADVISES = Explanation(
        "rule-advises", Severity.WARNING, "A Schematron rule that only advises does not hold in a document."
    )
    REPEATED_ID = Explanation("repeated-id", Severity.ERROR, "Two elements of a file have the same xml:id.")
    REPEATED_DOCUMENT = Explanation("repeated-document", Severity.ERROR, "Two documents have the same identifier.")
    DANGLING_REFERENCE = Explanation(
        "dangling-reference", Severity.ERROR, "A reference leads to a file or identifier that is not there."
    )
    MISSING_RESOURCE = Explanation(
        "missing-resource", Severity.WARNING, "A reference leads to an image or another file that is not there."
    )
    LEADS_OUTSIDE = Explanation(
        "leads-outside", Severity.WARNING, "A reference leads to a file outside of the TEI folder, which no site has."
    )
    UNKNOWN_PREFIX = Explanation(
        "unknown-prefix", Severity.WARNING, "A reference has a private prefix that nothing declares."
    )
    CALL_WITHOUT_NOTE = Explanation("call-without-note", Severity.WARNING, "A note call leads to no note.")
    NOTE_WITHOUT_CALL = Explanation(
        "note-without-call", Severity.WARNING, "Nothing tells which words a note belongs to."
    )
    LABEL_MISMATCH = Explanation("label-mismatch", Severity.WARNING, "A note and its call have different labels.")
    NO_SUCH_DAY = Explanation("no-such-day", Severity.ERROR, "A date in an attribute is no day of the calendar.")
    DATES_CONTRADICT = Explanation(
        "dates-contradict", Severity.WARNING, "Two dates contradict each other, or one its own words."
    )
    OUT_OF_ORDER = Explanation(
        "out-of-order", Severity.WARNING, "A letter is earlier than the one before it in its volume."
    )

    # Registers
    ENTRY_WITHOUT_NAME = Explanation("entry-without-name", Severity.WARNING, "An entry of a register has no name.")
    ENTRY_WITHOUT_ID = Explanation(
        "entry-without-id", Severity.WARNING, "Nothing can point to an entry of a register: it has no xml:id."
    )
    ENTRY_UNUSED = Explanation("entry-unused", Severity.WARNING, "Nothing in the edition refers to a register entry.")
    ENTRY_ELSEWHERE = Explanation(
        "entry-elsewhere", Severity.WARNING, "References to entries of a register in another file do not name the file."
    )
    SHARED_FORM = Explanation(
        "shared-form", Severity.WARNING, "Two entries of the registers have the same form of a name."
    )
    BAD_COORDINATES = Explanation(
        "bad-coordinates", Severity.ERROR, "The coordinates of a place cannot be read, or are none on the globe."
    )
    BAD_IDENTIFIER = Explanation(
        "bad-identifier", Severity.ERROR, "An identifier does not look like those of the collection that it names."
    )

    # The site
    PAGE_CLASH = Explanation("page-clash", Severity.ERROR, "Two pages of the site would have the same address.")
    BROKEN_LINK = Explanation("broken-link", Severity.ERROR, "A link of the finished site leads nowhere.")
    REPEATED_ANCHOR = Explanation("repeated-anchor", Severity.ERROR, "A page of the site gives the same id twice.")
    BAD_TEMPLATE = Explanation("bad-template", Severity.ERROR, "A template cannot be read or filled.")
    WORDS_MISSING = Explanation(
        "words-missing", Severity.WARNING, "The interface lacks words in its language, and says them in English."
    )
    SEARCH_FAILED = Explanation("search-failed", Severity.ERROR, "The index of the full-text search was not made.")
    CANNOT_WRITE = Explanation("cannot-write", Severity.ERROR, "A file cannot be written where it belongs.")
    NOT_OUR_FOLDER = Explanation("not-our-folder", Severity.ERROR, "The folder for the site holds something else.")

    PORT_TAKEN = Explanation("port-taken", Severity.ERROR, "The local server cannot use the port asked for.")

    # Ingest
    BAD_CHARACTER = Explanation("bad-character", Severity.ERROR, "A source has a character that XML cannot hold.")
    NOTHING_MATCHES = Explanation(
        "nothing-matches", Severity.ERROR, "The patterns of a profile find no message in its source."
    )
    REPEATED_NUMBER = Explanation("repeated-number", Severity.ERROR, "Two messages of a source have the same number.")
    NOT_A_NUMBER = Explanation(
        "not-a-number", Severity.ERROR, "The number of a message or the label of an endnote is lacking or not whole."
    )
    TEXT_WITHOUT_PLACE = Explanation(
        "text-without-place", Severity.ERROR, "A part of a source has no place in any of its documents."
    )
    DOUBTFUL_BOUNDARY = Explanation(
        "doubtful-boundary", Severity.WARNING, "A text begins like a message, but its number cannot be told."
    )
    DOUBTFUL_NOTE = Explanation(
        "doubtful-note", Severity.WARNING, "A paragraph of an endnote begins like a note of its own."
    )
    DOUBTFUL_CALL = Explanation(
        "doubtful-call", Severity.WARNING, "A numeral may be a note call or not; what is written is a guess."
    )
    CALL_WITHOUT_ENDNOTE = Explanation(
        "call-without-endnote", Severity.WARNING, "A note is called that the source does not have."
    )
    ENDNOTE_WITHOUT_CALL = Explanation(
        "endnote-without-call", Severity.WARNING, "A note of the source is called from nowhere."
    )
    UNKNOWN_NAME = Explanation(
        "unknown-name", Severity.ERROR, "A profile or a decision names somebody or something that nothing defines."
    )
    UNKNOWN_CORRESPONDENT = Explanation(
        "unknown-correspondent", Severity.WARNING, "The source does not tell who wrote or received a message."
    )
    UNDATED = Explanation("undated", Severity.WARNING, "The source does not tell when a message was written.")
    IMPOSSIBLE_DATE = Explanation(
        "impossible-date", Severity.WARNING, "A text prints a date that is no day of the calendar."
    )
    REFERENCE_OUTSIDE = Explanation(
        "reference-outside", Severity.WARNING, "A text refers to a document or note that the source does not have."
    )
    ANCHOR_MISSING = Explanation(
        "anchor-missing", Severity.ERROR, "The words that anchor a decision do not occur in the source."
    )
    ANCHOR_AMBIGUOUS = Explanation(
        "anchor-ambiguous", Severity.ERROR, "The words that anchor a decision occur more than once."
    )
    DECISION_UNUSED = Explanation("decision-unused", Severity.ERROR, "A decision had no effect.")
    DECISIONS_CONTRADICT = Explanation(
        "decisions-contradict", Severity.ERROR, "Two decisions say different things of one matter."
    )
    OTHER_VERSION = Explanation(
        "other-version", Severity.WARNING, "The decisions on a source were made for another version of its text."
    )
    NOT_THE_SOURCE = Explanation(
        "not-the-source", Severity.ERROR, "The words of a TEI document are not those of its source."
    )
    SEVERAL_SOURCES = Explanation(
        "several-sources", Severity.ERROR, "It cannot be told which file of a folder is the source."
    )
    FORMAT_LOSS = Explanation("format-loss", Severity.WARNING, "A source has something that its text does not keep.")
    ESCAPED_MARKUP = Explanation(
        "escaped-markup", Severity.WARNING, "Markup in the text of a source is kept as plain words."
    )
    UNSAFE_LINK = Explanation("unsafe-link", Severity.WARNING, "A link leads to what no edition should open.")
    REPEATED_NOTE = Explanation("repeated-note", Severity.ERROR, "Two notes of a source have the same label.")
    BAD_DOCUMENT = Explanation("bad-document", Severity.ERROR, "A file is not what its name says, or is dangerous.")
    TOOL_MISSING = Explanation("tool-missing", Severity.ERROR, "A program that a task needs is not installed.")
    TRACKED_CHANGE = Explanation(
        "tracked-change", Severity.ERROR, "A document has a change or comment that nobody has decided."
    )
    CHARSET_ASSUMED = Explanation(
        "charset-assumed", Severity.WARNING, "A page does not say how its characters are encoded."
    )
    EDITED_FILE_KEPT = Explanation(
        "edited-file-kept", Severity.WARNING, "A TEI file was edited by hand; its edits were kept."
    )
    EDIT_CONFLICT = Explanation(
        "edit-conflict", Severity.ERROR, "A hand edit and the new output of ingest change the same lines."
    )

    @property
    def label(self) -> str:
        """The code's name, as reports print it: `dangling-reference`."""
        return self.value.name

    @property
    def severity(self) -> Severity:
        """How grave every finding of this code is."""
        return self.value.severity


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file. `path` is relative to the edition's folder, POSIX style; line and column count from 1.

    A file without lines that a person could count, such as a word processor's, has the number of the paragraph instead.
    """

    path: str
    line: int | None = None
    column: int | None = None
    paragraph: int | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}, paragraph {self.paragraph}" if self.paragraph else place


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about, with the reason why it is named."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `message` says what is wrong, `help` the way out."""

    code: Code
    message: str
    location: Location
    help: str = ""
    related: tuple[Related, ...] = ()
    place: str = ""  # in words, for whoever reads the text: "letter 57, paragraph 4, note 29"
    excerpt: str = ""  # the line that cannot be read, and below it a caret

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return self.code.severity


class EditionError(Exception):
    """A stage cannot make its output; `diagnostics` say why, each with its place and the way out."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(f"{found.location}: {found.message}" for found in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[EditionError], tuple[Diagnostic, ...]]:
        return type(self), self.diagnostics  # so that it comes whole out of another process


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding is of severity error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings by place, then code and message, so that every run prints them alike."""
    return sorted(
        diagnostics,
        key=lambda d: (
            d.location.path, d.location.line or d.location.paragraph or 0, d.location.column or 0,
            d.code.label, d.message,
        ),
    )
