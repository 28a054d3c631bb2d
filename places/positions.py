"""Where a postcode lies, and how well that is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from places.distance import Point


class Precision(StrEnum):
    """What the point is the middle of. In Luton, half of all homes are further from it than the distance given."""

    POSTCODE = "postcode"  # a street or a part of one
    SECTOR = "sector"  # 0.4 miles
    OUTCODE = "outcode"  # 0.7 miles


@dataclass(frozen=True)
class Position:
    point: Point
    precision: Precision


def best_position(names: Sequence[str], centres: Mapping[str, Point]) -> Position | None:
    """The position of the first of the names that has one. Names are as `postcodes.names_of` gives them."""
    return next((Position(centres[name], precision_of(name)) for name in names if name in centres), None)


def precision_of(name: str) -> Precision:
    incode = name.partition(" ")[2]
    if not incode:
        return Precision.OUTCODE
    return Precision.SECTOR if len(incode) == 1 else Precision.POSTCODE
