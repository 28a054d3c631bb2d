"""Editors come, leave and hand over; a group is never without one unless it has stopped."""

import re
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.cache import cache
from django.utils import timezone

from wagtail.models import ModelLogEntry

import pytest

from directory.models import Editorship, Invitation, Listing
from tests.directory.accounts import Person, text

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture
def acorns(directory):
    group = directory.group()
    directory.listing(group=group)
    return group


def editor(group, email, since):
    person = Person(email)
    person.signs_in()
    user = User.objects.get(email=email)
    Editorship.objects.create(group=group, user=user, since=timezone.now() + timedelta(seconds=since))
    return person


@pytest.fixture
def amina(acorns):
    cache.clear()
    return editor(acorns, "amina@example.org", since=-20)


@pytest.fixture
def bea(acorns, amina):
    return editor(acorns, "bea@example.org", since=-10)


def editors(group):
    return [one.user.email for one in group.editorships.select_related("user")]


def number(group, person):
    return group.editorships.get(user__email=person.email).pk


def invite(amina, email=NEW, **more):
    amina.post("acorns/people/", email=email, **more)
    return Person(email)


def test_an_invited_stranger_signs_in_and_presses_one_button(amina, acorns):
    guest = invite(amina)
    link = guest.newest_link()

    page = text(guest.client.get(link))
    way_in = re.search(r'href="(/en/my-groups/sign-in/\?next=[^"]+)"', page)[1]
    guest.client.get(way_in)
    assert guest.signs_in(next=link).url == link
    assert editors(acorns) == ["amina@example.org"]

    assert guest.client.post(link).url == "/en/my-groups/acorns/"
    assert editors(acorns) == ["amina@example.org", NEW]
    assert [mail.subject for mail in amina.mails()][-1] == f"{NEW} edits Acorns now"


def test_opening_a_link_does_nothing_and_it_works_once(amina, acorns):
    guest = invite(amina)
    link = guest.newest_link()
    guest.client.get(link)
    guest.client.post(link)
    assert editors(acorns) == [amina.email]
    guest.signs_in()
    guest.client.post(link)
    guest.post("acorns/leave/")

    assert guest.client.get(link).status_code == guest.client.post(link).status_code == 404
    assert editors(acorns) == [amina.email]
    assert not Invitation.objects.exists()


def test_a_link_is_for_the_address_that_it_was_sent_to(amina, acorns):
    link = invite(amina).newest_link()
    thief = Person("thief@example.org")
    thief.signs_in()

    page = text(thief.client.post(link))

    assert "another e-mail address than" in page
    assert NEW not in page
    assert editors(acorns) == [amina.email]


@pytest.mark.parametrize("change", [lambda token: token[:-1] + "x", lambda token: "x" * 40, lambda token: "MQ:x:y"])
def test_a_forged_link_does_nothing(amina, acorns, change):
    path, _, token = invite(amina).newest_link().rstrip("/").rpartition("/")
    guest = Person(NEW)
    guest.signs_in()

    assert guest.client.post(f"{path}/{change(token)}/").status_code == 404


def test_a_link_ends_after_two_weeks_or_when_it_is_taken_back(amina, acorns):
    link = invite(amina).newest_link()
    Invitation.objects.update(made_at=timezone.now() - timedelta(days=14, seconds=1))
    assert Person(NEW).client.get(link).status_code == 404

    link = invite(amina).newest_link()
    amina.post(f"acorns/invitations/{Invitation.objects.get().pk}/take-back/")
    assert Person(NEW).client.get(link).status_code == 404


def test_a_second_invitation_ends_the_first(amina):
    first = invite(amina).newest_link()
    second = invite(amina).newest_link()

    assert [Person(NEW).client.get(link).status_code for link in (first, second)] == [404, 200]


def test_nobody_sends_invitations_without_end(amina):
    for count in range(5):
        invite(amina, f"new-{count}@example.org")

    assert "several people already" in text(amina.post("acorns/people/", email=NEW))
    assert not Person(NEW).mails()


def test_an_invitation_carries_no_name_that_nobody_has_looked_at(amina, acorns):
    acorns.live = False
    acorns.save()

    assert "as soon as we have looked at the group" in text(amina.get("acorns/people/"))
    invite(amina)

    assert not Person(NEW).mails()


def test_ten_invitations_an_hour_are_enough(amina, acorns):
    for _ in range(11):
        page = amina.post("acorns/people/", email=NEW)

    assert "You have sent many invitations" in text(page)
    assert len(Person(NEW).mails()) == 10


def test_handing_over_makes_the_new_person_the_first_to_be_asked(amina, bea, acorns):
    guest = invite(amina, hands_over="on")
    guest.signs_in()
    assert amina.email in editors(acorns)

    guest.client.post(guest.newest_link())

    assert editors(acorns) == [NEW, bea.email]
    assert amina.get("acorns/").status_code == 404


def test_the_last_editor_hands_over_or_says_that_the_group_has_stopped(amina, acorns):
    assert "Nobody else edits this group" in text(amina.get("acorns/leave/"))
    amina.post("acorns/leave/")
    assert editors(acorns) == [amina.email]

    amina.post("acorns/stopped/")
    amina.post("acorns/leave/")

    assert editors(acorns) == []


def test_leaving_is_told_to_who_stays(amina, bea, acorns):
    amina.post("acorns/leave/")

    assert editors(acorns) == [bea.email]
    assert bea.mails()[-1].subject == "amina@example.org no longer edits Acorns"


def test_who_came_first_removes_who_came_later_and_not_the_other_way(amina, bea, acorns):
    bea.post(f"acorns/people/{number(acorns, amina)}/remove/")
    assert editors(acorns) == [amina.email, bea.email]

    amina.post(f"acorns/people/{number(acorns, bea)}/remove/")

    assert editors(acorns) == [amina.email]
    assert bea.get("acorns/").status_code == 404
    assert bea.mails()[-1].subject == "You no longer edit Acorns"


def test_nobody_removes_themselves_by_that_way(amina, acorns):
    amina.post(f"acorns/people/{number(acorns, amina)}/remove/")

    assert editors(acorns) == [amina.email]


def test_what_has_stopped_is_listed_nowhere_until_that_is_taken_back(amina, bea, acorns, client):
    amina.post("acorns/stopped/")
    assert client.get("/en/groups/tea/").status_code == 404
    assert not Listing.objects.listed().exists()
    assert bea.mails()[-1].subject == "Acorns is marked as stopped"

    bea.post("acorns/stopped/", **{"go-on": ""})

    assert client.get("/en/groups/tea/").status_code == 200
    actions = list(ModelLogEntry.objects.filter(object_id=acorns.pk).values_list("action", flat=True))
    assert {"directory.group_stopped", "directory.group_goes_on"} <= set(actions)


def test_who_edits_two_of_a_persons_groups_is_told_of_both(amina, bea, acorns, directory):
    oaks = directory.group("oaks", name="Oaks")
    for person in (amina, bea):
        Editorship.objects.create(group=oaks, user=User.objects.get(email=person.email), since=timezone.now())

    amina.post("account/delete/")

    assert {mail.subject for mail in bea.mails()} >= {
        "amina@example.org no longer edits Acorns",
        "amina@example.org no longer edits Oaks",
    }


def test_messages_are_in_the_language_that_a_person_chose(amina, bea, acorns):
    bea.post("account/", language="ur")
    amina.post("acorns/stopped/")

    assert Editorship.objects.get(user__email=bea.email).language == "ur"
    assert "/ur/my-groups/acorns/people/" in bea.mails()[-1].body


def test_an_account_that_is_deleted_leaves_nothing_of_the_person(amina, bea, acorns):
    assert bea.post("account/delete/").status_code == 200

    assert not User.objects.filter(email=bea.email).exists()
    assert not bea.is_signed_in
    assert editors(acorns) == [amina.email]


def test_the_last_editor_hands_over_before_deleting_the_account(amina, acorns):
    page = text(amina.post("account/delete/"))

    assert "/en/my-groups/acorns/leave/" in page
    assert User.objects.filter(email=amina.email).exists()


def test_staff_do_not_delete_themselves_here(client):
    client.force_login(User.objects.get(username="editor"))

    assert client.post("/en/my-groups/account/delete/").status_code == 403
