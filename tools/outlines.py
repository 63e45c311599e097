"""`python -m tools.outlines`: makes the outlines of the land for the maps, from the npm package `world-atlas`.

The package has the land of Natural Earth at 1:50 million, which is in the public domain, as TopoJSON. Kept are rings of
more than some square kilometres, with as many corners as a map of some hundred kilometres can show; positions are in
hundredths of a degree, each but the first of a ring as the step from the one before. Rings run clockwise around land
as seen from above, and may cross the antimeridian.

Needs `npm`. Same package, same bytes.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from edition.maps.shapes import Position, simplified

PACKAGE = "world-atlas@2.0.2"
TARGET = Path(__file__).parent.parent / "edition" / "maps"
OUTLINES, LICENCE = TARGET / "land.json", TARGET / "LICENSE.md"

STEPS = 100  # to a degree
TOLERANCE = 0.022  # degrees that a corner may be off the line without it
SMALLEST = 0.003  # square degrees, at the equator about 40 square kilometres
LIMIT = 200_000  # bytes

LICENCE_TEXT = """\
# Outlines of the land

`land.json` is made by `python -m tools.outlines` from the package `{package}`, which has data of Natural Earth.

Natural Earth is in the public domain: its makers have given up all rights in the data, and ask for no permission and
no credit. <https://www.naturalearthdata.com/about/terms-of-use/>

The package itself, the data as TopoJSON:

{licence}"""


def main() -> int:
    """Make the outlines and their licence anew; return 1 when they weigh more than they may."""
    with tempfile.TemporaryDirectory() as folder:
        package = _package(Path(folder))
        topology = json.loads((package / "land-50m.json").read_text(encoding="utf-8"))
        licence = (package / "LICENSE").read_text(encoding="utf-8")
    rings = [_steps(ring) for ring in _rings(topology)]
    lines = ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in rings)
    OUTLINES.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    LICENCE.write_text(LICENCE_TEXT.format(package=PACKAGE, licence=licence), encoding="utf-8")
    weight = OUTLINES.stat().st_size
    print(f"{len(rings)} rings, {weight} bytes of {LIMIT} that may be")
    return int(weight > LIMIT)


def _package(folder: Path) -> Path:
    """Get the package from its registry and unpack it."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _rings(topology: dict[str, Any]) -> Iterator[list[Position]]:
    """Yield the rings worth keeping, simplified, largest first.

    Source: the TopoJSON Format Specification, sections 2.1.2 (transforms), 2.1.3 and 2.1.4 (arcs and their indexes).
    """
    arcs = list(_arcs(topology))
    polygons = [polygon for one in topology["objects"]["land"]["geometries"] for polygon in one["arcs"]]
    rings = [_joined(arcs, indexes) for polygon in polygons for indexes in polygon]
    for ring in sorted(rings, key=_area, reverse=True):
        if _area(ring) >= SMALLEST:
            kept = simplified(ring, TOLERANCE)
            if len(kept) > 3:
                yield kept


def _arcs(topology: dict[str, Any]) -> Iterator[list[Position]]:
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        positions = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            positions.append((x * scale_x + left, y * scale_y + bottom))
        yield positions


def _joined(arcs: Sequence[Sequence[Position]], indexes: Sequence[int]) -> list[Position]:
    """A ring without its last position, which is its first; longitudes run on across the antimeridian."""
    ring: list[Position] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        for longitude, latitude in arc[1:]:
            before = ring[-1][0] if ring else longitude
            ring.append((longitude + 360 * round((before - longitude) / 360), latitude))
    return ring


def _area(ring: Sequence[Position]) -> float:
    """The area of a ring in square degrees of the equator; one around a pole has at least that of its cap."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    strips = (
        (x - other_x) * (math.sin(math.radians(y)) + math.sin(math.radians(other_y)))
        for (x, y), (other_x, other_y) in pairs
    )
    return abs(math.degrees(math.fsum(strips))) / 2


def _steps(ring: Sequence[Position]) -> list[int]:
    """A ring as its first position and the steps to the next ones, in hundredths of a degree, without empty steps."""
    steps: list[int] = []
    at = (0, 0)
    for longitude, latitude in ring:
        here = (round(longitude * STEPS), round(latitude * STEPS))
        step = (here[0] - at[0], here[1] - at[1])
        if step != (0, 0) or not steps:
            steps += step
        at = here
    return steps


if __name__ == "__main__":
    sys.exit(main())
