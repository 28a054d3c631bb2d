"""Which children a listing is for: the ages a family chooses from, and which of them a listing takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AgeBand:
    """Children from `from_years` until the birthday after `to_years`; `key` stands in addresses of searches."""

    key: str
    from_years: int
    to_years: int


AGE_BANDS: tuple[AgeBand, ...] = (
    AgeBand("0", 0, 0),
    AgeBand("1", 1, 1),
    AgeBand("2", 2, 2),
    AgeBand("3-4", 3, 4),
    AgeBand("5-7", 5, 7),
    AgeBand("8-10", 8, 10),
    AgeBand("11-15", 11, 15),
    AgeBand("16-18", 16, 18),
    AgeBand("19-25", 19, 25),
)


def bands_of(from_months: int | None, to_months: int | None) -> frozenset[str]:
    """The keys of the bands in which some child may come. Both ends count; None is no limit."""
    youngest = from_months or 0
    oldest = (AGE_BANDS[-1].to_years + 1) * 12 if to_months is None else to_months
    return frozenset(
        band.key for band in AGE_BANDS if youngest < (band.to_years + 1) * 12 and band.from_years * 12 <= oldest
    )
