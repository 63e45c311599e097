"""The page of the encoding guidelines, from the edition's own ODD."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from edition.odd import guide, reading
from edition.odd.guide import Guide
from edition.site.plan import ODD, PlannedPage
from edition.site.shell import Surroundings
from edition.site.views import Shell

# Where TEI describes its elements: `ref-p.html` and so on.
REFERENCE = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/"


@dataclass(frozen=True, slots=True)
class GuidelinesPage:
    """`guidelines.html`; each element has the name of its specification as anchor, as `anchors` lists them."""

    shell: Shell
    guide: Guide
    anchors: frozenset[str]
    reference: str  # where TEI describes the elements


def load(root: Path) -> Guide | None:
    """The guidelines of the edition in folder `root`, None when it has no ODD of its own.

    Raises `EditionError` when there is an error in the ODD.
    """
    file = root / ODD
    return guide.guide(reading.read(file, ODD)) if file.is_file() else None


def guidelines_page(page: PlannedPage, guidelines: Guide, around: Surroundings) -> GuidelinesPage:
    """What the page of the guidelines shows: chapters with their elements, then what elements share."""
    count = len({one.name for one in guidelines.elements})
    summary = around.interface.say("guidelines.summary", count=count)
    return GuidelinesPage(
        shell=around.shell(page, guidelines.title, summary),
        guide=guidelines,
        anchors=frozenset(one.anchor for one in guidelines.elements),
        reference=REFERENCE,
    )
