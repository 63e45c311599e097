"""The pages of the encoding guidelines, from the edition's own ODD: an overview, and a page for each chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from edition.odd import guide, reading
from edition.odd.guide import AttributeGuide, ChapterGuide, ElementGuide, Guide, Reference, RuleGuide
from edition.odd.model import Prose
from edition.site.parts import parts
from edition.site.plan import GUIDELINES, ODD, Part, PlannedPage, href
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell

# Where TEI describes its elements: `ref-p.html` and so on.
REFERENCE = "https://www.tei-c.org/release/doc/tei-p5-doc/en/html/"
# The kind of the pages of chapters, and the anchor of what elements share, which stands in the overview.
CHAPTER = "guidelines-chapter"
SHARED = "shared"
# Bytes of markup around an element, an attribute or value of it, and each element that it leads to: an allowance,
# see `parts`.
ELEMENT_MARKUP, ATTRIBUTE_MARKUP, REFERENCE_MARKUP = 800, 160, 80


@dataclass(frozen=True, slots=True)
class ListedChapter:
    """A chapter in the overview, with how it begins and the elements that it is about."""

    anchor: str
    link: Link
    opening: Prose
    elements: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class GuidelinesPage:
    """`guidelines.html`: the chapters with the elements in them, all rules, and what elements share.

    `places` has, here and in chapters, where each element and rule is described: an address by its anchor. In the
    overview each has its anchor, too, so that an address of the whole with that anchor leads to it.
    """

    shell: Shell
    title: str
    chapters: tuple[ListedChapter, ...]
    elements: tuple[Reference, ...]
    rules: tuple[RuleGuide, ...]  # those of elements
    attributes: tuple[AttributeGuide, ...]  # what elements share
    shared_rules: tuple[RuleGuide, ...]
    places: Mapping[str, str]
    shared: str  # where the shared attributes stand
    reference: str  # where TEI describes the elements


@dataclass(frozen=True, slots=True)
class ChapterPage:
    """`guidelines-chapter.html`: a chapter, or a part of a long one; `ways` lead to the pages before and after."""

    shell: Shell
    whole: Link  # the overview
    chapter: ChapterGuide
    elements: tuple[ElementGuide, ...]  # on this page
    ways: tuple[Link, ...]
    places: Mapping[str, str]
    shared: str
    reference: str


def load(root: Path) -> Guide | None:
    """The guidelines of the edition in folder `root`, None when it has no ODD of its own.

    Raises `EditionError` when there is an error in the ODD.
    """
    file = root / ODD
    return guide.guide(reading.read(file, ODD)) if file.is_file() else None


def planned(guidelines: Guide) -> tuple[PlannedPage, ...]:
    """The pages of the chapters, in their order; the overview is in the plan of the site."""
    return tuple(
        PlannedPage(CHAPTER, _file(name, part.number), name, ODD, part)
        for name, chapter in _named(guidelines)
        for part in parts(chapter.elements, _weight)
    )


def guidelines_page(page: PlannedPage, guidelines: Guide, around: Surroundings) -> GuidelinesPage:
    """What the overview shows: chapters and their elements, all rules, then what elements share."""
    names = {one.anchor: one for one in guidelines.elements}
    summary = around.interface.say("guidelines.summary", count=len({one.name for one in guidelines.elements}))
    chapters = tuple(
        ListedChapter(
            name,
            Link(href(page.file, _file(name)), chapter.title),
            chapter.prose[0] if chapter.prose else (),
            tuple(names[element.anchor] for element in chapter.elements),
        )
        for name, chapter in _named(guidelines)
    )
    return GuidelinesPage(
        shell=around.shell(page, guidelines.title, summary),
        title=guidelines.title,
        chapters=chapters,
        elements=guidelines.elements,
        rules=tuple(rule for one in guidelines.chapters for element in one.elements for rule in element.rules),
        attributes=guidelines.everywhere,
        shared_rules=guidelines.rules,
        places=_places(page.file, guidelines),
        shared=f"#{SHARED}",
        reference=REFERENCE,
    )


def chapter_page(page: PlannedPage, guidelines: Guide, around: Surroundings) -> ChapterPage:
    """What the page of a chapter shows, or a further page of it."""
    chapter = dict(_named(guidelines))[page.subject]
    return ChapterPage(
        shell=around.shell(page, chapter.title, f"{guidelines.title}: {chapter.title}"),
        whole=Link(href(page.file, GUIDELINES), guidelines.title),
        chapter=chapter,
        elements=chapter.elements[page.part.start : page.part.end],
        ways=tuple(_ways(page, guidelines)),
        places=_places(page.file, guidelines),
        shared=href(page.file, GUIDELINES, SHARED),
        reference=REFERENCE,
    )


def _named(guidelines: Guide) -> list[tuple[str, ChapterGuide]]:
    """Each chapter with the name of its page: its anchor, or its number where it has none."""
    return [(one.anchor or str(number), one) for number, one in enumerate(guidelines.chapters, 1)]


def _file(name: str, number: int = 1) -> str:
    return f"guidelines/{name}.html" if number == 1 else f"guidelines/{name}/{number}.html"


def _places(page: str, guidelines: Guide) -> dict[str, str]:
    """Where each element and rule is described, as an address from the page at file `page`."""
    found = {rule.anchor: href(page, GUIDELINES, rule.anchor) for rule in guidelines.rules}
    for name, chapter in _named(guidelines):
        for part in parts(chapter.elements, _weight):
            for element in chapter.elements[part.start : part.end]:
                for anchor in (element.anchor, *(rule.anchor for rule in element.rules)):
                    found[anchor] = href(page, _file(name, part.number), anchor)
    return found


def _ways(page: PlannedPage, guidelines: Guide) -> Iterator[Link]:
    """Yield the ways to the pages of chapters before and after one."""
    pages, titles = planned(guidelines), {name: chapter.title for name, chapter in _named(guidelines)}
    here = pages.index(page)
    for near in (*pages[max(here - 1, 0) : here], *pages[here + 1 : here + 2]):
        yield Link(href(page.file, near.file), _title(titles[near.subject], near.part))


def _title(title: str, part: Part) -> str:
    return title if part.of == 1 else f"{title} ({part.number}/{part.of})"


def _weight(element: ElementGuide, _before: ElementGuide | None) -> int:
    attributes = (*element.attributes, *(one for way in element.ways for one in way))
    values = [value for one in attributes for value in one.values]
    examples = (*element.examples, *(one for rule in element.rules for one in rule.examples))
    prose = [element.meaning, *element.remarks, *(rule.meaning for rule in element.rules)]
    prose += [text for one in attributes for text in (one.meaning, one.form)] + [value.meaning for value in values]
    led = (*element.contains, *element.within)
    return (
        ELEMENT_MARKUP * (1 + len(examples))
        + ATTRIBUTE_MARKUP * (len(attributes) + len(values))
        + sum(len(example.code.encode()) for example in examples)
        + sum(len(piece.text.encode()) for text in prose for piece in text)
        + sum(REFERENCE_MARKUP + len(one.name) + len(one.gloss.encode()) for one in led)
    )
