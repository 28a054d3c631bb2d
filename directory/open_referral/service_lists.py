"""Services, their places and who runs them: as lists, and one by its id."""

from collections.abc import Mapping, Sequence

from directory.models import Group, Listing, Session, Venue
from directory.open_referral import selection
from directory.open_referral.changes import in_order, known_listings, listings_by_key
from directory.open_referral.locations import ONLINE, Site, Sites, site_of, sites_of
from directory.open_referral.parameters import Asked
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Entry, Record
from directory.open_referral.selection import AtVenue
from directory.open_referral.service_records import (
    at_location,
    at_location_id,
    full_at_location,
    full_service,
    minimal_service,
    organization,
    service,
)


def service_records(entries: Sequence[Entry], asked: Asked, by: Publisher) -> list[Record]:
    minimal, full = asked.get("minimal"), bool(asked.get("full"))
    keys = [entry.key for entry in entries]
    listings = listings_by_key(keys, related=full)
    found = [listings[key] for key in keys if key in listings]
    if minimal:
        return [minimal_service(listing, by) for listing in found]
    sites = sites_of(found) if full else {}
    return [full_service(listing, sites, by) if full else service(listing, by) for listing in found]


def one_service(identifier: str, asked: Asked, by: Publisher) -> Record | None:
    key = _listing_key(identifier, by)
    return next(iter(service_records([Entry(key)], {"full": True}, by)), None) if key else None


def at_location_records(entries: Sequence[Entry], asked: Asked, by: Publisher) -> list[Record]:
    minimal, full = asked.get("minimal"), bool(asked.get("full")) and not asked.get("minimal")
    keys = list({entry.key.listing for entry in entries})
    listings = listings_by_key(keys, related=full)
    sites = sites_of(listings.values()) if full else _sites_at(entries)
    records = []
    for where in (entry.key for entry in entries):
        listing, site = listings.get(where.listing), _site(where, sites)
        if listing and site and minimal:
            records.append(minimal_service(listing, by) | {"id": at_location_id(listing, site, by)})
        elif listing and site:
            records.append(full_at_location(listing, site, sites, by) if full else at_location(listing, site, by))
    return records


def one_at_location(identifier: str, asked: Asked, by: Publisher) -> Record | None:
    references = dict(known_listings().values_list("pk", "reference"))
    sessions = Session.objects.filter(listing__in=known_listings().values("pk")).order_by("pk")
    places = sessions.values_list("listing", "venue", "online")
    entries = [Entry(AtVenue(pk, None if online else venue)) for pk, venue, online in places if venue or online]
    sites = _sites_at(entries)
    for entry in dict.fromkeys(entries):
        site = _site(entry.key, sites)
        if site and by.id_of("service_at_location", references[entry.key.listing], *site.key) == identifier:
            return at_location_records([entry], {"full": True}, by)[0]
    return None


def organization_records(entries: Sequence[Entry], asked: Asked, by: Publisher) -> list[Record]:
    keys = [entry.key for entry in entries]
    groups = Group.objects.in_bulk(keys)
    if not (asked.get("full") or asked.get("full_service")):
        return [organization(groups[key], by) for key in keys]
    services = _services_by_group(keys, whole=asked.get("full_service", False), by=by)
    return [organization(groups[key], by) | {"services": services.get(key, [])} for key in keys]


def one_organization(identifier: str, asked: Asked, by: Publisher) -> Record | None:
    key = selection.groups_by_id(by).get(identifier)
    known = key and known_listings().filter(group=key, group__suspended_at=None).exists()
    return organization_records([Entry(key)], {"full": True, **asked}, by)[0] if known else None


def _listing_key(identifier: str, by: Publisher) -> int | None:
    references = known_listings().values_list("pk", "reference")
    return next((pk for pk, reference in references if by.id_of("service", reference) == identifier), None)


def _sites_at(entries: Sequence[Entry]) -> Sites:
    keys = {entry.key.venue for entry in entries if entry.key.venue}
    return {venue.pk: site_of(venue) for venue in Venue.objects.filter(pk__in=keys)}


def _site(where: AtVenue, sites: Sites) -> Site | None:
    return sites.get(where.venue) if where.venue else ONLINE


def _services_by_group(keys: list[int], *, whole: bool, by: Publisher) -> Mapping[int, list[Record]]:
    rows = list(in_order(Listing.objects.listed().filter(group__in=keys)).values_list("pk", "group"))
    records = service_records([Entry(pk) for pk, _group in rows], {"full": whole}, by)
    services: dict[int, list[Record]] = {}
    for (_pk, group), record in zip(rows, records, strict=True):
        services.setdefault(group, []).append(record)
    return services
