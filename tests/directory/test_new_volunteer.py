"""A new volunteer, in Urdu, from her first code to a listing that families find."""

import re

from django.contrib.auth.models import User
from django.core.cache import cache

import pytest

from directory.models import Group, Listing
from notices.wording import worded
from tests.directory.accounts import Person, text
from tests.directory.test_editing_journey import ANSWERS, TIME, sent

pytestmark = pytest.mark.django_db
NAME, SUMMARY = "بچوں کا کھیل", "کھلونے اور چائے"


@pytest.fixture
def amina(directory):
    cache.clear()
    directory.category("play")
    person = Person("amina@example.org", language="ur")
    person.signs_in()
    return person


@pytest.fixture
def staff(client):
    client.force_login(User.objects.get(username="directory-editor"))
    return client


def written_down(amina):
    """What she runs, step by step; the address of its first page."""
    there = sent(amina.client, amina.path("oaks/new-listing/"), name=NAME).removesuffix("what/")
    sent(amina.client, f"{there}what/", name=NAME, summary=SUMMARY, categories=["play"])
    sent(amina.client, f"{there}when/new/", **TIME)
    for step in ("who", "cost", "contact", "access"):
        sent(amina.client, f"{there}{step}/", **ANSWERS[step])
    sent(amina.client, f"{there}words/en/", name="Children play", summary="Toys and tea.")
    return there


def approve(staff, page):
    seen = re.search(r'name="seen" value="(\w+)"', text(staff.get(page)))[1]
    staff.post(page, {"all": "", "approve": "", "seen": seen})


def test_a_new_volunteer_is_found_by_families(amina, staff, client):
    amina.post("add/", name="Oaks", add="")
    there = written_down(amina)
    listing = Listing.objects.get()
    family = f"/ur/groups/{listing.slug}/"
    assert SUMMARY in text(amina.client.get(f"{there}preview/ur/"))
    assert client.get(family).status_code == 404

    approve(staff, f"/cms/claims/{Group.objects.get().claims.get().pk}/")
    assert client.get(family).status_code == 404
    approve(staff, f"/cms/changes/listing/{listing.pk}/")

    assert SUMMARY in text(client.get(family))
    assert NAME in text(client.get("/ur/groups/", {"q": NAME}))
    assert "Children play" in text(client.get("/en/groups/", {"q": "children playing"}))
    told = [mail.subject for mail in amina.mails()]
    assert told[-2:] == [
        worded("change-approved", "ur", {"name": name, "fields": "", "address": ""}).subject for name in ("Oaks", NAME)
    ]
    assert "آج" in text(amina.client.post(f"{there}still-right/", follow=True))
