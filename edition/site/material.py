"""What the pages of a site are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from edition.ledger import Ledger
from edition.odd.guide import Guide
from edition.site.about.pages import About
from edition.site.reading.rendered import Rendered
from edition.site.shell import Surroundings
from edition.tei.catalog import Catalog

NO_GUIDE = Guide("", (), (), (), ())


@dataclass(frozen=True, slots=True)
class Material:
    """All that pages show: the corpus, its documents as HTML, what stands around every page, and what is on record."""

    catalog: Catalog
    around: Surroundings
    rendered: Mapping[str, Rendered]
    ledgers: Sequence[Ledger] = ()
    guide: Guide = NO_GUIDE
    about: About = field(default_factory=About)
    missing: Sequence[str] = ()  # in words: what of the edition could not be published
    archive: bytes = b""  # the file that has all TEI files
