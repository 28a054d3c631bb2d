"""What the worker looks at besides messages: some things once a day, some as often as it can. What was done already is
not done again, so any number of workers may ask."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from directory.confirming.operations import ask_groups
from directory.moderation.telling import tell_staff_what_waits
from directory.problems.operations import forget_answered
from directory.safeguarding.operations import remind_of_expiry, scan_waiting, sweep
from directory.tallies.notes import write_notes
from portal import error_pages
from portal.roles import Role
from referrals import audit
from referrals.keys.operations import reseal_stale
from referrals.operations import erase_due
from referrals.watchdog import raise_alarms
from referrals.workspace.lockout import forget_wrong_tries
from triage.drafts import forget_expired

logger = logging.getLogger(__name__)
Task = Callable[..., Any]
DAILY: tuple[Task, ...] = (
    audit.watch, ask_groups, erase_due, forget_answered, forget_wrong_tries, remind_of_expiry, sweep,
    tell_staff_what_waits, write_notes,
)  # fmt: skip
OFTEN: tuple[Task, ...] = (error_pages.keep_true, raise_alarms, forget_expired, reseal_stale, scan_waiting)
# Done by the worker that may open referrals; the others by the one that serves the editors.
FOR_TEAMS: frozenset[Task] = frozenset({audit.watch, erase_due, forget_wrong_tries, raise_alarms, reseal_stale})


def tasks_of(role: Role, tasks: Iterable[Task]) -> list[Task]:
    return [task for task in tasks if (role.serves_teams if task in FOR_TEAMS else role.serves_editors)]


def do(tasks: Iterable[Task], now: datetime) -> None:
    for task in tasks:
        try:
            task(now=now)
        except DatabaseError:
            raise  # tried again in a moment, when the database is back
        except Exception:  # whatever is wrong with one, the others are done
            logger.exception("%s failed.", task.__name__)
