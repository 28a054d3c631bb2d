"""R8: a referral that nobody takes up raises the alarm: on the screens and in the log, with all mail dead."""

from datetime import timedelta
from html import unescape

from django.utils import timezone

import pytest

from notices.delivery import deliver_due
from portal.tasks import OFTEN, do
from referrals.due import alarm_at
from referrals.models import Referral
from referrals.watchdog import raise_alarms
from tests.referrals.family import CANARIES, Family
from tests.referrals.workers import INBOX, press

A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def send(teams):
    def submit(**changes) -> Referral:
        family = Family("en")
        family.fill_in(**changes)
        family.send()
        return Referral.objects.latest("received_at")

    return submit


@pytest.fixture
def dead_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1


def long_ago(referral: Referral) -> None:
    """As if the time of the alarm had come."""
    Referral.objects.filter(pk=referral.pk).update(alarm_at=timezone.now() - A_MOMENT)


def alarm(client) -> str:
    page = unescape(client.get(INBOX).content.decode())
    return page.partition('id="alarm"')[2].partition("</div>")[0]


@pytest.mark.parametrize("danger", ["no", "now"])
def test_it_alarms_at_the_set_time_and_not_before(send, danger, caplog):
    referral = send(story={"danger": danger})
    at = alarm_at(referral.received_at, is_priority=danger == "now")
    assert referral.alarm_at == at

    raise_alarms(now=at - A_MOMENT)
    assert caplog.text == ""
    raise_alarms(now=at)
    assert f"Referral {referral.reference} waits for" in caplog.text


def test_with_all_mail_dead_the_log_and_the_screens_tell(send, member, dead_mail, caplog):
    referral = send()
    long_ago(referral)

    do(OFTEN, timezone.now())
    deliver_due(timezone.now)

    assert f"Referral {referral.reference} waits for North neighbourhood team" in caplog.text
    assert "North neighbourhood team</strong>: 1 referral waiting too long" in alarm(member("north"))


def test_the_screens_tell_without_any_worker(send, member):
    long_ago(send())

    assert alarm(member("north"))


def test_the_front_door_sees_that_another_team_is_silent_and_other_teams_do_not(send, member):
    referral = send()
    long_ago(referral)

    at_the_front_door = alarm(member("front-door"))
    assert "North neighbourhood team" in at_the_front_door
    assert referral.reference not in at_the_front_door
    assert alarm(member("south")) == ""


def test_the_log_is_told_once_and_the_screens_until_somebody_takes_it_up(send, member, caplog):
    referral, north = send(), member("north")
    long_ago(referral)
    raise_alarms(now=timezone.now())
    raise_alarms(now=timezone.now())
    assert caplog.text.count(referral.reference) == 1
    north.get(f"/team/{referral.pk}/")
    assert alarm(north), "to have looked is not to have taken it up"

    press(north, referral, "in_progress")

    assert alarm(north) == ""


def test_given_to_another_team_it_alarms_there_anew(send, member, teams, caplog):
    referral, north = send(), member("north")
    long_ago(referral)
    raise_alarms(now=timezone.now())
    north.post(f"/team/{referral.pk}/team/", {"was": teams["north"].pk, "to": teams["east"].pk})
    assert alarm(member("east")) == ""

    raise_alarms(now=timezone.now() + timedelta(days=9))

    assert "waits for East neighbourhood team" in caplog.text


def test_the_line_names_nothing_of_the_family(send, caplog):
    long_ago(send())
    raise_alarms(now=timezone.now())

    assert not [canary for canary in CANARIES.values() if canary in caplog.text]
