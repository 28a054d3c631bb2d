"""A group learns how families met what it runs; nobody learns who they were."""

import re
from datetime import UTC, date, datetime
from html import unescape

from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

import pytest

from directory.models import Editorship, Tally
from directory.tallies import counting
from directory.tallies.notes import TOLD_UNTIL_DAY, write_notes
from directory.tallies.queries import MOST_WORDS, met
from notices.delivery import deliver_due

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def nothing_counted():
    counting._counts.clear()
    yield
    counting._counts.clear()


@pytest.fixture
def listing(directory):
    group = directory.group()
    for number, language in enumerate(("en", "pl")):
        user = User.objects.create_user(f"editor-{number}", email=f"{language}@example.org")
        Editorship.objects.create(group=group, user=user, language=language, since=datetime(2026, 1, 1, tzinfo=UTC))
    return directory.listing("tea", name="Tea together", name_pl="Wspólna herbata", group=group)


def counted(listing):
    counting.write(MARCH)
    return met([listing.pk], MARCH).get(listing.pk)


def see(client, times):
    for _ in range(times):
        client.get("/en/groups/tea/")


def search(client, words, times=3):
    for _ in range(times):
        client.get("/en/groups/", {"q": words})


def test_pages_taps_and_searches_are_counted(client, listing):
    see(client, 4)
    client.post("/en/groups/tea/called/")
    search(client, "tea")
    found = counted(listing)
    assert (found.seen, found.called, found.words) == (4, 1, ("tea",))

    see(client, 1)
    assert counted(listing).seen == 5


@pytest.mark.parametrize(
    ("words", "times"),
    [("tea", 2), ("tea 07700 900123", 3), ("tea asma@example.org", 3), ("tea he hits me", 3), ("football", 3)],
    ids=["too few asked", "a number", "an address", "danger", "not found by it"],
)
def test_words_that_could_tell_who_it_was_are_not_kept(client, listing, words, times):
    search(client, words, times)
    found = counted(listing)
    assert found is None or found.words == ()


def test_what_others_send_for_a_family_is_not_counted(client, listing):
    client.post("/en/groups/tea/called/", headers={"sec-fetch-site": "cross-site"})
    client.get("/en/groups/tea/called/")
    assert counted(listing) is None


def test_a_listing_that_is_gone_meanwhile_is_passed_over(client, listing):
    see(client, 1)
    listing.delete()
    counting.write(MARCH)
    assert not Tally.objects.exists()


def test_only_the_words_most_asked_for_are_told(client, listing):
    for number in range(MOST_WORDS + 1):
        for _ in range(3 + number):
            counting.count_found([listing.pk], "tea" + "abcdefgh"[number])
    assert counted(listing).words == ("teaf", "teae", "tead", "teac", "teab")


def told(day):
    mail.outbox.clear()
    now = datetime(2026, 4, day, 9, 0, tzinfo=UTC)
    write_notes(now=now)
    write_notes(now=now)
    deliver_due(lambda: now)
    return {message.to[0]: message for message in mail.outbox}


def test_each_editor_is_told_once_in_the_first_days_of_the_month(client, listing):
    see(client, 2)
    search(client, "tea")
    counting.write(MARCH)
    notes = told(2)
    assert set(notes) == {"en@example.org", "pl@example.org"}
    assert notes["en@example.org"].subject == "Acorns: how families found you in March 2026"
    body = notes["en@example.org"].body
    assert "Tea together\nIts page was opened 2 times.\nFamilies searched for: tea" in body
    assert "tapped" not in body
    assert "Families searched for: tea\nGive a phone number or an e-mail address" in body
    assert "Wspólna herbata" in notes["pl@example.org"].body
    assert told(3) == {}


@pytest.mark.parametrize("day", [1, TOLD_UNTIL_DAY, TOLD_UNTIL_DAY + 1])
def test_a_worker_that_slept_on_the_first_tells_later_but_not_at_the_end(client, listing, day):
    see(client, 1)
    counting.write(MARCH)
    assert bool(told(day)) is (day <= TOLD_UNTIL_DAY)


def test_a_group_that_nobody_met_is_not_written_to(listing):
    assert told(1) == {}


def test_an_editor_reads_the_figures_and_stops_the_note(client, listing, monkeypatch):
    see(client, 2)
    counting.write(timezone.localdate())
    client.force_login(User.objects.get(username="editor-0"))
    page = " ".join(unescape(client.get("/en/my-groups/acorns/figures/").content.decode()).split())
    assert re.search(r"Tea together</dt> <dd>Its page was opened 2 times", page)

    see(client, 1)
    counting.write(MARCH)
    client.post("/en/my-groups/acorns/figures/")
    assert set(told(1)) == {"pl@example.org"}
    client.post("/en/my-groups/acorns/figures/")
    assert Editorship.objects.filter(wants_notes=True).count() == 2


def test_another_groups_editor_sees_no_figures(client, listing, directory):
    user = User.objects.create_user("stranger")
    Editorship.objects.create(group=directory.group("oaks"), user=user, since=datetime(2026, 1, 1, tzinfo=UTC))
    client.force_login(user)
    assert client.get("/en/my-groups/acorns/figures/").status_code == 404
    assert client.post("/en/my-groups/acorns/figures/").status_code == 404


def test_counts_are_written_once_a_minute(client, listing, settings, monkeypatch):
    settings.TALLY_SECONDS = 60
    moment = [1000.0]
    monkeypatch.setattr(counting.time, "monotonic", lambda: moment[0])
    counting.write(MARCH)
    see(client, 1)
    moment[0] += 59
    see(client, 1)
    assert not Tally.objects.exists()
    moment[0] += 2
    see(client, 1)
    assert Tally.objects.get().times == 3
