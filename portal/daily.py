"""What is to be looked at once a day, and can be asked for at any time: what was done already is not done again."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError

from directory.confirming.operations import ask_groups
from directory.problems.operations import forget_answered
from directory.safeguarding.operations import remind_of_expiry, scan_waiting
from directory.tallies.notes import write_notes

logger = logging.getLogger(__name__)
DAILY: tuple[Callable[..., Any], ...] = (ask_groups, forget_answered, remind_of_expiry, scan_waiting, write_notes)


def do_daily(now: datetime) -> None:
    for task in DAILY:
        try:
            task(now=now)
        except DatabaseError:
            raise  # tried again in a moment, when the database is back
        except Exception:  # whatever is wrong with one, the others are done
            logger.exception("%s failed.", task.__name__)
