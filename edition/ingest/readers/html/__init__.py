"""Reader of HTML pages, such as an archive's transcription page, by lxml; nothing is ever fetched.

The profile says where the text of a page is and what is left out of it (`page`); notes are found by their links
(`notes`); what is left is blocks (`blocks`) of running text (`inline`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.profile import Page
from edition.ingest.readers import layout
from edition.ingest.readers.html import notes, page
from edition.ingest.readers.html.blocks import Blocks
from edition.ingest.readers.html.inline import RunningText, line
from edition.ingest.readers.layout import Draft
from edition.ingest.work import Kind

WORD = re.compile(r"[^\W_]+")


def read(data: bytes, shown: str, form: Page) -> Draft:
    """The draft of a page, its notes behind its text; `shown` is the page as findings print it.

    Raises `EditionError` for what is no page, whose characters cannot be told, or where nothing is where `form` says.
    """
    cut = page.cut(data, shown, form)
    lifted = notes.lift(cut.parts)
    text = RunningText(shown, lifted.calls, notes.led_to(cut.parts, lifted.notes))
    blocks = Blocks(text)
    parts = [part for element in cut.parts for part in blocks.block(element, Kind.PARAGRAPH)]
    apart = []
    for note in lifted.notes:
        inner = tuple(part for element in note.elements for part in blocks.around(element, Kind.PARAGRAPH))
        apart.append(layout.footnote(note.label, inner, line(note.elements[0])))
    if not parts:
        help = "Compare `html.content` and `html.omit` of the profile with the page."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The page has no text.", Location(shown), help))
    return Draft(shown, layout.with_notes(parts, apart), findings=(*cut.findings, *text.findings))


def words(data: bytes, form: Page) -> tuple[list[str], list[str]]:
    """The words of the text of a page that can be read, and those of its notes, without their marks and calls."""
    cut = page.cut(data, "", form)
    lifted = notes.lift(cut.parts)
    for call in lifted.calls:
        notes.take_out(call)
    inside = (element for note in lifted.notes for element in note.elements)
    return WORD.findall(page.text_of(cut.parts)), WORD.findall(page.text_of(tuple(inside)))


def left_out(data: bytes, form: Page) -> Mapping[str, int]:
    """How many characters of a page, white space apart, are no part of its text, by reason."""
    cut = page.cut(data, "", form)
    back = notes.lift(cut.parts).back
    return {**cut.left_out, **({"links back from notes": back} if back else {})}
