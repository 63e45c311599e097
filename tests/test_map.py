"""The map: projections and outlines, plates where places crowd, marks and labels, and the page."""

from __future__ import annotations

import math
import re

import pytest
from lxml import html

from edition.maps import drawing, labels, land
from edition.maps.caps import Cap, cap
from edition.maps.drawing import WIDTH, Sheet
from edition.maps.labels import Spot
from edition.maps.plates import Plate, plates
from edition.maps.projections import Azimuthal, EqualEarth, Projection, fitting
from edition.maps.shapes import Position, Window, cut, simplified
from edition.site import templates
from edition.site.indexes import map as maps
from edition.site.indexes.map import MapPage, map_page
from edition.tei.catalog import Catalog, link
from edition.words import interface
from tests.conftest import PROJECT
from tests.test_facts import facts
from tests.test_mentions import letter
from tests.time_pages import around, texts

LONDON, PARIS, NAIROBI = (-0.13, 51.51), (2.35, 48.86), (36.82, -1.29)
FIJI, SAMOA = (178.4, -18.1), (-171.8, -13.8)


def area(ring: list[Position]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs)) / 2


def degree(longitude: float, latitude: float) -> list[Position]:
    """A square of a degree, by its corner in the south and west."""
    return [(longitude + x, latitude + y) for x, y in ((0, 0), (0, 1), (1, 1), (1, 0))]


@pytest.mark.parametrize("projection", [Azimuthal((10, 50)), EqualEarth(10)], ids=["azimuthal", "equal earth"])
@pytest.mark.parametrize("corner", [(10, 50), (20, 0), (-60, -30), (60, 70)])
def test_areas_are_as_large_as_on_the_globe(projection: Projection, corner: tuple[int, int]) -> None:
    south, north = math.radians(corner[1]), math.radians(corner[1] + 1)
    expected = math.radians(1) * (math.sin(north) - math.sin(south))
    assert area([projection.project(place) for place in degree(*corner)]) == pytest.approx(expected, rel=0.001)


def test_the_azimuthal_projection_has_distances_to_its_middle_and_an_inverse() -> None:
    projection = Azimuthal(LONDON)
    assert projection.project(LONDON) == pytest.approx((0, 0))
    x, y = projection.project(NAIROBI)
    assert math.degrees(2 * math.asin(math.hypot(x, y) / 2)) == pytest.approx(61.3, abs=0.1), "6,820 km on the globe"
    assert x > 0 and y > 0, "Nairobi is south-east of London, y goes down"
    assert projection.place((x, y)) == pytest.approx(NAIROBI)


def test_places_on_both_sides_of_the_antimeridian_are_neighbours() -> None:
    projection = fitting([FIJI, SAMOA])
    assert isinstance(projection, Azimuthal)
    assert math.dist(projection.project(FIJI), projection.project(SAMOA)) < math.radians(12)
    (plate,) = plates([FIJI, SAMOA])
    assert plate.window.holds(plate.projection.project(FIJI)) and plate.window.width < math.radians(20)


def test_places_on_several_continents_are_cut_where_none_of_them_is() -> None:
    places = [LONDON, (139.7, 35.7), (-122.4, 37.8), (-157.9, 21.3)]
    projection = fitting(places)
    assert isinstance(projection, EqualEarth)
    cut_at = projection.meridian + 180
    assert min(abs((longitude - cut_at + 180) % 360 - 180) for longitude, _ in places) > 50


def on_land(sheet: Sheet, *places: Position) -> list[bool]:
    """Whether the land of a drawing holds each place, by the even-odd rule."""
    rings = rings_of(sheet.land())
    return [sum(is_left_of(sheet.at(place), line) for line in rings) % 2 == 1 for place in places]


def is_left_of(position: Position, ring: list[Position]) -> int:
    """How many sides of a ring are to the right of a position, at its height."""
    x, y = position
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    met = (side for side in sides if (side[0][1] > y) != (side[1][1] > y))
    return sum(start[0] + (y - start[1]) * (end[0] - start[0]) / (end[1] - start[1]) > x for start, end in met)


def rings_of(path: str) -> list[list[Position]]:
    found = []
    for ring in path.split("z")[:-1]:
        start, _, steps = ring.removeprefix("M").partition("l")
        x, y = (float(number) for number in start.split())
        line = [(x, y)]
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", steps)]
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            line.append((x, y))
        found.append(line)
    return found


def test_a_path_is_written_in_halves_as_short_as_it_can_be() -> None:
    assert drawing._path([(1.0, 0.5), (1.6, 0.4), (1.6, 0.45), (14.0, -3.0)]) == "M1 .5l.5 0 12.5-3.5z"
    assert drawing._path([(1.0, 1.0), (1.1, 1.1)]) == ""


def sheet(projection: Projection, half: float) -> Sheet:
    return Sheet(Plate(projection, Window(-half, -half, half, half), ()))


@pytest.mark.parametrize(
    "drawn",
    [
        sheet(Azimuthal((20, 45)), 1.2),
        sheet(Azimuthal((40, 30)), 1.2),
        sheet(Azimuthal((60, 20)), 1.3),
        sheet(EqualEarth(0), 2.8),
        sheet(EqualEarth(-150), 2.8),
    ],
    ids=["Europe", "Arabia", "the other side is in the Pacific", "world", "cut through Europe"],
)
def test_land_is_land_and_sea_is_sea(drawn: Sheet) -> None:
    assert on_land(drawn, (2.5, 47), (45, 25), (20, 5), (55, 60)) == [True] * 4
    assert on_land(drawn, (-20, 45), (18, 34.5), (51, 42), (65, 12)) == [False] * 4, "the third is the Caspian Sea"


def test_where_the_other_side_of_the_globe_is_on_land_only_that_land_is_drawn() -> None:
    drawn = sheet(Azimuthal((115, 35)), 1.0)  # opposite to it is South America
    assert on_land(drawn, (105, 35), (150, 20)) == [True, False]


def test_the_outlines_are_rings_clockwise_around_land() -> None:
    first = land.rings()[0]
    assert len(land.rings()) > 1000 and all(len(ring) > 2 for ring in land.rings())
    pairs = zip(first, [*first[1:], first[0]], strict=True)
    assert sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in pairs) < 0


def test_a_ring_is_cut_at_the_sides_and_loses_only_needless_corners() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert area(cut(square, Window(2, 1, 9, 3))) == 4
    assert cut(square, Window(5, 5, 9, 9)) == []
    assert simplified([(0, 0), (2, 0.1), (4, 0), (4, 4), (0, 4)], 0.2) == square


def test_where_places_crowd_they_get_a_plate_of_their_own_and_each_is_a_member_once() -> None:
    crowd = [(2 + n % 4, 46 + n // 4) for n in range(16)]
    far = [NAIROBI, (-74.0, 40.7), (139.7, 35.7)]
    found = plates([*far, *crowd])
    assert len(found) == 2 and found[0].inner == (1,)
    assert found[0].members == (0, 1, 2)
    assert found[1].members == tuple(range(3, 19))
    assert found[1].window.width < found[0].window.width / 5


def test_no_plate_is_narrower_than_a_region() -> None:
    (plate,) = plates([LONDON])
    assert plate.window.width == pytest.approx(0.08) and plate.window.holds(plate.projection.project(LONDON))
    assert plates([]) == ()


def test_labels_cover_neither_marks_nor_one_another_at_any_size() -> None:
    page = Window(0, 0, WIDTH, 600)
    spots = [Spot(100 + 40 * (n % 9), 100 + 30 * (n // 9), 4, f"Place {n}") for n in range(45)]
    found = labels.placed(spots, [Window(300, 0, 400, 600)], page)
    for size, (em, larger) in enumerate(labels.SIZES):
        pairs = [(spot, label) for spot, label in zip(spots, found, strict=True) if label.size in range(size + 1)]
        shown = [(spot, labels._box(spot, label, em)) for spot, label in pairs]
        assert size == 0 or shown
        for spot, box in shown:
            assert not any(box.meets(other) for _, other in shown if other is not box)
            radius = spot.radius * larger
            marks = [Window(s.x - radius, s.y - radius, s.x + radius, s.y + radius) for s in spots if s is not spot]
            assert not any(map(box.meets, marks)) and box.right < WIDTH
            assert not box.meets(Window(300, 0, 400, 600))


def gazetteer(*places: tuple[str, str], mentioned: str = "", kind: str = "settlement") -> Catalog:
    """An edition with a register of places by name and coordinates, and a letter that mentions them by number."""
    entries = [
        f'<place xml:id="p{n}" type="{kind}"><placeName>{name}</placeName>'
        + (f"<location><geo>{geo}</geo></location>" if geo else "") + "</place>"
        for n, (name, geo) in enumerate(places)
    ]  # fmt: skip
    named = " ".join(f'<placeName ref="#p{n}">x</placeName>' for n in mentioned)
    register = facts(f"<listPlace>{''.join(entries)}</listPlace>", "places.xml")
    return link([register, letter("one", "1900-01-01", f"<p>{named}</p>")])


def page_of(catalog: Catalog) -> MapPage:
    (planned,) = maps.planned(catalog)
    return map_page(planned, catalog, around())


def test_marks_lead_to_the_entries_and_are_as_large_as_their_mentions() -> None:
    page = page_of(gazetteer(("Weir", "48 16"), ("Mill", "49 18"), ("Ford", ""), mentioned="00001222"))
    (plate,) = page.plates
    assert [(mark.name, mark.title, mark.href) for mark in plate.marks] == [
        ("Weir", "Weir, 4 mentions", "entries/p0.html"),
        ("Mill", "Mill, 1 mention", "entries/p1.html"),
    ]
    assert float(plate.marks[0].radius) == pytest.approx(2 * float(plate.marks[1].radius))
    assert [(place.link.text, place.count) for place in page.places] == [("Weir", "4"), ("Mill", "1")]
    assert [(place.link.text, place.count) for place in page.nowhere] == [("Ford", "3")]


def test_what_is_hit_never_overlaps_and_marks_of_one_place_stand_side_by_side() -> None:
    page = page_of(gazetteer(("Weir", "48 16"), ("Weir Hall", "48 16"), ("Mill", "48.01 16.02"), mentioned="0012"))
    marks = [(float(m.x), float(m.y), float(m.radius), float(m.hit)) for m in page.plates[0].marks]
    for index, (x, y, radius, hit) in enumerate(marks):
        for other_x, other_y, other_radius, other_hit in marks[index + 1 :]:
            distance = math.dist((x, y), (other_x, other_y))
            assert hit + other_hit <= max(distance, radius + other_radius) + 0.2


def test_countries_and_seas_are_rings() -> None:
    page = page_of(gazetteer(("Weirland", "48 16"), kind="country"))
    assert [mark.area for mark in page.plates[0].marks] == [True]


def test_an_edition_without_coordinates_has_no_map() -> None:
    assert maps.planned(gazetteer(("Weir", ""), mentioned="0")) == ()
    assert maps.planned(gazetteer(("Weir", "95 16"), mentioned="0")) == (), "no place of the globe"
    assert maps.planned(link([letter("one", "1900-01-01", "<p>x</p>")])) == ()


def test_the_page_names_each_place_once_in_the_plates_and_says_what_is_left_out() -> None:
    places = [(f"Place {n}", f"{30 + n % 40} {n // 4}") for n in range(maps.MOST + 50)]
    page = page_of(gazetteer(*places))
    names = [mark.name for plate in page.plates for mark in plate.marks]
    assert len(names) == len(set(names)) == maps.MOST
    assert page.left_out == "50 more places are in the index."
    environment = templates.environment(PROJECT, interface.standard())
    content = templates.render(environment, "map.html", page)
    assert len(content) < 300_000
    tree = html.fromstring(content)
    assert len(texts(tree, "//svg//*[@role='listitem']/a[contains(@class, 'mark')]/title")) == maps.MOST
    assert texts(tree, "//@style | //style") == []


# Caps


@pytest.mark.parametrize("corner", [(10, 50), (179, 0), (-60, -30), (60, 88)])
def test_a_cap_holds_the_ring_that_it_is_made_for(corner: tuple[int, int]) -> None:
    ring = degree(*corner)
    found = cap(ring)
    assert all(found.meets(Cap(place, 0)) for place in ring)
    assert not found.meets(Cap((corner[0] + 180, -corner[1]), 0.1))


def test_a_ring_around_a_pole_may_be_anywhere() -> None:
    around_the_pole = [(float(longitude), -70.0) for longitude in range(-180, 180, 30)]
    assert cap(around_the_pole).meets(Cap((0, 90), 0))


@pytest.mark.parametrize("places", [[LONDON, PARIS], [FIJI, SAMOA], [(0.0, 85.0), (90.0, 86.0)]])
def test_land_that_is_out_of_sight_is_left_out_before_it_is_drawn(
    places: list[Position], monkeypatch: pytest.MonkeyPatch
) -> None:
    (plate,) = plates(places)
    seen = [one.meets(plate.projection.seen(plate.window)) for one in land.caps()]
    assert sum(seen) < len(seen) / 2
    drawn = Sheet(plate).land()
    monkeypatch.setattr(land, "caps", lambda: tuple(Cap((0, 0), math.pi) for _ in seen))
    assert Sheet(plate).land() == drawn
