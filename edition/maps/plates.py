"""The plates of a map: one of all places, and of the parts where they crowd a plate of their own, as in an atlas."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from edition.maps.projections import Azimuthal, EqualEarth, Projection, fitting
from edition.maps.shapes import Position, Window, around

# Shares of the width of a plate: how near marks are when a finger on a phone cannot tell them apart, and how wide a
# part may be that gets its own plate.
CLOSE, PART = 0.045, 0.6
LINKS = (1.5, 1.0, 0.7, 0.5, 0.35)  # of CLOSE: what is that near belongs together; the widest first
ENOUGH = 8  # places that a plate of their own is worth
MOST = 7  # plates

NARROWEST = 0.08  # in radii of the globe, about 500 km
EDGE = 0.03  # of the width: a place nearer to the edge of a part stays on the plate around it
MARGIN = 0.08  # of the longer side, around the places
FLATTEST, HIGHEST = 0.55, 0.85  # height of a plate to its width


@dataclass(frozen=True, slots=True)
class Plate:
    """A map of a part of the globe: what is in the window of the projection's plane.

    Each place is a member of one plate, the one with the largest scale of those that show it.
    """

    projection: Projection
    window: Window
    members: tuple[int, ...]  # indexes of places
    inner: tuple[int, ...] = ()  # indexes of the plates with parts of this one


def plates(places: Sequence[Position]) -> tuple[Plate, ...]:
    """The plates for places by longitude and latitude in degrees: that of all first, each before its parts."""
    found = [_plate(places, range(len(places)))] if places else []
    for number in range(MOST):
        if number >= len(found):
            break
        parts = list(_parts(found[number], places))[: MOST - len(found)]
        taken = {index for part in parts for index in part.members}
        left = tuple(index for index in found[number].members if index not in taken)
        inner = tuple(range(len(found), len(found) + len(parts)))
        found[number] = replace(found[number], members=left, inner=inner)
        found += parts
    return tuple(found)


def _plate(places: Sequence[Position], members: Sequence[int]) -> Plate:
    """A plate that shows these members; an azimuthal one has its middle in the middle of its window."""
    shown = [places[index] for index in members]
    projection = fitting(shown)
    window = _framed(around([projection.project(place) for place in shown]))
    if isinstance(projection, Azimuthal):
        projection = Azimuthal(projection.place(window.middle))
        window = _framed(around([projection.project(place) for place in shown]))
    elif isinstance(projection, EqualEarth):
        window = window.common(around(projection.rim()))
    return Plate(projection, window, tuple(members))


def _framed(box: Window) -> Window:
    """A box with a margin, and of a shape that fits on a page."""
    width, height = box.width, box.height
    margin = 2 * MARGIN * max(width, height)
    width, height = max(width + margin, NARROWEST), height + margin
    height = max(height, FLATTEST * width)
    width = max(width, height / HIGHEST)
    x, y = box.middle
    return Window(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _parts(plate: Plate, places: Sequence[Position]) -> Iterator[Plate]:
    """Yield plates for the parts of a plate where its members crowd, those with most members first."""
    positions = {index: plate.projection.project(places[index]) for index in plate.members}
    found: list[Plate] = []
    for link in LINKS:
        for group in _groups(positions, link * CLOSE * plate.window.width):
            part = _plate(places, group)
            if len(group) < ENOUGH or part.window.width > PART * plate.window.width:
                continue
            well = part.window.grown(-EDGE * part.window.width)
            inside = tuple(i for i in plate.members if well.holds(part.projection.project(places[i])))
            if all(i in positions for i in inside):
                found.append(replace(part, members=inside))
                positions = {i: position for i, position in positions.items() if i not in inside}
    yield from sorted(found, key=lambda part: (-len(part.members), part.members))


def _groups(positions: dict[int, Position], near: float) -> list[list[int]]:
    """Positions that hang together by steps of no more than `near`, the largest groups first."""
    left = dict(positions)
    groups = []
    while left:
        group = [left.popitem()]
        for _, position in group:
            neighbours = [index for index, other in left.items() if math.dist(position, other) <= near]
            group += [(index, left.pop(index)) for index in neighbours]
        groups.append(sorted(index for index, _ in group))
    return sorted(groups, key=lambda group: (-len(group), group))
