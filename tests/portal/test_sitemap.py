"""What search engines are told: every address answers, in every language that a page is in, and no example is there."""

import re

from django.test import Client

from wagtail.models import Page

import pytest

from directory.models import Group, Listing

pytestmark = pytest.mark.django_db


def addresses(section):
    answer = Client().get(f"/sitemap-{section}.xml")
    assert answer.status_code == 200
    return re.findall(r"<loc>http://testserver(/[^<]+)</loc>", answer.content.decode())


def test_robots_are_led_to_it_and_it_to_its_parts():
    assert "Sitemap: http://testserver/sitemap.xml" in Client().get("/robots.txt").content.decode()
    parts = re.findall("<loc>http://testserver([^<]+)</loc>", Client().get("/sitemap.xml").content.decode())
    assert parts == ["/sitemap-library.xml", "/sitemap-groups.xml"]


def test_the_library_in_each_language_that_it_is_in():
    Page.objects.filter(slug="play-1-2", locale__language_code="gu").update(live=False)
    told = addresses("library")
    assert len(told) == len(set(told)) > 200
    for language in ("en", "ur", "pl", "ro", "bn", "pa", "gu"):
        assert f"/{language}/" in told
        assert (f"/{language}/self-help/play-1-2/" in told) == (language != "gu")
    assert [Client().get(address).status_code for address in told[::40]] == [200] * len(told[::40])


def test_a_group_that_is_listed_in_every_language_and_no_example():
    assert addresses("groups") == []
    listing = Listing.objects.listed()[0]
    Group.objects.filter(pk=listing.group_id).update(is_example=False)
    told = addresses("groups")
    assert f"/en/groups/{listing.slug}/" in told and f"/pa/groups/{listing.slug}/" in told
    Group.objects.filter(pk=listing.group_id).update(suspended_at="2026-01-01T00:00Z")
    assert addresses("groups") == []
