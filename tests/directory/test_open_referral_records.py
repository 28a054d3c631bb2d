"""What the feed says of a listing, field by field."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from django.contrib.auth.models import User
from django.utils import timezone

import pytest

from directory.models import Group, Listing, OtherCost, Venue
from directory.open_referral.schedules import schedule
from directory.schedule import LAST, Frequency, Period, Rule
from places.distance import Point, miles
from places.queries import position_of
from tests.directory.feed_reader import FeedReader
from tests.directory.spreadsheets import TEA, import_sheet, sheet

TEN, NOON = time(10), time(12)


@pytest.fixture
def feed(client, directory):
    return FeedReader(client)


@pytest.fixture
def service(feed):
    """The only service, whole."""
    return lambda: feed.whole()[0]


def rule(frequency=Frequency.WEEKLY, weekday=1, **facts):
    return Rule(frequency=frequency, weekday=weekday, starts=TEN, ends=NOON, runs_on_bank_holidays=True, **facts)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (rule(), {"freq": "WEEKLY", "interval": 1, "byday": "TU"}),
        (rule(weekday=6), {"freq": "WEEKLY", "interval": 1, "byday": "SU"}),
        (
            rule(Frequency.FORTNIGHTLY, first_date=date(2026, 3, 3)),
            {
                "valid_from": "2026-03-03",
                "dtstart": "2026-03-03",
                "freq": "WEEKLY",
                "interval": 2,
                "byday": "TU",
            },
        ),
        (rule(Frequency.MONTHLY, 0, nth=1), {"freq": "MONTHLY", "interval": 1, "byday": "1MO"}),
        (rule(Frequency.MONTHLY, 4, nth=LAST), {"freq": "MONTHLY", "interval": 1, "byday": "-1FR"}),
        (
            rule(Frequency.ONCE, 0, first_date=date(2026, 3, 4)),
            {
                "valid_from": "2026-03-04",
                "valid_to": "2026-03-04",
                "dtstart": "2026-03-04",
                "until": "2026-03-04",
                "count": 1,
                "freq": "WEEKLY",
                "interval": 1,
                "byday": "WE",
            },
        ),
        (
            rule(last_date=date(2026, 7, 14)),
            {"valid_to": "2026-07-14", "until": "2026-07-14", "freq": "WEEKLY", "interval": 1, "byday": "TU"},
        ),
    ],
)
def test_a_rhythm_is_a_rule_of_recurrence(rule, said):
    times = {"opens_at": "10:00", "closes_at": "12:00"}
    bank_holidays = {} if rule.frequency is Frequency.ONCE else {"description": "On bank holidays too."}
    assert schedule(rule) == {**times, **bank_holidays, **said}


def test_what_no_field_can_say_of_a_session_is_in_words():
    said = schedule(
        Rule(
            frequency=Frequency.WEEKLY,
            weekday=1,
            starts=TEN,
            ends=NOON,
            term_time_only=True,
            exceptions=frozenset({date(2026, 3, 10)}),
            breaks=(Period(date(2026, 2, 1), date(2026, 2, 7)),),
            extra_dates=frozenset({date(2026, 3, 12)}),
        )
    )
    assert said["description"] == "In school term time only. Not on bank holidays."
    assert said["notes"] == "Not on 2026-02-01 to 2026-02-07, 2026-03-10. Also on 2026-03-12."


def test_a_service_says_in_english_what_the_listing_does(directory, service):
    group = directory.group(email="hello@acorns.example", phone="01632 960001", website="https://acorns.example/")
    directory.listing(
        group=group,
        name="Tea together",
        name_ur="چائے",
        summary_en="Hot tea.",
        description_en="And toys.",
        age_from_months=6,
        age_to_months=59,
        cost_pence=250,
        who_for=["send", "dads"],
        languages_spoken=["ur", "bfi"],
        booking="required",
        waiting_list="yes",
        contact_name="Asma",
        phone="01632 960002",
    )
    said = service()
    assert said["name"] == "Tea together"
    assert said["description"] == "Hot tea.\n\nAnd toys."
    assert (said["status"], said["url"], said["email"]) == ("active", "https://acorns.example/", "hello@acorns.example")
    assert (said["minimum_age"], said["maximum_age"]) == (0.5, 4.92)
    assert said["application_process"] == "Book first. There is a waiting list."
    assert said["eligibility_description"].startswith("Dads and men who care for children; Children with special needs")
    assert [(one["amount"], one["currency"]) for one in said["cost_options"]] == [(2.5, "GBP")]
    assert [(one["code"], one["name"]) for one in said["languages"]] == [
        ("ur", "Urdu"),
        ("bfi", "British Sign Language (BSL)"),
    ]
    assert [(one["name"], one["email"]) for one in said["contacts"]] == [("Asma", "hello@acorns.example")]
    assert [one["number"] for one in said["phones"]] == ["01632 960002"]
    assert [one["taxonomy_term"]["name"] for one in said["attributes"]][0] == "Dads and men who care for children"


def test_what_is_not_known_is_left_out(directory, service):
    directory.listing(sessions=[])
    always = {"id", "organization_id", "name", "status", "application_process", "last_modified", "organization"}
    assert set(service()) == always


def test_free_is_a_price_of_nothing(directory, service):
    directory.listing(cost_pence=0)
    assert [(one["amount"], one["option"]) for one in service()["cost_options"]] == [(0, "Free")]


def test_whom_it_costs_something_else_is_an_option(directory, service):
    listing = directory.listing(cost_pence=250)
    OtherCost.objects.create(listing=listing, for_whom_en="A second child", pence=50)
    options = service()["cost_options"]
    assert [(one.get("option"), one["amount"]) for one in options] == [(None, 2.5), ("A second child", 0.5)]
    assert len({one["id"] for one in options}) == 2


def test_access_is_yes_or_no_or_not_told(directory, service):
    directory.listing(step_free="yes", baby_change="no", accessible_toilet="")
    place = service()["service_at_locations"][0]["location"]
    assert [one["description"] for one in place["accessibility"]] == ["Step-free access", "No baby changing"]


def test_an_address_is_told_in_its_parts(directory, service):
    directory.listing()
    place = service()["service_at_locations"][0]["location"]
    address = place["addresses"][0]
    assert (place["name"], place["location_type"]) == ("Long Hall", "physical")
    assert (address["address_1"], address["city"], address["postal_code"]) == ("Long Lane", "Luton", "LU4 8ZX")


def test_a_place_online_is_no_place(directory, service):
    directory.listing(sessions=[directory.session(online=True)], step_free="yes")
    place = service()["service_at_locations"][0]["location"]
    assert {name: value for name, value in place.items() if name != "id"} == {
        "location_type": "virtual",
        "name": "Online",
    }


def test_each_session_names_the_place_where_it_is(directory, service):
    other = directory.venue("barn", name="Barn")
    sessions = [directory.session(1), directory.session(2, venue=other), directory.session(3, venue=other)]
    directory.listing(sessions=sessions)
    said = service()
    names = {one["id"]: one["location"]["name"] for one in said["service_at_locations"]}
    assert [names[one["service_at_location_id"]] for one in said["schedules"]] == ["Long Hall", "Barn", "Barn"]


def test_a_made_up_group_says_so(directory, service):
    directory.listing(group=directory.group(is_example=True))
    said = service()
    assert said["alert"] == said["organization"]["description"] == "Example, not a real group."


def test_it_is_assured_on_the_day_on_which_somebody_last_published_it(directory, service):
    listing = directory.listing()
    assert "assured_date" not in service()
    listing.save_revision().publish()
    assert "assured_date" not in service()
    listing.save_revision().publish(user=User.objects.create_superuser("asma"))
    in_summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    Listing.objects.update(confirmed_at=in_summer)
    assert service()["assured_date"] == "2026-07-02"
    listing.save_revision().publish()
    assert service()["assured_date"] == "2026-07-02"
    Group.objects.update(is_example=True)
    assert "assured_date" not in service()


def test_ids_are_the_same_whatever_is_edited_but_the_reference(directory, service):
    listing = directory.listing(reference="T-1", slug="tea", who_for=["send"])
    before = service()
    listing.name_en, listing.slug, listing.phone = "Coffee", "coffee", "01632 960009"
    listing.save()
    after = service()
    assert after["id"] == before["id"]
    assert [one["id"] for one in after["attributes"]] == [one["id"] for one in before["attributes"]]
    assert UUID(after["id"]).version == UUID(after["organization_id"]).version == 5
    Listing.objects.update(reference="T-2")
    assert service()["id"] != before["id"]


def test_another_portal_gives_other_ids(directory, service, settings):
    directory.listing()
    before = service()["id"]
    settings.OPEN_REFERRAL_NAMESPACE = UUID("33284c72-99fa-518a-bbdb-b78bd28604f2")
    assert service()["id"] != before


CANARIES = ("Canary House", "canary", "Nightingale", "8ZX", "51.887654", "-0.412345", "51.8876", "-0.4123")


def test_nothing_leads_to_an_address_that_stays_hidden(directory, feed, client):
    facts = {"name": "Canary House", "address": "9 Nightingale Row, Luton", "postcode": "LU4 8ZX"}
    venue = directory.venue("canary-house", **facts, latitude=51.887654, longitude=-0.412345, address_hidden=True)
    directory.listing(sessions=[directory.session(venue=venue)], step_free="yes")
    said = feed.whole("service_at_locations")[0]["location"]
    assert (said["latitude"], said["longitude"]) == (51.89, -0.41)
    assert "In LU4." in said["description"]
    assert "name" not in said and "addresses" not in said
    for name in ("services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"):
        for parameters in ({}, {"full": "true"}, {"full": "true", "format": "ndjson"}, {"full_service": "true"}):
            response = feed.ask(name, parameters)
            text = b"".join(response.streaming_content if response.streaming else [response.content]).decode()
            assert [one for one in CANARIES if one in text] == []
    assert feed.names(search="Nightingale") == feed.names(search="Canary House") == []


def test_no_distance_tells_more_of_a_hidden_address_than_its_rounded_position(directory, feed):
    exact = {"latitude": 51.884999, "longitude": -0.424999}
    venue = directory.venue("canary-house", postcode="LU4 8ZX", **exact, address_hidden=True)
    directory.listing(sessions=[directory.session(venue=venue)])
    metres = miles(position_of("LU1 3").point, Point(51.88, -0.42)) * 1609.344
    assert len(feed.places(postcode="LU1 3", proximity=f"{metres + 1:.2f}")) == 1
    assert feed.places(postcode="LU1 3", proximity=f"{metres - 1:.2f}") == []


def test_whoever_has_an_address_learns_that_it_is_hidden_now(directory, feed, tmp_path):
    """Of every listing that meets there, though a file hid it for one alone."""
    directory.listing()
    before = timezone.now()
    import_sheet(tmp_path / "listings.csv", sheet(TEA | {"address_hidden": "yes"}))
    changed = feed.list("services", modified_after=before.isoformat(), full="true")
    places = [place["location"] for service in changed for place in service["service_at_locations"]]
    assert [place.get("addresses") for place in places] == [None, None]


def test_a_place_that_is_hidden_later_loses_the_id_that_told_its_address(directory, feed):
    directory.listing()
    before = feed.whole("service_at_locations")[0]["location_id"]
    Venue.objects.update(address_hidden=True)
    assert feed.whole("service_at_locations")[0]["location_id"] != before
