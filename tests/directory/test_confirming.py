"""From the day on which a listing is published to the day on which nobody sees it any more, and back in one click."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.contrib.auth.models import Permission, User
from django.core import mail
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.confirming.operations import ask_groups
from directory.models import Editorship, Group, Listing
from notices.delivery import deliver_due

pytestmark = pytest.mark.django_db
PUBLISHED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST, SECOND, SHOWN, STAFF = "asma@example.org", "beata@example.org", "hall@example.org", "directory@example.org"


@pytest.fixture
def clock(monkeypatch):
    """A day after the listing was published, for the worker and for every page."""

    class Clock:
        now = PUBLISHED

        def day(self, number):
            """Go on to a day, on each of which the worker looks; what it sent on the last."""
            while self.now < PUBLISHED + timedelta(days=number):
                self.now += timedelta(days=1)
                mail.outbox.clear()
                ask_groups(now=self.now)
                deliver_due(lambda: self.now)
            return list(mail.outbox)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def listing(directory, settings, clock):
    settings.DIRECTORY_EMAIL = STAFF
    group = directory.group(email=SHOWN)
    for number, address in enumerate((FIRST, SECOND)):
        user = User.objects.create_user(f"volunteer-{number}", email=address)
        Editorship.objects.create(group=group, user=user, language=("ur", "pl")[number], since=PUBLISHED)
    directory.listing("tea", name="Tea together", group=group)
    return Listing.objects.get()


def text_of(response):
    return unescape(response.content.decode())


def told(messages):
    return sorted(message.to[0] for message in messages)


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", message.body)[1]


def is_found(client, listing):
    """On its page, in search, and in the feed."""
    page = client.get(f"/en/groups/{listing.slug}/").status_code == 200
    found = "Tea together" in text_of(client.get("/en/groups/?q=tea"))
    feed = client.get("/open-referral/services").json()["contents"]
    in_feed = [service.get("status", "active") for service in feed] == ["active"]
    assert page == found == in_feed
    return page


def test_from_published_to_hidden_and_back(client, listing, clock):
    assert told(clock.day(149)) == []
    assert told(clock.day(150)) == [FIRST]
    assert told(clock.day(151)) == []
    assert told(clock.day(165)) == [FIRST, SECOND, SHOWN]
    assert "Nobody has confirmed this" not in text_of(client.get("/en/groups/tea/"))

    assert told(clock.day(180)) == [FIRST, SECOND, SHOWN]
    assert "Nobody has confirmed this since Monday 2 March 2026" in text_of(client.get("/en/groups/tea/"))
    assert "Not confirmed since Monday 2 March 2026" in text_of(client.get("/en/groups/"))

    assert told(clock.day(210)) == [FIRST, SECOND, STAFF, SHOWN]
    assert told(clock.day(256)) == [FIRST, SECOND, STAFF, SHOWN]
    assert told(clock.day(269)) == []
    assert is_found(client, listing)

    messages = clock.day(270)
    assert told(messages) == [FIRST, SECOND, STAFF, SHOWN]
    assert not is_found(client, listing)
    assert told(clock.day(400)) == []

    client.post(link_in(next(message for message in messages if message.to == [FIRST])))
    assert is_found(client, listing)
    page = text_of(client.get("/en/groups/tea/"))
    assert "The group or the council checked this on Tuesday 6 April 2027" in page
    assert told(clock.day(400 + 149)) == []
    assert told(clock.day(400 + 150)) == [FIRST]


def test_a_message_is_in_the_language_of_who_reads_it(listing, clock):
    languages = {message.to[0]: link_in(message).split("/")[1] for message in clock.day(165)}
    assert languages == {FIRST: "ur", SECOND: "pl", SHOWN: "en"}


def test_without_editors_the_address_that_families_see_is_asked_first(listing, clock):
    Editorship.objects.all().delete()
    assert told(clock.day(150)) == [SHOWN]


def test_an_address_that_an_editor_reads_is_written_to_once(listing, clock):
    Group.objects.update(email=FIRST.upper())
    assert told(clock.day(165)) == [FIRST, SECOND]


@pytest.mark.parametrize("facts", [{"is_example": True}, {"stopped_at": PUBLISHED}, {"suspended_at": PUBLISHED}])
def test_a_group_that_cannot_answer_is_not_asked(listing, clock, facts):
    Group.objects.update(**facts)
    clock.day(269)
    assert told(clock.day(270)) == []
    assert Listing.objects.get().hidden_at is None


def test_a_program_that_opens_a_link_confirms_nothing(client, listing, clock):
    link = link_in(clock.day(150)[0])
    page = client.get(link)
    client.head(link)

    assert Listing.objects.get().confirmed_at is None
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    said = text_of(page)
    assert "Tea together" in said
    assert "Long Hall" in said


def test_what_somebody_confirmed_is_in_the_log(client, listing, clock):
    client.post(link_in(clock.day(150)[0]))
    entry = ModelLogEntry.objects.get(action="directory.confirm")
    assert (entry.user.email, entry.data, entry.timestamp) == (FIRST, {"by": "link"}, clock.now)


def test_a_link_is_good_once(client, listing, clock):
    first, others = link_in(clock.day(150)[0]), [link_in(message) for message in clock.day(165)]
    client.post(first)
    confirmed = Listing.objects.get().confirmed_at
    clock.now += timedelta(days=1)

    for link in (first, *others):
        answer = client.post(link, follow=True)
        assert "There is nothing more to do" in text_of(answer) or "/en/" not in link
        assert answer.status_code == 200
    assert Listing.objects.get().confirmed_at == confirmed


def test_a_link_that_was_changed_or_made_up_leads_nowhere(client, listing, clock):
    link = link_in(clock.day(150)[0])
    for forged in (link[:-2] + "x/", "/en/groups/still-right/1/", link.replace(":", "", 1)):
        assert client.get(forged).status_code == 404
        assert client.post(forged).status_code == 404
    assert Listing.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    "change",
    [
        lambda: Editorship.objects.all().delete(),
        lambda: Group.objects.update(suspended_at=PUBLISHED),
        lambda: Listing.objects.update(live=False),
    ],
    ids=["no editor any more", "suspended", "withdrawn"],
)
def test_a_link_of_which_the_ground_is_gone_leads_nowhere(client, listing, clock, change):
    link = link_in(clock.day(150)[0])
    change()
    assert client.post(link).status_code == 404
    assert Listing.objects.get().confirmed_at is None


def test_whoever_publishes_confirms(listing, clock):
    clock.day(200)
    listing.save_revision().publish(user=User.objects.create_superuser("officer"))
    published = Listing.objects.get()
    assert (published.confirmed_at, published.reminder, published.hidden_at) == (clock.now, "", None)


def test_staff_see_what_is_not_confirmed_and_confirm_it_on_the_telephone(client, listing, clock, django_user_model):
    clock.day(270)
    client.force_login(django_user_model.objects.create_superuser("officer"))
    assert "Tea together" in text_of(client.get("/cms/reports/listings/"))
    assert "Long Hall" in text_of(client.get(f"/cms/reports/listings/{listing.pk}/"))

    client.post(f"/cms/reports/listings/{listing.pk}/")

    assert is_found(client, listing)
    assert "Tea together" not in text_of(client.get("/cms/reports/listings/results/"))


def test_an_editor_confirms_in_the_groups_area_and_another_groups_editor_cannot(client, listing, clock, directory):
    clock.day(270)
    stranger = User.objects.create_user("stranger")
    Editorship.objects.create(group=directory.group("oaks"), user=stranger, since=PUBLISHED)
    client.force_login(stranger)
    assert client.post("/en/my-groups/acorns/listings/tea/still-right/").status_code == 404
    assert not is_found(client, listing)

    client.force_login(User.objects.get(username="volunteer-0"))
    assert "Families do not see this any more" in text_of(client.get("/en/my-groups/acorns/listings/tea/"))
    answer = client.post("/en/my-groups/acorns/listings/tea/still-right/", follow=True)
    assert "Families see that it was checked today" in text_of(answer)
    assert is_found(client, listing)


def test_only_who_publishes_listings_may_confirm_in_the_cms(client, listing, clock, django_user_model):
    clock.day(270)
    typist = django_user_model.objects.create_user("typist", is_staff=True)
    typist.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(typist)
    for address in ("/cms/reports/listings/", f"/cms/reports/listings/{listing.pk}/"):
        assert client.post(address).status_code in {302, 403, 405}
    assert Listing.objects.get().confirmed_at is None
    assert "Listings to confirm" not in text_of(client.get("/cms/reports/searches/", follow=True))
