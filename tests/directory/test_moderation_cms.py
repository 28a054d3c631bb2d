"""Staff's queue in the CMS: who may open it, what it shows, and what its buttons do."""

import re

from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

import pytest

from directory.models import Proposal
from directory.moderation.operations import newest, waiting
from directory.moderation.staff_views import CHANGE, HISTORY, QUEUE, TRUST
from tests.directory.moderated import change, editor_of, seen, staff


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
    tea = directory.listing(description_en="A cup of tea.", cost_pence=100)
    change(tea, amina, description_en="A pot of tea.", description_ur="چائے", cost_pence=0)
    return tea


@pytest.fixture
def address(tea):
    return reverse(CHANGE, args=["listing", tea.pk])


def token(client, address):
    return re.search(r'name="seen" value="(\w+)"', client.get(address).content.decode())[1]


def post(client, address, **values):
    return client.post(address, {"seen": token(client, address), **values}, follow=True).content.decode()


def a_writer():
    writer = User.objects.create_user("wren")
    writer.user_permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="directory", codename="change_listing"),
    )
    return writer


@pytest.mark.parametrize("name", [QUEUE, CHANGE, HISTORY])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["nobody", "volunteer", "writer"])
def test_nobody_else_opens_or_decides(client, tea, amina, name, method, who):
    if who != "nobody":
        client.force_login(amina if who == "volunteer" else a_writer())
    address = reverse(name, args=[] if name == QUEUE else ["listing", tea.pk])

    response = getattr(client, method)(address, {"all": "", "seen": "", "revision": "1"})

    assert response.status_code == 302
    assert response.url.startswith("/cms/")
    assert not response.url.startswith("/cms/changes")
    assert Proposal.objects.count() == 1
    assert seen(tea).cost_pence == 100


@pytest.mark.parametrize("page", ["venue/1/", "listing/999999/", "x/1/history/"])
def test_what_is_not_there(client, sam, page):
    assert client.get(f"/cms/changes/{page}").status_code == 404


def test_the_queue_names_the_group_what_changed_and_how_long_it_waits(client, sam, tea, address):
    Proposal.objects.update(since=timezone.now() - timezone.timedelta(days=5))

    html = client.get(reverse(QUEUE)).content.decode()

    for words in ("Acorns", "Tea together", "Description (Urdu)", "5 days", "Overdue", "amina", address):
        assert words in html


def test_the_queue_says_what_a_group_is_not_shown_for(client, sam, tea):
    type(tea.group).objects.update(suspended_at=timezone.now(), suspended_for="No insurance")

    html = client.get(reverse(QUEUE)).content.decode()

    assert "suspended since" in html
    assert "No insurance" in html


def test_what_families_see_by_now_waits_no_longer(client, sam, tea, address):
    type(tea).objects.update(description_en="A pot of tea.", description_ur="چائے", cost_pence=0)

    assert "Nothing waits." in client.get(reverse(QUEUE)).content.decode()
    assert client.post(address, {"all": "", "seen": ""}).url == reverse(QUEUE)


def test_an_empty_queue(client, sam):
    assert "Nothing waits." in client.get(reverse(QUEUE)).content.decode()


def test_the_menu_leads_to_it(client, sam):
    assert reverse(QUEUE) in client.get("/cms/").content.decode()


def test_a_change_is_shown_field_by_field(client, sam, tea, address):
    html = client.get(address).content.decode()

    assert '<span class="">A </span><span class="deletion">cup</span><span class=""> of tea.</span>' in html
    assert '<span class="">A </span><span class="addition">pot</span><span class=""> of tea.</span>' in html
    assert '<td lang="ur" dir="rtl">' in html
    assert "£1.00" in html
    assert "Free" in html


def test_sessions_are_shown_in_words_and_pictures_as_pictures(client, sam, directory, amina):
    listing = directory.listing("walks")
    (session,) = listing.sessions.all()
    image = Image.objects.create(title="toys", file=get_test_image_file())
    moved = {"id": session.pk, "starts": "09:30", "term_time_only": True}
    change(listing, amina, sessions=[moved], pictures=[{"image": image.pk, "alt_en": "Toys"}])

    html = client.get(reverse(CHANGE, args=["listing", listing.pk])).content.decode()

    assert "Every Tuesday 10:00 to 11:30, Long Hall, Long Lane, Luton, LU4 8ZX" in html
    assert "Every Tuesday 09:30 to 11:30, Long Hall, Long Lane, Luton, LU4 8ZX; in term time only" in html
    assert 'class="preview-image"' in html


def test_all_is_approved(client, sam, tea, address):
    html = post(client, address, all="")

    assert "Approved of Tea together: " in html
    assert (seen(tea).description_en, seen(tea).cost_pence) == ("A pot of tea.", 0)


def test_what_is_ticked_is_approved(client, sam, tea, address):
    post(client, address, some="", fields=["cost_pence"])

    assert (seen(tea).description_en, seen(tea).cost_pence) == ("A cup of tea.", 0)
    assert {one.field for one in waiting(tea)} == {"description_en", "description_ur"}


def test_nothing_ticked_approves_nothing(client, sam, tea, address):
    assert "Tick what families may see." in post(client, address, some="")
    assert seen(tea).cost_pence == 100


def test_it_is_sent_back_with_reasons(client, sam, tea, address):
    html = post(client, address, send_back="", reasons=["unclear"], remark="A pot each?")

    assert "was sent back" in html
    proposal = Proposal.objects.get()
    assert (proposal.reasons, proposal.remark) == (["unclear"], "A pot each?")


def test_what_was_sent_back_is_still_found(client, sam, tea, address):
    post(client, address, send_back="", reasons=["unclear"])

    html = client.get(reverse(QUEUE)).content.decode()

    assert "Nothing waits." in html
    assert "Sent back, and waiting for the group" in html
    assert address in html


def test_it_is_not_sent_back_without_a_reason(client, sam, tea, address):
    assert "Say why" in post(client, address, send_back="")
    assert Proposal.objects.get().sent_back_at is None


BUTTONS = ({"all": ""}, {"some": "", "fields": ["cost_pence"]}, {"send_back": "", "reasons": ["ages"]})


@pytest.mark.parametrize("button", BUTTONS)
def test_staff_who_looked_at_an_older_change_are_told(client, sam, tea, amina, address, button):
    looked_at = token(client, address)
    change(tea, amina, cost_pence=5000)

    html = client.post(address, {"seen": looked_at, **button}, follow=True).content.decode()

    assert "amina changed it meanwhile" in html
    assert "£50.00" in html
    assert (seen(tea).cost_pence, newest(tea).cost_pence) == (100, 5000)
    assert Proposal.objects.get().sent_back_at is None


def test_what_cannot_be_shown_is_said(client, sam, directory, amina):
    listing = directory.listing("walks", age_to_months=12)
    change(listing, amina, age_from_months=24, age_to_months=36)

    html = post(client, reverse(CHANGE, args=["listing", listing.pk]), some="", fields=["age_from_months"])

    assert "The youngest age is above the oldest." in html


def test_history_says_who_changed_what_and_leads_back(client, sam, tea, address):
    post(client, address, all="")
    change(tea, editor_of(tea.group, "zofia"), cost_pence=300)
    post(client, address, all="")
    page = reverse(HISTORY, args=["listing", tea.pk])

    html = client.get(page).content.decode()
    assert html.count("Changed by the group") == 2
    assert "zofia" in html
    revision, _before = re.findall(r'name="revision" value="(\d+)"', html)
    was = re.search(r'name="was" value="(\d+)"', html)[1]
    html = client.post(page, {"revision": revision, "was": was}, follow=True).content.decode()

    assert "Put back as it was before" in html
    assert seen(tea).cost_pence == 0


def test_no_version_of_another_listing_is_put_here(client, sam, tea, directory, amina):
    other = directory.listing("other")
    change(other, amina, phone="01632 960101")
    page = reverse(HISTORY, args=["listing", tea.pk])

    assert client.post(page, {"revision": other.revisions.first().pk, "was": ""}).status_code == 404


def test_a_group_is_trusted_and_trusted_no_longer(client, sam, directory):
    group = directory.group()
    page = reverse(HISTORY, args=["group", group.pk])

    for button, is_trusted in (("trust", True), ("distrust", False)):
        html = client.get(page).content.decode()
        assert f'name="{button}"' in html
        client.post(reverse(TRUST, args=[group.pk]), {button: ""})
        assert seen(group).is_trusted is is_trusted

    assert "Trusted no longer" in client.get(page).content.decode()


@pytest.mark.parametrize("who", ["volunteer", "writer"])
def test_nobody_trusts_themselves(client, amina, directory, who):
    group = directory.group()
    client.force_login(amina if who == "volunteer" else a_writer())

    client.post(reverse(TRUST, args=[group.pk]), {"trust": ""})

    assert not seen(group).is_trusted
