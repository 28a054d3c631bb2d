"""R13: what was not answered is kept, however old; what was answered is forgotten on its day."""

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals import keyring
from referrals.intake import INTAKE
from referrals.models import AuditEntry, Referral, SealedKey, Team
from referrals.operations import NotAnswered, erase_due, erase_referral, move_referral, open_referral
from referrals.retention import is_due, was_answered
from referrals.states import Outcome, State
from tests.referrals.sent import send_many

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEEP = timedelta(days=INTAKE.kept_days)
moments = st.none() | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.sampled_from(State), moments, moments, st.timedeltas(timedelta(0), timedelta(days=9999)))
def test_nothing_is_due_that_nobody_took_up_and_closed(state, acknowledged_at, closed_at, keep):
    due = is_due(state, acknowledged_at, closed_at, keep=keep, now=NOW)
    if state != State.CLOSED or acknowledged_at is None or closed_at is None:
        assert not due
        assert not was_answered(state, acknowledged_at, closed_at)
    else:
        assert due is (closed_at + keep <= NOW)


@pytest.fixture
def north(teams) -> Team:
    return teams["north"]


def sent(north: Team, *states: State, at: datetime) -> Referral:
    """One that went through these states, all at one moment."""
    [referral] = send_many(north, 1, now=at)
    for version, state in enumerate(states, start=1):
        outcome = Outcome.SUPPORTED if state is State.CLOSED else None
        move_referral(
            referral_id=referral.pk, actor=north.members.first(), version=version, to=state, now=at, outcome=outcome
        )
    return referral


@pytest.mark.parametrize(
    ("states", "age", "is_forgotten"),
    [
        ([], 99 * KEEP, False),
        ([State.IN_PROGRESS], 99 * KEEP, False),
        ([State.TRIED_TO_REACH], 99 * KEEP, False),
        ([State.IN_PROGRESS, State.CLOSED], KEEP - timedelta(seconds=1), False),
        ([State.IN_PROGRESS, State.CLOSED], KEEP, True),
        ([State.TRIED_TO_REACH, State.CLOSED], KEEP, True),
        ([State.IN_PROGRESS, State.CLOSED, State.IN_PROGRESS], 99 * KEEP, False),
    ],
)
def test_the_worker_forgets_what_is_due_and_nothing_else(north, states, age, is_forgotten):
    referral = sent(north, *states, at=NOW - age)
    erase_due(now=NOW)
    referral.refresh_from_db()
    assert (referral.erased_at is not None) is is_forgotten
    assert referral.sealed_keys.exists() is not is_forgotten
    assert bool(referral.box) is not is_forgotten


def test_what_is_forgotten_has_neither_box_nor_key_and_its_record_stays(north):
    referral = sent(north, State.IN_PROGRESS, State.CLOSED, at=NOW)
    for _ in range(2):
        erase_due(now=NOW + KEEP)
    referral.refresh_from_db()
    assert (bytes(referral.box), SealedKey.objects.count()) == (b"", 0)
    assert [entry.verb for entry in AuditEntry.objects.filter(referral=referral)] == ["moved", "moved", "erased"]
    with pytest.raises(Referral.DoesNotExist):
        open_referral(referral_id=referral.pk, actor=north.members.first(), private_key_of=keyring.private_key, now=NOW)


def test_what_is_taken_up_again_is_closed_no_more(north):
    referral = sent(north, State.IN_PROGRESS, State.CLOSED, State.IN_PROGRESS, at=NOW)
    referral.refresh_from_db()
    assert (referral.acknowledged_at, referral.closed_at) == (NOW, None)


def test_nobody_erases_what_was_not_answered(north):
    referral = sent(north, State.IN_PROGRESS, at=NOW)
    with pytest.raises(NotAnswered):
        erase_referral(referral_id=referral.pk, actor=north.members.first(), now=NOW)
    assert SealedKey.objects.filter(referral=referral).exists()


@pytest.mark.parametrize("missing", ["acknowledged_at", "closed_at"])
def test_the_database_itself_refuses_to_forget_what_was_not_answered(north, missing):
    referral = sent(north, State.IN_PROGRESS, State.CLOSED, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(box=b"", erased_at=NOW, **{missing: None})
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(erased_at=NOW)
