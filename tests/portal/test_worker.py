"""The worker does what is due; what fails ends nothing."""

from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

import pytest

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
