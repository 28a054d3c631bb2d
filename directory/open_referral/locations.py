"""Where listings meet, as the feed knows it: what directory/whereabouts.py tells of a venue, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directory.models import Listing, Session, Venue
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record, filled
from directory.whereabouts import Place, place_of, point_of
from places.distance import Point

ADDRESS_FROM_GROUP = "The group tells you the address."
ACCESS = {
    ("step_free", "yes"): "Step-free access",
    ("step_free", "no"): "No step-free access",
    ("accessible_toilet", "yes"): "Accessible toilet",
    ("accessible_toilet", "no"): "No accessible toilet",
    ("baby_change", "yes"): "Baby changing",
    ("baby_change", "no"): "No baby changing",
}


@dataclass(frozen=True)
class Site:
    """`place` is None online. The key of a hidden place cannot be guessed from its name, and is not the one that it had
    before it was hidden."""

    key: tuple[str, ...]
    place: Place | None = None
    point: Point | None = None


ONLINE = Site(("online",))
Sites = Mapping[int, Site]


def site_of(venue: Venue) -> Site:
    place = place_of(venue)
    return Site(("hidden", str(venue.pk)) if place.hidden else ("venue", venue.key), place, point_of(venue))


def sites_of(listings: Iterable[Listing]) -> dict[int, Site]:
    """Of listings with their sessions and venues: each venue's position is looked up once."""
    venues = {one.venue_id: one.venue for listing in listings for one in listing.sessions.all() if one.venue}
    return {key: site_of(venue) for key, venue in venues.items()}


def site_of_session(session: Session, sites: Sites) -> Site | None:
    """None where nobody has said."""
    return ONLINE if session.online else sites.get(session.venue_id or 0)


def location(site: Site, by: Publisher) -> Record:
    """What a location itself says, without its lists."""
    point = site.point
    return filled(
        id=by.id_of("location", *site.key),
        location_type="physical" if site.place else "virtual",
        name=site.place.name if site.place else "Online",
        description=_description(site.place),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


def full_location(site: Site, listing: Listing, by: Publisher) -> Record:
    """With its address, and the access that the listing has there."""
    basic = location(site, by)
    return basic | filled(
        addresses=[_address(site, site.place, by)] if site.place and site.place.postcode else [],
        accessibility=_accessibility(site, listing, by) if site.place else [],
    )


def _description(place: Place | None) -> str:
    """An address without a postcode is none to the standard; a hidden one is told by its district alone."""
    if place is None or place.postcode:
        return ""
    if not place.hidden:
        return place.address
    return " ".join(filter(None, (place.outcode and f"In {place.outcode}.", ADDRESS_FROM_GROUP)))


def _address(site: Site, place: Place, by: Publisher) -> Record:
    street, comma, city = (part.strip() for part in place.address.rpartition(","))
    names_the_town = comma and city.casefold() == by.town.casefold()
    return filled(
        id=by.id_of("address", *site.key),
        location_id=by.id_of("location", *site.key),
        address_1=street if names_the_town else place.address,
        city=by.town,
        state_province=by.town,
        postal_code=place.postcode,
        country="GB",
        address_type="physical",
    )


def _accessibility(site: Site, listing: Listing, by: Publisher) -> list[Record]:
    """Only what is known: an entry for yes, an entry for no."""
    return [
        filled(
            id=by.id_of("accessibility", listing.reference, *site.key, name),
            location_id=by.id_of("location", *site.key),
            description=words,
        )
        for (name, value), words in ACCESS.items()
        if getattr(listing, name) == value
    ]
