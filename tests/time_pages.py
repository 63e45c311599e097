"""Editions of letters for tests of the pages on time, written as a person would note them.

A letter is a line `Lark: sent 1900-03-05`, an event a line `event Fair: 1900-02-01..1900-02-03`; a bound may be left
out (`..1900-03-09`), as may the whole date.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html

from edition.config import Config
from edition.site.shell import Imprint, Surroundings
from edition.tei.catalog import Catalog, link
from edition.tei.facts import DocumentFacts
from tests.test_facts import facts


def edition_of(text: str) -> Catalog:
    """The catalog of an edition of these letters and events."""
    lines = [line.partition(": ") for line in text.splitlines() if line.strip()]
    events = [_event(name.removeprefix("event "), date) for name, _, date in lines if name.startswith("event ")]
    register = facts(f"<listEvent>{''.join(events)}</listEvent>", "events.xml")
    return link([*_letters(lines), *([register] if events else [])])


def around() -> Surroundings:
    """What stands around the pages of such an edition, in English."""
    return Surroundings(Imprint.of(Config(title="Letters")), (), "")


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    """The words of what an XPath finds on a page, or its attributes."""
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [" ".join((one.text_content() if isinstance(one, html.HtmlElement) else str(one)).split()) for one in found]


def _letters(lines: list[tuple[str, str, str]]) -> Iterator[DocumentFacts]:
    for number, (sender, _, told) in enumerate(lines, 1):
        if not sender.startswith("event "):
            kind, _, date = told.partition(" ")
            name = f"<persName>{sender}</persName>" if sender != "-" else ""
            title = f"<fileDesc><titleStmt><title>Letter {number}</title></titleStmt></fileDesc>"
            sent = f'<correspAction type="sent">{name}{_date(date) if kind == "sent" else ""}</correspAction>'
            got = f'<correspAction type="received">{_date(date)}</correspAction>' if kind == "received" else ""
            header = f"<profileDesc><correspDesc>{sent}{got}</correspDesc></profileDesc>"
            yield facts("<p>x</p>", f"letter-{number}.xml", f"<teiHeader>{title}{header}</teiHeader>")


def _date(text: str) -> str:
    return f"<date {_attributes(text, 'notBefore', 'notAfter')}/>" if text else ""


def _event(name: str, date: str) -> str:
    return f'<event xml:id="ev-{name.lower()}" {_attributes(date, "from", "to")}><label>{name}</label></event>'


def _attributes(text: str, first: str, last: str) -> str:
    if ".." not in text:
        return f'when="{text}"'
    start, _, end = text.partition("..")
    return " ".join(f'{name}="{value}"' for name, value in ((first, start), (last, end)) if value)
