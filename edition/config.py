"""The edition's identity and choices, read from `config.yml`: frozen, typed, every unknown key an error."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from edition import yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.yamlfile import Strict


class Licence(Strict):
    """A licence by its name and address."""

    name: str
    url: str


class Person(Strict):
    """Somebody responsible for the edition; `id` is the `xml:id` that `@resp` points to."""

    id: str
    name: str
    role: str


class Page(Strict):
    """An editorial page: its Markdown file in `pages/` and its place in the navigation."""

    file: str
    title: str


class Config(Strict):
    """What `config.yml` says. Every key has a default but the title, so that a foreign corpus needs one line."""

    title: str
    subtitle: str = ""
    description: str = ""
    language: str = "en"
    version: str = "0"
    date: str = Field(default="", description="The day of this version, ISO 8601; goes into every TEI header.")
    publisher: str = ""
    licence: Licence | None = None
    editors: tuple[Person, ...] = ()
    base_url: str = Field(default="", description="Public address of the site; without it no canonical addresses.")
    repository: str = ""
    sources: tuple[str, ...] = Field(default=(), description="Folders of `sources/`, in the order of the edition.")
    pages: tuple[Page, ...] = ()


def load(root: Path) -> Config:
    """Read `config.yml` of the edition in folder `root`; raise `EditionError` with each mistake and its line."""
    if not (root / "config.yml").exists():
        message = f"The folder {root.resolve()} is no edition: it has no config.yml."
        help = "Name the edition's folder with --root, or put a config.yml there; one line, `title: …`, is enough."
        raise EditionError(Diagnostic(Code.FILE_MISSING, message, Location("config.yml"), help))
    return yamlfile.load(root / "config.yml", Config, shown_as="config.yml")
