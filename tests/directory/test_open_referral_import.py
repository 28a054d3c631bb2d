"""Services of other feeds become drafts: all of a file, or nothing, with what is wrong and where."""

import copy
import json
from datetime import date, time

from django.conf import settings
from django.core.management import CommandError, call_command

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Group, Listing, OtherCost, Session, Venue
from directory.open_referral.incoming.complaints import Reading
from directory.open_referral.incoming.sessions import sessions_of
from tests.directory.feed_reader import FeedReader

MOCKS = settings.OPEN_REFERRAL_SCHEMAS.parent / "mocks"
needs_mocks = pytest.mark.skipif(not MOCKS.is_dir(), reason="There are no examples beside OPEN_REFERRAL_SCHEMAS")
SERVICE = "ac148810-d857-441c-9679-408f346de14b"
PLACE = "e94c9f38-1e8f-4564-91d4-d53501ab1765"
WHOLE = {
    "id": SERVICE,
    "name": "Community counselling",
    "description": "Talk to somebody trained.",
    "url": "https://example.org/counselling",
    "email": "ask@example.org",
    "status": "active",
    "minimum_age": 12,
    "maximum_age": 18.5,
    "schedules": [
        {
            "id": "48102e86-bb50-41c4-8f1e-e269368c41d1",
            "service_at_location_id": PLACE,
            "freq": "WEEKLY",
            "byday": "FR,TH",
            "opens_at": "10:00:00",
            "closes_at": "18:00Z",
        }
    ],
    "service_at_locations": [
        {
            "id": PLACE,
            "location": {
                "id": "3a19ff88-4620-4d17-9830-ac1d859eb5d5",
                "location_type": "physical",
                "name": "Civic Centre",
                "latitude": 51.88,
                "longitude": -0.42,
                "addresses": [{"address_1": "1 Main Street", "city": "Luton", "postal_code": "lu12aa"}],
                "accessibility": [{"description": "Step-free access"}],
            },
        }
    ],
    "languages": [{"code": "ur"}, {"name": "Polish"}, {"name": "Klingon"}],
    "cost_options": [{"amount": 3.5}],
    "contacts": [{"name": "Ann"}],
    "phones": [{"number": "01632 960001"}],
    "attributes": [{"taxonomy_term": {"name": "PLAY"}}, {"taxonomy_term": {"name": "Esperanto"}}],
    "organization": {
        "id": "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610",
        "name": "Example Trust",
        "description": "A charity",
        "website": "https://example.org/",
    },
}


@pytest.fixture
def take(directory, tmp_path, capsys):
    directory.category("play", label="Play")

    def take(content, **options):
        path = tmp_path / "services.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        call_command("import_open_referral", str(path), **options)
        return capsys.readouterr().out

    return take


@pytest.fixture
def refused(take, capsys):
    def refused(content):
        with pytest.raises(CommandError) as error:
            take(content)
        return capsys.readouterr().err + str(error.value)

    return refused


def changed(**facts):
    return copy.deepcopy(WHOLE) | facts


def draft():
    return Listing.objects.get(reference=SERVICE).get_latest_revision_as_object()


def test_a_service_becomes_a_draft_with_all_that_it_says(take):
    said = take(WHOLE)
    listing = draft()
    assert not listing.live
    assert (listing.name_en, listing.description_en) == ("Community counselling", "Talk to somebody trained.")
    assert (listing.age_from_months, listing.age_to_months, listing.cost_pence) == (144, 222, 350)
    assert (listing.website, listing.email) == ("https://example.org/counselling", "ask@example.org")
    assert (listing.contact_name, listing.phone, listing.step_free) == ("Ann", "01632 960001", "yes")
    assert listing.languages_spoken == ["ur", "pl"]
    assert [category.key for category in listing.categories.all()] == ["play"]
    assert listing.group.name == "Example Trust"
    sessions = listing.sessions.order_by("weekday")
    assert [(one.weekday, one.starts, one.ends) for one in sessions] == [
        (3, time(10), time(18)),
        (4, time(10), time(18)),
    ]
    venue = sessions[0].venue
    assert (venue.name, venue.address, venue.postcode) == ("Civic Centre", "1 Main Street, Luton", "LU1 2AA")
    assert "1 created" in said and "Esperanto" in said and "Klingon" in said


def test_the_same_file_again_changes_nothing(take):
    take(WHOLE)
    keys = set(Session.objects.values_list("pk", flat=True))
    assert "1 unchanged" in take(WHOLE)
    assert set(Session.objects.values_list("pk", flat=True)) == keys
    assert (Listing.objects.count(), Group.objects.count(), Venue.objects.count()) == (1, 1, 1)


def test_a_later_file_changes_what_it_names_and_sessions_keep_their_keys(take):
    take(WHOLE)
    keys = {one.weekday: one.pk for one in Session.objects.all()}
    later = changed(name="Counselling", maximum_age=None)
    later["schedules"][0]["byday"] = "TH,SA"
    assert "1 changed" in take(later)
    listing = Listing.objects.get()
    assert (listing.name_en, listing.age_to_months) == ("Counselling", None)
    assert {one.weekday: one.pk for one in listing.sessions.all()}.items() >= {(3, keys[3])}
    assert {one.weekday for one in listing.sessions.all()} == {3, 5}


def test_what_families_see_waits_for_an_editor(take):
    take(WHOLE)
    Listing.objects.get().latest_revision.publish()
    take(changed(name="Counselling"))
    listing = Listing.objects.get()
    assert (listing.live, listing.name_en, listing.has_unpublished_changes) == (True, "Community counselling", True)
    assert draft().name_en == "Counselling"
    assert "1 unchanged" in take(changed(name="Counselling"))


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda one, other: [one, other],
        lambda one, other: {"total_items": 2, "contents": [one, other]},
        lambda one, other: f"{json.dumps(one)}\n\n{json.dumps(other)}\n",
    ],
)
def test_a_list_a_page_or_lines(take, wrapped):
    other = changed(id="11111111-2222-4333-8444-555555555555", name="Other")
    assert "2 created" in take(wrapped(WHOLE, other))


def test_a_service_of_a_list_leaves_sessions_and_categories_alone(take):
    take(WHOLE)
    basic = {key: WHOLE[key] for key in ("id", "status", "organization")} | {"name": "Talking"}
    take({"contents": [basic]})
    listing = draft()
    assert (listing.name_en, listing.sessions.count(), listing.categories.count()) == ("Talking", 2, 1)


def test_a_dry_run_says_what_it_would_do_and_does_nothing(take):
    assert "A dry run: nothing was written. Listings: 1 created." in take(WHOLE, dry_run=True)
    assert not Listing.objects.exists() and not Group.objects.exists() and not Venue.objects.exists()


def test_withdrawn_there_is_not_created_here_and_told_of_what_families_see(take):
    assert "1 passed over" in take(changed(status="defunct"))
    assert not Listing.objects.exists()
    take(WHOLE)
    Listing.objects.get().latest_revision.publish()
    assert "status: It was withdrawn there" in take(changed(status="defunct"))
    assert Listing.objects.get().live


def test_our_own_feed_is_known_again(client, directory, take):
    hidden = directory.venue("refuge", name="Refuge", address="Quiet Lane", address_hidden=True)
    sessions = [
        directory.session(0, term_time_only=True, exceptions="2026-12-24\n2026-12-28 to 2027-01-02"),
        directory.session(1, frequency="monthly", nth=-1, venue=hidden),
        directory.session(2, frequency="fortnightly", starts_on=date(2026, 3, 4), online=True),
        directory.session(3, frequency="once", starts_on=date(2026, 3, 5), extra_dates="2026-04-01"),
        directory.session(4, runs_on_bank_holidays=True, starts_on=date(2026, 1, 2), ends_on=date(2026, 6, 5)),
    ]
    facts = {"summary_en": "Hot tea.", "description_en": "And toys.", "who_for": ["send"], "booking": "required"}
    facts |= {"age_from_months": 7, "cost_pence": 250, "waiting_list": "no", "baby_change": "no"}
    listing = directory.listing(sessions=sessions, **facts)
    OtherCost.objects.create(listing=listing, for_whom_en="A second child", pence=0)
    Group.objects.update(email="hello@acorns.example", phone="01632 960001", website="https://acorns.example/")
    entries = ModelLogEntry.objects.count()
    said = take("\n".join(json.dumps(one) for one in FeedReader(client).lines("services", full="true")))
    assert said.splitlines()[-1] == "Listings: 1 unchanged."
    assert (Listing.objects.count(), Group.objects.count(), Venue.objects.count()) == (1, 1, 2)
    assert ModelLogEntry.objects.count() == entries
    hidden.refresh_from_db()
    assert (hidden.name, hidden.address) == ("Refuge", "Quiet Lane")
    assert set(Venue.objects.values_list("latitude", flat=True)) == {None}


def test_what_it_changes_of_a_group_and_a_venue_is_in_the_log(take):
    def entries():
        return set(ModelLogEntry.objects.exclude(content_type__model="listing").values_list("action", "label"))

    take(WHOLE)
    assert entries() == {("wagtail.create", "Example Trust"), ("wagtail.create", "Civic Centre")}
    take(WHOLE)
    assert len(entries()) == 2
    take(changed(organization=WHOLE["organization"] | {"name": "New Trust"}))
    assert entries() > {("wagtail.edit", "New Trust")}


def test_a_listing_that_is_known_stays_with_its_group_where_a_record_names_none(take):
    take(WHOLE)
    take(changed(organization=None, name="Talking"))
    assert (draft().name_en, draft().group.name) == ("Talking", "Example Trust")


def test_whom_it_costs_something_else_is_taken_over(take):
    usual, second = {"amount": 3.5}, {"amount": 1, "option": "A second child"}
    take(changed(cost_options=[usual, second, {"amount": 0, "option": "With Healthy Start"}]))
    assert (draft().cost_pence, draft().other_costs.count()) == (350, 2)
    take(changed(cost_options=[usual, second]))
    assert [(one.for_whom_en, one.pence) for one in draft().other_costs.all()] == [("A second child", 100)]


def test_prices_that_do_not_say_whose_they_are_are_left_out(take):
    said = take(changed(cost_options=[{"amount": 3.5}, {"amount": 2}]))
    assert "cost_options: It has several prices that do not say whose they are" in said
    assert draft().cost_pence is None


def test_a_place_outside_the_country_loses_its_postcode_and_position(take):
    service = changed()
    place = service["service_at_locations"][0]["location"]
    place |= {"latitude": 951, "longitude": 101}
    place["addresses"][0]["postal_code"] = "ABC 1234"
    said = take(service)
    assert "latitude: This lies outside the United Kingdom" in said and "postal_code: This is no postcode" in said
    venue = Venue.objects.get()
    assert (venue.address, venue.postcode, venue.latitude, venue.longitude) == ("1 Main Street, Luton", "", None, None)


@needs_mocks
@pytest.mark.parametrize("folder", ["V3.0-UK-Default", "V3.0-UK-Test", "V3.0-UK-Warn"])
@pytest.mark.parametrize("name", ["service_full", "service_list"])
def test_the_standards_own_examples_are_taken_over(take, folder, name):
    take((MOCKS / folder / f"{name}.json").read_text(encoding="utf-8"))
    assert Listing.objects.get(reference=SERVICE).group.name == "Example Organization Inc."


@needs_mocks
@pytest.mark.parametrize("name", ["service_full", "service_list", "organization_list"])
def test_the_standards_own_bad_examples_are_refused(refused, name):
    assert "Nothing was taken over." in refused((MOCKS / "V3.0-UK-Fail" / f"{name}.json").read_text(encoding="utf-8"))
    assert not Listing.objects.exists() and not Group.objects.exists()


def test_a_place_without_an_address_stays_hidden(take):
    service = changed()
    del service["service_at_locations"][0]["location"]["addresses"]
    take(service)
    assert Venue.objects.get().address_hidden


def fault(path, value):
    """The whole service with one field changed."""
    service = changed()
    *way, last = path.split("/")
    part = service
    for step in way:
        part = part[int(step)] if step.isdigit() else part[step]
    part[last] = value
    return service


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "35"),
        ("name", ""),
        ("name", "x" * 121),
        ("url", "not a link"),
        ("email", "nobody"),
        ("minimum_age", "twelve"),
        ("minimum_age", -1),
        ("schedules/0/byday", "Friday"),
        ("schedules/0/opens_at", "half ten"),
        ("schedules/0/freq", "DAILY"),
        ("schedules/0/dtstart", "soon"),
        ("service_at_locations/0/location/latitude", "north"),
        ("cost_options/amount", -3),
        ("cost_options/amount", [3]),
    ],
)
def test_nonsense_is_refused_with_the_record_and_the_field(refused, path, value):
    service = changed(cost_options=[{"amount": value}]) if path == "cost_options/amount" else fault(path, value)
    said = refused([changed(id="11111111-2222-4333-8444-555555555555"), service])
    assert f"Record 2 ({service['id'] if path != 'id' else 'no id'}), {path}: " in said
    assert "Nothing was taken over." in said
    assert not Listing.objects.exists() and not Venue.objects.exists()


def test_all_faults_of_all_records_are_told(refused):
    first = changed(name="", minimum_age=-1)
    second = changed(id="11111111-2222-4333-8444-555555555555", organization=None)
    said = refused([first, second])
    assert [f"{where}:" in said for where in ("name", "minimum_age", "organization")] == [True] * 3
    assert "3 faults" in said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[" * 100_000, "nested"),
        ('[{"minimum_age": NaN}]', "Record 1 has a number or a letter that does not exist"),
        ('[{"name": "\\ud83d"}]', "Record 1 has a number or a letter that does not exist"),
        ('[{"name": "\\u0000"}]', "Record 1 has a number or a letter that does not exist"),
        ("{", "line 1 column 2"),
        ('{"id": "x"}\n{"id": ', "Line 2"),
        ('[1, "x"]', "Record 1"),
        ("", "no JSON"),
    ],
)
def test_what_is_no_file_of_services_is_refused(refused, content, told):
    assert told in refused(content)


TIMES = {"opens_at": "10:00", "closes_at": "12:00"}
MONDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 4)


@pytest.mark.parametrize(
    ("schedule", "sessions"),
    [
        ({"byday": "MO"}, [("weekly", 0, None)]),
        ({"freq": "WEEKLY", "interval": 1, "byday": "mo, we"}, [("weekly", 0, None), ("weekly", 2, None)]),
        ({"interval": 2, "byday": "WE", "dtstart": "2026-03-02"}, [("fortnightly", 2, WEDNESDAY)]),
        ({"interval": 2, "byday": "MO", "dtstart": "2026-03-04"}, [("fortnightly", 0, date(2026, 3, 16))]),
        ({"freq": "MONTHLY", "byday": "-1FR"}, [("monthly", 4, None)]),
        ({"dtstart": "2026-03-04", "valid_to": "2026-03-04"}, [("once", 2, WEDNESDAY)]),
        ({"byday": "MO", "dtstart": "2026-03-02", "count": 1}, [("once", 0, MONDAY)]),
        ({"byday": "MO", "interval": 3}, []),
        ({"freq": "MONTHLY", "byday": "FR"}, []),
        ({"freq": "MONTHLY", "bymonthday": "2,3"}, []),
        ({"byday": "MO", "opens_at": None}, []),
        ({}, []),
    ],
)
def test_a_schedule_is_a_session_of_ours_or_left_out_and_told(schedule, sessions):
    reading = Reading()
    found = sessions_of(TIMES | schedule, "schedules/0", reading)
    facts = [(one.facts["frequency"], one.facts["weekday"], one.facts["starts_on"]) for one in found]
    assert facts == sessions
    assert bool(reading.complaints) != bool(sessions)
    assert not any(complaint.serious for complaint in reading.complaints)
