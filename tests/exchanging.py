"""Small correspondences written in a few lines, for tests: a line that says who wrote to whom and when, then the text.

    one: Anna to Berta, 1900-03-01
    The hay is in.
    two: Berta to Anna & Carl, received 1900-03-04
    I have <ref target="one.xml" ana="#reference-answer" cert="high">your letter</ref>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from markupsafe import Markup

from edition.config import Config
from edition.render.documents import render_notes, render_text
from edition.site import kinds, pages
from edition.site.exchanges import threads
from edition.site.material import Material
from edition.site.plan import PlannedPage, SitePlan
from edition.site.reading.rendered import Rendered
from edition.site.shell import Imprint, Surroundings
from edition.tei.catalog import Catalog, link
from edition.tei.documents import TeiDocument
from edition.tei.facts import collect
from tests.test_facts import document

LETTER = re.compile(r"(?P<name>[\w-]+): (?P<senders>.+) to (?P<addressees>.+?), (?P<kind>received )?(?P<day>\S*)")


@dataclass(frozen=True)
class Correspondence:
    """The catalog of some letters, what is rendered of each, and what stands around their pages."""

    catalog: Catalog
    rendered: Mapping[str, Rendered]
    around: Surroundings
    pages: tuple[PlannedPage, ...]

    def page(self, kind: str, subject: str = "") -> PlannedPage:
        """The first page of a kind, of the exchange that is named."""
        return next(one for one in self.pages if one.kind == kind and subject in ("", one.subject))

    def files(self, *kinds: str) -> Iterator[tuple[str, bytes]]:
        """Yield the pages of some kinds as files of the site."""
        plan = SitePlan(tuple(page for page in self.pages if page.kind in kinds), "")
        material = Material(self.catalog, self.around, self.rendered)
        for path, content in pages.files(Path("/nonexistent"), plan, material):
            if path.endswith(".html"):
                yield path, content


def correspondence(written: str) -> Correspondence:
    """Read letters as they are written above."""
    return of([document(*one) for one in _letters(written)])


def of(documents: list[TeiDocument]) -> Correspondence:
    """What a site is made of, from TEI documents."""
    catalog = link([collect(one) for one in documents])
    rendered = {
        one.id: Rendered(
            one.id,
            Markup(render_text(one, catalog)),
            {id: Markup(note) for id, note in render_notes(one, catalog).items()},
            b"",
        )
        for one in documents
    }
    planned = kinds.planned(catalog)
    around = Surroundings(
        Imprint.of(Config(title="Our letters")), (), "", frozenset(page.kind for page in planned),
        turns=threads.further(planned, catalog),
    )  # fmt: skip
    return Correspondence(catalog, rendered, around, planned)


def _letters(written: str) -> Iterator[tuple[str, str, str]]:
    """Yield the content of each TEI document, its path, its attributes."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in written.strip().splitlines():
        if match := LETTER.fullmatch(line):
            found.append((match, []))
        else:
            found[-1][1].append(line)
    for head, lines in found:
        name = head["name"]
        yield f"{_header(head)}<text><body><p>{' '.join(lines)}</p></body></text>", f"{name}.xml", f'xml:id="{name}"'


def _header(head: re.Match[str]) -> str:
    date = _date(head["day"])
    sent, received = ("", date) if head["kind"] else (date, "")
    title = f"{head['senders']} to {head['addressees']}, {head['day']}"
    return (
        f'<teiHeader><fileDesc><titleStmt><title type="main">{escape(title)}</title></titleStmt></fileDesc>'
        f'<profileDesc><correspDesc><correspAction type="sent">{_people(head["senders"])}{sent}</correspAction>'
        f'<correspAction type="received">{_people(head["addressees"])}{received}</correspAction></correspDesc>'
        "</profileDesc></teiHeader>"
    )


def _date(day: str) -> str:
    """A day; bounds "1900-03-01..1900-03-05"; a time that lasted "1900-03-01/1900-03-05"; or none."""
    for sign, names in (("..", ("notBefore", "notAfter")), ("/", ("from", "to"))):
        if sign in day:
            ends = zip(names, day.split(sign), strict=True)
            return "<date " + " ".join(f'{name}="{end}"' for name, end in ends if end) + "/>"
    return f'<date when="{day}"/>' if day else ""


def _people(names: str) -> str:
    return "".join(f"<persName>{escape(name)}</persName>" for name in names.split(" & "))
