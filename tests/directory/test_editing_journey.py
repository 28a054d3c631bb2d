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


ANSWERS = {
    "what": {"name": "Tuesday play", "summary": "Toys and tea.", "categories": ["play"]},
    "who": {
        "age_from_months_0": "6",
        "age_from_months_1": "months",
        "age_to_months_0": "4",
        "age_to_months_1": "years",
        "languages_spoken": ["en", "ur"],
    },
    "cost": {
        "cost_is": "paid",
        "amount": "£2.50",
        "booking": "none",
        "waiting_list": "no",
        "for_0": "A second child",
        "cost_0": "1",
    },
    "contact": {"contact_name": "Amina", "phone": "01582 000000"},
    "access": {"step_free": "yes", "accessible_toilet": "no", "baby_change": "not-known"},
}
TIME = {
    "frequency": "weekly",
    "weekday": "1",
    "starts": "10:00",
    "ends": "11:30",
    "term_time_only": "on",
    "where": "new",
    "place_name": "Long Hall",
    "place_address": "1 Long Lane, Luton",
    "place_postcode": "lu48zx",
}


@pytest.fixture
def written_down(volunteer, directory):
    """What a new volunteer's listing says after all steps, each opened from the one before."""
    directory.category("play")
    place = sent(volunteer, "/en/my-groups/acorns/new-listing/", name="Tuesday play")
    for step in ("what", "who", "when", "cost", "contact", "access"):
        assert place == f"/en/my-groups/acorns/listings/tuesday-play/{step}/"
        if step == "when":
            assert sent(volunteer, f"{place}new/", **TIME) == place
            place = volunteer.get(place).context["next_step"].join(place.split("when"))
        else:
            place = sent(volunteer, place, then="go-on", **ANSWERS[step])
    assert place.endswith("/pictures/")
    return newest(Listing.objects.get(slug="tuesday-play"))


def test_a_new_volunteer_fills_in_all_steps(written_down, client):
    listing, session = written_down, written_down.sessions.get()

    assert not listing.live
    assert client.get("/en/groups/tuesday-play/").status_code == 404
    assert (listing.name_en, listing.summary_en) == ("Tuesday play", "Toys and tea.")
    assert [category.key for category in listing.categories.all()] == ["play"]
    assert (listing.age_from_months, listing.age_to_months, listing.languages_spoken) == (6, 48, ["en", "ur"])
    assert (session.weekday, f"{session.starts:%H:%M}", session.venue.postcode) == (1, "10:00", "LU4 8ZX")
    assert session.term_time_only
    assert (listing.cost_pence, listing.waiting_list, listing.booking) == (250, "no", "none")
    assert [(other.for_whom_en, other.pence) for other in listing.other_costs.all()] == [("A second child", 100)]
    assert (listing.contact_name, listing.phone) == ("Amina", "01582 000000")
    assert (listing.step_free, listing.accessible_toilet, listing.baby_change) == ("yes", "no", "")


def test_every_step_of_a_new_listing_opens_again_with_what_was_said(volunteer, written_down):
    for step in ANSWERS:
        page = volunteer.get(f"/en/my-groups/acorns/listings/tuesday-play/{step}/")
        form = page.context["form"]
        again = sent(volunteer, page.request["PATH_INFO"], **ANSWERS[step])
        assert again == "/en/my-groups/acorns/listings/tuesday-play/"
        assert form.initial
    after = newest(Listing.objects.get(slug="tuesday-play"))
    assert [(one.for_whom_en, one.pence) for one in after.other_costs.all()] == [("A second child", 100)]
    assert after.serializable_data()["name_en"] == written_down.name_en
    overview = volunteer.get("/en/my-groups/acorns/listings/tuesday-play/").context["overview"]
    assert (overview.completeness.score, overview.completeness.next.key) == (84, "access")
