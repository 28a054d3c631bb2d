"""What is known of one slot of a group, for staff and for families: never more than is true."""

from datetime import date, timedelta
from enum import Enum

SOON = timedelta(days=30)


class Standing(Enum):
    MISSING = "missing"
    SAYS = "the group says"
    SEEN = "the council has seen"
    ENDS_SOON = "expires soon"
    LAPSED = "lapsed"


class Told(Enum):
    NOTHING = "nothing"
    SAYS = "the group says"
    SEEN = "the council has seen"


def standing(*, is_given: bool, is_seen: bool, last_day: date | None, today: date) -> Standing:
    """On its last day it still holds."""
    if not is_given:
        return Standing.MISSING
    if last_day and last_day < today:
        return Standing.LAPSED
    if last_day and last_day - today <= SOON:
        return Standing.ENDS_SOON
    return Standing.SEEN if is_seen else Standing.SAYS


def told(standing: Standing, *, is_seen: bool) -> Told:
    """What families read."""
    if standing in (Standing.MISSING, Standing.LAPSED):
        return Told.NOTHING
    return Told.SEEN if is_seen else Told.SAYS
