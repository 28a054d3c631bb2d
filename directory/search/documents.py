"""What the index knows of a listing, read from the database."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.timezone import localdate

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.ages import bands_of
from directory.models import Access, Listing, ListingQuerySet, Session, Venue
from directory.search.engine import ENGLISH, Document, DocumentText, Facets
from directory.whereabouts import place_of, point_of
from places.distance import Point

CHUNK = 500
NOON, EVENING = 12, 17
ACCESS = ("step_free", "accessible_toilet", "baby_change")


def documents(listings: ListingQuerySet) -> Iterator[Document]:
    """A document for each listing, a few hundred at a time."""
    related = listings.select_related("group").prefetch_related("categories", "sessions__venue")
    rest = related.iterator(chunk_size=CHUNK)
    while part := list(islice(rest, CHUNK)):
        yield from map(_document, part)


def _document(listing: Listing) -> Document:
    return Document(
        key=listing.pk,
        texts=tuple(_texts(listing)),
        category_words=tuple(_category_words(listing)),
        facets=_facets(listing),
        places=tuple(_points(listing)),
        confirmed=localdate(listing.confirmed_at) if listing.confirmed_at else None,
    )


def _texts(listing: Listing) -> Iterable[DocumentText]:
    """The languages that the listing has words in, and English always, so that every listing has a document."""
    places = " ".join(_place(session.venue) for session in listing.sessions.all() if session.venue)
    for language in AVAILABLE_LANGUAGES:
        name, summary, description = (
            getattr(listing, f"{field}_{language}") or "" for field in ("name", "summary", "description")
        )
        if name or summary or description or language == ENGLISH:
            yield DocumentText(
                language=language,
                name=f"{name or listing.name_en} {listing.group.name}",
                body=f"{summary} {description} {places}",
            )


def _place(venue: Venue) -> str:
    place = place_of(venue)
    return f"{place.name} {place.address} {place.outcode}"


def _category_words(listing: Listing) -> Iterable[tuple[str, str]]:
    for category in listing.categories.all():
        for language in AVAILABLE_LANGUAGES:
            words = [getattr(category, f"{field}_{language}") for field in ("label", "synonyms")]
            yield language, " ".join(filter(None, words))
    for word in listing.other_words.splitlines():
        yield from ((language, word) for language in AVAILABLE_LANGUAGES)


def _points(listing: Listing) -> Iterable[Point]:
    venues = {session.venue_id: session.venue for session in listing.sessions.all() if session.venue}
    return filter(None, map(point_of, venues.values()))


def _facets(listing: Listing) -> Facets:
    """`time` is day and part of day of one session ("1-morning"), for those who ask for both."""
    sessions = listing.sessions.all()
    return {
        "category": frozenset(category.key for category in listing.categories.all()),
        "age": bands_of(listing.age_from_months, listing.age_to_months),
        "day": frozenset(str(session.weekday) for session in sessions),
        "part": frozenset(map(_part_of_day, sessions)),
        "time": frozenset(f"{session.weekday}-{_part_of_day(session)}" for session in sessions),
        "spoken": frozenset(listing.languages_spoken),
        "free": _yes(listing.cost_pence == 0),
        "online": _yes(any(session.online for session in sessions)),
        "access": frozenset(name for name in ACCESS if getattr(listing, name) == Access.YES),
        "who_for": frozenset(listing.who_for),
    }


def _part_of_day(session: Session) -> str:
    """The part that it begins in."""
    if session.starts.hour < NOON:
        return "morning"
    return "afternoon" if session.starts.hour < EVENING else "evening"


def _yes(true: bool) -> frozenset[str]:
    return frozenset({"yes"} if true else ())
