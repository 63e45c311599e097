"""Names beside marks, where there is room for them: at no size of the letters does one cover another, or a mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from edition.maps.shapes import Window

Anchor = Literal["start", "end", "middle"]

# The sizes in which names are shown, in units of the drawing, the largest first: what a phone needs, for which a
# drawing is made small, and a desk. With each, how much larger the marks are than on a desk.
SIZES = ((30.0, 1.6), (19.0, 1.25), (13.5, 1.0))
LEAST_GAP = 0.3  # between mark and name, in ems
NARROW, WIDE = frozenset("iIljtfr.,:;'’ ()-"), frozenset("mwMWÆŒ—")


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark that may have a name beside it."""

    x: float
    y: float
    radius: float
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands, from the middle of its mark, and then `dx` and `dy` in ems.

    `size` is the index of the largest size at which it is shown.
    """

    x: float
    y: float
    dx: float
    dy: float
    anchor: Anchor
    size: int | None  # None: there is no room


def placed(spots: Sequence[Spot], others: Sequence[Window], sheet: Window) -> list[Label]:
    """A label for each spot; those first in the row choose first. `others` are windows to be left free."""
    labels: dict[int, Label] = {}
    for size, (em, larger) in enumerate(SIZES):
        marks = [_around(spot, spot.radius * larger) for spot in spots]
        boxes = [_box(spots[index], label, em) for index, label in labels.items()]
        for index, spot in enumerate(spots):
            if index in labels:
                continue
            for label in _choices(spot, size):
                box = _box(spot, label, em)
                free = _within(box, sheet) and not any(map(box.meets, (*others, *boxes)))
                if free and not any(box.meets(mark) for number, mark in enumerate(marks) if number != index):
                    labels[index] = label
                    boxes.append(box)
                    break
    return [labels.get(index) or next(_choices(spot, None)) for index, spot in enumerate(spots)]


def width(name: str) -> float:
    """About how wide a name is, in ems."""
    return sum(0.3 if char in NARROW else 0.88 if char in WIDE else 0.7 if char.isupper() else 0.53 for char in name)


def _choices(spot: Spot, size: int | None) -> Iterator[Label]:
    yield Label(spot.radius, 0, LEAST_GAP, 0.32, "start", size)
    yield Label(-spot.radius, 0, -LEAST_GAP, 0.32, "end", size)
    yield Label(0, -spot.radius, 0, -0.4, "middle", size)
    yield Label(0, spot.radius, 0, 1.0, "middle", size)
    yield Label(-spot.radius, -spot.radius, 0, -0.4, "start", size)
    yield Label(-spot.radius, spot.radius, 0, 1.0, "start", size)
    yield Label(spot.radius, -spot.radius, 0, -0.4, "end", size)
    yield Label(spot.radius, spot.radius, 0, 1.0, "end", size)


def _box(spot: Spot, label: Label, em: float) -> Window:
    wide = width(spot.name) * em
    x, y = spot.x + label.x + label.dx * em, spot.y + label.y + label.dy * em
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[label.anchor]
    return Window(left, y - 0.75 * em, left + wide, y + 0.25 * em)


def _around(spot: Spot, radius: float) -> Window:
    return Window(spot.x - radius, spot.y - radius, spot.x + radius, spot.y + radius)


def _within(box: Window, sheet: Window) -> bool:
    return box.left >= 4 and box.top >= 4 and box.right <= sheet.right - 4 and box.bottom <= sheet.bottom - 4
