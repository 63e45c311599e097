"""Where things stand on the timeline: quarters of a year, each a drawing, four of which make a row.

Quarters are drawn to the same width, so that they stand beside each other on a wide page, and one below the other on a
narrow one. A mark stands exactly at its day; marks that would cover one another are stacked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from edition.site.chronology.days import Days

WIDTH = 240.0  # of a quarter's drawing
STEP = 8.6  # between marks that touch
RADIUS = 3.7
LABEL = 14.0  # height of a line with a name
ROW = 17.0  # height of an event, its name above its line
PAD = 5.0  # between lanes
REACH = 12.0  # around a mark so much can be hit, unless another one is near


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day is in."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.months[2].replace(day=31 if self.number in (1, 4) else 30)

    @property
    def months(self) -> tuple[date, date, date]:
        """The first days of its months."""
        first = self.first
        return first, first.replace(month=first.month + 1), first.replace(month=first.month + 2)

    def at(self, day: date) -> float:
        """Where the middle of a day stands, from left to right."""
        return WIDTH * ((day - self.first).days + 0.5) / ((self.last - self.first).days + 1)

    def stretch(self, first: date, last: date) -> tuple[float, float]:
        """From where to where a period goes, no farther than the edges of the drawing."""
        length = (self.last - self.first).days + 1
        left, right = ((first - self.first).days, (last - self.first).days + 1)
        return WIDTH * min(max(left, 0), length) / length, WIDTH * min(max(right, 0), length) / length


def bar_of(days: Days, quarter: Quarter) -> tuple[float, float] | None:
    """From where to where in a quarter the days reach, a little way where they are open; None for a single day."""
    if days.single:
        return None
    if days.first and days.last:
        return quarter.stretch(days.first, days.last)
    if days.last:
        return max(0.0, quarter.at(days.last) - 3 * STEP), quarter.at(days.last)
    return (quarter.at(days.first), min(WIDTH, quarter.at(days.first) + 3 * STEP)) if days.first else None


def stacked(places: Sequence[float]) -> list[int]:
    """The row of each mark, 0 the lowest, so that none covers another; `places` are in order from left to right."""
    return list(packed((place, place + STEP) for place in places))


def reaches(spots: Sequence[tuple[float, float]]) -> list[float]:
    """How far around each mark of a lane one hits it: as far as it is nearer than any other."""
    return [
        max(RADIUS, min([REACH, *(math.dist(spot, other) / 2 for other in spots if other is not spot)]))
        for spot in spots
    ]


def packed(stretches: Iterable[tuple[float, float]]) -> Iterator[int]:
    """Yield the row of each stretch, 0 the first, so that none meets another; they come by their beginnings."""
    ends: list[float] = []
    for left, right in stretches:
        row = next((row for row, end in enumerate(ends) if left >= end), len(ends))
        ends[row : row + 1] = [right]
        yield row
