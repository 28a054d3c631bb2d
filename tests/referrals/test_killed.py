"""R1: Whatever is killed while families press "Send": each reference that a family was shown is there and opens, once.

A family's browser sends again what got no answer; some give up. What they sent is then there whole, or not at all.
"""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPException

import pytest

from tests import drill
from tests.postgresql import OWNER, crash
from tests.referrals.visitor import REFERENCE, Visitor

AT_ONCE = 3  # the last of them gives up
AT_MOST = 20  # harms for one that was asked for, until one of them hits a family while it sends
OPEN_ALL = """
from django.utils import timezone
from referrals import audit, keyring
from referrals.models import Referral
from referrals.operations import open_referral
def told(referral):
    member = referral.team.members.filter(is_active=True).first()
    opened = open_referral(
        referral_id=referral.pk, actor=member, private_key_of=keyring.private_key, now=timezone.now())
    return opened.content["told"]["people"]["name"]
referrals = list(Referral.objects.select_related("team"))
received = [each.audit_entries.filter(verb="received").count() for each in referrals]
answer = {"told": [(each.reference, told(each)) for each in referrals], "received": received, "wrong": audit.problems()}
"""


@pytest.mark.drill
def test_workers_killed_with_9(deployed):
    server, database = deployed
    run_through(deployed, server.kill_workers, times=drill.size(small=3, full=180), what="workers killed")


@pytest.mark.drill
def test_the_whole_server_killed_with_9(deployed):
    server, database = deployed

    def kill_and_start():
        server.kill()
        server.start()

    run_through(deployed, kill_and_start, times=drill.size(small=1, full=20), what="whole servers killed")


@pytest.mark.drill
@pytest.mark.parametrize("deployed", ["PostgreSQL"], indirect=True)
def test_postgresql_stopped_at_once(deployed):
    _, database = deployed
    times = drill.size(small=2, full=20)
    run_through(deployed, lambda: crash(database.address), times=times, what="immediate stops")


def run_through(deployed, harm: Callable, *, times: int, what: str) -> None:
    server, database = deployed
    longest, shown, gave_up, hit = seconds_to_send(server), {}, {}, 0
    for number in range(times * AT_MOST):
        if number >= times and hit:
            break
        visitors = [Visitor(server.port, f"{what} {number} {which}") for which in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(Visitor.fill_in, visitors))
            sent = [pool.submit(each.send) for each in visitors[:-1]]
            tried = pool.submit(try_once, visitors[-1])
            time.sleep(random.uniform(0, longest))
            harm()
            shown |= {each.name: reference.result() for each, reference in zip(visitors, sent, strict=False)}
            gave_up[visitors[-1].name] = tried.result()
        hit += sum(each.unanswered > 0 for each in visitors)

    found = database.run(OPEN_ALL, role="all", account=OWNER)
    stored = [(name, reference) for reference, name in found["told"] if name in shown | gave_up]
    absent = len(shown) + len(gave_up) - len(stored)
    print(
        f"{len(gave_up)} {what}, each within {longest * 1000:.0f} ms of {AT_ONCE} families pressing Send: {hit} got"
        f" no answer at first; of {len(gave_up)} who did not try again, {absent} left nothing"
    )
    assert len(dict(stored)) == len(stored), "a family's referral is there twice"
    assert shown.items() <= dict(stored).items()
    assert {name: reference for name, reference in gave_up.items() if reference}.items() <= dict(stored).items()
    assert set(found["received"]) == {1} and found["wrong"] == []
    assert hit, "nothing was hit"


def seconds_to_send(server) -> float:
    """From the button to the reference, for as many as press it at once."""
    visitors = [Visitor(server.port, "nobody is killed") for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(Visitor.fill_in, visitors))
        started = time.perf_counter()
        list(pool.map(Visitor.send, visitors))
        return time.perf_counter() - started


def try_once(visitor: Visitor) -> str | None:
    """The reference that was shown, if one was."""
    with suppress(OSError, HTTPException):
        answer = visitor.press_send()
        if answer.status == 303 and (shown := REFERENCE.search(visitor.ask("GET", answer.leads_to).page)):
            return shown[0]
    visitor.unanswered += 1
    return None
