"""Reads: listings in a reader's language, each piece of text with the language that it is really in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wagtail.images.models import AbstractImage

from directory.best_fit import by_fit
from directory.checked import Checked, checked
from directory.models import BankHoliday, Category, Listing, ListingQuerySet, SchoolTerm, Session
from directory.schedule import (
    LONDON,
    Calendar,
    Occurrence,
    Period,
    Rule,
    next_occurrence,
    skipped_days,
    waits_for_term_dates,
)
from directory.whereabouts import Place, place_of
from words.text import Text, text

# How far ahead a page says on which days a session is off.
DAYS_OFF_SHOWN = timedelta(weeks=4)


@dataclass(frozen=True)
class CategoryLabel:
    key: str
    label: Text


@dataclass(frozen=True)
class SessionTime:
    """A session; `key` is None in a preview. `begins` is its first date while that is ahead, `coming` its next meeting,
    None where none is known, and `off` the days of its rhythm, in the next weeks, on which it does not meet."""

    key: int | None
    rule: Rule
    place: Place | None
    online: bool
    begins: date | None
    coming: Occurrence | None
    off: tuple[date, ...]
    waits_for_term_dates: bool


@dataclass(frozen=True)
class Meeting:
    """The sessions at one place, or online."""

    place: Place | None
    online: bool
    sessions: tuple[SessionTime, ...]


@dataclass(frozen=True)
class Picture:
    image: AbstractImage
    alt: Text


@dataclass(frozen=True)
class CostForSome:
    """In pence."""

    for_whom: Text
    pence: int


@dataclass(frozen=True)
class ListingCard:
    """A listing as results and suggestions show it. Ages are in months, cost in pence; None is unknown, or no limit.
    `coming` is the next meeting of any of its sessions."""

    key: int
    slug: str
    name: Text
    summary: Text
    group_key: str
    group_name: str
    is_example: bool
    checked: Checked
    categories: tuple[CategoryLabel, ...]
    sessions: tuple[SessionTime, ...]
    coming: Occurrence | None
    who_for: tuple[str, ...]
    age_from_months: int | None
    age_to_months: int | None
    cost_pence: int | None
    languages_spoken: tuple[str, ...]


@dataclass(frozen=True)
class ListingDetail:
    """All there is to say. `words` tells what the reader reads: "checked", a "machine" draft, or "english", for want of
    a translation. `term_dates_are_examples` only where a session keeps to them."""

    card: ListingCard
    meetings: tuple[Meeting, ...]
    pictures: tuple[Picture, ...]
    other_costs: tuple[CostForSome, ...]
    description: Text
    words: str
    contact_name: str
    email: str
    phone: str
    website: str
    booking: str
    waiting_list: str
    term_dates_are_examples: bool
    access: tuple[tuple[str, str], ...]


def category_labels(language: str) -> list[CategoryLabel]:
    """Every category, in the order of the labels that the reader sees."""
    return _labels(Category.objects.all(), language)


def calendar() -> Calendar:
    """The school terms and bank holidays that editors keep."""
    return Calendar(
        terms=tuple(Period(*days) for days in SchoolTerm.objects.values_list("starts_on", "ends_on")),
        bank_holidays=frozenset(BankHoliday.objects.values_list("day", flat=True)),
    )


def cards(keys: Sequence[int], language: str, *, now: datetime) -> list[ListingCard]:
    """Listings in the order of their keys, in as many queries for one as for many. What is not listed is left out."""
    kept_to = calendar()
    return [_card(listing, language, now, kept_to) for listing in _listed(keys)]


def suggest(category_keys: Collection[str], language: str, limit: int, *, now: datetime) -> list[ListingCard]:
    """Listings that fit categories: the first of `by_fit`."""
    return cards(by_fit(category_keys, language)[:limit], language, now=now)


def card(listing: Listing, language: str, *, now: datetime) -> ListingCard:
    return _card(listing, language, now, calendar())


def detail(listing: Listing, language: str, *, now: datetime) -> ListingDetail:
    return _detail(listing, language, now, calendar(), _term_dates_are_examples())


def details(keys: Sequence[int], language: str, *, now: datetime) -> list[ListingDetail]:
    """As `cards`, with all there is to say."""
    kept_to, examples = calendar(), _term_dates_are_examples()
    return [
        _detail(listing, language, now, kept_to, examples)
        for listing in _listed(keys, "pictures__image", "other_costs")
    ]


def _detail(listing: Listing, language: str, now: datetime, kept_to: Calendar, are_examples: bool) -> ListingDetail:
    shown = _card(listing, language, now, kept_to)
    return ListingDetail(
        card=shown,
        meetings=_meetings(shown.sessions),
        pictures=tuple(Picture(one.image, text(one, "alt", language)) for one in listing.pictures.all()),
        other_costs=tuple(
            CostForSome(text(other, "for_whom", language), other.pence) for other in listing.other_costs.all()
        ),
        description=text(listing, "description", language),
        words=_words(listing, language),
        contact_name=listing.contact_name,
        email=listing.email or listing.group.email,
        phone=listing.phone or listing.group.phone,
        website=listing.website or listing.group.website,
        booking=listing.booking,
        waiting_list=listing.waiting_list,
        term_dates_are_examples=are_examples and any(session.rule.term_time_only for session in shown.sessions),
        access=tuple((name, getattr(listing, name)) for name in ("step_free", "accessible_toilet", "baby_change")),
    )


def _card(listing: Listing, language: str, now: datetime, kept_to: Calendar) -> ListingCard:
    sessions = tuple(_session(session, now, kept_to) for session in _in_order(listing.sessions.all()))
    return ListingCard(
        key=listing.pk,
        slug=listing.slug,
        name=text(listing, "name", language),
        summary=text(listing, "summary", language),
        group_key=listing.group.key,
        group_name=listing.group.name,
        is_example=listing.group.is_example,
        checked=checked(listing, now.astimezone(LONDON).date()),
        categories=tuple(_labels(listing.categories.all(), language)),
        sessions=sessions,
        coming=min((session.coming for session in sessions if session.coming), default=None),
        who_for=tuple(listing.who_for),
        age_from_months=listing.age_from_months,
        age_to_months=listing.age_to_months,
        cost_pence=listing.cost_pence,
        languages_spoken=tuple(listing.languages_spoken),
    )


def _listed(keys: Sequence[int], *related: str) -> list[Listing]:
    found = _with_related(Listing.objects.listed().filter(pk__in=keys)).prefetch_related(*related).in_bulk()
    return [found[key] for key in keys if key in found]


def _term_dates_are_examples() -> bool:
    return SchoolTerm.objects.filter(is_example=True).exists()


def _with_related(listings: ListingQuerySet) -> ListingQuerySet:
    return listings.select_related("group").prefetch_related("categories", "sessions__venue")


def _labels(categories: Iterable[Category], language: str) -> list[CategoryLabel]:
    labels = [CategoryLabel(category.key, text(category, "label", language)) for category in categories]
    return sorted(labels, key=lambda category: category.label.value.casefold())


def _words(listing: Listing, language: str) -> str:
    if text(listing, "name", language).language != language:
        return "english"
    return "machine" if language in listing.machine_drafted else "checked"


def _in_order(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda session: (session.weekday, session.starts))


def _session(session: Session, now: datetime, kept_to: Calendar) -> SessionTime:
    rule, today = session.rule, now.astimezone(LONDON).date()
    return SessionTime(
        key=session.pk,
        rule=rule,
        place=place_of(session.venue) if session.venue else None,
        online=session.online,
        begins=rule.first_date if rule.first_date and rule.first_date > today else None,
        coming=next_occurrence(rule, kept_to, now),
        off=tuple(skipped_days(rule, kept_to, today, today + DAYS_OFF_SHOWN)),
        waits_for_term_dates=waits_for_term_dates(rule, kept_to, today),
    )


def _meetings(sessions: tuple[SessionTime, ...]) -> tuple[Meeting, ...]:
    """Sessions by where they are, in the order in which a place first comes up in the week."""
    wheres = dict.fromkeys((session.place, session.online) for session in sessions)
    return tuple(
        Meeting(place, online, tuple(one for one in sessions if (one.place, one.online) == (place, online)))
        for place, online in wheres
    )
