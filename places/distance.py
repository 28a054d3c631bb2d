"""How far apart two places are, and how exactly a family is told."""

import math
from dataclasses import dataclass

EARTH_RADIUS = 3958.7613  # miles; the mean radius, 6,371.0088 km
HALF_A_MILE = 0.5


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east, on WGS84."""

    latitude: float
    longitude: float


def miles(a: Point, b: Point) -> float:
    """Miles as the crow flies."""
    north = math.sin(math.radians(b.latitude - a.latitude) / 2) ** 2
    east = math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    across = math.cos(math.radians(a.latitude)) * math.cos(math.radians(b.latitude)) * east
    return 2 * EARTH_RADIUS * math.asin(min(1.0, math.sqrt(north + across)))


def about_miles(value: float) -> float:
    """What a family is told: 0.5 stands for less than half a mile, all else is the nearest whole number from 1.

    A postcode stands for a street and a sector for a few thousand homes: tenths would claim what nobody knows.
    """
    return HALF_A_MILE if value < HALF_A_MILE else max(1, math.floor(value + 0.5))


def rounded(point: Point) -> Point:
    """Where an address that stays hidden is shown: to 2 decimals, about half a mile."""
    return Point(round(point.latitude, 2), round(point.longitude, 2))
