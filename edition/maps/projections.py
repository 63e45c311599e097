"""Equal-area projections of the globe, so that marks are as dense on a map as the places are on the ground.

A projection takes longitude and latitude in degrees to a plane whose unit is the radius of the globe, with x to the
right and y downwards, as in SVG.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from edition.maps.caps import Cap, vector
from edition.maps.shapes import Position, Window, cut


class Projection(Protocol):
    """What the maps need of a projection."""

    def project(self, place: Position) -> Position:
        """Where a longitude and latitude are in the plane."""
        ...

    def line(self, places: Iterable[Position]) -> list[Position]:
        """Where many are, which is faster than one by one."""
        ...

    def seen(self, window: Window) -> Cap:
        """A cap of the globe that holds all that is in a window of the plane."""
        ...

    def rings(self, ring: Sequence[Position]) -> Iterator[list[Position]]:
        """Yield the rings of the plane that a ring of the globe becomes, to be filled by the even-odd rule."""
        ...


@dataclass(frozen=True, slots=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection: for any region, with the least change of shapes near its middle.

    Source: J. P. Snyder, Map Projections: A Working Manual, 1987, chapter 24 (the sphere).
    """

    middle: Position
    reach: float = 1.95  # how far from the middle the plane goes; the opposite end of the globe would be a circle at 2

    def project(self, place: Position) -> Position:
        """Where a longitude and latitude are in the plane; what is beyond its reach is at its rim."""
        return self.line([place])[0]

    def seen(self, window: Window) -> Cap:
        """A cap of the globe that holds all that is in a window of the plane."""
        farthest = math.hypot(max(-window.left, window.right), max(-window.top, window.bottom))
        return Cap(self.middle, 2 * math.asin(min(1.0, farthest / 2)))

    def place(self, position: Position) -> Position:
        """The longitude and latitude at a position of the plane: the inverse of `project`."""
        x, y = position[0], -position[1]
        radius = math.hypot(x, y)
        if not radius:
            return self.middle
        angle, middle = 2 * math.asin(min(1.0, radius / 2)), math.radians(self.middle[1])
        north = math.asin(
            max(-1.0, min(1.0, math.cos(angle) * math.sin(middle) + y * math.sin(angle) * math.cos(middle) / radius))
        )
        down = radius * math.cos(middle) * math.cos(angle) - y * math.sin(middle) * math.sin(angle)
        east = math.atan2(x * math.sin(angle), down)
        return _turned(self.middle[0] + math.degrees(east)), math.degrees(north)

    def rings(self, ring: Sequence[Position]) -> Iterator[list[Position]]:
        """Yield the ring in the plane; one around the opposite end of the globe comes with the rim, its other side."""
        found = list(self._drawn(ring))
        yield found
        # A ring keeps its turn, which in the plane has y downwards, unless what was within it is now outside of it.
        if _is_around_the_middle(found) and (_area(found) > 0) == (_area(ring) > 0):
            turns = (math.radians(turn) for turn in range(0, 360, 2))
            yield [(self.reach * math.cos(turn), self.reach * math.sin(turn)) for turn in turns]

    def _drawn(self, ring: Sequence[Position]) -> Iterator[Position]:
        """Yield the corners in the plane, more of them where a short line becomes a long curve: far from the middle."""
        projected = self.line(ring)
        for index, here in enumerate(projected):
            if math.dist(projected[index - 1], here) > LONGEST_STEP:
                between = _finer_line(_beside(ring[index - 1], ring[index]), ring[index], parts=64)
                yield from self.line(between)
            yield here

    def line(self, places: Iterable[Position]) -> list[Position]:
        """The positions of places: vectors from the middle of the globe, seen along that to the map's middle."""
        east, north = math.radians(self.middle[0]), math.radians(self.middle[1])
        across_x, across_y = -math.sin(east), math.cos(east)
        up_x, up_y, up_z = -math.sin(north) * math.cos(east), -math.sin(north) * math.sin(east), math.cos(north)
        to_x, to_y, to_z = vector(self.middle)
        nearest = self.reach * self.reach / 2 - 1
        found = []
        for x, y, z in map(vector, places):
            away = -(x * to_x + y * to_y + z * to_z)
            right, down = x * across_x + y * across_y, -(x * up_x + y * up_y + z * up_z)
            scale = math.sqrt(2 / (1 - away)) if away < nearest else self.reach / (math.hypot(right, down) or 1)
            found.append((right * scale, down * scale))
        return found


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The Equal Earth projection, for what is on several continents; the map is cut opposite to its meridian.

    Source: B. Šavrič, T. Patterson and B. Jenny, The Equal Earth map projection, 2019.
    """

    meridian: float = 0.0

    def project(self, place: Position) -> Position:
        """Where a longitude and latitude are in the plane."""
        return self._project((_turned(place[0] - self.meridian), place[1]))

    def line(self, places: Iterable[Position]) -> list[Position]:
        """Where many longitudes and latitudes are in the plane."""
        return [self.project(place) for place in places]

    def seen(self, window: Window) -> Cap:
        """The whole globe, whatever the window."""
        return Cap((self.meridian, 0), math.pi)

    def rings(self, ring: Sequence[Position]) -> Iterator[list[Position]]:
        """Yield the parts of the ring on either side of the cut."""
        closed = _closed_at_the_pole(ring)
        longitudes = [longitude for longitude, _ in closed]
        first = math.ceil((-180 - max(longitudes) + self.meridian) / 360)
        last = math.floor((180 - min(longitudes) + self.meridian) / 360)
        for turn in range(first, last + 1):
            by = 360 * turn - self.meridian
            part = cut([(longitude + by, latitude) for longitude, latitude in closed], GLOBE)
            if len(part) > 2:
                yield [self._project(place) for place in _finer(part)]

    def rim(self) -> list[Position]:
        """The outline of the whole map."""
        corners = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)]
        return [self._project(place) for place in _finer(corners)]

    def _project(self, place: Position) -> Position:
        """Project a place by its longitude from the meridian."""
        angle = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(place[1])))
        square = angle * angle
        sixth = square * square * square
        slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
        x = 2 * math.sqrt(3) / 3 * math.radians(place[0]) * math.cos(angle) / slope
        return x, -angle * (A1 + A2 * square + sixth * (A3 + A4 * square))


def fitting(places: Sequence[Position]) -> Projection:
    """The projection for a map of these places, of which there is at least one.

    Azimuthal about their middle, as long as they are within a sixth of the globe around it; else Equal Earth, cut in
    the widest gap between their longitudes.
    """
    x, y, z = (math.fsum(coordinate) for coordinate in zip(*map(vector, places), strict=True))
    length = math.hypot(x, y, z)
    if length > 1e-9:
        middle = (math.degrees(math.atan2(y, x)), math.degrees(math.asin(z / length)))
        projection = Azimuthal(middle)
        if max(math.hypot(*projection.project(place)) for place in places) <= WIDEST:
            return projection
    longitudes = sorted({_turned(longitude) for longitude, _ in places})
    following = [*longitudes[1:], longitudes[0] + 360]
    gaps = [(after - before, before) for before, after in zip(longitudes, following, strict=True)]
    gap, before = max(gaps)
    return EqualEarth(round(_turned(before + gap / 2 + 180)))


def _turned(longitude: float) -> float:
    """A longitude from -180 up to 180."""
    return (longitude + 180) % 360 - 180


def _area(ring: Sequence[Position]) -> float:
    """The area of a ring, by the sign of its turn: positive when it runs clockwise, with y downwards."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return math.fsum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) / 2


def _is_around_the_middle(ring: Sequence[Position]) -> bool:
    """Tell whether a ring has the position 0, 0 within."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossed = (
        (y > 0) != (other_y > 0) and x - y * (other_x - x) / (other_y - y) > 0 for (x, y), (other_x, other_y) in pairs
    )
    return sum(crossed) % 2 == 1


def _closed_at_the_pole(ring: Sequence[Position]) -> Sequence[Position]:
    """A ring; one around a pole goes there and back, so that it is closed as longitudes and latitudes are drawn."""
    (first, latitude), (last, _) = ring[0], ring[-1]
    if abs(last - first) < 180:
        return ring
    pole = math.copysign(90, latitude)
    end = first + math.copysign(360, last - first)
    return [*ring, (end, latitude), (end, pole), (first, pole)]


def _finer(ring: Sequence[Position], step: float = 2.0) -> Iterator[Position]:
    """Yield the corners of a ring with more between those that are far apart, since straight lines become curves."""
    for index, (x, y) in enumerate(ring):
        before_x, before_y = ring[index - 1]
        parts = max(1, math.ceil(max(abs(x - before_x), abs(y - before_y)) / step))
        yield from _finer_line((before_x, before_y), (x, y), parts)
        yield x, y


def _finer_line(start: Position, end: Position, parts: int) -> Iterator[Position]:
    """Yield the positions that divide a line into so many parts, without its ends."""
    for part in range(1, parts):
        share = part / parts
        yield start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _beside(place: Position, other: Position) -> Position:
    """A place with its longitude written so that it is the nearest to that of another one."""
    return place[0] + 360 * round((other[0] - place[0]) / 360), place[1]


GLOBE = Window(-180, -90, 180, 90)
WIDEST = 2 * math.sin(math.radians(60) / 2)  # a cap of 60 degrees around the middle, in the plane
LONGEST_STEP = 0.2
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
