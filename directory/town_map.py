"""A map of the town, to be drawn as lines, circles and words: no picture of streets, and nobody else's map.

It shows where in the town groups are, and how far apart. Units are those of the drawing, which is WIDTH across.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from places.distance import EARTH_RADIUS, Point, miles

WIDTH = 480
MARGIN = 0.75  # miles
# A group further than this from the town would make the town too small to read.
FURTHEST = 4.0
HOMES_AROUND = 0.55  # miles from the middle of a sector, so that sectors touch
PIN_APART = 30
NUMBERS_A_ROW = 3
CHARACTER, ROW = 10, 26


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    words: str


@dataclass(frozen=True)
class Pin:
    """The numbers of the groups at one spot, in rows, and the box to draw around them."""

    x: int
    y: int
    width: int
    height: int
    rows: tuple[Label, ...]


@dataclass(frozen=True)
class TownMap:
    """`homes` are circles that show together where the town is; the lines of the grid are a mile apart. `ring` is the
    distance asked for."""

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
    is_here = here and _in_reach(here[1], town)
    paper = _Paper([*town, *(point for _number, point in shown), *([here[1]] if here and is_here else [])])
    return TownMap(
        width=WIDTH,
        height=paper.height,
        homes=tuple(map(paper.at, town)),
        homes_radius=round(HOMES_AROUND * paper.mile),
        columns=_grid(WIDTH, paper.mile),
        rows=_grid(paper.height, paper.mile),
        neighbourhoods=tuple(paper.at(_middle(sectors), name) for name, sectors in neighbourhoods.items() if sectors),
        pins=tuple(_pins([(number, paper.at(point)) for number, point in shown])),
        numbers=frozenset(number for number, _point in shown),
        here=paper.at(here[1], here[0]) if here and is_here else None,
        ring=round(within * paper.mile) if within else None,
    )


def _in_reach(point: Point, town: Sequence[Point]) -> bool:
    return any(miles(point, middle) <= FURTHEST for middle in town)


def _grid(length: int, mile: float) -> tuple[int, ...]:
    return tuple(round(number * mile) for number in range(1, math.ceil(length / mile)))


def _middle(points: Sequence[Point]) -> Point:
    return Point(
        sum(point.latitude for point in points) / len(points), sum(point.longitude for point in points) / len(points)
    )


def _pins(spots: Iterable[tuple[int, Label]]) -> Iterable[Pin]:
    """Numbers that would cover each other share a pin."""
    shared: list[tuple[Label, list[int]]] = []
    for number, spot in spots:
        near = next((one for one in shared if math.hypot(one[0].x - spot.x, one[0].y - spot.y) < PIN_APART), None)
        if near is None:
            shared.append((spot, [number]))
        elif number not in near[1]:
            near[1].append(number)
    return (_pin(spot, sorted(numbers)) for spot, numbers in shared)


def _pin(spot: Label, numbers: Sequence[int]) -> Pin:
    rows = [", ".join(map(str, numbers[at : at + NUMBERS_A_ROW])) for at in range(0, len(numbers), NUMBERS_A_ROW)]
    width = max(ROW, CHARACTER * max(map(len, rows)) + ROW // 2)
    height = ROW * len(rows)
    top = spot.y - height // 2
    labels = tuple(Label(spot.x, top + ROW * number + ROW // 2, row) for number, row in enumerate(rows))
    return Pin(spot.x - width // 2, top, width, height, labels)
