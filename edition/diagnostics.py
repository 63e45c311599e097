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
    """A place in a file. `path` is relative to the edition's folder, POSIX style; line and column count from 1."""

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


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

    @property
    def severity(self) -> Severity:
        """The severity of the finding's code."""
        return self.code.severity


class EditionError(Exception):
    """A stage cannot make its output; `diagnostics` say why, each with its place and the way out."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("; ".join(f"{found.location}: {found.message}" for found in diagnostics))
        self.diagnostics = diagnostics


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding is of severity error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings by place, then code and message, so that every run prints them alike."""
    return sorted(
        diagnostics,
        key=lambda d: (d.location.path, d.location.line or 0, d.location.column or 0, d.code.label, d.message),
    )
