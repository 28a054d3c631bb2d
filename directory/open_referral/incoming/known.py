"""What is here already when services of another feed come, by the ids that our own feed gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.audiences import AUDIENCES
from directory.models import Category, Group, Listing, Venue
from directory.open_referral.locations import site_of
from directory.open_referral.publisher import Publisher
from directory.open_referral.taxonomies import AUDIENCE, CATEGORIES


@dataclass(frozen=True)
class Known:
    """Categories also by their labels and synonyms in any language, folded."""

    groups: Mapping[str, int]
    listings: Mapping[str, int]
    venues: Mapping[str, int]
    categories: Mapping[str, Category]
    audiences: Mapping[str, str]


def known_records(by: Publisher) -> Known:
    words: dict[str, Category] = {}
    for category in Category.objects.order_by("pk"):
        for name in (f"{kind}_{code}" for kind in ("label", "synonyms") for code in AVAILABLE_LANGUAGES):
            for line in (getattr(category, name) or "").splitlines():
                words.setdefault(line.strip().casefold(), category)
    by_id = {by.id_of("taxonomy_term", CATEGORIES.key, one.key): one for one in words.values()}
    return Known(
        groups={by.id_of("organization", key): pk for pk, key in Group.objects.values_list("pk", "key")},
        listings={
            by.id_of("service", reference): pk for pk, reference in Listing.objects.values_list("pk", "reference")
        },
        venues=_venues_by_id(by),
        categories={**words, **by_id},
        audiences={by.id_of("taxonomy_term", AUDIENCE.key, code): code for code in AUDIENCES},
    )


def _venues_by_id(by: Publisher) -> dict[str, int]:
    venues = Venue.objects.in_bulk().values()
    return {by.id_of("location", *site_of(venue).key): venue.pk for venue in venues}
