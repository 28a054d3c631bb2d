"""R12: Tables are changed while families send: no request waits more than two seconds, and a migration that would make
them wait does not pass the gate."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests import drill
from tests.postgresql import OWNER
from tests.referrals.database import InAFile, made_database

AT_MOST = 2.0
A_SECOND = 20
WAITS_FOR_REFERRALS = """
SELECT count(*) FROM pg_locks
WHERE NOT granted AND relation = 'referrals_referral'::regclass AND mode = 'AccessExclusiveLock'
"""
WITH_LATER_MIGRATIONS = """
from django.conf import settings
settings.MIGRATION_MODULES = dict(referrals="tests.referrals.later_migrations")
from django.core.management import call_command
"""
POPULATE = """
from django.core.management import call_command
from django.utils import timezone
from referrals.models import Team
from tests.referrals.sent import send_many
send_many(Team.objects.get(key="north"), {count}, now=timezone.now())
call_command("migrate", fake=True, verbosity=0)
"""
SEND_ON = """
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4
from django.utils import timezone
from referrals.models import Team
from referrals.operations import submit_referral
from referrals.routing import Route, Why
team, route, windows = Team.objects.get(key="north"), Route("north", Why.NEIGHBOURHOOD, False), 4

def send():
    started = time.monotonic()
    submit_referral(content={{}}, route=route, team=team, idempotency_key=uuid4(), now=timezone.now())
    return time.monotonic() - started

def send_until_told(window):
    seconds, next_at = [], time.monotonic() + window / {a_second}
    while not Path("{told}").exists():
        time.sleep(max(0, next_at - time.monotonic()))
        next_at += windows / {a_second}
        seconds.append(send())
    return seconds

send()  # a process that has just started loads every address first
with ThreadPoolExecutor(windows) as pool:
    answer = [each for seconds in pool.map(send_until_told, range(windows)) for each in seconds]
"""
MIGRATE = (
    WITH_LATER_MIGRATIONS
    + """
import time
from portal.management.commands import migrate_while_serving
from referrals.models import Referral
migrate_while_serving.SECONDS_BETWEEN = 1
started = time.monotonic()
call_command("migrate_while_serving", "referrals", verbosity=0)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT count(*) FROM referrals_referral WHERE ward IS NOT NULL")
    answer = [time.monotonic() - started, cursor.fetchone()[0]]
"""
)

LINT = """
from django.conf import settings
from tests.repository.lint_migrations import lint
settings.MIGRATION_MODULES = dict(referrals="tests.referrals.{folder}")

def passes(migration):
    try:
        lint("referrals", migration)
    except SystemExit:
        return False
    return True

answer = {{migration: passes(migration) for migration in {migrations}}}
"""


@pytest.mark.drill
def test_a_table_is_changed_under_twenty_writes_a_second_while_a_backup_reads_it(tmp_path):
    count, told = drill.size(small=1_000, full=50_000), tmp_path / "enough"
    with made_database(tmp_path / "keys") as database, ThreadPoolExecutor() as pool:
        database.run(POPULATE.format(count=count), role="all", account=OWNER)
        script = SEND_ON.format(told=told, a_second=A_SECOND)
        sending = pool.submit(database.run, script, role="public", account="portal_public")
        try:
            took, filled = migrate_beside_a_backup(database, pool, count)
        finally:
            told.touch()
        waited = sending.result()
    print(f"{count} rows changed in {took:.1f} s, {len(waited)} sent meanwhile, the slowest in {max(waited):.2f} s")
    assert filled >= count
    assert max(waited) < AT_MOST


def migrate_beside_a_backup(database, pool: ThreadPoolExecutor, count: int) -> tuple[float, int]:
    """Once families have begun to send; the backup lets the table go when the migration has asked for it in vain."""
    wait_until(lambda: database.ask(OWNER, "SELECT count(*) FROM referrals_referral")[0][0] > count + A_SECOND)
    with psycopg.connect(database.url(OWNER)) as backup:
        backup.execute("SELECT count(*) FROM referrals_referral")
        migrating = pool.submit(database.run, MIGRATE, role="all", account=OWNER)
        wait_until(lambda: database.ask(OWNER, WAITS_FOR_REFERRALS)[0][0])
        time.sleep(3)
    return migrating.result()


def wait_until(it_is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 300
    while not it_is_so():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("folder", "migrations", "pass_"),
    [
        ("hasty_migrations", ["0002_must_be_filled", "0003_is_gone", "0004_has_another_name"], False),
        ("later_migrations", ["0002_a_column", "0003_its_content"], True),
    ],
)
def test_the_gate_refuses_what_the_release_before_could_not_live_with(tmp_path, folder, migrations, pass_):
    database = InAFile(str(tmp_path / "empty.sqlite3"), tmp_path)
    passed = database.run(LINT.format(folder=folder, migrations=migrations), role="all", account=OWNER)
    assert passed == dict.fromkeys(migrations, pass_)
