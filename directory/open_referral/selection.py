"""Which listings, and which of their places, answer a question; always in the order of changes.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from directory.audiences import AUDIENCES
from directory.models import Category, Group, Listing, Session, Venue
from directory.open_referral.changes import changed_since, known_listings, listed_or_missed
from directory.open_referral.parameters import DAYS, Asked, Refused
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Entry
from directory.open_referral.taxonomies import AUDIENCE, CATEGORIES
from directory.search import index
from directory.search.engine import SearchQuery
from directory.whereabouts import point_of
from places.distance import Point, miles
from places.queries import position_of

METRES_A_MILE = 1609.344
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class AtVenue:
    """Where a listing meets; no venue is online."""

    listing: int
    venue: int | None


def services(asked: Asked, by: Publisher, now: datetime) -> list[Entry]:
    """Entries with the keys of listings."""
    listings = known_listings()
    for name, narrowed in NARROWED.items():
        if name in asked:
            listings = narrowed(listings, asked[name])
    if meeting := _meeting(asked):
        listings = listings.filter(Exists(Session.objects.filter(meeting, listing=OuterRef("pk"))))
    listings = _in_terms(_of_groups(listings, asked, by), asked, by)
    rows = _by_date(listings, asked, now)
    audience = _audience_asked(asked, by)
    found = _found(asked)
    return [
        Entry(key, shown=live or "modified_after" in asked)
        for key, live, who_for in rows
        if all(test(who_for) for test in audience) and (found is None or key in found)
    ]


def at_locations(asked: Asked, by: Publisher, now: datetime) -> list[Entry]:
    """Entries with AtVenue keys: a listing's places in the order in which it came to have them."""
    listings = {entry.key: entry for entry in services(asked, by, now)}
    sessions = Session.objects.filter(_meeting(asked) or Q(), listing__in=known_listings().values("pk")).order_by("pk")
    where: dict[int, dict[int | None, None]] = {key: {} for key in listings}
    for key, venue, online in sessions.values_list("listing", "venue", "online"):
        if key in where and (venue or online):
            where[key][None if online else venue] = None
    entries = [Entry(AtVenue(key, venue), listings[key].shown) for key, venues in where.items() for venue in venues]
    return _near(entries, asked)


def organizations(asked: Asked, by: Publisher, now: datetime) -> list[Entry]:
    """Entries with the keys of groups: those that run, or ran, what the feed knows, as they came to do so. The
    place of one that is suspended is kept empty."""
    known = known_listings().values_list("group", "group__name")
    words = asked.get("search", "").casefold().split()
    names = dict(known)
    suspended = set(Group.objects.exclude(suspended_at=None).values_list("pk", flat=True))
    fitting = (key for key, name in names.items() if all(word in name.casefold() for word in words))
    return [Entry(key, shown=key not in suspended) for key in fitting]


def groups_by_id(by: Publisher) -> dict[str, int]:
    return {by.id_of("organization", key): pk for pk, key in Group.objects.order_by("pk").values_list("pk", "key")}


def _by_date(listings: QuerySet[Listing], asked: Asked, now: datetime) -> list[tuple[int, bool, list[str]]]:
    """The key of each, whether families see it, and whom it is for."""
    seen = Exists(Listing.objects.listed().filter(pk=OuterRef("pk")))
    if "modified_after" not in asked:
        return list(listed_or_missed(listings, now).values_list("pk", seen, "who_for"))
    changed = changed_since(listings, asked["modified_after"])
    rows = listings.values_list("pk", seen, "who_for")
    return sorted((row for row in rows if row[0] in changed), key=lambda row: (changed[row[0]], row[0]))


def _of_groups(listings: QuerySet[Listing], asked: Asked, by: Publisher) -> QuerySet[Listing]:
    if "organization_id" not in asked:
        return listings
    keys = groups_by_id(by)
    for identifier in asked["organization_id"]:
        listings = listings.filter(group=keys.get(identifier, 0))
    return listings


def _in_terms(listings: QuerySet[Listing], asked: Asked, by: Publisher) -> QuerySet[Listing]:
    """Narrowed by categories. Whom a listing is for is a list in a column, which not every database looks into."""
    terms = set(asked.get("taxonomy_term_id", ())) - set(_audience_ids(by))
    keys = _categories_by_id(by) if terms else {}
    for identifier in terms:
        listings = listings.filter(Exists(_sorted_into(category=keys.get(identifier, 0))))
    for identifier in set(asked.get("taxonomy_id", ())) - {by.id_of("taxonomy", AUDIENCE.key)}:
        is_ours = identifier == by.id_of("taxonomy", CATEGORIES.key)
        listings = listings.filter(Exists(_sorted_into())) if is_ours else listings.none()
    return listings


def _audience_asked(asked: Asked, by: Publisher) -> list[Callable[[list[str]], bool]]:
    ids = _audience_ids(by)
    codes = {ids[identifier] for identifier in asked.get("taxonomy_term_id", ()) if identifier in ids}
    tests: list[Callable[[list[str]], bool]] = [lambda who_for: codes <= set(who_for)] if codes else []
    return [*tests, bool] if by.id_of("taxonomy", AUDIENCE.key) in asked.get("taxonomy_id", ()) else tests


def _audience_ids(by: Publisher) -> dict[str, str]:
    return {by.id_of("taxonomy_term", AUDIENCE.key, code): code for code in AUDIENCES}


def _categories_by_id(by: Publisher) -> dict[str, int]:
    keys = Category.objects.order_by("pk").values_list("pk", "key")
    return {by.id_of("taxonomy_term", CATEGORIES.key, key): pk for pk, key in keys}


def _sorted_into(**asked: int) -> QuerySet:
    return Listing.categories.through.objects.filter(listing=OuterRef("pk"), **asked)


def _meeting(asked: Asked) -> Q | None:
    """Day and times are asked of one and the same session."""
    asks = {
        "weekday": DAYS.index(asked["day"]) if "day" in asked else None,
        "starts__gte": asked.get("start_time"),
        "ends__lte": asked.get("end_time"),
    }
    given = {name: value for name, value in asks.items() if value is not None}
    return Q(**given) if given else None


def _found(asked: Asked) -> set[int] | None:
    """What families find for the words; None where there are none. Some of the words are not enough: who reads several
    feeds cannot be told so."""
    if "search" not in asked:
        return None
    return {hit.key for hit in index.find(SearchQuery(asked["search"])).hits if hit.every_word}


def _near(entries: list[Entry], asked: Asked) -> list[Entry]:
    if "proximity" not in asked:
        return entries
    position = position_of(asked["postcode"])
    if position is None:
        raise Refused({"postcode": "It is not known here where this postcode lies."})
    close = _close_venues((entry.key.venue for entry in entries), position.point, asked["proximity"])
    return [entry for entry in entries if entry.key.venue in close]


def _close_venues(keys: Iterable[int | None], centre: Point, metres: float) -> set[int]:
    """All venues are read: databases limit how many may be named."""
    points = {venue.pk: point_of(venue) for venue in Venue.objects.all()}
    return {
        key for key in keys if key and (point := points.get(key)) and miles(centre, point) * METRES_A_MILE <= metres
    }


NARROWED: Mapping[str, Callable[[QuerySet[Listing], Any], QuerySet[Listing]]] = {
    "minimum_age": lambda listings, years: listings.filter(
        Q(age_to_months__isnull=True) | Q(age_to_months__gte=years * MONTHS_A_YEAR)
    ),
    "maximum_age": lambda listings, years: listings.filter(
        Q(age_from_months__isnull=True) | Q(age_from_months__lte=years * MONTHS_A_YEAR)
    ),
}
