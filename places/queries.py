"""The town's own tables, read once, and the table of postcodes that it imported, read by each look-up.

Another council replaces the files in `places/data/`.
"""

import logging
import sqlite3
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from places import postcode_table
from places.distance import Point
from places.neighbourhoods import Neighbourhood
from places.positions import Position, best_position
from places.postcodes import names_of, sector_of

NEIGHBOURHOODS_FILE = Path(__file__).parent / "data" / "neighbourhoods.toml"
SECTORS_FILE = Path(__file__).parent / "data" / "sectors.toml"

logger = logging.getLogger(__name__)


def read_neighbourhoods(path: Path) -> tuple[Neighbourhood, ...]:
    """Read a table of neighbourhoods, in the file's order.

    A missing key raises KeyError with its name; a sector that is none, or is in two neighbourhoods, raises ValueError.
    """
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    table = tuple(
        Neighbourhood(key=key, names=entry["names"], sectors=frozenset(entry["sectors"])) for key, entry in data.items()
    )
    _check_sectors([sector for place in table for sector in place.sectors])
    return table


@cache
def neighbourhoods() -> tuple[Neighbourhood, ...]:
    return read_neighbourhoods(NEIGHBOURHOODS_FILE)


def read_centres(path: Path) -> Mapping[str, Point]:
    """Read a table of sectors and outcodes. A name that is neither, or is written otherwise, raises ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for name in data:
        if name not in names_of(name)[:1]:
            raise ValueError(f"{name!r} is no sector or outcode, written as in 'LU4 8' and 'LU4'.")
    return {name: Point(*degrees) for name, degrees in data.items()}


@cache
def centres() -> Mapping[str, Point]:
    return read_centres(SECTORS_FILE)


def position_of(postcode_text: str) -> Position | None:
    """Where a postcode, a sector or an outcode lies, as exactly as the tables know it; None if they know nothing.

    The text is kept nowhere and written to no log.
    """
    names = names_of(postcode_text)
    return best_position(names, {**centres(), **_imported(names)})


def _imported(names: Sequence[str]) -> dict[str, Point]:
    try:
        return postcode_table.find(settings.PLACES_FILE, names)
    except sqlite3.DatabaseError:
        # A family is still placed by its sector.
        logger.error("The table of postcodes cannot be read. Import it again: manage.py import_postcodes FILE")
        return {}


def _check_sectors(sectors: list[str]) -> None:
    for sector in sectors:
        if sector_of(f"{sector}AA") != sector:
            raise ValueError(f"{sector!r} is not a postcode sector, written as in 'LU4 8'.")
        if sectors.count(sector) > 1:
            raise ValueError(f"The sector {sector!r} is in two neighbourhoods.")
