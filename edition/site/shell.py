"""What stands around every page, and how the edition is cited."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from edition.config import Config
from edition.site.editorial import HOME, EditorialPage
from edition.site.plan import ARCHIVE, AUDIT, CHANGES, GUIDELINES, NOTES, PlannedPage, href, root_of
from edition.site.views import Link, NavigationItem, Shell

# No page asks anything of another host, and none runs a script that stands in it. The search, which every page can
# open, runs WebAssembly, in a worker where it can.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)

# Pages on how the edition was made; the foot of each page leads to them.
REPORTS = (
    ("changes", CHANGES, "What was changed"),
    ("note-ledger", NOTES, "Notes and calls"),
    ("audit", AUDIT, "Audit"),
    ("guidelines", GUIDELINES, "Encoding guidelines"),
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
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that the shells of the pages have in common."""

    imprint: Imprint
    editorial: tuple[EditorialPage, ...]
    base_url: str
    kinds: frozenset[str] = frozenset()  # of the pages that there are
    own_style: bool = False  # the edition has a style sheet of its own
    index: str = ""  # file of the first index of entries

    def shell(self, page: PlannedPage, title: str, description: str, *, data: str = "") -> Shell:
        """The shell of a page under its title, with a description for search engines and previews.

        `data` is a block of data that stands in the page, in a `script` element; the policy names it by its digest.
        """
        imprint = self.imprint
        return Shell(
            site=imprint.title,
            title=title,
            description=_shortened(description),
            root=root_of(page.file),
            home=page.kind == "home",
            canonical=self.address(page.file),
            policy=_policy(data),
            navigation=tuple(self._navigation(page)),
            version=imprint.version,
            date=imprint.date,
            publisher=imprint.publisher,
            licence=imprint.licence,
            repository=imprint.repository,
            archive=ARCHIVE,
            reports=tuple(
                Link(href(page.file, file), text) for kind, file, text in REPORTS if kind in self.kinds
            ),
            file=page.file,
            own_style=self.own_style,
        )

    def address(self, file: str) -> str:
        """The public address of a file of the site; "" when the edition has none."""
        return f"{self.base_url}/{quote(file)}" if self.base_url else ""

    def cite(self, title: str, file: str) -> str:
        """How to cite a page, or with no title the edition as a whole."""
        imprint = self.imprint
        edition = imprint.title + (f", version {imprint.version}" if imprint.version else "")
        issued = ", ".join(part for part in (imprint.publisher, imprint.date) if part)
        address = self.address(file) or (file if title else "")
        parts = [title, f"In: {edition}" if title else edition, issued, address]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def _navigation(self, page: PlannedPage) -> Sequence[NavigationItem]:
        pages = [
            ("documents.html", "Documents"),
            *([(self.index, "Index")] if self.index else []),
            *((f"{text.name}.html", text.label) for text in self.editorial if text.name != HOME),
            ("search.html", "Search"),
        ]
        return [
            NavigationItem(href(page.file, file), text, file == page.file, file == "search.html")
            for file, text in pages
        ]


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
