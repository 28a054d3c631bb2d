"""R3: A worker is killed with 9 while it sends: what it was sending is sent after its lease, and known for the same."""

from collections import Counter

import pytest

from notices.delivery import LEASE
from tests import drill
from tests.notices.mail_server import Server, free_port, up
from tests.postgresql import OWNER
from tests.referrals.database import database_in

LONGER = 60  # seconds over a lease
# Processes that send, each at a time of its own, since a lease is not waited for here; every second one is killed.
SEND_AND_KILL = """
import os, random, signal, time
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from django.conf import settings
from django.db import connection
from notices.delivery import deliver_due
from notices.models import Notice
from notices.operations import tell

settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", {port}
now, looks, stranded, late = datetime(2026, 11, 23, 3, tzinfo=UTC), timedelta(seconds=20), {{}}, []

def worker():
    connection.close()
    child = os.fork()
    if not child:
        try:
            deliver_due(lambda: now)
        finally:
            os._exit(0)
    return child

def put(count):
    for _ in range(count):
        values = dict(team="North", address="https://families.example/team/")
        tell(message="referral-waits", address="north@example.org", values=values, cause=str(uuid4()), now=now)

put(3)
deliver_due(lambda: now)  # what is loaded once, here, is there in each worker
put(3)
started = time.perf_counter()
os.waitpid(worker(), 0)
longest = time.perf_counter() - started
kills, lives = 0, False
while kills < {kills} or Notice.objects.waiting().exists():
    now, lives = now + looks, not lives
    if kills < {kills} and not lives:
        put(3)
        child = worker()
        time.sleep(random.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        kills += 1
    else:
        os.waitpid(worker(), 0)
    for notice in Notice.objects.filter(pk__in=stranded).exclude(leased_until__in=stranded.values()):
        late.append((notice.tried_at - stranded.pop(notice.pk)).total_seconds())
    being_sent = Notice.objects.waiting().filter(leased_until__gt=now)
    stranded |= {{notice.pk: notice.leased_until for notice in being_sent if notice.pk not in stranded}}
answer = [late, Notice.objects.count(), len(stranded)]
"""


@pytest.mark.drill
def test_what_a_killed_worker_was_sending_is_sent_after_its_lease(tmp_path):
    database, port, server = database_in(tmp_path / "portal.sqlite3", tmp_path / "keys"), free_port(), Server()
    kills = drill.size(small=10, full=100)
    with up(port, server):
        script = SEND_AND_KILL.format(port=port, kills=kills)
        late, written, still_stranded = database.run(script, role="all", account=OWNER)

    times = Counter(message["Message-ID"] for message in server.received)
    print(
        f"{kills} workers killed, {len(late)} messages stranded, {max(late):.0f} s at most over the lease of"
        f" {LEASE.seconds} s, {times.total() - len(times)} sent again under the name that they had"
    )
    assert len(times) == written
    assert still_stranded == 0 and late and max(late) <= LONGER
    assert times.total() - written <= kills
