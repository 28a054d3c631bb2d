"""S5: a member's session: new at every step, over after a while, and over everywhere once signed out."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import pytest
from allauth.mfa.models import Authenticator

from referrals.models import AuditEntry
from referrals.workspace import sessions
from tests.referrals.workers import INBOX, LOGIN, PASSWORD, app_of, code_of, knock, show_code, signed_in

YOU = reverse("workspace:you")


@pytest.fixture
def worker(teams):
    user = get_user_model().objects.create_user("worker", password=PASSWORD)
    teams["north"].members.add(user)
    return user


def after(client: Client, key: str, minutes: float) -> None:
    """As if so many minutes had passed since."""
    session = client.session
    session[key] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()


def test_the_session_has_another_name_after_the_password_and_after_the_code(worker, client):
    """Whoever planted a name before has nothing."""
    secret = app_of(worker)
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    names = [session.session_key]
    knock(client)
    names.append(client.session.session_key)
    show_code(client, code_of(secret))
    names.append(client.session.session_key)

    assert len(set(names)) == 3
    for old in names[:2]:
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = old
        assert thief.get(INBOX).status_code == 302


def test_nothing_of_whoever_used_this_browser_before_is_left(worker, client):
    secret = app_of(worker)
    client.force_login(get_user_model().objects.create_user("editor-of-pages"))
    session = client.session
    session["of the editor"] = True
    session.save()

    knock(client)
    show_code(client, code_of(secret))

    assert "of the editor" not in client.session
    assert client.session["_auth_user_id"] == str(worker.pk)


@pytest.mark.parametrize(("minutes", "is_in"), [(14.9, True), (15.1, False)])
def test_a_quarter_of_an_hour_without_a_click_ends_it(worker, minutes, is_in):
    client = signed_in(worker)
    after(client, sessions.SEEN, minutes)

    page = client.get(YOU)

    assert (page.status_code == 200) is is_in
    if not is_in:
        assert page["Location"] == f"{LOGIN}?next=%2Fteam%2Fyou%2F&why=idle"
        assert "nothing happened for 15 minutes" in client.get(page["Location"]).content.decode()
        assert client.get(INBOX).status_code == 302


def test_each_click_begins_the_quarter_of_an_hour_anew(worker):
    client = signed_in(worker)
    after(client, sessions.SEEN, 14)
    client.get(INBOX)

    assert client.get(INBOX).status_code == 200
    assert timezone.now().isoformat()[:16] == client.session[sessions.SEEN][:16]


def test_typing_counts_as_being_there_and_asking_from_outside_as_nothing(worker):
    client, here = signed_in(worker), reverse("workspace:here")
    after(client, sessions.SEEN, 14)
    assert client.post(here).status_code == 204
    assert timezone.now().isoformat()[:16] == client.session[sessions.SEEN][:16]

    after(client, sessions.SEEN, 16)
    assert client.post(here)["Location"] == f"{LOGIN}?why=idle"


@pytest.mark.parametrize(("hours", "is_in"), [(7.9, True), (8.1, False)])
def test_eight_hours_end_it_however_busy_somebody_is(worker, hours, is_in):
    client = signed_in(worker)
    after(client, sessions.SINCE, hours * 60)

    assert (client.get(INBOX).status_code == 200) is is_in


def test_signing_out_ends_every_session_of_the_person_and_of_nobody_else(worker, teams):
    colleague = get_user_model().objects.create_user("colleague")
    teams["north"].members.add(colleague)
    here, elsewhere, of_colleague = signed_in(worker), signed_in(worker), signed_in(colleague)

    here.post(reverse("workspace:logout"))

    assert [client.get(INBOX).status_code for client in (here, elsewhere, of_colleague)] == [302, 302, 200]


def test_sessions_that_ended_are_cleared_away_when_the_next_begins(worker, client):
    signed_in(worker)
    Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))

    knock(client)

    assert [row.session_key for row in Session.objects.all()] == [client.session.session_key]


def test_a_new_password_ends_every_session(worker):
    client = signed_in(worker)
    worker.set_password("another long phrase")
    worker.save()

    assert client.get(INBOX).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "is_taken"),
    [
        (PASSWORD, "seven green otters", True),
        ("a guess", "seven green otters", False),
        (PASSWORD, "short", False),
        (PASSWORD, "password123", False),
        (PASSWORD, "Luton-family-portal-2026", False),
    ],
)
def test_a_member_changes_their_password_with_the_old_one_and_other_sessions_end(worker, old, new, is_taken):
    worker.set_password(PASSWORD)
    worker.save()
    here, elsewhere = signed_in(worker), signed_in(worker)
    before = here.session.session_key

    here.post(reverse("workspace:password"), {"old_password": old, "new_password1": new, "new_password2": new})
    worker.refresh_from_db()

    assert worker.check_password(new) is is_taken
    assert AuditEntry.objects.filter(actor=worker, detail="new password").exists() is is_taken
    assert here.get(INBOX).status_code == 200
    assert elsewhere.get(INBOX).status_code == (302 if is_taken else 200)
    assert (here.session.session_key != before) is is_taken


def test_how_somebody_signs_in_is_changed_only_just_after_signing_in(worker):
    app_of(worker)
    client = signed_in(worker)
    after(client, sessions.SINCE, 11)

    for name in ["add", "add-device", "paper-codes", "password"]:
        answer = client.post(reverse(f"workspace:{name}"))
        assert answer["Location"] == f"{LOGIN}?next=%2Fteam%2Fyou%2F&why=again"
    assert client.get(YOU).status_code == 200
    assert not Authenticator.objects.filter(user=worker, type="recovery_codes").exists()


def test_the_last_factor_in_hand_cannot_be_removed(worker):
    app_of(worker)
    app = Authenticator.objects.get(user=worker)
    client = signed_in(worker)
    client.post(reverse("workspace:paper-codes"))

    client.post(reverse("workspace:remove", args=[app.pk]))
    assert Authenticator.objects.filter(pk=app.pk).exists()

    Authenticator.objects.create(user=worker, type="webauthn", data={})
    client.post(reverse("workspace:remove", args=[app.pk]))
    assert not Authenticator.objects.filter(pk=app.pk).exists()


def test_nobody_removes_a_factor_of_somebody_else(worker):
    other = get_user_model().objects.create_user("other")
    app_of(other)

    address = reverse("workspace:remove", args=[Authenticator.objects.get(user=other).pk])
    assert signed_in(worker).post(address).status_code == 404


def test_another_app_takes_the_place_of_the_first_and_needs_its_code(worker, client):
    app_of(worker)
    client = signed_in(worker)
    page = client.get(reverse("workspace:add")).content.decode()
    key = page.split('class="secret">')[1].split("<")[0].replace(" ", "")

    client.post(reverse("workspace:add"), {"code": code_of(key)})

    assert Authenticator.objects.filter(user=worker, type="totp").count() == 1
    again = Client()
    knock(again)
    assert show_code(again, code_of(key))["Location"] == INBOX
