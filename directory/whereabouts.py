"""What may be told of where a venue is. Whatever shows, sends, prints, measures or indexes a place asks here, and never
the venue: of an address that stays hidden, only the outcode leaves, and a position to 2 decimals."""

from dataclasses import dataclass

from directory.venues import Venue
from places.distance import Point, rounded
from places.postcodes import PostcodeError, outcode_of
from places.queries import position_of


@dataclass(frozen=True)
class Place:
    """Of a hidden place, all is empty but its outcode."""

    name: str
    address: str
    postcode: str
    outcode: str
    hidden: bool = False


def place_of(venue: Venue) -> Place:
    if venue.address_hidden:
        return Place("", "", "", _outcode(venue), hidden=True)
    return Place(venue.name, venue.address, venue.postcode, _outcode(venue))


def point_of(venue: Venue) -> Point | None:
    """Its own position, or else that of its postcode; None where neither is known."""
    point = _exact_point(venue)
    return rounded(point) if point and venue.address_hidden else point


def _exact_point(venue: Venue) -> Point | None:
    if venue.latitude is not None and venue.longitude is not None:
        return Point(venue.latitude, venue.longitude)
    position = position_of(venue.postcode)
    return position.point if position else None


def _outcode(venue: Venue) -> str:
    try:
        return outcode_of(venue.postcode)
    except PostcodeError:
        return ""
