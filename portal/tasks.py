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
from triage.drafts import forget_expired

logger = logging.getLogger(__name__)
Task = Callable[..., Any]
DAILY: tuple[Task, ...] = (ask_groups, forget_answered, remind_of_expiry, sweep, tell_staff_what_waits, write_notes)
OFTEN: tuple[Task, ...] = (scan_waiting, forget_expired)


def do(tasks: Iterable[Task], now: datetime) -> None:
    for task in tasks:
        try:
            task(now=now)
        except DatabaseError:
            raise  # tried again in a moment, when the database is back
        except Exception:  # whatever is wrong with one, the others are done
            logger.exception("%s failed.", task.__name__)
