"""The places of findings in words, for whoever looks for them in the text: `letter 57, paragraph 4, note 29`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from edition.diagnostics import Diagnostic
from edition.tei.pointers import line as line_of
from edition.validate.relaxng import places

Tree = etree._ElementTree
Element = etree._Element


def placed(findings: Iterable[Diagnostic], tree: Tree, shown: str) -> list[Diagnostic]:
    """Give each finding of a file its place, if it has a line and no place yet; `shown` is the file's path in findings.

    A line on which several elements begin has the place that they share: never one that may be wrong.
    """
    given = list(findings)
    lines = {one.location.line for one in given if is_unplaced(one, shown)}
    known = dict(_shared(tree, lines)) if lines else {}
    return [replace(one, place=known.get(one.location.line, "")) if is_unplaced(one, shown) else one for one in given]


def is_unplaced(finding: Diagnostic, shown: str) -> bool:
    """Tell whether a finding is of a line of a file, and has no place in words."""
    return bool(finding.location.line) and not finding.place and finding.location.path == shown


def _shared(tree: Tree, lines: set[int | None]) -> Iterator[tuple[int | None, str]]:
    """Yield each of some lines with the place that all elements share that begin on it."""
    ordinals: dict[Element, int] = {}
    steps: dict[int, list[str]] = {}
    for element in tree.iter(etree.Element):
        line = line_of(element)
        if line in lines:
            here = _place(element, ordinals).split(", ")
            steps[line] = _common(steps.get(line, here), here)
    yield from ((line, ", ".join(shared)) for line, shared in steps.items())


def _place(element: Element, ordinals: dict[Element, int]) -> str:
    """The place of an element; `ordinals` remembers which of its like in its parent an element is."""
    around = [*reversed([*element.iterancestors()]), element]
    for one in around:
        parent = one.getparent()
        if one not in ordinals and parent is not None:
            counted: dict[str, int] = {}
            for child in parent.iterchildren(etree.Element):
                ordinals[child] = counted[str(child.tag)] = counted.get(str(child.tag), 0) + 1
    return places.place(
        (
            str(one.tag).removeprefix("{"),
            {str(name): str(value) for name, value in one.attrib.items()},
            ordinals.get(one, 1),
        )
        for one in around
    )


def _common(one: list[str], other: list[str]) -> list[str]:
    """The steps that two places begin with alike."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:same]
