"""An editorial page: its text, with its notes as documents have them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from edition.site.plan import PlannedPage
from edition.site.reading.notes import footnotes_of
from edition.site.shell import Surroundings
from edition.site.views import Notes, Shell


@dataclass(frozen=True, slots=True)
class EditorialPageView:
    """`page.html`."""

    shell: Shell
    text: Markup
    notes: Notes


def editorial_page(page: PlannedPage, around: Surroundings) -> EditorialPageView:
    """What an editorial page shows."""
    text = next(text for text in around.editorial if text.name == page.subject)
    return EditorialPageView(
        shell=around.shell(page, text.title, f"{text.title}: {around.imprint.title}."),
        text=text.text,
        notes=footnotes_of(text.footnotes, around.imprint.language, around.interface),
    )
