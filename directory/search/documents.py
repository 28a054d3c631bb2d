"""What the index knows of a listing, read from the database."""

from collections.abc import Iterable, Iterator

from modeltranslation.settings import AVAILABLE_LANGUAGES

from directory.ages import bands_of
from directory.models import Listing, ListingQuerySet, Venue
from directory.search.engine import ENGLISH, Document, DocumentText, Facets
from places.postcodes import PostcodeError, outcode_of

CHUNK = 500


def documents(listings: ListingQuerySet) -> Iterator[Document]:
    """A document for each listing, a few hundred at a time."""
    related = listings.select_related("group").prefetch_related("categories", "sessions__venue")
    for listing in related.iterator(chunk_size=CHUNK):
        yield document(listing)


def document(listing: Listing) -> Document:
    return Document(
        key=listing.pk,
        texts=tuple(_texts(listing)),
        category_words=tuple(_category_words(listing)),
        facets=_facets(listing),
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
    try:
        return f"{venue.name} {venue.address} {outcode_of(venue.postcode)}"
    except PostcodeError:
        return f"{venue.name} {venue.address}"


def _category_words(listing: Listing) -> Iterable[tuple[str, str]]:
    for category in listing.categories.all():
        for language in AVAILABLE_LANGUAGES:
            words = [getattr(category, f"{field}_{language}") for field in ("label", "synonyms")]
            yield language, " ".join(filter(None, words))


def _facets(listing: Listing) -> Facets:
    return {
        "category": frozenset(category.key for category in listing.categories.all()),
        "age": bands_of(listing.age_from_months, listing.age_to_months),
        "day": frozenset(str(session.weekday) for session in listing.sessions.all()),
        "spoken": frozenset(listing.languages_spoken),
        "free": frozenset({"yes"} if listing.cost_pence == 0 else ()),
    }
