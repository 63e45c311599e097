"""The colophon: what this version of the edition consists of; the software, schema and type that it was made with."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import edition
from edition.site.plan import ARCHIVE, GUIDELINES, PlannedPage, href
from edition.site.shell import Imprint, Surroundings
from edition.site.views import Fact, Shell
from edition.tei.catalog import Catalog
from edition.tei.collections import VOLUME

# What does the work, by the name of its distribution, and in the interface what it does.
SOFTWARE = ("lxml", "Jinja2", "markdown-it-py", "Babel", "pydantic", "pagefind")


@dataclass(frozen=True, slots=True)
class Program:
    """A program that took part: its name, its version, what it did."""

    name: str
    version: str
    does: str


@dataclass(frozen=True, slots=True)
class ColophonPage:
    """`colophon.html`."""

    shell: Shell
    edition: tuple[Fact, ...]
    corpus: tuple[Fact, ...]
    software: tuple[Program, ...]
    guidelines: str  # the page of the encoding guidelines; "" without one
    font_licence: str


def colophon_page(page: PlannedPage, catalog: Catalog, around: Surroundings, *, archive: bytes) -> ColophonPage:
    """What the colophon shows; `archive` is the file with all TEI files, which its digest identifies."""
    say = around.interface.say
    guided = "guidelines" in around.kinds
    return ColophonPage(
        shell=around.shell(page, say("colophon.title"), say("colophon.summary", edition=around.imprint.title)),
        edition=tuple(_edition(around.imprint, around)),
        corpus=tuple(_corpus(catalog, page, around, archive)),
        software=tuple(_software(around)),
        guidelines=href(page.file, GUIDELINES) if guided else "",
        font_licence=href(page.file, "assets/fonts/LICENSE.md"),
    )


def _edition(imprint: Imprint, around: Surroundings) -> Iterator[Fact]:
    say = around.interface.say
    if imprint.version:
        yield Fact(say("colophon.version"), imprint.version)
    if imprint.date:
        yield Fact(say("colophon.date"), around.interface.date(imprint.date))
    if imprint.publisher:
        yield Fact(say("colophon.publisher"), imprint.publisher)
    if imprint.editors:
        yield Fact(say("colophon.editors"), around.interface.listed(imprint.editors))
    if imprint.licence:
        yield Fact(say("colophon.licence"), imprint.licence.text, imprint.licence.href)


def _corpus(catalog: Catalog, page: PlannedPage, around: Surroundings, archive: bytes) -> Iterator[Fact]:
    say, number = around.interface.say, around.interface.number
    texts = [document for document in catalog.documents if document.kind != VOLUME]
    entries = sum(len(register.entries) for register in (*catalog.documents, *catalog.registers))
    counts = (
        ("documents", len(texts)),
        ("volumes", len(catalog.documents) - len(texts)),
        ("notes", sum(len(document.notes) for document in catalog.documents)),
        ("entries", entries),
        ("changes", sum(len(document.interventions) for document in catalog.documents)),
    )
    yield from (Fact(say(f"colophon.{name}"), number(count)) for name, count in counts if count)
    yield Fact(say("colophon.archive"), ARCHIVE, href(page.file, ARCHIVE))
    yield Fact(say("colophon.digest"), hashlib.sha256(archive).hexdigest(), fixed=True)


def _software(around: Surroundings) -> Iterator[Program]:
    say = around.interface.say
    yield Program("edition", edition.__version__, say("colophon.does_edition"))
    yield Program("Python", platform.python_version(), say("colophon.does_python"))
    for name in SOFTWARE:
        try:
            found = version(name)
        except PackageNotFoundError:  # built in another way than as a package
            found = ""
        yield Program(name, found, say(f"colophon.does_{name.lower().replace('-', '_')}"))
