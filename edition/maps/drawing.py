"""A plate drawn: paths for SVG, in units of which every plate is 960 wide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from edition.maps import land
from edition.maps.plates import Plate
from edition.maps.projections import Azimuthal, EqualEarth
from edition.maps.shapes import Position, Window, around, cut, simplified, simplified_line

WIDTH = 960
TOLERANCE = 0.6  # that a shore may be off
BLEED = 4.0  # how far land goes on beyond the edge, so that no shore runs along it
SMALLEST = 4  # area of an island worth drawing

# Degrees between the lines of the graticule; the first that leaves no more than so many across the plate is taken.
STEPS = (1, 2, 5, 10, 15, 30)
LINES = 7
SLICES = 12
COARSE = 15  # degrees between the positions from which a line is drawn
PIECE, FINE = 20, 48  # length of the pieces of what is a curve on the plate, and how many there are at most


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plate with the scale of its drawing."""

    plate: Plate

    @property
    def height(self) -> int:
        """The height of the drawing, whose width is always the same."""
        return round(WIDTH * self.plate.window.height / self.plate.window.width)

    @property
    def window(self) -> Window:
        """The drawing's own sides."""
        return Window(0, 0, WIDTH, self.height)

    def at(self, place: Position) -> Position:
        """Where a longitude and latitude are in the drawing."""
        return self._scaled(self.plate.projection.project(place))

    def land(self) -> str:
        """The land as a path, to be filled by the even-odd rule."""
        edge = self.window.grown(BLEED)
        return "".join(_path(ring) for ring in self._shores(edge))

    def graticule(self) -> str:
        """Meridians and parallels as a path."""
        across = math.degrees(self.plate.window.width)
        step = next((step for step in STEPS if across / step <= LINES), STEPS[-1])
        return "".join(_path(part, closed=False) for line in _graticule(step) for part in self._lines(line))

    def rim(self) -> str:
        """The outline of the globe as a path; "" on a plate of a part of it."""
        projection = self.plate.projection
        return _path([self._scaled(one) for one in projection.rim()]) if isinstance(projection, EqualEarth) else ""

    def frame(self, inner: Plate) -> tuple[str, tuple[Window, ...]]:
        """The sides of another plate as a path on this one, and windows that together cover it, from top to bottom."""
        if not isinstance(inner.projection, Azimuthal):
            raise TypeError("a plate of a part is azimuthal")
        box = inner.window
        corners = [(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)]
        ends = zip(corners, [*corners[1:], corners[0]], strict=True)
        curves = [_divided(start, end, FINE) for start, end in ends]
        sides = self._line(inner.projection.place(position) for curve in curves for position in curve)
        return _path(simplified(sides, TOLERANCE)), tuple(_slices(sides))

    def _line(self, places: Iterable[Position]) -> list[Position]:
        return [self._scaled(position) for position in self.plate.projection.line(places)]

    def _scaled(self, position: Position) -> Position:
        window = self.plate.window
        scale = WIDTH / window.width
        return (position[0] - window.left) * scale, (position[1] - window.top) * scale

    def _unscaled(self, window: Window) -> Window:
        outer, scale = self.plate.window, self.plate.window.width / WIDTH
        return Window(
            outer.left + window.left * scale, outer.top + window.top * scale,
            outer.left + window.right * scale, outer.top + window.bottom * scale,
        )  # fmt: skip

    def _shores(self, edge: Window) -> Iterator[list[Position]]:
        seen = self.plate.projection.seen(self._unscaled(edge))
        near = (shore for shore, cap in zip(land.rings(), land.caps(), strict=True) if cap.meets(seen))
        for shore in near:
            for ring in self.plate.projection.rings(shore):
                scaled = [self._scaled(position) for position in ring]
                if _is_seen(scaled) and edge.meets(around(scaled)):
                    found = simplified(_spaced(cut(scaled, edge)), TOLERANCE)
                    if _is_seen(found):
                        yield found

    def _lines(self, line: Sequence[Position]) -> Iterator[list[Position]]:
        """Yield the parts of a line of the globe that are in the drawing; between far positions it is a curve."""
        part: list[Position] = []
        near = self.window.grown(WIDTH / 4)
        for (start, first), (end, last) in pairwise(zip(line, self._line(line), strict=True)):
            box = around([first, last])
            if not box.grown(max(box.width, box.height)).meets(self.window):
                continue
            pieces = min(FINE, math.ceil(math.dist(first, last) / PIECE) + 1)
            for position in self._line(_divided(start, end, pieces)):
                torn = bool(part) and math.dist(part[-1], position) > WIDTH / 4
                if torn or not near.holds(position):
                    yield from _worth(part)
                    part = []
                if near.holds(position) and (not part or part[-1] != position):
                    part.append(position)
        yield from _worth(part)


def _is_seen(ring: Sequence[Position]) -> bool:
    """Tell whether a ring, or what is in it, is large enough to be seen."""
    box = around(ring) if len(ring) > 2 else None
    return box is not None and box.width * box.height >= SMALLEST


def _spaced(line: Sequence[Position]) -> list[Position]:
    """A line without the positions that are so near to the one before that nobody sees them apart."""
    kept = list(line[:1])
    for x, y in line:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > TOLERANCE / 2:
            kept.append((x, y))
    return kept


def _worth(part: Sequence[Position]) -> Iterator[list[Position]]:
    """Yield a part of a line if it is one, with as few positions as it needs."""
    if len(part) > 1:
        yield simplified_line(part, TOLERANCE)


def _graticule(step: int) -> Iterator[list[Position]]:
    """Yield the meridians, which end before the poles, and the parallels, as positions far apart."""
    for longitude in range(-180, 180, step):
        north = [*range(-90 + step, 90 - step, COARSE), 90 - step]
        yield [(float(longitude), float(latitude)) for latitude in north]
    for latitude in range(-90 + step, 90, step):
        yield [(float(longitude), float(latitude)) for longitude in range(-180, 181, COARSE)]


def _slices(ring: Sequence[Position]) -> Iterator[Window]:
    """Yield windows that cover a ring without much else: its parts in strips of equal height."""
    box = around(ring)
    height = box.height / SLICES
    for number in range(SLICES):
        strip = Window(box.left, box.top + number * height, box.right, box.top + (number + 1) * height)
        if part := cut(ring, strip):
            yield around(part)


def _divided(start: Position, end: Position, pieces: int) -> Iterator[Position]:
    """Yield positions from start to end, both included."""
    for piece in range(pieces + 1):
        share = piece / pieces
        yield start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _path(line: Sequence[Position], *, closed: bool = True) -> str:
    """A line as the data of a path: its beginning, and the steps in halves, without those that do not move."""
    at = (round(line[0][0] * 2), round(line[0][1] * 2))
    steps = []
    start = at
    for x, y in line[1:]:
        here = (round(x * 2), round(y * 2))
        if here != at:
            steps.append(f"{_halves(here[0] - at[0])} {_halves(here[1] - at[1])}")
        at = here
    if not steps:
        return ""
    # A sign parts numbers as a blank does.
    drawn = " ".join(steps).replace(" -", "-")
    return f"M{_halves(start[0])} {_halves(start[1])}l{drawn}{'z' if closed else ''}"


def _halves(count: int) -> str:
    """A number of halves as a path has it: "2", "-.5", "13.5"."""
    return f"{count / 2:g}".replace("0.5", ".5") if abs(count) == 1 else f"{count / 2:g}"
