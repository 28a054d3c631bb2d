"""An address that stays hidden is nowhere: on no page in any language, in no file, not in the index."""

from django.conf import settings
from django.template.loader import render_to_string

import pytest

from directory.models import Listing, Session
from directory.search.documents import documents
from directory.whereabouts import point_of
from places.distance import Point

CANARIES = ("Zinnia", "Quillfeather", "9ZX", "51.9123", "0.3871")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def hidden(directory):
    """A listing at a place whose address stays hidden, with a session of every kind."""
    venue = directory.venue(
        "zinnia",
        name="Zinnia House",
        address="1 Quillfeather Lane, Luton",
        postcode="LU2 9ZX",
        address_hidden=True,
        latitude=51.91234,
        longitude=-0.38712,
    )
    sessions = [
        directory.session(1, venue=venue),
        directory.session(2, venue=venue, frequency="monthly", nth=-1, term_time_only=True),
        directory.session(4, venue=venue, frequency="once", starts_on="2040-03-02", extra_dates="2040-03-09"),
    ]
    return directory.listing(categories=[directory.category()], sessions=sessions, name_ur="چائے")


def assert_nothing_tells(text):
    assert [canary for canary in CANARIES if canary.casefold() in text.casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_and_no_calendar_tells_it(hidden, client, language):
    addresses = [
        f"/{language}/groups/",
        f"/{language}/groups/?category=play",
        f"/{language}/groups/tea/",
        f"/{language}/groups/list/{hidden.pk}/",
        f"/{language}/groups/embed/",
        f"/{language}/groups/tea/calendar.ics",
        *(
            f"/{language}/groups/tea/{key}/calendar.ics"
            for key in (hidden.sessions.first().pk, hidden.sessions.last().pk)
        ),
    ]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert_nothing_tells(response.content.decode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preview_does_not_tell_it(hidden, language):
    html = hidden.make_preview_request(preview_mode=language).content.decode()
    assert "LU2" in html
    assert_nothing_tells(html)


def test_a_page_of_the_library_does_not_tell_it(hidden):
    html = render_to_string("portal/related_groups.html", {"categories": ["play"]})
    assert "LU2" in html
    assert_nothing_tells(html)


def test_the_index_does_not_know_it(hidden, client):
    (document,) = documents(Listing.objects.all())
    assert_nothing_tells(repr(document))
    assert "LU2" in repr(document)
    for words in ("Zinnia", "Quillfeather Lane"):
        assert 'href="/en/groups/tea/"' not in client.get("/en/groups/", {"q": words}).content.decode()


def test_its_outcode_is_told_and_that_the_group_tells_the_rest(hidden, client):
    told = "In LU2. The group tells you the address."
    for address in ("/en/groups/", "/en/groups/tea/", f"/en/groups/list/{hidden.pk}/", "/en/groups/embed/"):
        assert told in client.get(address).content.decode()
    assert told in client.get("/en/groups/tea/calendar.ics").content.decode().replace("\r\n ", "")


def test_its_position_is_told_to_two_decimals(hidden, directory):
    venue = Session.objects.filter(listing=hidden).first().venue
    assert point_of(venue) == Point(51.91, -0.39)
    venue.address_hidden = False
    assert point_of(venue) == Point(51.91234, -0.38712)


def test_a_place_without_a_position_has_that_of_its_postcode(directory):
    assert point_of(directory.venue("a", postcode="")) is None
    near = point_of(directory.venue("b", postcode="LU2 9ZX"))
    assert (round(near.latitude), round(near.longitude)) == (52, 0)
    assert point_of(directory.venue("c", postcode="LU2 9ZX", address_hidden=True)) == Point(
        round(near.latitude, 2), round(near.longitude, 2)
    )
