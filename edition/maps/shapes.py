"""Rings of positions in a plane: simplified, and cut at the sides of a window."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Position = tuple[float, float]  # x, y; or longitude, latitude in degrees


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a plane whose sides run along the axes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left to the right side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the top to the bottom side."""
        return self.bottom - self.top

    @property
    def middle(self) -> Position:
        """Where the diagonals cross."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, position: Position) -> bool:
        """Tell whether a position is within the window or on a side of it."""
        return self.left <= position[0] <= self.right and self.top <= position[1] <= self.bottom

    def meets(self, other: Window) -> bool:
        """Tell whether two windows have an area in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def common(self, other: Window) -> Window:
        """What two windows that meet have in common."""
        return Window(
            max(self.left, other.left), max(self.top, other.top),
            min(self.right, other.right), min(self.bottom, other.bottom),
        )  # fmt: skip

    def grown(self, by: float) -> Window:
        """The window with each of its sides moved outwards."""
        return Window(self.left - by, self.top - by, self.right + by, self.bottom + by)


def around(positions: Sequence[Position]) -> Window:
    """The smallest window that holds all positions, of which there is at least one."""
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    return Window(min(xs), min(ys), max(xs), max(ys))


def simplified(ring: Sequence[Position], tolerance: float) -> list[Position]:
    """A ring with as few of its corners as it needs for no other to be farther than `tolerance` from its lines.

    A ring has no ends to start from: its first corner and the one farthest from that are kept.
    """
    if len(ring) < 4:
        return list(ring)
    far = max(range(len(ring)), key=lambda index: math.dist(ring[0], ring[index]))
    there = simplified_line(ring[: far + 1], tolerance)
    return there[:-1] + simplified_line([*ring[far:], ring[0]], tolerance)[:-1]


def simplified_line(line: Sequence[Position], tolerance: float) -> list[Position]:
    """A line with as few of its positions between its ends as it needs, by the same measure.

    Source: D. H. Douglas and T. K. Peucker, Algorithms for the reduction of the number of points, 1973.
    """
    kept = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        off = _distances(line[start + 1 : end], line[start], line[end])
        if off and (worst := max(off)) > tolerance:
            index = start + 1 + off.index(worst)
            kept.add(index)
            spans += [(start, index), (index, end)]
    return [line[index] for index in sorted(kept)]


def cut(ring: Sequence[Position], window: Window) -> list[Position]:
    """The part of a ring that is in a window, which is one ring again: it may run along a side and back.

    Source: I. E. Sutherland and G. W. Hodgman, Reentrant polygon clipping, 1974.
    """
    found = list(ring)
    sides = ((0, window.left, 1.0), (0, window.right, -1.0), (1, window.top, 1.0), (1, window.bottom, -1.0))
    for axis, limit, sign in sides:
        inside = [sign * (position[axis] - limit) for position in found]
        if found and min(inside) < 0:
            found = _cut_at(found, inside)
    return found


def _cut_at(ring: Sequence[Position], inside: Sequence[float]) -> list[Position]:
    """A ring cut at a line, from which its corners have these distances, those to be left out negative ones."""
    found: list[Position] = []
    for index, here in enumerate(ring):
        before, was, now = ring[index - 1], inside[index - 1], inside[index]
        if (was < 0) != (now < 0):
            share = was / (was - now)
            found.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if now >= 0:
            found.append(here)
    return found


def _distances(positions: Sequence[Position], start: Position, end: Position) -> list[float]:
    """How far each position is from the line between two others."""
    from_x, from_y = start
    across, down = end[0] - from_x, end[1] - from_y
    length = across * across + down * down
    if not length:
        return [math.hypot(x - from_x, y - from_y) for x, y in positions]
    found = []
    for x, y in positions:
        share = ((x - from_x) * across + (y - from_y) * down) / length
        share = 0.0 if share < 0 else 1.0 if share > 1 else share
        found.append(math.hypot(x - from_x - share * across, y - from_y - share * down))
    return found
