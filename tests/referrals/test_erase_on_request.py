"""A referral is erased before its time where somebody who may asks for it."""

from django.core.management import CommandError, call_command
from django.utils import timezone

import pytest

from referrals.models import AuditEntry, Note, Referral, SealedKey
from referrals.states import Outcome, State
from tests.referrals.family import Family
from tests.referrals.test_status import move, send
from tests.referrals.workers import note, page_of

BY = {"by": "front-door-1", "because": "family"}


@pytest.fixture
def closed(teams, member) -> Referral:
    send(Family("en"))
    note(member("north"), Referral.objects.get(), "Rang back")
    move(State.IN_PROGRESS, State.CLOSED, outcome=Outcome.SUPPORTED)
    return Referral.objects.get()


def test_what_was_told_is_gone_and_who_decided_it_is_on_record(closed, capsys):
    call_command("erase_referral", closed.reference.lower(), **BY)
    closed.refresh_from_db()
    assert closed.erased_at <= timezone.now()
    assert (bytes(closed.box), closed.status_key) == (b"", None)
    assert (SealedKey.objects.count(), Note.objects.count()) == (0, 0)
    entry = AuditEntry.objects.get(verb="erased")
    assert (entry.actor.username, entry.detail) == ("front-door-1", "the family asked")
    assert "Backups" in capsys.readouterr().out


def test_its_page_is_gone_for_its_team(closed, member, teams):
    call_command("erase_referral", closed.reference, **BY)
    assert member("east").get(page_of(closed)).status_code == 404


@pytest.mark.parametrize("states", [[], [State.IN_PROGRESS], [State.TRIED_TO_REACH]])
def test_what_was_not_answered_is_not_erased_whoever_asks(teams, states):
    reference, _ = send(Family("en"))
    move(*states)
    with pytest.raises(CommandError, match="not closed"):
        call_command("erase_referral", reference, **BY)
    assert SealedKey.objects.exists()


@pytest.mark.parametrize("name", ["north-1", "nobody"])
def test_who_is_not_of_the_front_door_decides_nothing(closed, name):
    with pytest.raises(CommandError, match="not a member of the front door"):
        call_command("erase_referral", closed.reference, by=name, because="family")
    assert SealedKey.objects.exists()


def test_a_slip_erases_nothing_and_nothing_is_erased_twice(closed):
    slip = closed.reference[:-1] + ("2" if closed.reference[-1] != "2" else "3")
    with pytest.raises(CommandError, match="There is no referral"):
        call_command("erase_referral", slip, **BY)
    call_command("erase_referral", closed.reference, **BY)
    with pytest.raises(CommandError, match="or it is erased"):
        call_command("erase_referral", closed.reference, **BY)
    assert AuditEntry.objects.filter(verb="erased").count() == 1


def test_a_reason_in_words_is_not_taken(closed):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("erase_referral", closed.reference, "--by=front-door-1", "--because=Zarqafamily wants it")
