"""S3: another key, another team: the old one opens nothing any more, and nothing is lost on the way."""

from datetime import UTC, datetime
from time import perf_counter

from django.contrib.auth import get_user_model
from django.core.management import call_command

import pytest

from notices.models import Notice
from referrals import keyring, sealing, wrapping
from referrals.keys import operations as key_operations
from referrals.keys.operations import reseal_stale, rotate
from referrals.models import AuditEntry, Referral, SealedKey, Team
from referrals.operations import MovedMeanwhile, move_referral, open_referral, reassign_referral
from referrals.states import State
from tests import drill
from tests.referrals.sent import send_many

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CONTENT = {"words": "we need help"}


@pytest.fixture(autouse=True)
def keys_dir(settings, tmp_path, teams):
    """Keys of its own for each test: they are counted."""
    settings.REFERRAL_KEYS_DIR = tmp_path
    Team.objects.update(public_key=b"")
    call_command("referral_keys", "new", "--missing", verbosity=0)


@pytest.fixture
def north() -> Team:
    return Team.objects.get(key="north")


@pytest.fixture
def south() -> Team:
    return Team.objects.get(key="south")


@pytest.fixture
def worker(north):
    return north.members.first()


def opened_by(public_key: bytes) -> int:
    """How many referrals a key opens, tried one by one."""
    private_key = keyring.private_key(public_key)
    return sum(_opens(wrap, private_key) for wrap in SealedKey.objects.select_related("referral"))


def _opens(wrap: SealedKey, private_key: bytes) -> bool:
    try:
        return sealing.unseal(bytes(wrap.referral.box), bytes(wrap.box), private_key, of=wrap.referral_id) == CONTENT
    except sealing.CannotOpen:
        return False


def reassign(referral, actor, was, to):
    reassign_referral(referral_id=referral.pk, actor=actor, was=was, to=to, private_key_of=keyring.private_key, now=NOW)


def read(referral, actor):
    return open_referral(referral_id=referral.pk, actor=actor, private_key_of=keyring.private_key, now=NOW).content


@pytest.mark.drill
def test_after_a_rotation_the_old_key_opens_none_and_the_new_one_opens_all(north, worker):
    count = drill.size(small=300, full=10_000)
    referrals, boxes, old = send_many(north, count, now=NOW, content=CONTENT), box_digests(), bytes(north.public_key)
    rotate(north)
    assert read(referrals[0], worker) == CONTENT  # before the worker came round

    started = perf_counter()
    reseal_stale(now=NOW)
    print(f"{count} referrals sealed anew in {perf_counter() - started:.1f} s")

    north.refresh_from_db()
    assert (opened_by(old), opened_by(bytes(north.public_key))) == (0, count)
    assert SealedKey.objects.count() == 3 * count
    assert box_digests() == boxes
    assert read(referrals[-1], worker) == CONTENT


def box_digests() -> set[int]:
    return {hash(bytes(box)) for box in Referral.objects.values_list("box", flat=True)}


def test_what_was_sent_while_the_key_changed_is_sealed_anew_too(north):
    as_read_before = Team.objects.get(pk=north.pk)
    rotate(north)
    send_many(as_read_before, 1, now=NOW, content=CONTENT)
    assert opened_by(bytes(as_read_before.public_key)) == 1
    reseal_stale(now=NOW)
    assert opened_by(bytes(as_read_before.public_key)) == 0


def test_a_worker_that_was_stopped_goes_on_where_it_was(north, monkeypatch):
    send_many(north, 5, now=NOW, content=CONTENT)
    old = bytes(north.public_key)
    rotate(north)
    monkeypatch.setattr(key_operations, "IN_A_TRANSACTION", 2)
    stop_after(2, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        reseal_stale(now=NOW)
    assert SealedKey.objects.filter(public_key=old).count() == 3
    monkeypatch.undo()
    reseal_stale(now=NOW)
    assert opened_by(old) == 0


def stop_after(transactions: int, monkeypatch) -> None:
    seal, done = wrapping.reseal, []

    def stopping(*arguments):
        if len(done) == transactions:
            raise KeyboardInterrupt
        done.append(seal(*arguments))

    monkeypatch.setattr(wrapping, "reseal", stopping)


def test_one_that_cannot_be_opened_keeps_no_other_from_its_turn(north, caplog):
    broken, *others = send_many(north, 3, now=NOW, content=CONTENT)
    broken.sealed_keys.update(box=b"scratched")
    rotate(north)
    reseal_stale(now=NOW)
    north.refresh_from_db()
    assert opened_by(bytes(north.public_key)) == len(others)
    assert str(broken.pk) in caplog.text and "we need help" not in caplog.text
    assert broken.sealed_keys.count() == 3  # nothing is thrown away that might be mended


def test_when_nothing_is_stale_nothing_is_written(north, django_assert_max_num_queries):
    send_many(north, 3, now=NOW)
    with django_assert_max_num_queries(2 * Team.objects.count() + 1):
        reseal_stale(now=NOW)


def test_the_team_that_a_referral_was_given_to_opens_it_and_the_one_that_had_it_does_not(north, south, worker):
    [referral] = send_many(north, 1, now=NOW, content=CONTENT)
    move_referral(referral_id=referral.pk, actor=worker, version=1, to=State.IN_PROGRESS, now=NOW)

    reassign(referral, worker, north, south)

    assert (opened_by(bytes(north.public_key)), opened_by(bytes(south.public_key))) == (0, 1)
    with pytest.raises(Referral.DoesNotExist):
        read(referral, worker)
    assert read(referral, south.members.first()) == CONTENT
    referral.refresh_from_db()
    assert (referral.state, referral.acknowledged_at) == ("new", None)
    entry = AuditEntry.objects.get(verb="reassigned")
    assert (entry.actor, entry.detail) == (worker, "north > south")
    assert Notice.objects.get().address == "south@example.org"


def test_the_front_door_keeps_its_key_to_what_it_hands_on(north):
    front_door = Team.objects.get(key="front-door")
    [referral] = send_many(front_door, 1, now=NOW, content=CONTENT)
    assert referral.sealed_keys.count() == 2
    reassign(referral, front_door.members.first(), front_door, north)
    assert {opened_by(bytes(team.public_key)) for team in (front_door, north)} == {1}


def test_nobody_gives_away_what_is_not_theirs_or_is_closed_or_gone_meanwhile(north, south, worker):
    [referral] = send_many(north, 1, now=NOW, content=CONTENT)
    with pytest.raises(Referral.DoesNotExist):
        reassign(referral, get_user_model().objects.create_user("outsider"), north, south)
    with pytest.raises(MovedMeanwhile):
        reassign(referral, worker, south, south)
    south.public_key = b""
    with pytest.raises(ValueError, match="no key"):
        reassign(referral, worker, north, south)
    Referral.objects.update(state=State.CLOSED)
    with pytest.raises(Referral.DoesNotExist):
        reassign(referral, worker, north, Team.objects.get(key="south"))
    assert opened_by(bytes(north.public_key)) == 1


def test_without_a_key_at_hand_nothing_is_given_away(north, south, worker, settings, tmp_path):
    [referral] = send_many(north, 1, now=NOW, content=CONTENT)
    settings.REFERRAL_KEYS_DIR = tmp_path / "elsewhere"
    with pytest.raises(keyring.NoPrivateKey):
        reassign(referral, worker, north, south)
    referral.refresh_from_db()
    assert (referral.team, AuditEntry.objects.count()) == (north, 0)
