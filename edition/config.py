"""The edition's identity and choices, read from `config.yml`: frozen, typed, every unknown key an error."""

from __future__ import annotations

import datetime
from pathlib import Path, PurePosixPath
from string import Formatter
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints

from edition import yamlfile
from edition.accepted import Acceptance
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.yamlfile import Name, Strict


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or " " in url):
        raise ValueError("no web address: it begins with https:// and names a host")
    return url


def _report_address(url: str) -> str:
    if not url:
        return url
    try:
        fields = {field for _, field, _, _ in Formatter().parse(url) if field is not None}
    except ValueError:
        raise ValueError("a brace in it is not closed; one that stands for itself is written %7B or %7D") from None
    if unknown := sorted(str(field) for field in fields - REPORT_FIELDS):
        known = ", ".join(f"{{{name}}}" for name in sorted(REPORT_FIELDS))
        raise ValueError(f"{{{unknown[0]}}} is none of the fields that are filled: {known}")
    if not url.startswith("mailto:") or " " in url:
        _web_address(url)
    return url


def _day(date: str) -> str:
    if date:
        datetime.date.fromisoformat(date)
    return date


def _local_file(path: str) -> str:
    if "://" in path:
        raise ValueError("an address of the web: schemas are never fetched; name a copy of it in the edition's folder")
    if not path or "\\" in path or PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
        raise ValueError("no path of a file in the edition's folder, with / between its parts")
    return path


# What of a page goes into the address to which an error in it is reported.
REPORT_FIELDS = frozenset({"address", "id", "title", "version"})

ReportAddress = Annotated[str, AfterValidator(_report_address)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Day = Annotated[str, AfterValidator(_day)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
LocalFile = Annotated[str, AfterValidator(_local_file)]
PageName = Annotated[str, StringConstraints(pattern=r"^[^/\\.][^/\\]*\.md$")]


class Licence(Strict):
    """A licence by its name and address."""

    name: str
    url: WebAddress


class Person(Strict):
    """Somebody responsible for the edition; `id` is the `xml:id` that `@resp` points to."""

    id: Name
    name: str
    role: str


class Page(Strict):
    """An editorial page: its Markdown file in `pages/` and its place in the navigation."""

    file: PageName
    title: str


class Config(Strict):
    """What `config.yml` says. Every key has a default but the title, so that a foreign corpus needs one line."""

    title: str
    subtitle: str = ""
    description: str = ""
    language: LanguageTag = "en"
    interface: LanguageTag | None = Field(None, description="Language of the site's own words; that of the edition.")
    version: str = ""
    date: Day = Field(default="", description="The day of this version, ISO 8601; goes into every TEI header.")
    publisher: str = ""
    licence: Licence | None = None
    editors: tuple[Person, ...] = ()
    base_url: WebAddress = Field("", description="Public address of the site; without it no canonical addresses.")
    repository: WebAddress = ""
    report: ReportAddress = Field("", description="Where errors are reported: an address with fields that are filled.")
    sources: tuple[Name, ...] = Field((), description="Folders of `sources/`, in the order of the edition.")
    schemas: tuple[LocalFile, ...] = Field((), description="RELAX NG schemas that all of `tei/` must be valid against.")
    pages: tuple[Page, ...] = ()
    accepted: tuple[Acceptance, ...] = Field((), description="Findings that stand, each with its reason.")


def load(root: Path) -> Config:
    """Read `config.yml` of the edition in folder `root`; raise `EditionError` with each mistake and its line."""
    if not (root / "config.yml").exists():
        message = f"The folder {root.resolve()} is no edition: it has no config.yml."
        help = "Name the edition's folder with --root, or put a config.yml there; one line, `title: …`, is enough."
        raise EditionError(Diagnostic(Code.FILE_MISSING, message, Location("config.yml"), help))
    return yamlfile.load(root / "config.yml", Config, shown_as="config.yml")


def place_of(root: Path, key: str) -> Location:
    """The place of a key of `config.yml`, which has been read before."""
    lines = yamlfile.load_with_lines(root / "config.yml", Config, shown_as="config.yml")[1]
    return Location("config.yml", lines.get((key,)))


def accepted(root: Path) -> tuple[tuple[Acceptance, Location], ...]:
    """The findings that `config.yml` accepts, each entry with its place. Raises as `load` does."""
    config, lines = yamlfile.load_with_lines(root / "config.yml", Config, shown_as="config.yml")
    return tuple(
        (entry, Location("config.yml", lines.get(("accepted", index)))) for index, entry in enumerate(config.accepted)
    )
