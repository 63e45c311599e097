"""The outlines of the land, as `tools/outlines.py` has made them from Natural Earth, which is in the public domain."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from pathlib import Path

from edition.maps.caps import Cap, cap
from edition.maps.shapes import Position

STEPS = 100  # to a degree


@cache
def rings() -> tuple[tuple[Position, ...], ...]:
    """The shores as rings of longitude and latitude in degrees, the largest first; they are not closed.

    Rings run clockwise around land as seen from above, the other way around inland seas. Longitudes run on where a ring
    crosses the antimeridian; the end of a ring around a pole is 360° from its beginning.
    """
    packed: list[list[int]] = json.loads((Path(__file__).parent / "land.json").read_text(encoding="utf-8"))
    return tuple(tuple(zip(_degrees(steps[::2]), _degrees(steps[1::2]), strict=True)) for steps in packed)


@cache
def caps() -> tuple[Cap, ...]:
    """Where on the globe each of the rings is."""
    return tuple(map(cap, rings()))


def _degrees(steps: Iterable[int]) -> Iterable[float]:
    return (at / STEPS for at in accumulate(steps))
