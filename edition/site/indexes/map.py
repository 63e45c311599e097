"""The map of the places that the texts mention: plates as in an atlas, and the list of all places."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from edition.maps import labels, plates
from edition.maps.drawing import WIDTH, Sheet
from edition.maps.labels import Label, Spot
from edition.maps.shapes import Position, Window
from edition.site.indexes.registers import index_file
from edition.site.plan import TEI, PlannedPage, entry_file, href, is_safe
from edition.site.shell import Surroundings
from edition.site.views import Link, Shell
from edition.tei.catalog import Catalog
from edition.tei.registers import Entry
from edition.words.interface import Interface

MAP = "map.html"
MOST = 250  # places that a page can show

# Radii of marks in units of a plate: of the place with most mentions, and the least that is seen.
LARGEST, LEAST = 18.0, 3.4
# Around a mark so much can be hit, unless another one is near.
REACH = 34.0
TOGETHER = 8.0  # marks nearer than this would cover one another on a phone, and are moved apart

# Types of entries that are no points, so that the mark is but their middle.
AREAS = frozenset(
    "area bloc canal coast continent country county district empire front geography island islands lake land landscape "
    "mountain mountains ocean peninsula province region river sea state strait territory valley water waters".split()
)


@dataclass(frozen=True, slots=True)
class MarkView:
    """The mark of a place, in units of the plate: its middle, its radius, and the radius of what can be hit."""

    href: str
    name: str
    title: str  # the name, and how often it is mentioned
    area: bool  # a country, a sea, a region: the mark is but its middle
    x: str
    y: str
    radius: str
    hit: str
    label: Label


@dataclass(frozen=True, slots=True)
class FrameView:
    """The frame of a plate on another one, which leads to it; `x`, `y` are where its number stands."""

    href: str
    title: str
    number: str
    path: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class PlateView:
    """A plate: paths of land, graticule and rim, marks that lead on, and the dots of those that another plate has."""

    anchor: str
    number: str
    title: str
    width: int
    height: int
    land: str
    graticule: str
    rim: str
    frames: tuple[FrameView, ...]
    dots: tuple[tuple[str, str, str], ...]  # x, y, radius
    marks: tuple[MarkView, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in the list; `plate` leads to the one that has its mark, if any."""

    link: Link
    count: str
    title: str
    type: str
    plate: Link | None


@dataclass(frozen=True, slots=True)
class MapPage:
    """`map.html`."""

    shell: Shell
    title: str
    summary: str
    key: tuple[tuple[str, str], ...]  # radius of a mark, and of how many mentions
    plates: tuple[PlateView, ...]
    places: tuple[PlaceView, ...]
    nowhere: tuple[PlaceView, ...]  # without coordinates
    left_out: str  # what is said when there are more places than the page shows
    index: Link


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as it is drawn."""

    entry: Entry
    count: int
    at: Position


def planned(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The page of the map; none for an edition whose registers have no coordinates."""
    return (PlannedPage("map", MAP, source=TEI),) if any(map(_point, _entries(catalog))) else ()


def map_page(page: PlannedPage, catalog: Catalog, around: Surroundings) -> MapPage:
    """What the map shows: the places with coordinates, those mentioned most if they are too many for a page."""
    words = around.interface
    entries = sorted(_entries(catalog), key=lambda one: (-len(catalog.mentions(one)), one.preferred, one.address))
    known = [_Place(entry, len(catalog.mentions(entry)), at) for entry in entries if (at := _point(entry))]
    shown, without = known[:MOST], [entry for entry in entries if not _point(entry)]
    atlas = plates.plates([place.at for place in shown])
    titles = [_title(number, plate, shown, words) for number, plate in enumerate(atlas)]
    summary = words.say("map.summary", count=len(shown))
    left_out = len(known) - len(shown) + max(0, len(without) - MOST)
    return MapPage(
        shell=around.shell(page, words.say("map.title"), summary),
        title=words.say("map.title"),
        summary=summary,
        key=tuple(_key(shown, words)),
        plates=tuple(_plate(number, atlas, titles, shown, page.file, words) for number in range(len(atlas))),
        places=tuple(_listed(shown, atlas, page.file, words)),
        nowhere=tuple(_view(one, len(catalog.mentions(one)), None, page.file, words) for one in without[:MOST]),
        left_out=words.say("map.left_out", count=left_out) if left_out else "",
        index=Link(href(page.file, index_file("places")), words.say("map.index")),
    )


def _entries(catalog: Catalog) -> list[Entry]:
    return [one for one in catalog.register.entries if one.kind == "place" and one.id and is_safe(one.id)]


def _point(entry: Entry) -> Position | None:
    """The longitude and latitude of a place; None without any, or with such as the globe does not have."""
    point = entry.point
    on_globe = point is not None and abs(point.latitude) <= 90 and abs(point.longitude) <= 180
    return (point.longitude, point.latitude) if point is not None and on_globe else None


def _title(number: int, plate: plates.Plate, places: Sequence[_Place], words: Interface) -> str:
    if number == 0:
        return words.say("map.all")
    first = [places[index].entry.preferred for index in plate.members[:3]]
    return words.say("map.part", places=words.listed(first))


def _key(places: Sequence[_Place], words: Interface) -> Iterator[tuple[str, str]]:
    """Yield the marks that explain the sizes: the largest, and some of round numbers below; none if all are alike."""
    most = places[0].count
    if most < 2:
        return
    steps = [count for count in (1, 3, 10, 30, 100, 300, 1000, 3000, 10000) if count * 2 < most]
    for count in [*steps[-3:], most]:
        yield _units(_radius(count, most)), words.say("map.mentions", count=count)


def _radius(count: int, most: int) -> float:
    """The radius of a mark: its area is in proportion to the mentions."""
    return max(LEAST, LARGEST * math.sqrt(count / most)) if most else LEAST


def _plate(
    number: int, atlas: Sequence[plates.Plate], titles: Sequence[str], places: Sequence[_Place], page: str,
    words: Interface,
) -> PlateView:  # fmt: skip
    plate = atlas[number]
    sheet = Sheet(plate)
    frames = [(inner, *sheet.frame(atlas[inner])) for inner in plate.inner]
    return PlateView(
        anchor=_anchor(number),
        number=words.number(number + 1),
        title=titles[number],
        width=WIDTH,
        height=sheet.height,
        land=sheet.land(),
        graticule=sheet.graticule(),
        rim=sheet.rim(),
        frames=tuple(_frame(inner, path, strips[0], titles[inner], page, words) for inner, path, strips in frames),
        dots=tuple(_dots(sheet, places)),
        marks=tuple(_marks(sheet, places, [strip for _, _, strips in frames for strip in strips], page, words)),
    )


def _anchor(number: int) -> str:
    return f"map-{number + 1}"


def _frame(number: int, path: str, top: Window, title: str, page: str, words: Interface) -> FrameView:
    x, _ = top.middle
    return FrameView(
        href=href(page, MAP, _anchor(number)),
        title=words.say("map.to_part", number=number + 1, title=title),
        number=words.number(number + 1),
        path=path,
        x=_units(x),
        y=_units(max(top.top, 0) + 24),
    )


def _dots(sheet: Sheet, places: Sequence[_Place]) -> Iterator[tuple[str, str, str]]:
    """Yield dots for the places that the plate shows, and another plate leads on from."""
    most = places[0].count
    for index, place in enumerate(places):
        if index not in sheet.plate.members and sheet.window.holds(at := sheet.at(place.at)):
            yield _units(at[0]), _units(at[1]), _units(_radius(place.count, most) / 2)


def _marks(
    sheet: Sheet, places: Sequence[_Place], frames: Sequence[Window], page: str, words: Interface
) -> Iterator[MarkView]:
    """Yield the marks of a plate's members, the largest first, so that small ones lie above them."""
    members = [places[index] for index in sheet.plate.members]
    spots = list(_apart([_spot(place, sheet, places[0].count) for place in members]))
    for place, spot, label in zip(members, spots, labels.placed(spots, frames, sheet.window), strict=True):
        distances = [math.dist((spot.x, spot.y), (other.x, other.y)) for other in spots if other is not spot]
        name = place.entry.preferred or place.entry.id
        yield MarkView(
            href=href(page, entry_file(place.entry.id)),
            name=name,
            title=words.say("map.mark", place=name, mentions=words.say("map.mentions", count=place.count)),
            area=place.entry.type.lower() in AREAS,
            x=_units(spot.x),
            y=_units(spot.y),
            radius=_units(spot.radius),
            hit=_units(max(spot.radius, min([REACH, *(distance / 2 for distance in distances)]))),
            label=label,
        )


def _spot(place: _Place, sheet: Sheet, most: int) -> Spot:
    return Spot(*sheet.at(place.at), _radius(place.count, most), place.entry.preferred or place.entry.id)


def _apart(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Yield marks; one that would cover another one, or be covered by it, stands beside it."""
    taken: list[Spot] = []
    for spot in spots:
        x = spot.x
        while under := next((o for o in taken if math.dist((o.x, o.y), (x, spot.y)) < TOGETHER), None):
            x = under.x + (under.radius + spot.radius) * labels.SIZES[0][1]
        taken.append(Spot(x, spot.y, spot.radius, spot.name))
    yield from taken


def _listed(
    places: Sequence[_Place], atlas: Sequence[plates.Plate], page: str, words: Interface
) -> Iterator[PlaceView]:
    on = {index: number for number, plate in enumerate(atlas) for index in plate.members}
    for index, place in enumerate(places):
        plate = Link(href(page, MAP, _anchor(on[index])), words.say("map.plate", number=on[index] + 1))
        yield _view(place.entry, place.count, plate, page, words)


def _view(entry: Entry, count: int, plate: Link | None, page: str, words: Interface) -> PlaceView:
    return PlaceView(
        link=Link(href(page, entry_file(entry.id)), entry.preferred or entry.id),
        count=words.number(count),
        title=words.say("map.mentions", count=count),
        type=entry.type,
        plate=plate,
    )


def _units(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
