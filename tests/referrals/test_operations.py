"""Writes: what was acknowledged exists once, and nothing is read or moved without a record of it."""

from datetime import UTC, datetime
from uuid import uuid4

from django.contrib.auth import get_user_model

import pytest

from notices.models import Notice
from referrals import keyring, sealing
from referrals.models import AuditEntry, Referral, SealedKey
from referrals.operations import move_referral, open_referral, submit_referral
from referrals.routing import Route, Why
from referrals.states import State
from referrals.wrapping import escrow_key

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CONTENT = {"words": "we need help"}


@pytest.fixture
def send(teams):
    """`send(key)` submits a referral for the north team under an idempotency key; its reference."""

    def submit(key):
        route = Route("north", Why.NEIGHBOURHOOD, is_priority=False)
        return submit_referral(content=CONTENT, route=route, team=teams["north"], idempotency_key=key, now=NOW)

    return submit


@pytest.fixture
def referral(send) -> Referral:
    return Referral.objects.get(reference=send(uuid4()))


@pytest.fixture
def worker(teams):
    user = get_user_model().objects.create_user("worker")
    teams["north"].members.add(user)
    return user


def test_the_same_key_again_stores_nothing_and_answers_the_same(send):
    key = uuid4()
    assert len({send(key) for _ in range(10)}) == 1
    assert Referral.objects.count() == 1
    assert AuditEntry.objects.count() == 1
    assert SealedKey.objects.count() == 3


def test_another_key_is_another_referral_even_with_the_same_words(send):
    assert send(uuid4()) != send(uuid4())


def test_a_new_referral_is_new_and_received_now_from_nobody_on_the_staff(referral):
    assert (referral.state, referral.received_at) == ("new", NOW)
    entry = AuditEntry.objects.get(referral=referral)
    assert (entry.verb, entry.actor, entry.at, entry.detail) == ("received", None, NOW, "")


def test_the_front_doors_key_opens_what_was_sealed_to_a_team(referral, teams):
    wrap = referral.sealed_keys.get(public_key=teams["front-door"].public_key)
    private_key = keyring.private_key(bytes(wrap.public_key))
    assert sealing.unseal(bytes(referral.box), bytes(wrap.box), private_key, of=referral.pk) == CONTENT


def test_it_is_sealed_to_its_team_the_front_door_and_the_paper_and_to_nobody_else(referral, teams):
    keys = {bytes(wrap.public_key) for wrap in referral.sealed_keys.all()}
    assert keys == {bytes(teams["north"].public_key), bytes(teams["front-door"].public_key), escrow_key()}


def test_opening_is_recorded_when_it_succeeds_and_only_then(referral, worker, teams):
    def open_with(key_of):
        return open_referral(referral_id=referral.pk, actor=worker, private_key_of=key_of, now=NOW)

    with pytest.raises(sealing.CannotOpen):
        open_with(lambda public_key: keyring.private_key(bytes(teams["south"].public_key)))
    assert not AuditEntry.objects.filter(verb="opened").exists()
    assert open_with(keyring.private_key).content == CONTENT
    assert AuditEntry.objects.filter(verb="opened", actor=worker).count() == 1


def test_no_key_is_even_asked_for_on_behalf_of_somebody_else(referral, teams):
    outsider = get_user_model().objects.create_user("outsider")
    teams["front-door"].members.add(outsider)
    asked = []
    with pytest.raises(Referral.DoesNotExist):
        open_referral(referral_id=referral.pk, actor=outsider, private_key_of=asked.append, now=NOW)
    with pytest.raises(Referral.DoesNotExist):
        move_referral(referral_id=referral.pk, actor=outsider, version=1, to=State.IN_PROGRESS, now=NOW)
    assert asked == []


def test_the_team_is_told_that_a_referral_waits_and_nothing_of_the_family(teams, send):
    key = uuid4()

    for _ in range(3):
        send(key)

    notice = Notice.objects.get()
    assert (notice.message, notice.address) == ("referral-waits", "north@example.org")
    assert notice.values == {"team": teams["north"].name, "address": "http://127.0.0.1:8000/team/"}


def test_a_team_without_an_address_is_told_by_its_list(teams, send):
    teams["north"].email = ""
    teams["north"].save()

    send(uuid4())

    assert not Notice.objects.exists()
