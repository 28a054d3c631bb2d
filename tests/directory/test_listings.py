from datetime import UTC, date, datetime, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

import pytest

from directory import queries
from directory.models import BankHoliday, Category, Listing, SchoolTerm, Session, Venue
from directory.schedule import Period

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_en": ""},
        {"name_en": None},
        {"age_from_months": 24, "age_to_months": 12},
    ],
)
def test_the_database_refuses_a_listing_that_makes_no_sense(directory, wrong):
    listing = directory.listing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": time(9)},
        {"ends": time(10)},
        {"weekday": 7},
        {"frequency": "daily"},
        {"frequency": "fortnightly"},
        {"frequency": "once"},
        {"frequency": "once", "starts_on": date(2026, 3, 3), "ends_on": date(2026, 3, 3)},
        {"frequency": "monthly"},
        {"frequency": "monthly", "nth": 5},
        {"nth": 1},
        {"starts_on": date(2026, 3, 3), "ends_on": date(2026, 3, 2)},
    ],
)
def test_the_database_refuses_a_session_that_makes_no_sense(directory, wrong):
    listing = directory.listing()
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(listing=listing).update(**wrong)


@pytest.mark.parametrize("wrong", [{"address": ""}, {"latitude": 51.9}, {"longitude": -0.4}])
def test_the_database_refuses_a_venue_that_makes_no_sense(directory, wrong):
    directory.venue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Venue.objects.update(**wrong)


def test_a_hidden_venue_needs_no_address(directory):
    directory.venue(address="", address_hidden=True).full_clean()


def test_the_database_refuses_a_term_that_ends_before_it_starts(directory):
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolTerm.objects.create(name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 1))


def test_the_database_refuses_a_category_without_an_english_label(directory):
    with pytest.raises(IntegrityError), transaction.atomic():
        Category.objects.create(key="x", label_pl="Zabawa")


def test_a_draft_may_wait_for_its_english_name(directory):
    Listing.objects.create(slug="draft", group=directory.group(), live=False)
    assert not Listing.objects.listed().filter(slug="draft").exists()


def test_a_language_that_is_not_in_the_table_is_refused(directory):
    listing = directory.listing(languages_spoken=["en", "ur"])
    listing.languages_spoken = ["en", "klingon"]
    with pytest.raises(ValidationError):
        listing.full_clean()


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"frequency": "fortnightly", "starts_on": date(2026, 3, 4)}, "This date is not a Tuesday."),
        ({"frequency": "once", "starts_on": date(2026, 3, 4)}, "This date is not a Tuesday."),
        ({"exceptions": "2026-12-24\nChristmas"}, "“Christmas” is no date."),
        ({"extra_dates": "2026-12-24 to 2027-01-04"}, "“2026-12-24 to 2027-01-04” is no single date."),
        ({"frequency": "monthly"}, "Say which of the month it is"),
        ({"frequency": "fortnightly"}, "Give the first date"),
        ({"frequency": "once"}, "Give its date"),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_a_session(directory, facts, message):
    with pytest.raises(ValidationError, match=message):
        directory.session(1, listing=directory.listing(), **facts).full_clean()


def test_a_session_says_its_rule(directory):
    session = directory.session(1, exceptions="2026-12-24\n2026-12-29 to 2027-01-04", extra_dates="24/02/2027")
    assert session.rule.exceptions == {date(2026, 12, 24)}
    assert session.rule.breaks == (Period(date(2026, 12, 29), date(2027, 1, 4)),)
    assert session.rule.extra_dates == {date(2027, 2, 24)}


def test_a_listing_is_known_by_its_slug_unless_it_has_a_reference(directory):
    assert directory.listing().reference == "tea"
    assert directory.listing("b", reference="LU-7").reference == "LU-7"
    for slug, reference in (("c", "LU-7"), ("LU-7", "")):
        with pytest.raises(ValidationError, match="reference"):
            directory.listing(slug, reference=reference)


def test_a_listing_has_the_groups_contacts_where_it_has_none_of_its_own(directory):
    group = directory.group(phone="01632 960101", email="group@example.org", website="https://example.org/")
    listing = directory.listing(group=group, phone="01632 960102", contact_name="Amina")
    shown = queries.detail(listing, "en", now=NOW)
    assert (shown.contact_name, shown.phone, shown.email, shown.website) == (
        "Amina",
        "01632 960102",
        "group@example.org",
        "https://example.org/",
    )


def test_a_venues_postcode_is_written_as_on_envelopes():
    venue = Venue(key="hall", name="Hall", address="Lane", postcode="lu48zx")
    venue.clean()
    assert venue.postcode == "LU4 8ZX"
    venue.postcode = "near the park"
    with pytest.raises(ValidationError):
        venue.clean()


def test_text_is_in_the_readers_language_or_english_and_says_which(directory):
    play = directory.category(label_ur="کھیل")
    listing = directory.listing(name_ur="چائے", summary_en="Hot tea", categories=[play])
    shown = queries.card(listing, "ur", now=NOW)
    assert (shown.name.value, shown.name.language) == ("چائے", "ur")
    assert (shown.summary.value, shown.summary.language) == ("Hot tea", "en")
    assert [category.label.value for category in shown.categories] == ["کھیل"]


@pytest.mark.parametrize(
    ("language", "drafted", "words"),
    [
        ("en", [], "checked"),
        ("ur", ["ur"], "machine"),
        ("ur", ["pl"], "checked"),
        ("pl", ["ur"], "english"),
        ("pl", ["pl"], "english"),
    ],
)
def test_a_page_knows_whose_words_it_shows(directory, language, drafted, words):
    listing = directory.listing(name_ur="چائے", machine_drafted=drafted)
    assert queries.detail(listing, language, now=NOW).words == words


def test_sessions_are_grouped_by_where_they_are(directory):
    listing = directory.listing(
        sessions=[
            directory.session(3, "13:00", "14:00"),
            directory.session(2, online=True),
            directory.session(1, "10:00", "11:00"),
        ]
    )
    hall, online = queries.detail(listing, "en", now=NOW).meetings
    assert (hall.place.name, hall.place.outcode, [session.rule.weekday for session in hall.sessions]) == (
        "Long Hall",
        "LU4",
        [1, 3],
    )
    assert (online.online, [session.rule.weekday for session in online.sessions]) == (True, [2])


@pytest.fixture
def terms(directory):
    """Half a term before the clocks change and one after, and Good Friday."""
    for first, last in ((date(2026, 2, 23), date(2026, 3, 10)), (date(2026, 3, 24), date(2026, 4, 2))):
        SchoolTerm.objects.create(name=str(first), starts_on=first, ends_on=last)
    BankHoliday.objects.create(day=date(2026, 4, 3), name="Good Friday")


def test_a_session_knows_when_it_meets_next_and_when_it_does_not(directory, terms):
    """The second of March 2026 is a Monday."""
    listing = directory.listing(
        sessions=[directory.session(1, term_time_only=True), directory.session(4, exceptions="2026-03-13")]
    )
    shown = queries.card(listing, "en", now=NOW)
    tuesday, friday = shown.sessions
    assert tuesday.coming.starts == datetime(2026, 3, 3, 10, tzinfo=UTC)
    assert friday.coming.starts == datetime(2026, 3, 6, 10, tzinfo=UTC)
    assert shown.coming == tuesday.coming
    assert tuesday.off == (date(2026, 3, 17),)
    assert friday.off == (date(2026, 3, 13),)
    assert queries.card(listing, "en", now=datetime(2026, 3, 20, tzinfo=UTC)).sessions[1].off[-1] == date(2026, 4, 3)


@pytest.mark.parametrize(
    ("facts", "now", "begins", "comes", "waits"),
    [
        ({"term_time_only": True}, datetime(2026, 4, 3, tzinfo=UTC), None, False, True),
        ({"ends_on": date(2026, 3, 3)}, datetime(2026, 3, 4, tzinfo=UTC), None, False, False),
        ({"starts_on": date(2026, 3, 10)}, datetime(2026, 3, 9, tzinfo=UTC), date(2026, 3, 10), True, False),
        ({"starts_on": date(2026, 3, 10)}, datetime(2026, 3, 10, tzinfo=UTC), None, True, False),
    ],
)
def test_a_session_says_when_it_begins_and_why_it_has_no_date(directory, terms, facts, now, begins, comes, waits):
    listing = directory.listing(sessions=[directory.session(1, **facts)])
    (session,) = queries.card(listing, "en", now=now).sessions
    assert (session.begins, bool(session.coming), session.waits_for_term_dates) == (begins, comes, waits)


def test_suggestions_fit_most_of_the_categories_then_the_first_of_them(directory):
    play, food, talk = (directory.category(key, label=key) for key in ("play", "food", "talk"))
    directory.listing("a-food", name="A", categories=[food])
    directory.listing("b-play", name="B", categories=[play])
    directory.listing("c-both", name="C", categories=[food, play])
    directory.listing("d-talk", name="D", categories=[talk])
    directory.listing("e-draft", name="E", categories=[play, food], live=False)
    found = queries.suggest(["play", "food"], "en", limit=3, now=NOW)
    assert [listing.slug for listing in found] == ["c-both", "b-play", "a-food"]
    assert [listing.slug for listing in queries.suggest(["play", "food"], "en", limit=1, now=NOW)] == ["c-both"]
    assert queries.suggest([], "en", limit=3, now=NOW) == []
    assert queries.suggest(["unheard-of"], "en", limit=3, now=NOW) == []
