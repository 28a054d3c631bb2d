"""Families find and read only what is approved."""

from django.utils import timezone

import pytest

from directory.models import Listing
from directory.moderation import decisions
from directory.moderation.operations import waiting
from directory.moderation.versions import fingerprint
from directory.open_referral.changes import changed_since
from tests.directory.moderated import change, editor_of, new_listing, staff


@pytest.fixture
def amina(directory):
    return editor_of(directory.group())


@pytest.fixture
def pages(client, django_capture_on_commit_callbacks):
    """What families read of a listing, and whether a search finds it; after what is done is committed."""

    def pages(slug, words, act, *args, **values):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **values)
        page = client.get(f"/en/groups/{slug}/").content.decode()
        found = client.get("/en/groups/", {"q": words}).content.decode()
        feed = client.get("/open-referral/services").content.decode()
        return words in page, f"/en/groups/{slug}/" in found, words in feed

    return pages


def approve(record):
    decisions.approve(record=record, actor=staff(), seen=fingerprint(waiting(record)), now=timezone.now())


def test_a_change_is_found_once_it_is_approved(directory, amina, pages):
    tea = directory.listing()

    assert pages("tea", "Xylophones", change, tea, amina, name_en="Xylophones") == (False, False, False)
    assert pages("tea", "Xylophones", approve, tea) == (True, True, True)


def test_a_new_listing_is_found_once_it_is_approved(directory, amina, pages):
    group = directory.group()

    written = {"name_en": "Xylophones"}
    assert pages("walks", "Xylophones", new_listing, group, amina, **written) == (False, False, False)
    assert pages("walks", "Xylophones", approve, Listing.objects.get()) == (True, True, True)


def test_the_feed_says_that_a_listing_changed_once_its_group_is_approved(directory, amina):
    tea, group = directory.listing(), directory.group()
    started = timezone.now()

    change(group, amina, name="Acorns and oaks")
    assert not changed_since(Listing.objects.all(), started)
    approve(group)
    assert tea.pk in changed_since(Listing.objects.all(), started)
