"""What was laid apart in a flood: staff look at it, say what it is, and are reminded of it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

import pytest

from notices.models import Notice
from referrals.due import alarm_at
from referrals.models import AuditEntry, Referral
from referrals.replies import reply_by
from referrals.trays import Tray
from referrals.watchdog import raise_alarms
from tests.referrals.family import CANARIES, Family, text_of
from tests.referrals.workers import INBOX, page_of

DAY = timedelta(days=1)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LANE = {Tray.CHECK: "check", Tray.QUARANTINE: "quarantine"}


def lay_apart(tray: Tray) -> Referral:
    """One that a machine's field gave away, or one like it that was only fast."""
    family = Family("en")
    family.fill_in(people={"extra": "words"} if tray is Tray.QUARANTINE else {})
    family.send()
    if tray is Tray.CHECK:
        Referral.objects.update(tray=tray)
    return Referral.objects.get()


def team_of(tray: Tray) -> str:
    return "front-door" if tray is Tray.QUARANTINE else "north"


def decide(client, referral: Referral, genuine: str, version: int = 1):
    return client.post(page_of(referral, "sort"), {"version": version, "genuine": genuine})


@pytest.fixture(params=[Tray.CHECK, Tray.QUARANTINE])
def tray(request, teams) -> Tray:
    return request.param


def test_it_is_in_a_lane_of_its_own_with_its_count_and_in_no_other(tray, member):
    referral, client = lay_apart(tray), member(team_of(tray))
    lane = text_of(client.get(f"{INBOX}?lane={LANE[tray]}"))
    label = {Tray.CHECK: "To check", Tray.QUARANTINE: "Quarantine"}[tray]
    assert referral.reference in lane
    assert f"{label} <strong>1</strong>" in lane
    for other in ("in-hand", "new", "due", "overdue", "closed"):
        assert referral.reference not in text_of(client.get(f"{INBOX}?lane={other}"))


def test_who_signs_in_is_told_of_it_on_every_list_but_its_own(tray, member):
    lay_apart(tray)
    client, told = member(team_of(tray)), "Also waiting, and not in this list"
    inbox = text_of(client.get(INBOX))
    assert told in inbox
    assert f'<a href="?lane={LANE[tray]}">1 in “' in inbox
    assert told not in text_of(client.get(f"{INBOX}?lane={LANE[tray]}"))
    assert told not in text_of(member("south").get(INBOX))


def test_the_page_shows_what_was_told_and_asks_before_anything_else(tray, member):
    page = text_of(member(team_of(tray)).get(page_of(lay_apart(tray))))
    assert CANARIES["words"] in page
    assert "Is this genuine?" in page
    assert "Mark as in progress" not in page


def test_what_is_genuine_is_due_from_when_it_was_sent(tray, member):
    referral, client = lay_apart(tray), member(team_of(tray))
    assert decide(client, referral, "yes").status_code == 303
    referral.refresh_from_db()
    assert (referral.tray, referral.state) == (Tray.MAIN, "new")
    assert referral.due_at == reply_by(referral.received_at, is_priority=False)
    assert referral.alarm_at == alarm_at(referral.received_at, is_priority=False)
    assert referral.reference in text_of(client.get(INBOX))
    page = text_of(client.get(page_of(referral)))
    assert f"called genuine by worker-of-{team_of(tray)}: " in page
    assert "Mark as in progress" in page
    assert AuditEntry.objects.filter(verb="sorted", detail=f"{tray} > main").count() == 1


def test_what_is_no_referral_is_closed_as_none_and_on_record(tray, member):
    referral, client = lay_apart(tray), member(team_of(tray))
    decide(client, referral, "no")
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == ("closed", "no_referral")
    assert referral.reference not in text_of(client.get(f"{INBOX}?lane={LANE[tray]}"))
    assert "It is not a referral" in text_of(client.get(page_of(referral)))
    assert AuditEntry.objects.filter(verb="moved").count() == 2


@pytest.mark.parametrize("genuine", ["yes", "no"])
def test_two_who_decide_at_once_do_not_undo_each_other(tray, member, genuine):
    referral, client = lay_apart(tray), member(team_of(tray))
    decide(client, referral, "no" if genuine == "yes" else "yes")
    assert decide(client, referral, genuine).status_code in {404, 409}
    referral.refresh_from_db()
    assert (referral.state == "closed") is (genuine == "yes")


@pytest.mark.parametrize("sent", [{}, {"version": 1}, {"version": 1, "genuine": "maybe"}])
def test_nothing_else_can_be_decided(member, teams, sent):
    referral = lay_apart(Tray.CHECK)
    assert member("north").post(page_of(referral, "sort"), sent).status_code == 400


def test_what_was_not_laid_apart_cannot_be_sorted_out(member, teams):
    family = Family("en")
    family.fill_in()
    family.send()
    assert decide(member("north"), Referral.objects.get(), "no").status_code == 404


def test_who_waits_in_quarantine_is_due_at_no_time_and_alarms_after_a_working_day(member, teams):
    referral, client = lay_apart(Tray.QUARANTINE), member("front-door")
    assert referral.due_at is None
    assert referral.alarm_at == alarm_at(referral.received_at, is_priority=False, tray=Tray.QUARANTINE)
    friday, monday = datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert alarm_at(friday, is_priority=False, tray=Tray.QUARANTINE) == monday
    Referral.objects.update(alarm_at=timezone.now())
    assert "1 referral waiting too long" in text_of(client.get(INBOX))


def test_the_log_is_told_once_a_day_however_many_there_are_and_come(tray, caplog):
    referral = lay_apart(tray)
    at = referral.alarm_at
    for number, lines in enumerate([0, 1, 1, 2, 2]):
        moment = at + (number - 1) * DAY / 2
        raise_alarms(now=moment)
        assert caplog.text.count(f"wait in the tray “{tray}”") == lines
        like(referral, number=number)
    assert referral.reference not in caplog.text


def like(referral: Referral, *, number: int) -> None:
    """One more of the same."""
    Referral.objects.create(
        reference=f"FP-{number}", idempotency_key=uuid4(), team=referral.team, state="new", tray=referral.tray,
        is_priority=False, received_at=referral.received_at, alarm_at=referral.alarm_at, box=b"",
    )  # fmt: skip


def test_a_team_is_told_once_an_hour_and_of_quarantine_once_a_day(tray, teams, settings, monkeypatch):
    settings.WATCH_FOR_FLOODS = True
    type(teams["north"]).objects.update(email="team@example.org")
    for hours, told in [(0, 1), (0.5, 1), (1, 2), (1.5, 2)]:
        monkeypatch.setattr(timezone, "now", lambda hours=hours: NOON + timedelta(hours=hours))
        family = Family("ur")
        family.fill_in(contact={"extra": "words"} if tray is Tray.QUARANTINE else {})
        family.send()
        messages = list(Notice.objects.values_list("message", flat=True))
        assert messages == ["referrals-to-check"] * (told if tray is Tray.CHECK else 1)
    assert set(Referral.objects.values_list("tray", flat=True)) == {tray}
