"""How the feed is read: in pages and streams, again and again, from anywhere."""

from datetime import time, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Listing, Session, Venue
from directory.open_referral.endpoints import ENDPOINTS
from tests.directory.feed_reader import FeedReader

LISTS = list(ENDPOINTS)


@pytest.fixture
def feed(client, directory):
    return FeedReader(client)


@pytest.fixture
def publish(directory):
    def publish(slug):
        found = Listing.objects.filter(slug=slug).first() or directory.listing(slug, name=slug, live=False)
        found.save_revision().publish()
        return found

    return publish


def page(feed, number, size=2, **parameters):
    return feed.names(page=number, per_page=size, **parameters)


def test_the_envelope_says_where_a_page_is(feed, publish):
    for slug in "abcde":
        publish(slug)
    facts = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")
    pages = [feed.get("services", page=number, per_page=2) for number in (1, 2, 3, 4)]
    assert [[one[fact] for fact in facts] for one in pages] == [
        [5, 3, 1, 2, True, False, False],
        [5, 3, 2, 2, False, False, False],
        [5, 3, 3, 1, False, True, False],
        [5, 3, 4, 0, False, True, True],
    ]
    assert [one["name"] for reply in pages for one in reply["contents"]] == list("abcde")


def test_an_empty_feed_is_one_empty_page(feed):
    said = feed.get("services")
    assert (said["total_items"], said["total_pages"], said["empty"], said["last_page"]) == (0, 0, True, True)


def test_a_page_a_stream_and_a_group_hold_thousands_of_whole_services(feed, directory):
    facts = {"group": directory.group(), "first_published_at": timezone.now()}
    many = [Listing(slug=f"n{number}", reference=f"n{number}", name_en="Tea", **facts) for number in range(2_100)]
    halls = [Venue(key=f"v{number}", name="Hall", address="1 Long Lane, Luton") for number in range(1_050)]
    Listing.objects.bulk_create(many)
    Venue.objects.bulk_create(halls)
    times = {"weekday": 1, "starts": time(10), "ends": time(11)}
    places = zip(many, halls * 2, strict=True)
    Session.objects.bulk_create(Session(listing=listing, venue=venue, **times) for listing, venue in places)
    assert [len(one["schedules"]) for one in feed.list("services", full="true")] == [1] * 1_000
    assert len(feed.list("services", full="true", per_page="5000")) == 2_100
    assert len(feed.list("services", minimal="true")) == 2_100
    assert len(feed.list("organizations", full_service="true")[0]["services"]) == 2_100
    assert len(feed.lines("services", full="true")) == 2_100


@pytest.mark.parametrize("asked", [{}, {"day": "TU"}, {"modified_after": "2026-01-01"}])
def test_pages_neither_skip_nor_repeat_while_listings_come(feed, directory, publish, asked):
    directory.listing("older-draft", name="older-draft", live=False)
    for slug in "abcd":
        publish(slug)
    first = page(feed, 1, **asked)
    publish("e")
    publish("older-draft")
    assert [*first, *page(feed, 2, **asked), *page(feed, 3, **asked)] == [*"abcd", "e", "older-draft"]


@pytest.mark.parametrize("asked", [{}, {"modified_after": "2026-01-01"}])
def test_pages_neither_skip_nor_repeat_while_a_listing_is_changed(feed, directory, publish, asked):
    directory.listing("seeded", name="seeded")
    for slug in "abc":
        publish(slug)
    first = page(feed, 1, **asked)
    publish("seeded")
    publish("b")
    assert [*first, *page(feed, 2, **asked), *page(feed, 3, **asked)] == ["seeded", *"abc"]


def test_what_changes_while_the_changes_are_read_comes_last(feed, publish):
    for slug in "abcd":
        publish(slug)
    since = timezone.now().isoformat()
    for slug in "dcb":
        publish(slug)
    first = page(feed, 1, modified_after=since)
    publish("c")
    publish("a")
    assert (first, page(feed, 2, modified_after=since)) == (["d", "c"], ["b", "a"])


def test_places_neither_skip_nor_repeat_while_listings_come(feed, publish):
    for slug in "abc":
        publish(slug)
    first = feed.places(per_page="2", page="1")
    publish("d")
    assert [name for name, _ in [*first, *feed.places(per_page="2", page="2")]] == list("abcd")


def test_pages_skip_nobody_while_a_listing_goes(feed, publish):
    for slug in "abcdef":
        publish(slug)
    assert page(feed, 1) == ["a", "b"]
    Listing.objects.get(slug="a").unpublish()
    assert (page(feed, 2), page(feed, 3), page(feed, 1)) == (["c", "d"], ["e", "f"], ["b"])
    assert feed.get("services", per_page=2)["total_items"] == 5
    ModelLogEntry.objects.filter(action="wagtail.unpublish").update(timestamp=timezone.now() - timedelta(days=2))
    assert (page(feed, 1), page(feed, 3)) == (["b", "c"], ["f"])


def test_a_stream_has_every_record_and_no_pages(feed, publish):
    for slug in "abc":
        publish(slug)
    assert feed.lines("services", per_page="1", page="2") == feed.list("services")
    assert feed.lines("services", full="true") == feed.whole()
    for name in LISTS:
        assert feed.lines(name) == feed.list(name)


@pytest.mark.parametrize(
    "parameters", [{}, {"full": "true"}, {"minimal": "true"}, {"format": "ndjson", "full": "true"}]
)
@pytest.mark.parametrize("name", ["services", "service_at_locations"])
def test_ten_times_the_listings_take_no_query_more(feed, directory, publish, name, parameters):
    play = directory.category()

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as made:
            response = feed.ask(name, parameters)
            _ = list(response.streaming_content) if response.streaming else response.content
        return len(made)

    def fill(first, last):
        for number in range(first, last):
            venue = directory.venue(f"v{number}")
            group = directory.group(f"g{number}")
            directory.listing(f"n{number}", categories=[play], sessions=[directory.session(venue=venue)], group=group)

    fill(0, 2)
    few = queries()
    fill(2, 20)
    assert queries() == few


def test_organizations_take_no_query_more_either(feed, directory, publish):
    def queries():
        with CaptureQueriesContext(connection) as made:
            feed.list("organizations", full_service="true")
        return len(made)

    directory.listing("first")
    few = queries()
    for number in range(10):
        directory.listing(f"n{number}", group=directory.group(f"g{number}"))
    assert queries() == few


@pytest.mark.parametrize("address", ["", "openapi.json", *LISTS, "services?full=true"])
def test_what_has_not_changed_is_not_sent_again(feed, publish, address):
    publish("a")
    first = feed.ask(address)
    again = feed.ask(address, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert feed.ask(address, **{"If-None-Match": '"other"'}).status_code == 200


def test_what_has_changed_is_sent(feed, publish):
    publish("a")
    before = feed.ask("services")["ETag"]
    publish("b")
    assert feed.ask("services", **{"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize(
    "address", ["", "openapi.json", "services", "services/x", "nothing", "services?page=x", "a/b/c"]
)
def test_any_site_may_read_and_nothing_is_kept(feed, address):
    response = feed.ask(address, Origin="https://other.example")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Content-Type"] in ("application/json", "application/problem+json")


@pytest.mark.parametrize("address", ["", "services", "services/", "taxonomies"])
def test_it_can_be_read_and_not_written(directory, address):
    client, where = Client(enforce_csrf_checks=True), f"/open-referral/{address}"
    get, head, options = client.get(where), client.head(where), client.options(where)
    assert (get.status_code, head.status_code, options.status_code) == (200, 200, 204)
    assert (head.content, head["ETag"]) == (b"", get["ETag"])
    assert options["Access-Control-Allow-Methods"] == options["Allow"] == "GET, HEAD, OPTIONS"
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(where)
        assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
        assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("name", LISTS)
def test_what_is_not_there_is_said_so(feed, name):
    for identifier in ("x", "11111111-2222-5333-8444-555555555555", "11111111-2222-5333-8444-55555555555%0A"):
        response = feed.ask(f"{name}/{identifier}")
        assert (response.status_code, response.json()["status"]) == (404, 404)


def test_a_draft_is_nowhere(feed, directory):
    directory.listing(live=False)
    for name in ("services", "service_at_locations", "organizations"):
        assert feed.list(name, full="true") == feed.lines(name) == []
    assert feed.list("services", modified_after="2000-01-01") == []


def test_the_first_address_names_the_standard_and_the_document(feed):
    said = feed.get()
    assert said["version"] == "HSDS-UK-3.0"
    assert said["openapi_url"] == "http://testserver/open-referral/openapi.json"
    assert feed.get("openapi.json")["servers"] == [{"url": "http://testserver/open-referral"}]
