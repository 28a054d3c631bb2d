"""How long what a listing says is taken for right, and whom the portal asks meanwhile.

The clock begins when a person last confirmed a listing, else when it was first published. No step is skipped: where the
portal slept for a year, a group is still asked, warned and only then hidden.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

DUE_AFTER = timedelta(days=150)
STALE_AFTER = timedelta(days=180)
HIDDEN_AFTER = timedelta(days=270)


class Asked(Enum):
    FIRST_EDITOR = auto()
    OTHER_EDITORS = auto()
    STAFF = auto()


@dataclass(frozen=True)
class Step:
    """`message` is a folder in notices/messages, for editors; `hides`: from now on families do not see the listing."""

    name: str
    after: timedelta
    message: str
    asked: frozenset[Asked]
    hides: bool = False


_EDITORS = frozenset({Asked.FIRST_EDITOR, Asked.OTHER_EDITORS})
_ALL = frozenset(Asked)
STEPS = (
    Step("due", DUE_AFTER, "listing-due", frozenset({Asked.FIRST_EDITOR})),
    Step("still-due", timedelta(days=165), "listing-due", _EDITORS),
    Step("stale", STALE_AFTER, "listing-stale", _EDITORS),
    Step("unanswered", timedelta(days=210), "listing-stale", _ALL),
    Step("soon-hidden", timedelta(days=256), "listing-soon-hidden", _ALL),
    Step("hidden", HIDDEN_AFTER, "listing-hidden", _ALL, hides=True),
)
LAST_STEP = STEPS[-1].name


def is_stale(since: date, today: date) -> bool:
    """Families read that it was not confirmed, and others come first."""
    return today - since >= STALE_AFTER


def fresh_since(today: date) -> date:
    """What was confirmed after this day is not stale."""
    return today - STALE_AFTER + timedelta(days=1)


def next_step(since: date, taken: str, taken_on: date | None, today: date) -> Step | None:
    """The step to take today, or None; `taken` names the last that was taken, empty before the first.

    Between two steps lies at least the time that lies between them in the table.
    """
    names = [step.name for step in STEPS]
    number = names.index(taken) + 1 if taken in names else 0
    if number == len(STEPS) or today - since < STEPS[number].after:
        return None
    if number and taken_on and today - taken_on < STEPS[number].after - STEPS[number - 1].after:
        return None
    return STEPS[number]
