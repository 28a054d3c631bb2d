"""Which listings the feed knows, in an order that does not change, and when each changed.

It knows those that families see, and those that were withdrawn. One that enters comes last, so that nobody who reads
page by page meets a listing twice; a withdrawn one keeps its place for a day, so that nobody misses its neighbour.
A listing has changed when it was published or withdrawn, and when its group, one of its venues or one of its categories
was edited: the CMS's log tells of those.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import BigIntegerField, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from wagtail.models import ModelLogEntry

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.models import Listing, Session
from directory.moderation.actions import MODERATED
from words.text import ENGLISH

ASKED_AT_ONCE = 5_000  # SQLite takes 32,766 values in a query
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
PLACE_KEPT = timedelta(days=1)
# Of a listing, an edit may be a draft, which changes nothing yet.
SEEN = ("wagtail.publish", "wagtail.unpublish", "directory.confirm", "directory.hide")
# Venues come with their sessions: asked for by themselves, thousands make a query that is too deep for SQLite.
RELATED = ("categories", "other_costs", Prefetch("sessions", queryset=Session.objects.select_related("venue")))
# The feed is in English.
OTHER_LANGUAGES = [
    f"{field}_{code}" for field in ("name", "summary", "description") for code in AVAILABLE_LANGUAGES if code != ENGLISH
]


def known_listings() -> QuerySet[Listing]:
    return in_order(Listing.objects.filter(Q(live=True) | Q(first_published_at__isnull=False)))


def in_order(listings: QuerySet[Listing]) -> QuerySet[Listing]:
    return listings.order_by(Coalesce("first_published_at", LONG_AGO), "pk")


def listed_or_missed(listings: QuerySet[Listing], now: datetime) -> QuerySet[Listing]:
    """Those that families see, and those whose place is kept."""
    since = now - PLACE_KEPT
    withdrawn = _log("listing").filter(action="wagtail.unpublish", timestamp__gte=since)
    keys = withdrawn.order_by().values(key=Cast("object_id", BigIntegerField()))
    missed = Q(pk__in=keys) | Q(hidden_at__gte=since) | Q(group__stopped_at__gte=since)
    return listings.filter(missed | Q(group__suspended_at__gte=since) | Q(pk__in=Listing.objects.listed().values("pk")))


def changed_since(listings: QuerySet[Listing], moment: datetime) -> dict[int, datetime]:
    """When each first changed, from `moment` on; one of which nothing is known may have. In this order one that changes
    while somebody reads comes last, or stays where it is."""
    edits = _edits(listings, moment)
    found = {}
    for key, *published in listings.values_list("pk", "first_published_at", "last_published_at"):
        moments = [one for one in (*published, *edits[key]) if one and one >= moment]
        if moments or published == [None, None]:
            found[key] = min(moments, default=LONG_AGO)
    return found


def listings_by_key(keys: list[int], *, related: bool) -> dict[int, Listing]:
    """With their groups and, as `changed`, when they last did, or None; if `related`, with all that the feed says."""
    parts = (keys[first : first + ASKED_AT_ONCE] for first in range(0, len(keys), ASKED_AT_ONCE))
    return {listing.pk: listing for part in parts for listing in _listings(part, RELATED if related else ())}


def _listings(keys: list[int], related: tuple[str | Prefetch, ...]) -> Iterator[Listing]:
    listings = Listing.objects.filter(pk__in=keys)
    edits = _edits(listings)
    for listing in listings.defer(*OTHER_LANGUAGES).select_related("group").prefetch_related(*related):
        moments = [*edits[listing.pk], *([listing.last_published_at] if listing.last_published_at else [])]
        listing.changed = max(moments, default=None)  # type: ignore[attr-defined]
        yield listing


def _edits(listings: QuerySet[Listing], since: datetime | None = None) -> dict[int, list[datetime]]:
    """The first and the last moment at which each, or what belongs to it, was edited as all can see; from a moment on,
    or ever, of a few listings."""
    listings = listings.order_by()
    these = listings.values("pk")
    belonging: dict[str, QuerySet] = {
        "listing": listings.values_list("pk", "id"),
        "group": listings.values_list("pk", "group"),
        "venue": Session.objects.filter(listing__in=these, venue__isnull=False).values_list("listing", "venue"),
        "category": Listing.categories.through.objects.filter(listing__in=these).values_list("listing", "category"),
    }
    found: dict[int, list[datetime]] = defaultdict(list)
    for model, rows in belonging.items():
        pairs = set(rows)
        asked = {"timestamp__gte": since} if since else {"object_id__in": {str(other) for _, other in pairs}}
        logged = _log(model).filter(**asked, **({"action__in": SEEN} if model == "listing" else {}))
        moments = logged.order_by().values_list("object_id").annotate(Min("timestamp"), Max("timestamp"))
        by_key = {int(key): both for key, *both in moments}
        for key, other in pairs:
            found[key] += by_key.get(other, ())
    return found


def _log(model: str) -> QuerySet[ModelLogEntry]:
    logged = ModelLogEntry.objects.filter(content_type__app_label="directory", content_type__model=model)
    return logged.exclude(action__in=MODERATED)  # what of it families see is published too, and noted as such
