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
from portal.page_files.changes import forget_changes
from portal.roles import Role
from referrals import audit
from referrals.attachments.scanning import scan_sent
from referrals.attachments.store import forget_unsent
from referrals.buckets import forget_full
from referrals.figures.counting import count_months
from referrals.keys.operations import reseal_stale
from referrals.operations import erase_due
from referrals.watchdog import raise_alarms
from referrals.workspace.lockout import forget_wrong_tries
from triage.drafts import forget_expired, forget_surplus

logger = logging.getLogger(__name__)
Task = Callable[..., Any]
DAILY: tuple[Task, ...] = (
    audit.watch, ask_groups, count_months, erase_due, forget_answered, forget_changes, forget_wrong_tries,
    remind_of_expiry, sweep, tell_staff_what_waits, write_notes,
)  # fmt: skip
OFTEN: tuple[Task, ...] = (
    raise_alarms, error_pages.keep_true, forget_expired, forget_full, forget_surplus, forget_unsent, reseal_stale,
    scan_sent, scan_waiting,
)  # fmt: skip
# Done by the worker that may open referrals; the others by the one that serves the editors.
FOR_TEAMS: frozenset[Task] = frozenset(
    {
        audit.watch,
        count_months,
        erase_due,
        forget_full,
        forget_unsent,
        forget_wrong_tries,
        raise_alarms,
        reseal_stale,
        scan_sent,
    }
)


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
