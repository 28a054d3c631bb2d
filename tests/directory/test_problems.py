"""A family says what is wrong, without an account; the group and staff answer it."""

from datetime import UTC, datetime, timedelta
from html import unescape

from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

import pytest

from directory.models import Editorship, Group, Listing, Problem
from directory.problems.models import BELIEVED_FROM, KEPT_AFTER_ANSWER, MOST_OPEN, Kind
from directory.problems.operations import forget_answered, say_what_is_wrong
from notices.delivery import deliver_due

pytestmark = pytest.mark.django_db
ASMA, HALL, STAFF = "asma@example.org", "hall@example.org", "directory@example.org"
MARK = "Several families told us"
FORM = "/en/groups/tea/wrong/"


@pytest.fixture
def group(directory, settings):
    settings.DIRECTORY_EMAIL = STAFF
    group = directory.group(email=HALL)
    directory.listing("tea", name="Tea together", group=group, confirmed_at=datetime(2026, 11, 1, tzinfo=UTC))
    return group


@pytest.fixture
def asma(group):
    user = User.objects.create_user("asma", email=ASMA)
    Editorship.objects.create(group=group, user=user, language="ur", since=timezone.now())
    return user


def text_of(response):
    return unescape(response.content.decode())


def say(client, kind="closed", times=1, **words):
    for _ in range(times):
        answer = client.post(FORM, {"kind": kind, **words}, follow=True)
    return answer


def is_marked(client):
    return MARK in text_of(client.get("/en/groups/tea/"))


def test_a_family_says_what_is_wrong_and_the_group_and_staff_are_told(client, group, asma):
    page = text_of(client.get("/en/groups/tea/"))
    assert FORM in page

    assert "The group and the council read it" in text_of(say(client, "time", note="It is on Thursdays now"))

    deliver_due(timezone.now)
    assert sorted(message.to[0] for message in mail.outbox) == [ASMA, STAFF, HALL]
    assert not any("Thursdays" in message.body for message in mail.outbox)
    client.force_login(asma)
    said = text_of(client.get("/en/my-groups/acorns/problems/"))
    assert "The day or the time is wrong." in said
    assert "It is on Thursdays now" in said


def test_a_day_brings_one_message(client, group, asma):
    say(client, times=3)
    deliver_due(timezone.now)
    assert len(mail.outbox) == 3


def test_nothing_is_kept_of_who_said_it(client, group):
    say(client, note="Closed")
    kept = {field.name for field in Problem._meta.get_fields()}
    assert kept == {
        "id", "listing", "kind", "note", "language", "said_on", "outcome", "answered_at", "answered_by",
    }  # fmt: skip
    assert not client.cookies.get("sessionid")


def test_a_form_that_is_refused_keeps_what_was_typed(client, group):
    answer = client.post(FORM, {"note": "It is on Thursdays now"})
    said = text_of(answer)
    assert "There is a problem" in said
    assert "Choose what is wrong" in said
    assert "It is on Thursdays now" in said
    assert not Problem.objects.exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_what_several_families_say_is_believed(client, group, kind):
    say(client, kind, times=BELIEVED_FROM - 1)
    say(client, next(other for other in Kind.values if other != kind))
    assert not is_marked(client)
    say(client, kind)
    page = text_of(client.get("/en/groups/tea/"))
    assert f"{MARK}: {Kind(kind).label}" in " ".join(page.split())


@pytest.mark.parametrize("outcome", ["corrected", "right"])
def test_an_answer_takes_the_mark_away(client, group, asma, outcome):
    say(client, times=BELIEVED_FROM)
    client.force_login(asma)
    problem = Problem.objects.first()
    answer = client.post(f"/en/my-groups/acorns/problems/{problem.pk}/", {outcome: ""}, follow=True)
    assert "Your answer is kept" in text_of(answer)
    assert not is_marked(client)
    problem.refresh_from_db()
    assert (problem.outcome, problem.answered_by) == (outcome, asma)

    again = client.post(f"/en/my-groups/acorns/problems/{problem.pk}/", {outcome: ""}, follow=True)
    assert "Somebody else has answered that already" in text_of(again)


def test_whoever_publishes_the_listing_anew_answers_what_was_said_before(client, group, asma):
    say(client, times=BELIEVED_FROM)
    Listing.objects.get().save_revision().publish(user=asma, skip_permission_checks=True)
    assert not is_marked(client)
    assert set(Problem.objects.values_list("outcome", "answered_by")) == {("confirmed", asma.pk)}


def test_staff_see_and_answer_what_nobody_has_answered(client, group, django_user_model):
    say(client, note="No one there")
    client.force_login(django_user_model.objects.get(username="directory-editor"))
    assert "Tea together" in text_of(client.get("/cms/reports/problems/"))
    number = Problem.objects.get().pk
    assert "No one there" in text_of(client.get(f"/cms/reports/problems/{number}/"))
    client.post(f"/cms/reports/problems/{number}/", {"right": ""})
    assert Problem.objects.get().outcome == "right"


@pytest.mark.parametrize("who", ["nobody", "writer", "editor of another group"])
def test_others_read_and_answer_nothing(client, group, directory, django_user_model, who):
    say(client, note="A secret")
    number = Problem.objects.get().pk
    if who == "writer":
        client.force_login(django_user_model.objects.get(username="writer"))
    elif who == "editor of another group":
        user = User.objects.create_user("beata", email="beata@example.org")
        Editorship.objects.create(group=directory.group("oaks"), user=user, since=timezone.now())
        client.force_login(user)
    addresses = ["/cms/reports/problems/", f"/cms/reports/problems/{number}/"]
    if who != "nobody":
        addresses += ["/en/my-groups/acorns/problems/", f"/en/my-groups/acorns/problems/{number}/"]
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"right": ""})):
            assert answer.status_code in {302, 403, 404, 405}
            assert "A secret" not in text_of(answer)
    assert Problem.objects.get().outcome == ""


def test_a_group_answers_its_own_problems_only(client, group, directory, asma):
    other = directory.listing("milk", group=directory.group("oaks"))
    say_what_is_wrong(listing=other, kind=Kind.OTHER, note="", language="en", now=timezone.now())
    client.force_login(asma)
    number = Problem.objects.get().pk
    assert client.post(f"/en/my-groups/acorns/problems/{number}/", {"right": ""}).status_code == 404


def test_more_than_anybody_can_read_is_not_kept(client, group):
    say(client, times=MOST_OPEN + 2)
    assert Problem.objects.count() == MOST_OPEN


def test_what_was_answered_long_ago_is_forgotten(client, group, asma):
    say(client, times=2)
    now = timezone.now()
    Problem.objects.filter(pk=Problem.objects.first().pk).update(answered_at=now)
    forget_answered(now=now + KEPT_AFTER_ANSWER + timedelta(seconds=1))
    assert Problem.objects.get().answered_at is None


def test_nobody_is_asked_about_what_is_made_up_or_hidden(client, group):
    Group.objects.update(is_example=True)
    assert FORM not in text_of(client.get("/en/groups/tea/"))
    Listing.objects.update(hidden_at=timezone.now())
    assert client.get(FORM).status_code == 404
