"""A map of the town, to be drawn as lines, circles and words: no picture of streets, and nobody else's map.

It shows where in the town groups are, and how far apart. Units are those of the drawing, which is WIDTH across.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from statistics import mean

from places.distance import EARTH_RADIUS, Point, miles

WIDTH = 480
MARGIN = 0.75  # miles
# A group further than this from the town would make the town too small to read.
FURTHEST = 4.0
HOMES_AROUND = 0.55  # miles from the middle of a sector, so that sectors touch
NUMBERS_A_ROW = 3
CHARACTER, DIGIT, ROW = 13, 10, 26
HERE = 21  # the radius of the ring around a place
MOVE, FURTHEST_MOVE = 13, 91  # of a name that would cover something


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    words: str

    @property
    def box(self) -> "Box":
        width = CHARACTER * len(self.words)
        return Box(self.x - width // 2, self.y - ROW // 2, width, ROW)


@dataclass(frozen=True)
class Box:
    left: int
    top: int
    width: int
    height: int

    def covers(self, other: "Box") -> bool:
        beside = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not beside and self.top < other.top + other.height and other.top < self.top + self.height


@dataclass(frozen=True)
class Pin:
    """The numbers of the groups at one spot, in rows, and the box to draw around them."""

    box: Box
    rows: tuple[Label, ...]


@dataclass(frozen=True)
class TownMap:
    """`homes` are circles that show together where the town is; the lines of the grid are a mile apart. `place` is the
    name of `here`, beside it, and `ring` the distance asked for."""

    width: int
    height: int
    homes: tuple[Label, ...]
    homes_radius: int
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    neighbourhoods: tuple[Label, ...]
    pins: tuple[Pin, ...]
    numbers: frozenset[int]
    here: Label | None
    here_radius: int
    place: Label | None
    ring: int | None


class _Paper:
    """Turns points into places on the drawing."""

    def __init__(self, points: Sequence[Point]) -> None:
        self._west, self._north = min(point.longitude for point in points), max(point.latitude for point in points)
        a_degree = math.radians(1) * EARTH_RADIUS
        self._miles_north, self._miles_east = a_degree, a_degree * math.cos(math.radians(self._north))
        across = (max(point.longitude for point in points) - self._west) * self._miles_east + 2 * MARGIN
        down = (self._north - min(point.latitude for point in points)) * self._miles_north + 2 * MARGIN
        self.mile = WIDTH / across
        self.height = round(down * self.mile)

    def at(self, point: Point, words: str = "") -> Label:
        x = (point.longitude - self._west) * self._miles_east + MARGIN
        y = (self._north - point.latitude) * self._miles_north + MARGIN
        return Label(round(x * self.mile), round(y * self.mile), words)


def town_map(
    *,
    town: Sequence[Point],
    neighbourhoods: Mapping[str, Sequence[Point]],
    places: Mapping[int, Iterable[Point]],
    here: tuple[str, Point] | None = None,
    within: int | None = None,
) -> TownMap | None:
    """`town` are the middles of its sectors, and those of each neighbourhood, by name, are some of them. `places` are
    where each group of the list is, by its number in it. None where there is nothing to show."""
    shown = [(number, point) for number, points in places.items() for point in points if _in_reach(point, town)]
    if not shown:
        return None
    here = here if here and _in_reach(here[1], town) else None
    paper = _Paper([*town, *(point for _number, point in shown), *([here[1]] if here else [])])
    spot = paper.at(here[1], here[0]) if here else None
    pins = _pins((number, paper.at(point)) for number, point in shown)
    taken = [*(pin.box for pin in pins), *([_around(spot)] if spot else [])]
    return TownMap(
        width=WIDTH,
        height=paper.height,
        homes=tuple(map(paper.at, town)),
        homes_radius=round(HOMES_AROUND * paper.mile),
        columns=_grid(WIDTH, paper.mile),
        rows=_grid(paper.height, paper.mile),
        pins=pins,
        numbers=frozenset(number for number, _point in shown),
        here=spot,
        here_radius=HERE,
        place=_beside(taken, spot) if spot else None,
        ring=round(within * paper.mile) if within else None,
        neighbourhoods=tuple(
            _beside(taken, paper.at(_middle(sectors), name)) for name, sectors in neighbourhoods.items() if sectors
        ),
    )


def _in_reach(point: Point, town: Sequence[Point]) -> bool:
    return any(miles(point, middle) <= FURTHEST for middle in town)


def _grid(length: int, mile: float) -> tuple[int, ...]:
    return tuple(round(number * mile) for number in range(1, math.ceil(length / mile)))


def _middle(points: Sequence[Point]) -> Point:
    return Point(
        sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points)
    )


def _around(spot: Label) -> Box:
    return Box(spot.x - HERE, spot.y - HERE, 2 * HERE, 2 * HERE)


def _beside(taken: list[Box], label: Label) -> Label:
    """The label, a little higher or lower if something is there already; it is taken from then on."""
    moves = sorted(range(-FURTHEST_MOVE, FURTHEST_MOVE + 1, MOVE), key=abs)
    labels = (replace(label, y=label.y + move) for move in moves)
    found = next((one for one in labels if not any(one.box.covers(box) for box in taken)), label)
    taken.append(found.box)
    return found


Numbered = tuple[int, Label]


def _pins(spots: Iterable[Numbered]) -> tuple[Pin, ...]:
    """Pins that would cover each other are one."""
    shared: list[list[Numbered]] = []
    for spot in spots:
        shared = _joined(shared, [spot])
    return tuple(map(_pin, shared))


def _joined(shared: list[list[Numbered]], spots: list[Numbered]) -> list[list[Numbered]]:
    box = _pin(spots).box
    covered = [others for others in shared if _pin(others).box.covers(box)]
    if not covered:
        return [*shared, spots]
    return _joined([others for others in shared if others not in covered], [*chain(*covered), *spots])


def _pin(spots: Sequence[Numbered]) -> Pin:
    """In the middle of them."""
    numbers = sorted({number for number, _spot in spots})
    rows = [", ".join(map(str, numbers[at : at + NUMBERS_A_ROW])) for at in range(0, len(numbers), NUMBERS_A_ROW)]
    x, y = round(mean(spot.x for _number, spot in spots)), round(mean(spot.y for _number, spot in spots))
    width = max(ROW, DIGIT * max(map(len, rows)) + ROW // 2)
    height = ROW * len(rows)
    top = y - height // 2
    labels = tuple(Label(x, top + ROW * number + ROW // 2, row) for number, row in enumerate(rows))
    return Pin(Box(x - width // 2, top, width, height), labels)
