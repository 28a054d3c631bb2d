"""What the directory has already: read for hundreds of listings at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Max

from wagtail.models import ModelLogEntry

from directory.models import Category, Group, Listing, Session, Venue
from directory.spreadsheets.plan import State


@dataclass(frozen=True)
class Known:
    """Listings by reference, and by their keys what belongs to them: the sessions in the order they were made."""

    listings: Mapping[str, Listing]
    categories: Mapping[int, list[Category]]
    sessions: Mapping[int, list[Session]]


def known_listings(references: Collection[str], categories: Mapping[int, Category]) -> Known:
    listings = {one.reference: one for one in Listing.objects.filter(reference__in=references).select_related("group")}
    keys = [one.pk for one in listings.values()]
    sessions = defaultdict(list)
    for session in Session.objects.filter(listing__in=keys).select_related("venue").order_by("pk"):
        sessions[session.listing_id].append(session)
    sorted_into = defaultdict(list)
    pairs = Listing.categories.through.objects.filter(listing__in=keys).order_by("pk")
    for listing_id, category_id in pairs.values_list("listing_id", "category_id"):
        sorted_into[listing_id].append(categories[category_id])
    return Known(listings, sorted_into, sessions)


def directory_state() -> State:
    """Other than it was, if anybody has changed the directory. The CMS writes every change into its log."""
    last = ModelLogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    return last, *(model.objects.count() for model in (Listing, Session, Venue, Group, Category))
