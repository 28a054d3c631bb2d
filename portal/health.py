"""Whether this process can do its work, and what keeps it from it: in words, without a secret and without a family.

What is in UNFIT must not be put before families; what is in TROUBLED works, and somebody has to look.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from notices.models import Notice
from portal.roles import Role
from portal.turns import last_turn
from referrals import queries
from referrals.keys import checks
from referrals.keys.operations import teams_without_key_here

Check = Callable[[Role, datetime], Iterator[str]]
FEWEST_BYTES = 500 * 2**20
LATEST_TURN = timedelta(minutes=2)
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Health:
    """What is wrong, by the name of the check that found it."""

    unfit: dict[str, list[str]]
    troubled: dict[str, list[str]]


def health(role: Role, *, now: datetime) -> Health:
    return Health(_found(UNFIT, role, now), _found(TROUBLED, role, now))


def _found(checks_: dict[str, Check], role: Role, now: datetime) -> dict[str, list[str]]:
    every = {name: _said(check, role, now) for name, check in checks_.items()}
    return {name: said for name, said in every.items() if said}


def _said(check: Check, role: Role, now: datetime) -> list[str]:
    try:
        return list(check(role, now))
    except DatabaseError:  # its own words can hold an address and a password
        return ["The database does not answer."]


def _database(role: Role, now: datetime) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    yield from ()


def _migrations(role: Role, now: datetime) -> Iterator[str]:
    executor = MigrationExecutor(connection)
    if missing := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield f"{len(missing)} migrations are not applied: manage.py migrate"


def _keys(role: Role, now: datetime) -> Iterator[str]:
    yield from (str(error.msg) for error in checks.keys(None))
    if role.holds_keys:
        yield from (f"the key of {name} is not on this machine" for name in teams_without_key_here())


def _receivers(role: Role, now: datetime) -> Iterator[str]:
    """The families' process sees no more than whether a referral can be sealed at all."""
    if role.serves_editors:
        yield from queries.problems_of_receivers()
    elif role.serves_families:
        try:
            queries.receiving_team("")
        except queries.NobodyCanReceive:
            yield "no team can receive a referral"


def _disk(role: Role, now: datetime) -> Iterator[str]:
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < FEWEST_BYTES:
        yield f"{free // 2**20} MB are free"


def _worker(role: Role, now: datetime) -> Iterator[str]:
    for each in (Role.CMS, Role.STAFF) if role == Role.PUBLIC else (role,):
        at = last_turn(each) or last_turn(Role.ALL)
        if at is None:
            yield f"the worker of {each} has never run"
        elif now - at > LATEST_TURN:
            yield f"the worker of {each} last ran at {at:%Y-%m-%d %H:%M} UTC"


def _outbox(role: Role, now: datetime) -> Iterator[str]:
    waits = longest_wait(now)
    if waits > LONGEST_WAIT:
        yield f"a message has been due for {waits // timedelta(minutes=1)} minutes"


def longest_wait(now: datetime) -> timedelta:
    """How long the message has waited that was to be told first."""
    first = Notice.objects.waiting().filter(due_at__lte=now).order_by("written_at").first()
    return now - first.written_at if first else timedelta()


def _index(role: Role, now: datetime) -> Iterator[str]:
    folders = (settings.SEARCH_INDEX_DIR, settings.LIBRARY_INDEX_DIR)
    if role.serves_families and not settings.SEARCH_DATABASE_URL and not all(folder.exists() for folder in folders):
        yield "there is no search index: manage.py build_index"


UNFIT: dict[str, Check] = {
    "database": _database, "migrations": _migrations, "keys": _keys, "receivers": _receivers,
}  # fmt: skip
TROUBLED: dict[str, Check] = {"disk": _disk, "worker": _worker, "outbox": _outbox, "index": _index}


def now_of(role: Role) -> Health:
    return health(role, now=timezone.now())
