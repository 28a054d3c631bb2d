"""What a volunteer does on a phone, from an empty page to a listing that staff can publish."""

from django.contrib.auth.models import User
from django.utils import timezone

import pytest

from directory.models import Editorship, Listing
from directory.moderation.operations import newest


@pytest.fixture
def volunteer(client, directory):
    user = User.objects.create_user("amina", email="amina@example.org")
    Editorship.objects.create(group=directory.group(), user=user, since=timezone.now())
    client.force_login(user)
    return client


def sent(client, url, **answers):
    """Open a page, answer it and send it, as a browser does."""
    page = client.get(url)
    assert page.status_code == 200, url
    response = client.post(url, {"was": page.context["was"] or "" if "was" in page.context else "", **answers})
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def test_a_new_volunteer_fills_in_all_steps(volunteer, directory):
    directory.category("play")
    volunteer.get("/en/my-groups/acorns/")
    place = sent(volunteer, "/en/my-groups/acorns/new-listing/", name="Tuesday play")
    assert place == "/en/my-groups/acorns/listings/tuesday-play/what/"

    place = sent(volunteer, place, name="Tuesday play", summary="Toys and tea.", categories=["play"], then="go-on")
    assert place.endswith("/who/")
    place = sent(
        volunteer,
        place,
        age_from_months_0="6",
        age_from_months_1="months",
        age_to_months_0="4",
        age_to_months_1="years",
        languages_spoken=["en", "ur"],
        then="go-on",
    )
    assert place.endswith("/when/")
    back = sent(
        volunteer,
        f"{place}new/",
        frequency="weekly",
        weekday="1",
        starts="10:00",
        ends="11:30",
        where="new",
        place_name="Long Hall",
        place_address="1 Long Lane, Luton",
        place_postcode="lu48zx",
        term_time_only="on",
    )
    assert back == place
    place = sent(
        volunteer,
        place.replace("when", "cost"),
        cost_is="paid",
        amount="£2.50",
        booking="none",
        waiting_list="no",
        for_0="A second child",
        cost_0="1",
        then="go-on",
    )
    place = sent(volunteer, place, contact_name="Amina", phone="01582 000000", then="go-on")
    place = sent(volunteer, place, step_free="yes", accessible_toilet="no", baby_change="not-known", then="go-on")
    assert place.endswith("/pictures/")

    listing = newest(Listing.objects.get(slug="tuesday-play"))
    session = listing.sessions.get()
    assert not listing.live
    assert (listing.name_en, listing.summary_en) == ("Tuesday play", "Toys and tea.")
    assert [category.key for category in listing.categories.all()] == ["play"]
    assert (listing.age_from_months, listing.age_to_months, listing.languages_spoken) == (6, 48, ["en", "ur"])
    assert (session.weekday, f"{session.starts:%H:%M}", session.venue.postcode) == (1, "10:00", "LU4 8ZX")
    assert session.term_time_only
    assert (listing.cost_pence, listing.waiting_list, listing.booking) == (250, "no", "none")
    assert [(other.for_whom_en, other.pence) for other in listing.other_costs.all()] == [("A second child", 100)]
    assert (listing.contact_name, listing.phone) == ("Amina", "01582 000000")
    assert (listing.step_free, listing.accessible_toilet, listing.baby_change) == ("yes", "no", "")
    for page in ("", "words/", "words/ur/", "preview/en/", "preview/ur/", "pictures/new/", "when/1/", "when/1/remove/"):
        assert volunteer.get(f"/ur/my-groups/acorns/listings/tuesday-play/{page}").status_code == 200, page
