"""The feed keeps to the standard and to our own stricter rules; the command and its page say so, or what is wrong.

The standard's own schemas are no part of the project: what needs them is skipped where they are not.
"""

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command

import pytest
from jsonschema import Draft202012Validator

from directory.models import Listing
from directory.open_referral.checking import rules
from directory.open_referral.checking.official import official_judge
from directory.open_referral.checking.rules import Met, faults, our_judge
from directory.open_referral.endpoints import ENDPOINTS
from directory.seeding import seed_directory
from tests.directory.feed_reader import FeedReader

OFFICIAL = settings.OPEN_REFERRAL_SCHEMAS
needs_schemas = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="OPEN_REFERRAL_SCHEMAS is no folder with the schemas")


@pytest.fixture
def feed(client, directory, settings, tmp_path):
    settings.OPEN_REFERRAL_REPORT = tmp_path / "report.json"
    settings.OPEN_REFERRAL_SCHEMAS = tmp_path / "nowhere"
    return FeedReader(client)


@pytest.fixture
def everything(feed, directory):
    """Every kind of session, place and state that a listing can have, and the listings of the seed."""
    barn = directory.venue("barn", name="Barn", address_hidden=True, latitude=51.8812, longitude=-0.4212)
    attic = directory.venue("attic", name="Attic", postcode="")
    session = directory.session
    first = date(2026, 3, 3)
    sessions = [
        session(frequency="fortnightly", starts_on=first, ends_on=date(2026, 6, 30)),
        session(frequency="monthly", nth=-1, venue=barn, exceptions="2026-12-21 to 2027-01-04"),
        session(frequency="once", starts_on=first, venue=attic),
        session(2, online=True, term_time_only=True, extra_dates="2026-12-24"),
    ]
    facts = {"who_for": ["send"], "languages_spoken": ["en", "syl"], "cost_pence": 333, "waiting_list": "no"}
    ages = {"age_from_months": 7, "age_to_months": 59, "baby_change": "no", "contact_name": "Asma"}
    group = directory.group(phone="+44 (0)1632 960001", email="a@example.org", website="https://a.example/")
    listing = directory.listing(
        "all", categories=[directory.category()], sessions=sessions, group=group, **facts, **ages
    )
    listing.save_revision().publish()
    directory.listing("gone", sessions=[session(venue=barn)]).unpublish()
    directory.listing("bare", sessions=[])
    return listing


@pytest.fixture
def seeded(feed, directory):
    seed_directory()


def test_our_own_rules_find_nothing_wrong(feed, everything, capsys):
    call_command("validate_open_referral", verbosity=0)
    said = capsys.readouterr().out
    assert "no official schemas in" in said and "keeps to our rules: " in said
    assert feed.get("services", modified_after="2026-01-01")["total_items"] == 3


def test_our_own_rules_find_nothing_wrong_with_the_seed(seeded):
    call_command("validate_open_referral", verbosity=0)


@needs_schemas
@pytest.mark.parametrize("content", ["everything", "seeded"])
def test_the_official_schemas_find_nothing_wrong(feed, content, request, settings, capsys):
    request.getfixturevalue(content)
    settings.OPEN_REFERRAL_SCHEMAS = OFFICIAL
    call_command("validate_open_referral", verbosity=0)
    assert "the official schemas" in capsys.readouterr().out


@needs_schemas
@pytest.mark.parametrize("parameters", [{}, {"full": "true"}, {"modified_after": "2026-01-01"}])
def test_every_page_and_record_as_it_is_sent_is_valid(feed, everything, parameters):
    official, ours = official_judge(OFFICIAL), our_judge()
    strict = json.loads((OFFICIAL / "strict_page.json").read_text(encoding="utf-8"))
    for name in ENDPOINTS:
        fitting = {key: value for key, value in parameters.items() if key in ENDPOINTS[name].parameters}
        sent = feed.get(name, **fitting)
        assert [fault for judge in (official, ours) for fault in judge(f"{name} list", sent)] == []
        assert set(strict["required"]) == set(sent)
        for record in sent["contents"]:
            assert [fault for fault in official(name, record) if set(record) - {"id", "last_modified"}] == []
            whole = feed.get(f"{name}/{record['id']}")
            assert [fault for judge in (official, ours) for fault in judge(name, whole)] == []


@needs_schemas
def test_the_first_address_is_as_the_standard_has_it(feed):
    schema = json.loads((OFFICIAL / "uk-3.0" / "api_details.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(feed.get())) == []


@needs_schemas
def test_the_official_schemas_are_really_asked(feed):
    wrong = {"id": "x", "name": "Tea", "status": "open"}
    assert {fault.where for fault in official_judge(OFFICIAL)("services", wrong)} == {"id", "status"}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda one: one.update(id="not-a-uuid"), "id"),
        (lambda one: one.update(description=""), "description"),
        (lambda one: one.update(url="acorns.example"), "url"),
        (lambda one: one.update(last_modified="2026-03-04T10:00:00"), "last_modified"),
        (lambda one: one.update(minimum_age=900), "minimum_age"),
        (lambda one: one.update(hidden="x"), ""),
        (lambda one: one["schedules"][0].update(byday="Friday"), "schedules/0/byday"),
        (lambda one: one["schedules"][0].update(byday="1TU"), "schedules/0/byday"),
        (lambda one: one["schedules"][0].update(opens_at="half ten"), "schedules/0/opens_at"),
        (lambda one: one["schedules"][0].update(opens_at="24:00"), "schedules/0/opens_at"),
        (lambda one: one["schedules"][0].update(interval=2), "schedules/0"),
        (
            lambda one: one["schedules"][0].update(service_at_location_id=one["id"]),
            "schedules/0/service_at_location_id",
        ),
        (lambda one: one["schedules"].append(one["schedules"][0]), "schedules/1/id"),
        (lambda one: one["phones"][0].update(number="ring me"), "phones/0/number"),
        (lambda one: one["phones"][0].update(service_id=one["organization_id"]), "phones/0/service_id"),
        (lambda one: one["attributes"][0].update(taxonomy_term_id=one["id"]), "attributes/0/taxonomy_term_id"),
        (lambda one: one.update(organization_id=one["id"]), "organization_id"),
        (lambda one: place(one).update(latitude=951), "service_at_locations/0/location/latitude"),
        (lambda one: place(one).update(latitude=-0.42, longitude=51.88), "service_at_locations/0/location/latitude"),
        (
            lambda one: place(one)["addresses"][0].update(postal_code="ABC 1234"),
            "service_at_locations/0/location/addresses/0/postal_code",
        ),
    ],
)
def test_our_rules_are_stricter_than_the_standard(directory, feed, change, where):
    directory.listing(categories=[directory.category()], phone="01632 960001")
    met = Met()
    for name in ("taxonomy_terms", "organizations"):
        assert [fault for one in feed.whole(name) for fault in faults(name, one, met, [our_judge()])] == []
    record = feed.whole()[0]
    change(record)
    assert where in {fault.where for fault in faults("services", record, met, [our_judge()])}


def test_what_a_page_holds_is_checked_too(directory, feed):
    directory.listing()
    page = feed.get("services")
    assert list(our_judge()("services list", page)) == []
    page["contents"][0]["url"] = "acorns.example"
    assert [fault.where for fault in our_judge()("services list", page)] == ["contents/0"]


def place(record):
    return record["service_at_locations"][0]["location"]


def test_two_records_with_one_id_are_found():
    met = Met()
    record = {"id": "11111111-2222-5333-8444-555555555555"}
    assert list(faults("taxonomies", record, met, [])) == []
    assert [fault.what for fault in faults("taxonomies", record, met, [])] == ["Another record has this id."]


def test_a_place_has_to_be_its_services(everything, feed):
    met = Met()
    for one in feed.whole("service_at_locations"):
        assert "service_id" in {fault.where for fault in faults("service_at_locations", one, met, [])}


def test_the_command_fails_and_the_page_tells_what_is_wrong(directory, feed, client, capsys):
    directory.listing(phone="01632 960001")
    Listing.objects.update(phone="ring me")
    with pytest.raises(CommandError, match="2 faults"):
        call_command("validate_open_referral", verbosity=0)
    assert "phones/0/number" in capsys.readouterr().err
    html = client.get("/open-referral/status/").content.decode()
    assert "No: 2 faults." in html and "phones/0/number" in html
    assert "ring me" in html


def test_the_page_tells_when_it_was_last_checked_and_against_what(directory, feed, client):
    directory.listing()
    before = client.get("/open-referral/status/")
    assert "It has not been checked yet." in before.content.decode()
    call_command("validate_open_referral", verbosity=0)
    response = client.get("/open-referral/status/")
    html = response.content.decode()
    assert "Yes." in html and "by our own rules" in html and "<time " in html
    assert not response.cookies


def test_a_report_that_cannot_be_read_is_none(settings, feed, client):
    Path(settings.OPEN_REFERRAL_REPORT).write_text("{")
    assert "It has not been checked yet." in client.get("/open-referral/status/").content.decode()


def test_every_endpoint_is_checked():
    assert set(rules.ORDER) == set(ENDPOINTS)
