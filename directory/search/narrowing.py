"""Which of the documents found pass the filters and are near enough, and how many would with other filters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from directory.search.engine import ANY, FACETS, NEAR, NEAR_MILES, Filters, Near
from directory.search.facets import Bits, pack, unpack
from directory.search.matching import Mask
from directory.search.postings import Weights
from directory.search.segments import Segment
from places.distance import EARTH_RADIUS

FAR = np.float32(np.inf)
CATEGORY = "category"


@dataclass(frozen=True)
class Narrowed:
    """Of one segment: the documents that pass all filters and are within the miles asked for, and those that pass but
    are nowhere known; miles to each document where a place is given."""

    hits: Mask
    unplaced: Mask
    miles: Weights | None


def narrowed(
    segment: Segment, found: Mask, filters: Filters, near: Near | None, counts: dict[str, Counter]
) -> Narrowed:
    """Adds to `counts` what engine.Results says of them."""
    base = pack(found)
    chosen = {facet: segment.facets.passing(facet, values) for facet, values in filters.items() if values}
    miles = miles_to(segment, near) if near else None
    close = pack(np.less_equal(miles, near.miles)) if near and near.miles is not None and miles is not None else None
    passing = _all(base, chosen)
    hits = passing if close is None else passing & close
    _count(segment, hits, [facet for facet in counts if facet not in {*chosen, NEAR}], counts)
    for facet in chosen:
        others = _all(base, {other: bits for other, bits in chosen.items() if other != facet})
        _count(segment, others if close is None else others & close, [facet], counts)
    if miles is not None:
        counts[NEAR].update(_within(miles[unpack(passing, segment.size)]))
    unplaced = np.zeros(segment.size, np.bool_) if close is None else unpack(passing, segment.size) & (miles == FAR)
    return Narrowed(unpack(hits, segment.size), unplaced, miles)


def preference(segment: Segment, preferred: Filters) -> Weights:
    """How well each document suits these filters, of 1: half for passing, half for being for nothing else. A category's
    words count less already where there are several."""
    shares = {facet: segment.facets.share(facet, values) for facet, values in preferred.items()}
    suits = [
        (share > 0).astype(np.float32) if facet == CATEGORY else ((share > 0) + share) / np.float32(2)
        for facet, share in shares.items()
    ]
    return np.mean(suits, axis=0, dtype=np.float32) if suits else np.zeros(segment.size, np.float32)


def empty_counts(segments: Sequence[Segment], filters: Filters, near: Near | None) -> dict[str, Counter]:
    facets = [*FACETS, *(facet for segment in segments for facet in segment.facets), *filters]
    return {facet: Counter() for facet in [*facets, *([NEAR] if near else [])]}


def miles_to(segment: Segment, near: Near) -> Weights:
    """From a point to the nearest place of each document; infinite where none is known."""
    documents, places = segment.places
    nearest = np.full(segment.size, FAR, np.float32)
    if len(documents):
        first = np.flatnonzero(np.diff(documents, prepend=-1))
        nearest[documents[first]] = np.minimum.reduceat(_miles(near, places), first)
    return nearest


def _miles(near: Near, places: npt.NDArray) -> npt.NDArray[np.float64]:
    """As places.distance.miles, for many places at once."""
    latitude, longitude = np.radians(near.point.latitude), np.radians(near.point.longitude)
    latitudes, longitudes = np.radians(places["latitude"]), np.radians(places["longitude"])
    north = np.sin((latitudes - latitude) / 2) ** 2
    across = np.cos(latitudes) * np.cos(latitude) * np.sin((longitudes - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS * np.arcsin(np.minimum(1, np.sqrt(north + across)))


def _all(base: Bits, chosen: dict[str, Bits]) -> Bits:
    return np.bitwise_and.reduce([base, *chosen.values()])


def _count(segment: Segment, among: Bits, facets: Sequence[str], counts: dict[str, Counter]) -> None:
    every = int(np.bitwise_count(among).sum())
    for facet, values in segment.facets.counted(facets, among).items():
        counts[facet].update({**values, ANY: every})


def _within(miles: Weights) -> dict[str, int]:
    return {ANY: len(miles), **{str(most): int(np.count_nonzero(miles <= most)) for most in NEAR_MILES}}
