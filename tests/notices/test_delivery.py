"""A message is sent once what it tells of is true, by a mail server that may be away for a day."""

import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from django.conf import settings as portal_settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction

import pytest
from aiosmtpd.controller import Controller

from notices.delivery import LEASE, deliver_due
from notices.models import Notice
from notices.operations import tell
from notices.pauses import PAUSES, pause
from tests.notices.mail_server import START, Server, Time, free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    return Time()


@pytest.fixture
def server(settings):
    port = free_port()
    controller = Controller(Server(), hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield controller
    if controller.server:
        controller.stop()


def put(number=1, **changes):
    words = {
        "message": "referral-waits",
        "address": f"team-{number}@example.org",
        "values": {"team": "North", "address": "https://families.example/team/?a=1&b=2"},
        "cause": f"cause {number}",
        "now": START,
    }
    tell(**{**words, **changes})


def test_a_message_arrives_as_text_and_as_html(server, clock):
    server.start()
    put()

    assert deliver_due(clock) == 1

    (message,) = server.handler.received
    assert (message["to"], message["subject"]) == ("team-1@example.org", "A referral waits for North")
    assert message["auto-submitted"] == "auto-generated"
    assert "https://families.example/team/?a=1&b=2" in message.get_body(["plain"]).get_content()
    html = message.get_body(["html"]).get_content()
    assert '<div lang="en" dir="ltr">' in html
    assert 'href="https://families.example/team/?a=1&amp;b=2"' in html


def test_what_did_not_happen_is_not_told(clock):
    with pytest.raises(RuntimeError), transaction.atomic():
        put()
        raise RuntimeError

    assert deliver_due(clock) == 0


def test_the_same_cause_is_told_once(clock):
    put()
    put(address="somebody-else@example.org")
    deliver_due(clock)
    put()

    assert deliver_due(clock) == 0
    assert [message.to for message in mail.outbox] == [["team-1@example.org"]]


def test_what_is_sent_is_not_known_any_more(clock):
    put()

    deliver_due(clock)

    notice = Notice.objects.get()
    assert (notice.sent_at, notice.address, notice.values) == (START, "", {})


def test_a_mail_server_that_is_dead_for_a_day_loses_nothing_and_doubles_nothing(server, clock):
    """R2: and on recovery each is sent once."""
    for number in range(5):
        put(number)

    while clock.now < START + timedelta(days=1):
        assert deliver_due(clock) == 0
        clock.now += timedelta(minutes=10)
    assert {notice.failure for notice in Notice.objects.waiting()} == {"ConnectionRefusedError"}

    server.start()
    for _ in range(100):
        deliver_due(clock)
        clock.now += timedelta(minutes=10)

    assert sorted(message["to"] for message in server.handler.received) == [f"team-{n}@example.org" for n in range(5)]
    assert not Notice.objects.waiting()


def test_one_that_is_refused_holds_up_no_other_and_the_reason_names_nobody(server, clock):
    server.start()
    server.handler.refuses = "554"
    put(1)
    deliver_due(clock)
    server.handler.refuses = ""
    put(2)

    assert deliver_due(clock) == 1
    assert Notice.objects.waiting().get().failure == "SMTPDataError 554"


def test_a_message_whose_words_lack_a_value_waits_and_says_why(clock):
    put(1, values={})
    put(2)

    assert deliver_due(clock) == 1
    assert Notice.objects.waiting().get().failure == "KeyError"


def test_a_process_that_dies_while_sending_leaves_its_message_to_another(clock, monkeypatch):
    """R3: once its lease has ended."""
    put()
    with monkeypatch.context() as dying:
        dying.setattr("notices.delivery._send", lambda notice: sys.exit("killed"))
        with pytest.raises(SystemExit):
            deliver_due(clock)

    assert deliver_due(clock) == 0
    clock.now += LEASE + timedelta(seconds=1)
    assert deliver_due(clock) == 1


def test_a_message_sent_again_has_the_name_that_it_had(clock):
    put()
    deliver_due(clock)
    Notice.objects.update(sent_at=None, address="team-1@example.org", values={"team": "North", "address": "x"})

    deliver_due(clock)

    first, second = (message.message()["Message-ID"] for message in mail.outbox)
    assert first == second


@pytest.mark.parametrize(("tries", "waits"), [*enumerate(PAUSES, 1), (len(PAUSES) + 1, PAUSES[-1]), (999, PAUSES[-1])])
def test_pauses_grow_and_there_is_no_last_try(tries, waits):
    assert pause(tries) == waits
    assert list(PAUSES) == sorted(PAUSES)


def test_the_worker_sends_what_is_due(capsys):
    put(now=datetime(2026, 1, 1, tzinfo=UTC))

    call_command("worker", once=True)

    assert capsys.readouterr().out == "1 sent.\n"


@pytest.mark.parametrize("ends", ["it", "its parent"])
def test_the_worker_ends(tmp_path, ends):
    """A database without tables: the worker says so and goes on, so that this tests its end alone."""
    command = f'"{sys.executable}" manage.py worker --with-parent & echo $!; wait'
    environment = {"PATH": "/usr/bin:/bin", "PORTAL_VAR": str(tmp_path)} | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.development"
    }
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=portal_settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as parent:
        worker = int(parent.stdout.readline())
        assert "The messages cannot be read." in parent.stderr.readline()
        if ends == "it":
            subprocess.run(["/bin/kill", str(worker)], check=True)
        else:
            parent.send_signal(signal.SIGKILL)
        # The worker holds this pipe: it ends with the worker.
        parent.stderr.read()
