"""Every parameter of the feed, alone and together."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

import pytest

from directory.models import Listing
from directory.open_referral.endpoints import ENDPOINTS
from directory.open_referral.parameters import PARAMETERS
from directory.search import index
from places.distance import Point, miles
from places.queries import position_of
from tests.directory.feed_reader import FeedReader

UNKNOWN = "11111111-2222-5333-8444-555555555555"


@pytest.fixture
def feed(client, directory):
    return FeedReader(client)


@pytest.fixture
def three(directory):
    """Three listings that differ in all that can be asked for."""
    play, food = directory.category("play", label="Play"), directory.category("food", label="Food")
    barn = directory.venue("barn", name="Barn", postcode="LU1 3AA", latitude=51.87, longitude=-0.42)
    directory.listing(
        "baby",
        name="Baby songs",
        categories=[play],
        age_from_months=0,
        age_to_months=12,
        sessions=[directory.session(0, "09:30", "10:30"), directory.session(3, "18:00", "19:00", venue=barn)],
    )
    directory.listing(
        "lunch",
        name="Lunch together",
        categories=[play, food],
        age_from_months=60,
        age_to_months=132,
        who_for=["send"],
        group=directory.group("oak", name="Oak"),
        sessions=[directory.session(3, "12:00", "13:30")],
    )
    directory.listing("chat", name="Chat online", sessions=[directory.session(5, "20:00", "21:00", online=True)])
    index.rebuild()


def term(feed, name):
    return next(one["id"] for one in feed.list("taxonomy_terms") if one["name"].startswith(name))


def test_without_a_question_everything_is_there(feed, three):
    assert feed.names() == ["Baby songs", "Lunch together", "Chat online"]
    assert feed.places() == [
        ("Baby songs", "Long Hall"),
        ("Baby songs", "Barn"),
        ("Lunch together", "Long Hall"),
        ("Chat online", "Online"),
    ]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"search": "songs"}, ["Baby songs"]),
        ({"search": "song lunch"}, []),
        # One has both words, another has one of them.
        ({"search": "songs play"}, ["Baby songs"]),
        ({"search": "unheardofword"}, []),
        ({"minimum_age": "5"}, ["Lunch together", "Chat online"]),
        ({"minimum_age": "1"}, ["Baby songs", "Lunch together", "Chat online"]),
        ({"maximum_age": "4.5"}, ["Baby songs", "Chat online"]),
        ({"minimum_age": "2", "maximum_age": "3"}, ["Chat online"]),
        ({"day": "TH"}, ["Baby songs", "Lunch together"]),
        ({"start_time": "18:00"}, ["Baby songs", "Chat online"]),
        ({"end_time": "10:30"}, ["Baby songs"]),
        # Of one and the same session: none begins after six on a Monday.
        ({"day": "MO", "start_time": "18:00"}, []),
        ({"day": "TH", "start_time": "12:00", "end_time": "14:00"}, ["Lunch together"]),
        ({"day": "TH", "maximum_age": "2"}, ["Baby songs"]),
        ({"day": "", "search": " "}, ["Baby songs", "Lunch together", "Chat online"]),
    ],
)
def test_services_by_words_ages_and_times(feed, three, asked, names):
    assert feed.names(**asked) == names


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"day": "TH"}, [("Baby songs", "Barn"), ("Lunch together", "Long Hall")]),
        ({"end_time": "10:30"}, [("Baby songs", "Long Hall")]),
        ({"search": "lunch"}, [("Lunch together", "Long Hall")]),
    ],
)
def test_places_by_words_and_times(feed, three, asked, places):
    assert feed.places(**asked) == places


def test_terms_and_taxonomies_narrow_together(feed, three):
    play, food, send = (term(feed, name) for name in ("Play", "Food", "Children with special needs"))
    assert feed.names(taxonomy_term_id=play) == ["Baby songs", "Lunch together"]
    assert feed.names(taxonomy_term_id=[play, food]) == ["Lunch together"]
    assert feed.names(taxonomy_term_id=send) == feed.names(taxonomy_term_id=[send, food]) == ["Lunch together"]
    assert feed.names(taxonomy_term_id=UNKNOWN) == feed.names(taxonomy_term_id=[play, UNKNOWN]) == []
    categories, audience = (one["id"] for one in feed.list("taxonomies"))
    assert feed.names(taxonomy_id=categories) == ["Baby songs", "Lunch together"]
    assert feed.names(taxonomy_id=audience) == feed.names(taxonomy_id=[categories, audience]) == ["Lunch together"]
    assert feed.names(taxonomy_id=UNKNOWN) == feed.names(taxonomy_id=[audience, UNKNOWN]) == []
    assert feed.names(taxonomy_term_id=play, day="MO") == ["Baby songs"]
    assert feed.places(taxonomy_term_id=food) == [("Lunch together", "Long Hall")]


def test_services_of_an_organization(feed, three):
    oak = next(one["id"] for one in feed.list("organizations") if one["name"] == "Oak")
    assert feed.names(organization_id=oak) == ["Lunch together"]
    assert feed.names(organization_id=oak.upper(), day="MO") == []
    assert feed.names(organization_id=UNKNOWN) == []
    assert feed.places(organization_id=oak) == [("Lunch together", "Long Hall")]


def test_near_a_postcode(feed, three):
    metres = miles(position_of("LU1 3").point, Point(51.87, -0.42)) * 1609.344
    assert feed.places(postcode="lu13", proximity=str(int(metres) + 5)) == [("Baby songs", "Barn")]
    assert feed.places(postcode="LU1 3", proximity=str(int(metres) - 5)) == []
    assert feed.places(postcode="LU1 3", proximity=str(int(metres) + 5), day="MO") == []
    everywhere = feed.places(postcode="LU1 3", proximity="50000")
    assert len(feed.places(postcode="LU1 3")) == 4
    assert len(everywhere) == 3 and ("Chat online", "Online") not in everywhere


def test_what_changed_and_what_was_withdrawn(feed, directory):
    listings = {name: directory.listing(name, name=name, live=False) for name in ("old", "gone", "new", "draft")}
    for name in ("old", "gone", "new"):
        listings[name].save_revision().publish()
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    earlier = Listing.objects.filter(slug__in=("old", "gone"))
    earlier.update(first_published_at=long_ago, last_published_at=long_ago)
    ModelLogEntry.objects.filter(object_id__in=[str(one.pk) for one in earlier]).update(timestamp=long_ago)
    Listing.objects.get(slug="gone").unpublish()
    yesterday = (timezone.now() - timedelta(days=1)).isoformat()
    changed = feed.list("services", modified_after=yesterday)
    assert [(one["name"], one["status"]) for one in changed] == [("new", "active"), ("gone", "defunct")]
    assert set(changed[1]) == {"id", "organization_id", "name", "status", "last_modified"}
    assert feed.names(modified_after=yesterday.replace("+00:00", " 00:00")) == ["new", "gone"]
    assert feed.names(modified_after=yesterday, search=" ") == ["new", "gone"]
    assert feed.names(modified_after="2025-06-01") == ["old", "gone", "new"]
    assert feed.names() == ["old", "new"]
    assert feed.get(f"services/{changed[1]['id']}")["status"] == "defunct"
    dates = {one["name"]: one["last_modified"] for one in feed.list("services", modified_after="2025-06-01")}
    assert dates["old"] == "2026-01-01T00:00:00.000Z"
    assert feed.names(modified_after=dates["new"]) == ["new", "gone"]


@pytest.mark.parametrize("changed", ["group", "venue", "category"])
def test_a_service_changes_with_its_group_its_venues_and_its_categories(feed, directory, changed):
    directory.listing("other", group=directory.group("oak"), sessions=[])
    session = directory.session(venue=directory.venue("barn"))
    listing = directory.listing(categories=[directory.category()], sessions=[directory.session(0), session])
    before = timezone.now()
    assert feed.names(modified_after=before.isoformat()) == []
    found = {"group": listing.group, "venue": session.venue, "category": listing.categories.first()}[changed]
    log(found, "wagtail.edit")
    said = feed.list("services", modified_after=before.isoformat())
    assert [one["name"] for one in said] == ["Tea together"]
    assert datetime.fromisoformat(said[0]["last_modified"]) >= before.replace(microsecond=0)


def test_a_withdrawn_service_tells_nobody_where_it_was(feed, directory):
    directory.listing().unpublish()
    said = feed.list("service_at_locations", modified_after="2026-01-01")
    assert [set(one) for one in said] == [{"id", "service_id", "service"}]
    assert feed.list("service_at_locations") == []
    assert feed.get(f"service_at_locations/{said[0]['id']}") == said[0]


def test_minimal_and_full(feed, three):
    minimal = {"id", "last_modified"}
    assert [set(one) for one in feed.list("services", minimal="true", full="true")] == [minimal] * 3
    assert feed.list("services", full="true") == feed.whole()
    assert feed.list("service_at_locations", full="true") == feed.whole("service_at_locations")
    assert "schedules" not in feed.list("services", full="false")[0]


def test_organizations_with_what_they_run(feed, three):
    assert [one["name"] for one in feed.list("organizations", search="oA")] == ["Oak"]
    oak = next(one for one in feed.whole("organizations") if one["name"] == "Oak")
    assert [one["name"] for one in oak["services"]] == ["Lunch together"]
    assert "schedules" not in oak["services"][0]
    whole = feed.get(f"organizations/{oak['id']}", full_service="true")
    assert whole["services"][0]["schedules"]
    assert feed.list("organizations", full_service="true", search="oak") == [whole]


def test_a_group_that_runs_nothing_yet_is_not_told(feed, directory):
    directory.listing()
    key = feed.list("organizations")[0]["id"]
    Listing.objects.all().delete()
    directory.listing(live=False)
    assert feed.list("organizations") == []
    assert feed.ask(f"organizations/{key}").status_code == 404


def test_taxonomies_and_terms(feed, three):
    categories = feed.list("taxonomies", search="sorts")[0]
    assert [one["name"] for one in feed.get(f"taxonomies/{categories['id']}")["taxonomy_terms"]] == ["Play", "Food"]
    assert [one["name"] for one in feed.list("taxonomy_terms", taxonomy_id=categories["id"])] == ["Play", "Food"]
    assert [one["name"] for one in feed.list("taxonomy_terms", search="foo", top_only="true")] == ["Food"]
    assert feed.list("taxonomy_terms", parent_id=categories["id"]) == []
    assert feed.list("taxonomy_terms", taxonomy_id=UNKNOWN) == []
    assert feed.get(f"taxonomy_terms/{term(feed, 'Food')}")["name"] == "Food"


@pytest.mark.parametrize(
    ("name", "values"),
    {
        "search": ["x" * 201],
        "page": ["0", "-1", "1.5", "x", "9" * 5000],
        "per_page": ["0", "5001", "ten"],
        "format": ["xml", "NDJSON "],
        "taxonomy_term_id": ["play", "11111111222253338444555555555555"],
        "taxonomy_id": ["1"],
        "organization_id": ["acorns"],
        "parent_id": ["top"],
        "top_only": ["yes"],
        "modified_after": ["yesterday", "2026-02-30", "0001-01-01T00:00:00+14:00"],
        "minimal": ["1"],
        "full": ["on"],
        "full_service": ["on"],
        "minimum_age": ["-1", "two", "1e3", "nan", "131"],
        "maximum_age": ["x"],
        "start_time": ["24:00", "9:00", "half ten", "09:00:00"],
        "end_time": ["18.00"],
        "day": ["Monday", "mo", "8"],
        "postcode": ["near the park"],
        "proximity": ["-5", "far"],
    }.items(),
)
def test_a_value_that_means_nothing_is_refused_with_the_reason(feed, name, values):
    endpoints = [endpoint.name for endpoint in ENDPOINTS.values() if name in endpoint.parameters]
    assert endpoints
    for endpoint in endpoints:
        for value in values:
            assert list(feed.refused(endpoint, **{"postcode": "LU1", name: value})) == [name]


def test_every_parameter_is_refused_somewhere_above():
    tested = {name for name, _ in test_a_value_that_means_nothing_is_refused_with_the_reason.pytestmark[0].args[1]}
    assert tested == set(PARAMETERS) == {name for one in ENDPOINTS.values() for name in one.parameters}


def test_all_that_is_wrong_is_told_at_once(feed):
    assert list(feed.refused("services", page="x", day="y", search="fine")) == ["page", "day"]
    assert list(feed.refused("services", day=["MO", "TU"])) == ["day"]
    assert list(feed.refused("service_at_locations", proximity="500")) == ["proximity"]
    assert list(feed.refused("service_at_locations", proximity="500", postcode="EH1 1AA")) == ["postcode"]
    assert list(feed.refused("service_at_locations", proximity="500", postcode="EH1 1AA", format="ndjson")) == [
        "postcode"
    ]
