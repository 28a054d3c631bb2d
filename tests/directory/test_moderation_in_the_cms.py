"""Staff edit a listing in the CMS while its group has changed it: nothing is published unseen, and nothing is lost."""

import re

from django.urls import reverse

import pytest

from directory.models import Listing, Proposal
from directory.moderation.operations import newest, waiting
from notices.models import Notice
from tests.directory.moderated import change, editor_of, new_listing, seen, staff
from tests.directory.test_directory_editing import form  # noqa: F401  a fixture

EDIT = "wagtailsnippets_directory_listing:edit"


@pytest.fixture
def sam(client, directory):
    sam = staff()
    client.force_login(sam)
    return sam


@pytest.fixture
def amina(directory):
    return editor_of(directory.group())


@pytest.fixture
def tea(directory, amina):
    tea = directory.listing()
    change(tea, amina, name_en="Tea and toys", phone="01632 960101")
    return tea


@pytest.fixture
def edit(client, form):  # noqa: F811  the fixture
    """Save Wagtail's form of a listing, opened at its latest revision."""

    def edit(listing, opened=None, **changes):
        address = reverse(EDIT, args=[listing.pk])
        loaded = opened or client.get(address).context["object"].latest_revision
        fields = {
            "slug": listing.slug,
            "sessions-TOTAL_FORMS": "0",
            "loaded_revision_id": str(loaded.pk),
            "loaded_revision_created_at": loaded.created_at.isoformat(),
        }
        return client.post(address, form(**fields, **changes))

    return edit


def test_the_form_holds_what_families_see_and_says_that_a_change_waits(client, sam, tea):
    html = client.get(reverse(EDIT, args=[tea.pk])).content.decode()

    assert 'value="Tea together"' in html
    assert 'value="Tea and toys"' not in html
    assert "A change by the group is not in this form" in html
    assert reverse("moderation-change", args=["listing", tea.pk]) in html


def test_the_form_of_a_listing_without_a_change_says_nothing(client, sam, directory):
    html = client.get(reverse(EDIT, args=[directory.listing().pk])).content.decode()

    assert "A change by the group" not in html


@pytest.mark.parametrize("button", [{"action-publish": "publish"}, {}])
def test_what_staff_save_leaves_the_change_of_the_group(client, sam, tea, edit, button):
    response = edit(tea, name_en="Tea together", email="tea@example.org", **button)

    assert response.status_code == 302, response.context["form"].errors
    assert (seen(tea).name_en, seen(tea).phone) == ("Tea together", "")
    assert seen(tea).email == ("tea@example.org" if button else "")
    assert {one.field for one in waiting(tea)} == {"name_en", "phone"}
    assert newest(tea).name_en == "Tea and toys"


def test_what_staff_write_themselves_waits_no_longer(client, sam, tea, edit):
    edit(tea, name_en="Tea and toys", phone="01632 960101", **{"action-publish": "publish"})

    assert waiting(tea) == ()
    assert not Proposal.objects.exists()


def test_staff_whose_form_is_older_than_what_the_group_published_are_told(client, sam, tea, amina, edit):
    opened = Listing.objects.get().latest_revision
    type(tea.group).objects.update(is_trusted=True)
    change(tea, amina, cost_pence=150)

    response = edit(tea, opened, name_en="Tea together", **{"action-publish": "publish"})

    assert "Somebody changed this since you opened it" in response.content.decode()
    assert (seen(tea).cost_pence, newest(tea).phone) == (150, "01632 960101")


def test_a_new_listing_that_staff_publish_in_the_cms_is_approved(client, sam, directory, amina, edit):
    walks = new_listing(directory.group(), amina, name_en="Walks", phone="01632 960101")
    html = client.get(reverse(EDIT, args=[walks.pk])).content.decode()
    assert 'value="01632 960101"' in html
    assert "To publish it here is to approve it" in html

    edit(walks, name_en="Walks", phone="01632 960101", **{"action-publish": "publish"})

    assert (seen(walks).live, seen(walks).phone) == (True, "01632 960101")
    assert not Proposal.objects.exists()


def test_a_new_listing_that_the_group_changed_since_is_not_published_unseen(client, sam, directory, amina, edit):
    walks = new_listing(directory.group(), amina, name_en="Walks")
    opened = seen(walks).latest_revision
    change(walks, amina, phone="01632 960101")

    edit(walks, opened, name_en="Walks", **{"action-publish": "publish"})

    assert (seen(walks).live, newest(walks).phone) == (False, "01632 960101")


def test_a_spreadsheet_leaves_the_change_of_the_group(directory, tea):
    Listing.objects.filter(pk=tea.pk).update(phone="01632 960999", email="tea@example.org")

    assert [(one.field, one.before, one.after) for one in waiting(tea)][1] == (
        "phone",
        "01632 960999",
        "01632 960101",
    )
    assert newest(tea).email == "tea@example.org"


def test_staff_correct_what_is_new_and_approve_it_in_the_queue(client, sam, directory, amina, edit):
    walks = new_listing(directory.group(), amina, name_ur="سیر")
    queued = reverse("moderation-change", args=["listing", walks.pk])
    seen_now = re.search(r'name="seen" value="(\w+)"', client.get(queued).content.decode())[1]
    html = client.post(queued, {"all": "", "seen": seen_now}, follow=True).content.decode()
    assert "This cannot be shown to families. Name (English): " in html

    edit(walks, name_en="Walks", name_ur="سیر")
    seen_now = re.search(r'name="seen" value="(\w+)"', client.get(queued).content.decode())[1]
    client.post(queued, {"all": "", "seen": seen_now})

    assert (seen(walks).live, seen(walks).name_en, seen(walks).name_ur) == (True, "Walks", "سیر")
    assert Notice.objects.filter(message="change-approved", address=amina.email).count() == 1
