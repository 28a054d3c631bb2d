"""R2: Mail is dead for a day, or for a week: each referral is before its team at once, and is told of once in time."""

from contextlib import nullcontext
from datetime import timedelta
from time import perf_counter
from uuid import uuid4

from django.db.models import Min

import pytest

from notices import delivery
from notices.delivery import deliver_due
from notices.models import Notice
from notices.pauses import PAUSES
from referrals.models import Referral, Team
from referrals.operations import submit_referral
from referrals.routing import Route, Why
from tests import drill
from tests.notices.mail_server import START, Server, Time, free_port, refusing, silent, up, with_a_strangers_certificate
from tests.referrals.visitor import REFERENCE
from tests.referrals.workers import INBOX

WORKER_LOOKS = timedelta(seconds=5)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def port(settings, teams) -> int:
    Team.objects.filter(key="north").update(email="north@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 20
    return settings.EMAIL_PORT


@pytest.fixture
def clock() -> Time:
    return Time()


def send(count: int) -> set[str]:
    """References of that many referrals to the north."""
    team = Team.objects.get(key="north")
    route = Route(team_key="north", is_priority=False, why=Why.NEIGHBOURHOOD)
    keys = (uuid4() for _ in range(count))
    return {submit_referral(content={}, route=route, team=team, idempotency_key=key, now=START) for key in keys}


def wait_until(clock: Time, end) -> None:
    """As the worker does, without the waiting in between."""
    while clock.now < end:
        deliver_due(clock)
        due = Notice.objects.waiting().aggregate(at=Min("due_at"))["at"] or end
        clock.now = min(max(clock.now + WORKER_LOOKS, due), end)


def most_in_a_minute(moments: list) -> int:
    return max(sum(start <= other < start + A_MINUTE for other in moments) for start in moments)


@pytest.mark.drill
def test_a_day_without_mail(port, clock, settings, tmp_path, member):
    count = drill.size(small=30, full=300)
    settings.MESSAGES_A_MINUTE = count // 3
    references = send(count)
    assert on_the_list(member("north")) >= references

    for hours, server in enumerate([nullcontext(), refusing(port, "451"), refusing(port, "554")], 1):
        with server:
            wait_until(clock, START + timedelta(hours=5 * hours))
    settings.EMAIL_TIMEOUT = 0.1
    with silent(port):
        wait_until(clock, START + timedelta(hours=20))
    settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = 20, True
    with with_a_strangers_certificate(port, tmp_path):
        wait_until(clock, START + timedelta(days=1))
    settings.EMAIL_USE_TLS = False
    failures = set(Notice.objects.waiting().values_list("failure", flat=True))
    assert (Notice.objects.waiting().count(), failures) == (count, {"SSLCertVerificationError"})

    well = Server(clock)
    with up(port, well):
        wait_until(clock, START + timedelta(days=2))
    told = [message["Message-ID"] for message in well.received]
    assert len(told) == len(set(told)) == count
    assert most_in_a_minute(well.received_at) <= settings.MESSAGES_A_MINUTE
    print(f"{count} messages, {most_in_a_minute(well.received_at)} a minute at most, {well.received_at[-1] - START} in")


def on_the_list(client) -> set[str]:
    pages = [client.get(INBOX)]
    while pages[-1].context["page"].has_next():
        pages.append(client.get(f"{INBOX}?page={len(pages) + 1}"))
    return {reference for page in pages for reference in REFERENCE.findall(page.content.decode())}


def test_after_a_week_nothing_is_given_up(port, clock):
    send(3)
    wait_until(clock, START + timedelta(days=7))
    assert [notice.tries > 30 for notice in Notice.objects.waiting()] == [True] * 3
    well = Server(clock)
    with up(port, well):
        wait_until(clock, clock.now + PAUSES[-1] + WORKER_LOOKS)
    assert len(well.received) == 3


def test_a_mail_server_that_says_nothing_keeps_the_worker_from_nothing_else(port, settings, monkeypatch):
    """What takes a tenth of a second each here takes half a minute each in production."""
    settings.EMAIL_TIMEOUT = 0.1
    monkeypatch.setattr(delivery, "TURN", timedelta(seconds=0.5))
    send(30)
    with silent(port):
        started = perf_counter()
        deliver_due(lambda: START + timedelta(seconds=perf_counter() - started))
    assert perf_counter() - started < 2
    assert 0 < Notice.objects.filter(tries=1).count() < Referral.objects.count()
