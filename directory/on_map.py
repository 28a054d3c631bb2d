"""The map of the groups on a page, from what the town's tables and the listings say of places."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from directory.models import Session
from directory.searching import Place
from directory.town_map import TownMap, town_map
from directory.whereabouts import point_of
from places.distance import Point
from places.positions import Precision, precision_of
from places.queries import centres, neighbourhoods


def map_of(listings: Mapping[int, int], place: Place | None, within: int | None, language: str) -> TownMap | None:
    """`listings` are keys by their number on the page."""
    points = _points(listings.values())
    sectors = {name: point for name, point in centres().items() if precision_of(name) is Precision.SECTOR}
    return town_map(
        town=list(sectors.values()),
        neighbourhoods={
            one.name(language): [sectors[sector] for sector in one.sectors if sector in sectors]
            for one in neighbourhoods()
        },
        places={number: points[key] for number, key in listings.items()},
        here=place,
        within=within,
    )


def _points(keys: Collection[int]) -> Mapping[int, set[Point]]:
    """Where the sessions of listings are, as far as it may be told, in one query."""
    points: dict[int, set[Point]] = defaultdict(set)
    for session in Session.objects.filter(listing__in=keys, venue__isnull=False).select_related("venue"):
        if point := session.venue and point_of(session.venue):
            points[session.listing_id].add(point)
    return points
