"""Which neighbourhood a postcode lies in, from a table of postcode sectors."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from places.postcodes import PostcodeError, sector_of


@dataclass(frozen=True)
class Neighbourhood:
    key: str
    names: Mapping[str, str] = field(default_factory=dict)
    sectors: frozenset[str] = frozenset()

    def name(self, language: str) -> str:
        """Its name in a language, or in English where it has none."""
        return self.names.get(language, self.names["en"])


def neighbourhood_of(postcode: str, table: tuple[Neighbourhood, ...]) -> str | None:
    """The key of the neighbourhood that holds the postcode's sector.

    None where no neighbourhood holds it, where only an outcode was given, and where the text is no postcode.
    """
    try:
        sector = sector_of(postcode)
    except PostcodeError:
        return None
    return next((place.key for place in table if sector in place.sectors), None)
