"""The worker does what is due; what fails ends nothing."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

import pytest

from directory.models import Group
from directory.moderation.operations import propose
from directory.moderation.telling import tell_staff_what_waits
from notices.delivery import deliver_due
from portal.tasks import do


def test_one_that_fails_keeps_no_other_from_its_turn(caplog):
    done = []

    def fails(now):
        raise ValueError("a secret")

    do([fails, lambda now: done.append(now)], moment := timezone.now())

    assert done == [moment]
    assert "fails failed." in caplog.text


def test_a_database_that_is_away_is_asked_again():
    def asks(now):
        raise DatabaseError

    with pytest.raises(DatabaseError):
        do([asks], timezone.now())


@pytest.mark.django_db
def test_the_worker_does_everything_once(capsys):
    call_command("worker", "--once")
    call_command("worker", "--once")
    assert capsys.readouterr().out == "0 sent.\n0 sent.\n"


@pytest.mark.django_db
def test_staff_are_told_once_a_day_as_long_as_a_groups_change_waits(settings):
    settings.DIRECTORY_EMAIL = "directory@example.org"
    now, group = timezone.now(), Group.objects.first()
    tell_staff_what_waits(now=now)
    propose(
        record=group, values={"phone": "0900 123456"}, actor=User.objects.first(), was=group.latest_revision_id, now=now
    )
    for hours in (0, 1, 24):
        tell_staff_what_waits(now=now + timedelta(hours=hours))
    deliver_due(lambda: now + timedelta(days=1))

    assert [message.to for message in mail.outbox] == [["directory@example.org"]] * 2
    assert "/cms/changes/" in mail.outbox[0].body
