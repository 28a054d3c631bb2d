"""The town's own tables, read once. Another council replaces the files in `places/data/`."""

import tomllib
from functools import cache
from pathlib import Path

from places.neighbourhoods import Neighbourhood
from places.postcodes import sector_of

NEIGHBOURHOODS_FILE = Path(__file__).parent / "data" / "neighbourhoods.toml"


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


def _check_sectors(sectors: list[str]) -> None:
    for sector in sectors:
        if sector_of(f"{sector}AA") != sector:
            raise ValueError(f"{sector!r} is not a postcode sector, written as in 'LU4 8'.")
        if sectors.count(sector) > 1:
            raise ValueError(f"The sector {sector!r} is in two neighbourhoods.")
