"""Caps of the globe: a measure of where something is that is quickly compared."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from edition.maps.shapes import Position, around

# So far, in radians, sums of angles may be off.
ROUNDED = 1e-6


@dataclass(frozen=True, slots=True)
class Cap:
    """All places that are, as seen from the middle of the globe, within an angle of a place, in radians."""

    middle: Position
    angle: float

    def meets(self, other: Cap) -> bool:
        """Tell whether two caps may have a place in common."""
        return between(self.middle, other.middle) <= self.angle + other.angle + ROUNDED


def cap(ring: Sequence[Position]) -> Cap:
    """A cap that holds a ring of longitudes and latitudes, about the middle of both.

    Of places that are up to a quarter of the globe east or west of it, none is farther than the corners of the box
    around them; of a ring that is wider the cap is the whole globe.
    """
    box = around(ring)
    if box.width > 180:
        return Cap(box.middle, math.pi)
    corners = [(box.left, box.top), (box.left, box.bottom)]
    return Cap(box.middle, max(between(box.middle, corner) for corner in corners))


def between(place: Position, other: Position) -> float:
    """The angle between two places, in radians."""
    return math.acos(max(-1.0, min(1.0, sum(map(operator.mul, vector(place), vector(other))))))


def vector(place: Position) -> tuple[float, float, float]:
    """A place as a vector from the middle of the globe."""
    east, north = math.radians(place[0]), math.radians(place[1])
    across = math.cos(north)
    return across * math.cos(east), across * math.sin(east), math.sin(north)
