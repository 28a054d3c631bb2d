"""Reads: listings in a reader's language, each piece of text with the language that it is really in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import time

from directory.models import Category, Listing, ListingQuerySet, Session, Venue
from places.postcodes import PostcodeError, outcode_of
from words.text import Text, text


@dataclass(frozen=True)
class CategoryLabel:
    key: str
    label: Text


@dataclass(frozen=True)
class Place:
    name: str
    address: str
    postcode: str
    outcode: str


@dataclass(frozen=True)
class SessionTime:
    weekday: int
    starts: time
    ends: time
    place: Place | None
    online: bool
    term_time_only: bool


@dataclass(frozen=True)
class Meeting:
    """The sessions at one place, or online."""

    place: Place | None
    online: bool
    sessions: tuple[SessionTime, ...]


@dataclass(frozen=True)
class ListingCard:
    """A listing as results and suggestions show it. Ages are in months, cost in pence; None is unknown, or no limit."""

    key: int
    slug: str
    name: Text
    summary: Text
    group_name: str
    is_example: bool
    categories: tuple[CategoryLabel, ...]
    sessions: tuple[SessionTime, ...]
    age_from_months: int | None
    age_to_months: int | None
    cost_pence: int | None
    languages_spoken: tuple[str, ...]


@dataclass(frozen=True)
class ListingDetail:
    """All there is to say. `words` tells what the reader reads: "checked", a "machine" draft, or "english", for want of
    a translation."""

    card: ListingCard
    meetings: tuple[Meeting, ...]
    description: Text
    words: str
    email: str
    phone: str
    website: str
    booking: str
    access: tuple[tuple[str, str], ...]


def category_labels(language: str) -> list[CategoryLabel]:
    """Every category, in the order of the labels that the reader sees."""
    return _labels(Category.objects.all(), language)


def cards(keys: Sequence[int], language: str) -> list[ListingCard]:
    """Listings in the order of their keys, in as many queries for one as for many. What is not listed is left out."""
    found = {listing.pk: listing for listing in _with_related(Listing.objects.listed().filter(pk__in=keys))}
    return [card(found[key], language) for key in keys if key in found]


def suggest(category_keys: Collection[str], language: str, limit: int) -> list[ListingCard]:
    """Listings that fit categories: those in most of them first, then in the order of the categories given."""
    order = list(category_keys)
    in_any = Listing.objects.listed().filter(categories__key__in=order).distinct()
    found = [card(listing, language) for listing in _with_related(in_any)]
    return sorted(found, key=lambda listing: _fit(listing, order))[:limit]


def detail(listing: Listing, language: str) -> ListingDetail:
    shown = card(listing, language)
    return ListingDetail(
        card=shown,
        meetings=_meetings(shown.sessions),
        description=text(listing, "description", language),
        words=_words(listing, language),
        email=listing.group.email,
        phone=listing.group.phone,
        website=listing.group.website,
        booking=listing.booking,
        access=tuple((name, getattr(listing, name)) for name in ("step_free", "accessible_toilet", "baby_change")),
    )


def card(listing: Listing, language: str) -> ListingCard:
    return ListingCard(
        key=listing.pk,
        slug=listing.slug,
        name=text(listing, "name", language),
        summary=text(listing, "summary", language),
        group_name=listing.group.name,
        is_example=listing.group.is_example,
        categories=tuple(_labels(listing.categories.all(), language)),
        sessions=tuple(_session(session) for session in _in_order(listing.sessions.all())),
        age_from_months=listing.age_from_months,
        age_to_months=listing.age_to_months,
        cost_pence=listing.cost_pence,
        languages_spoken=tuple(listing.languages_spoken),
    )


def _with_related(listings: ListingQuerySet) -> ListingQuerySet:
    return listings.select_related("group").prefetch_related("categories", "sessions__venue")


def _labels(categories: Iterable[Category], language: str) -> list[CategoryLabel]:
    labels = [CategoryLabel(category.key, text(category, "label", language)) for category in categories]
    return sorted(labels, key=lambda category: category.label.value.casefold())


def _fit(listing: ListingCard, order: list[str]) -> tuple[int, int, str]:
    places = sorted(order.index(category.key) for category in listing.categories if category.key in order)
    return (-len(places), places[0], listing.name.value.casefold())


def _words(listing: Listing, language: str) -> str:
    if text(listing, "name", language).language != language:
        return "english"
    return "machine" if language in listing.machine_drafted else "checked"


def _in_order(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda session: (session.weekday, session.starts))


def _session(session: Session) -> SessionTime:
    return SessionTime(
        weekday=session.weekday,
        starts=session.starts,
        ends=session.ends,
        place=_place(session.venue) if session.venue else None,
        online=session.online,
        term_time_only=session.term_time_only,
    )


def _meetings(sessions: tuple[SessionTime, ...]) -> tuple[Meeting, ...]:
    """Sessions by where they are, in the order in which a place first comes up in the week."""
    wheres = dict.fromkeys((session.place, session.online) for session in sessions)
    return tuple(
        Meeting(place, online, tuple(one for one in sessions if (one.place, one.online) == (place, online)))
        for place, online in wheres
    )


def _place(venue: Venue) -> Place:
    try:
        outcode = outcode_of(venue.postcode)
    except PostcodeError:
        outcode = ""
    return Place(venue.name, venue.address, venue.postcode, outcode)
