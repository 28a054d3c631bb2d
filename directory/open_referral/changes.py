"""Which listings the feed knows, in an order that does not change, and when each last changed.

It knows those that families see, and those that were withdrawn. One that enters comes last, so that nobody who reads
page by page meets a listing twice; a withdrawn one keeps its place for a day, so that nobody misses its neighbour.
A listing has changed when it was published or withdrawn, and when its group, one of its venues or one of its categories
was edited: neither it nor a revision tells of those, so they are read from the CMS's log.
"""

from datetime import UTC, datetime, timedelta

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from wagtail.models import ModelLogEntry

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.freshness import with_confirmed
from directory.models import Listing, Session
from words.text import ENGLISH

NOT_KNOWN = datetime(1970, 1, 1, tzinfo=UTC)
NOT_YET = datetime(9999, 1, 1, tzinfo=UTC)
PLACE_KEPT = timedelta(days=1)
RELATED = ("categories", "sessions__venue")
# The feed is in English.
OTHER_LANGUAGES = [
    f"{field}_{code}" for field in ("name", "summary", "description") for code in AVAILABLE_LANGUAGES if code != ENGLISH
]
ASKED_AT_ONCE = 10_000  # SQLite takes 32,766 values in a query


def known_listings() -> QuerySet[Listing]:
    """With `entered`, `withdrawn` and `changed`, NOT_KNOWN where nobody wrote the moment down."""
    entered = Coalesce("first_published_at", NOT_KNOWN)
    withdrawn = _last(_entries_of_listing("wagtail.unpublish"))
    published = Coalesce("last_published_at", "latest_revision__created_at", NOT_KNOWN)
    listings: QuerySet[Listing] = Listing.objects.all()
    listings = listings.annotate(entered=entered, withdrawn=withdrawn)
    listings = listings.annotate(changed=Greatest(published, "withdrawn", *map(_last, _entries_of_related())))
    once_listed = Q(live=True) | Q(first_published_at__isnull=False) | Q(withdrawn__gt=NOT_KNOWN)
    return listings.filter(once_listed).order_by("entered", "pk")


def changed_at(listing: Listing) -> datetime | None:
    """Of one out of `known_listings`; None where it is not known."""
    changed: datetime = listing.changed  # type: ignore[attr-defined]  # annotated
    return None if changed == NOT_KNOWN else changed


def changed_since(listings: QuerySet[Listing], moment: datetime) -> QuerySet[Listing]:
    """Those that have changed then or later, or may have: in the order in which they first did, so that one that
    changes while somebody reads comes last, or stays where it is."""
    entries = (_entries_of_listing("wagtail.publish", "wagtail.unpublish"), *_entries_of_related())
    entered = Case(When(entered__gte=moment, then="entered"), default=NOT_YET)
    first = Least("changed", entered, *(_first(of_one.filter(timestamp__gte=moment)) for of_one in entries))
    return listings.filter(Q(changed__gte=moment) | Q(changed=NOT_KNOWN)).order_by(first, "pk")


def listed_or_missed(listings: QuerySet[Listing], now: datetime) -> QuerySet[Listing]:
    """Those that families see, and those whose place is kept."""
    return listings.filter(Q(live=True) | Q(withdrawn__gte=now - PLACE_KEPT))


def listings_by_key(keys: list[int], *, related: bool) -> dict[int, Listing]:
    """With their groups, and with all that the feed says of them if `related`; in as many queries for one as for
    thousands."""
    wanted = with_confirmed(known_listings()).defer(*OTHER_LANGUAGES).select_related("group")
    return _by_key(keys, wanted.prefetch_related(*(RELATED if related else ())))


def dates_by_key(keys: list[int]) -> dict[int, Listing]:
    """Listings that know no more than what they are called by and when they changed."""
    return _by_key(keys, known_listings().only("reference"))


def _by_key(keys: list[int], wanted: QuerySet[Listing]) -> dict[int, Listing]:
    parts = [wanted.filter(pk__in=keys[first : first + ASKED_AT_ONCE]) for first in range(0, len(keys), ASKED_AT_ONCE)]
    return {listing.pk: listing for part in parts for listing in part}


def _entries_of_listing(*actions: str) -> QuerySet[ModelLogEntry]:
    return _entries("listing").filter(action__in=actions, object_id=Cast(OuterRef("pk"), CharField()))


def _entries_of_related() -> list[QuerySet[ModelLogEntry]]:
    """Of a listing's group, of its venues and of its categories."""
    this = OuterRef(OuterRef("pk"))
    venues = Session.objects.filter(listing=this).order_by().values(key=Cast("venue", CharField()))
    categories = Listing.categories.through.objects.filter(listing=this).values(key=Cast("category", CharField()))
    return [
        _entries("group").filter(object_id=Cast(OuterRef("group"), CharField())),
        _entries("venue").filter(object_id__in=venues),
        _entries("category").filter(object_id__in=categories),
    ]


def _entries(model: str) -> QuerySet[ModelLogEntry]:
    return ModelLogEntry.objects.filter(content_type__app_label="directory", content_type__model=model)


def _last(entries: QuerySet[ModelLogEntry]) -> Combinable:
    return Coalesce(Subquery(entries.order_by("-timestamp").values("timestamp")[:1]), NOT_KNOWN)


def _first(entries: QuerySet[ModelLogEntry]) -> Combinable:
    return Coalesce(Subquery(entries.order_by("timestamp").values("timestamp")[:1]), NOT_YET)
