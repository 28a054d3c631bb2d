"""S5: coming into the teams' pages: a password and a second factor, and no other way."""

import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from portal.tasks import DAILY
from referrals.workspace import second_factor, sessions
from referrals.workspace.lockout import forget_wrong_tries
from tests.referrals.workers import INBOX, LOGIN, PASSWORD, SECOND, app_of, code_of, knock, show_code, signed_in

SET_UP = reverse("workspace:set-up")
YOU = reverse("workspace:you")


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()


@pytest.fixture
def worker(teams):
    user = get_user_model().objects.create_user("worker", password=PASSWORD)
    teams["north"].members.add(user)
    return user


@pytest.fixture
def secret(worker) -> str:
    return app_of(worker)


@pytest.fixture
def real(settings):
    """A portal that is no demonstration, where a code is good once."""
    settings.IS_DEMONSTRATION = False


def at(monkeypatch, seconds: int) -> None:
    now = totp.time.time()
    monkeypatch.setattr(totp.time, "time", lambda: now + seconds)


def secret_shown(page) -> str:
    return re.search(r'class="secret">([^<]+)<', page.content.decode())[1].replace(" ", "")


def test_a_password_alone_opens_nothing(worker, secret, client):
    assert knock(client)["Location"] == SECOND
    assert client.get(INBOX)["Location"].startswith(LOGIN)
    assert "_auth_user_id" not in client.session


def test_a_password_and_a_code_lead_to_where_somebody_wanted_to_go(worker, secret, client):
    client.post(LOGIN, {"username": "worker", "password": PASSWORD, "next": YOU})

    assert show_code(client, code_of(secret))["Location"] == YOU
    assert client.get(INBOX).status_code == 200


def test_nobody_is_led_out_of_the_portal(worker, secret, client):
    client.post(LOGIN, {"username": "worker", "password": PASSWORD, "next": "//evil.example"})

    assert show_code(client, code_of(secret))["Location"] == INBOX


def test_the_cms_password_does_not_open_the_teams_pages(worker, secret, client):
    client.force_login(worker)

    assert client.get(INBOX)["Location"].startswith(LOGIN)
    assert client.get(YOU)["Location"].startswith(LOGIN)


def test_the_groups_pages_take_no_second_factor_away(worker, client):
    passkey = Authenticator.objects.create(user=worker, type="webauthn", data={})
    client.force_login(worker)

    assert client.post(f"/en/my-groups/account/passkeys/{passkey.pk}/remove/").status_code == 403
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_at_the_first_time_a_second_factor_is_set_up_before_anything_is_shown(worker, client):
    assert knock(client)["Location"] == SET_UP
    assert client.get(SECOND)["Location"] == SET_UP
    assert client.get(INBOX)["Location"].startswith(LOGIN)
    key = secret_shown(client.get(SET_UP))
    assert "That did not work" in client.post(SET_UP, {"code": "000000"}).content.decode()
    assert secret_shown(client.get(SET_UP)) == key

    page = client.post(SET_UP, {"code": code_of(key)})

    codes = re.findall(r"<code>(\d{4} \d{4})</code>", page.content.decode())
    assert len(set(codes)) == 10
    assert client.get(INBOX).status_code == 200
    assert knock(Client())["Location"] == SECOND


def test_whoever_has_a_second_factor_cannot_set_up_another_with_the_password_alone(worker, secret, client):
    knock(client)

    for address in [SET_UP, reverse("workspace:set-up-device")]:
        assert client.get(address)["Location"] == SECOND
        assert client.post(address, {"code": "1"})["Location"] == SECOND


def test_codes_on_paper_are_good_once_and_are_no_reason_to_set_up_anew(worker, client):
    codes = second_factor.new_paper_codes(user=worker, now=timezone.now())
    knock(client)
    assert show_code(client, codes[3])["Location"] == INBOX

    again = Client()
    assert knock(again)["Location"] == SECOND
    assert "not right" in show_code(again, codes[3]).content.decode()
    assert show_code(again, codes[4])["Location"] == INBOX


def test_a_code_of_an_app_is_good_once_and_for_a_minute_and_a_half(worker, secret, client, real, monkeypatch):
    code = code_of(secret)
    knock(client)
    assert show_code(client, code)["Location"] == INBOX

    other = Client()
    knock(other)
    assert "used already" in show_code(other, code).content.decode()
    at(monkeypatch, 30)
    assert "used already" in show_code(other, code).content.decode()
    later = code_of(secret)
    at(monkeypatch, 30)
    assert show_code(other, later)["Location"] == INBOX


def test_a_code_that_is_too_old_signs_nobody_in(worker, secret, client, real, monkeypatch):
    code = code_of(secret)
    at(monkeypatch, 90)
    knock(client)

    assert "not right" in show_code(client, code).content.decode()


def test_the_code_is_shown_on_a_demonstration_and_nowhere_else(worker, secret, client, settings):
    knock(client)
    assert code_of(secret) in client.get(SECOND).content.decode()

    settings.IS_DEMONSTRATION = False
    assert code_of(secret) not in client.get(SECOND).content.decode()


def test_the_way_between_password_and_code_closes_after_ten_minutes(worker, secret, client):
    knock(client)
    session = client.session
    session[sessions.PENDING] = [worker.pk, "", (timezone.now() - timedelta(minutes=11)).isoformat()]
    session.save()

    assert show_code(client, code_of(secret))["Location"] == LOGIN


def test_whoever_left_the_team_between_password_and_code_stays_outside(worker, secret, client, teams):
    knock(client)
    teams["north"].members.clear()

    assert show_code(client, code_of(secret))["Location"] == LOGIN


@pytest.mark.parametrize("answer", ["", "null", "[]", "{", '{"id": "eA", "response": null}'])
def test_a_forged_answer_of_a_device_opens_nothing(worker, secret, client, answer):
    knock(client)
    client.get(reverse("workspace:second-device"))

    page = client.post(reverse("workspace:second-device"), {"credential": answer})

    assert "This passkey does not sign you in" in page.content.decode()
    assert client.get(INBOX).status_code == 302


def test_every_wrong_way_in_is_answered_alike(worker, secret, teams):
    """S9: of members of teams."""
    users = get_user_model().objects
    users.create_user("in-no-team", password=PASSWORD)
    teams["north"].members.add(users.create_user("gone", password=PASSWORD, is_active=False))

    pages = {
        knock(Client(), name, password).content.decode()
        for name, password in [
            ("worker", "wrong"), ("nobody", "wrong"), ("nobody", PASSWORD), ("in-no-team", PASSWORD), ("gone", PASSWORD)
        ]
    }  # fmt: skip
    bodies = {re.sub(r'value="[^"]*"', "", page) for page in pages}

    assert len(bodies) == 1
    assert "The name or the password is not right." in bodies.pop()


@pytest.mark.parametrize("name", ["worker", "nobody", "in-no-team"])
def test_five_wrong_tries_shut_the_door_whoever_it_is(worker, secret, name):
    get_user_model().objects.create_user("in-no-team", password=PASSWORD)
    password = PASSWORD if name == "in-no-team" else "wrong"
    assert [knock(Client(), name, password).status_code for _ in range(6)] == [200] * 4 + [429] * 2

    assert knock(Client(), name).status_code == 429
    elsewhere = knock(Client(), name, REMOTE_ADDR="10.9.8.7")
    assert elsewhere.status_code == (302 if name == "worker" else 200)


def test_wrong_codes_shut_the_door_from_wherever_they_come(worker, secret):
    for number in range(5):
        client = Client(REMOTE_ADDR=f"10.0.0.{number}")
        knock(client)
        show_code(client, "000000")
    client = Client(REMOTE_ADDR="10.0.1.1")
    knock(client)

    assert show_code(client, code_of(secret)).status_code == 429
    assert client.get(INBOX).status_code == 302


def test_what_was_counted_names_nobodys_password_and_is_forgotten_after_a_day(worker, client):
    from axes.models import AccessAttempt

    knock(client, password="my-other-secret")
    assert "my-other-secret" not in str(AccessAttempt.objects.values())

    forget_wrong_tries(now=timezone.now() + timedelta(hours=23))
    assert AccessAttempt.objects.exists()
    forget_wrong_tries(now=timezone.now() + timedelta(hours=25))
    assert not AccessAttempt.objects.exists()
    assert forget_wrong_tries in DAILY


def test_the_secret_of_a_second_factor_lies_encrypted(worker, client):
    knock(client)
    key = secret_shown(client.get(SET_UP))
    assert key not in str(client.session.items())
    client.post(SET_UP, {"code": code_of(key)})

    assert key not in str(Authenticator.objects.filter(user=worker).values())


def test_a_new_secret_key_of_the_settings_opens_what_the_old_one_closed(worker, secret, settings, client):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    knock(client)

    assert show_code(client, code_of(secret))["Location"] == INBOX


def test_a_lost_second_factor_is_forgotten_by_whoever_runs_the_portal(worker, secret):
    inside = signed_in(worker)

    call_command("forget_second_factor", "worker", verbosity=0)

    assert inside.get(INBOX).status_code == 302
    assert knock(Client())["Location"] == SET_UP
    with pytest.raises(CommandError, match="no user"):
        call_command("forget_second_factor", "nobody")
