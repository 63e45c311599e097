"""What stands around every page, and how the edition is cited."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from edition.config import Config
from edition.site.editorial import EditorialPage
from edition.site.navigation import navigation, section_title
from edition.site.plan import ARCHIVE, PlannedPage, Retired, root_of
from edition.site.views import Link, Shell
from edition.words import interface
from edition.words.interface import Interface

# No page asks anything of another host, and none runs a script that stands in it. The search, which every page can
# open, runs WebAssembly, in a worker where it can.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)

@dataclass(frozen=True, slots=True)
class Imprint:
    """What the edition says of itself on every page."""

    title: str
    subtitle: str
    description: str
    version: str
    date: str
    publisher: str
    licence: Link | None
    editors: tuple[str, ...]
    repository: str
    language: str = "en"  # of all this
    report: str = ""  # where errors are reported, with fields that `report_address` fills

    @classmethod
    def of(cls, config: Config) -> Imprint:
        """The imprint that `config.yml` gives."""
        return cls(
            title=config.title,
            subtitle=config.subtitle,
            description=" ".join(config.description.split()),
            version=config.version,
            date=config.date,
            publisher=config.publisher,
            licence=Link(config.licence.url, config.licence.name) if config.licence else None,
            editors=tuple(editor.name for editor in config.editors),
            repository=config.repository,
            language=config.language,
            report=config.report,
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that the shells of the pages have in common."""

    imprint: Imprint
    editorial: tuple[EditorialPage, ...]
    base_url: str
    kinds: frozenset[str] = frozenset()  # of the pages that there are
    own_style: bool = False  # the edition has a style sheet of its own
    indexes: tuple[tuple[str, str], ...] = ()  # file and title of each index of entries
    interface: Interface = field(default_factory=interface.standard)
    # The file on which an exchange shows a letter, by the ids of both, where that is not its first one.
    turns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    retired: Mapping[str, tuple[Retired, ...]] = field(default_factory=dict)  # identifiers, by those of their documents

    def shell(self, page: PlannedPage, title: str, description: str, *, data: str = "") -> Shell:
        """The shell of a page under its title, with a description for search engines and previews.

        `data` is a block of data that stands in the page, in a `script` element; the policy names it by its digest.
        """
        imprint = self.imprint
        ways = navigation(page, self.kinds, self.editorial, self.interface, indexes=self.indexes)
        return Shell(
            site=imprint.title,
            title=title,
            description=_shortened(description),
            root=root_of(page.file),
            home=page.kind == "home",
            canonical=self.address(page.file),
            policy=_policy(data),
            navigation=ways.sections,
            section=ways.pages,
            search=ways.search,
            site_map=ways.map,
            version=imprint.version,
            date=imprint.date,
            publisher=imprint.publisher,
            licence=imprint.licence,
            repository=imprint.repository,
            archive=ARCHIVE,
            file=page.file,
            own_style=self.own_style,
            language=self.interface.language,
            edition_language=imprint.language,
            direction=self.interface.direction,
        )

    def address(self, file: str) -> str:
        """The public address of a file of the site; "" when the edition has none."""
        return f"{self.base_url}/{quote(file)}" if self.base_url else ""

    def title_of(self, kind: str) -> str:
        """What the navigation calls the section of a kind of pages."""
        return section_title(kind, self.kinds, self.interface)

    def cite(self, title: str, file: str) -> str:
        """How to cite a page, or with no title the edition as a whole."""
        imprint = self.imprint
        say = self.interface.say
        edition = imprint.title + (f", {say('cite.version', number=imprint.version)}" if imprint.version else "")
        issued = ", ".join(part for part in (imprint.publisher, imprint.date) if part)
        address = self.address(file) or (file if title else "")
        parts = [title, say("cite.in", edition=edition) if title else edition, issued, address]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _policy(data: str) -> str:
    """The policy of a page that has a block of data, or none."""
    if not data:
        return POLICY
    digest = base64.b64encode(hashlib.sha256(data.encode()).digest()).decode()
    return POLICY.replace("script-src 'self'", f"script-src 'self' 'sha256-{digest}'")


def _shortened(text: str, limit: int = 200) -> str:
    """Cut a text at a word's end so that it has no more than `limit` characters."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rpartition(" ")[0].rstrip(",;:. ") + "…"
