"""What is known of a slot, and what families read of it."""

from datetime import date, timedelta

import pytest

from directory.safeguarding.standing import Standing, Told, standing, told

TODAY = date(2026, 3, 10)
MISSING, SAYS, SEEN, ENDS_SOON, LAPSED = Standing


@pytest.mark.parametrize(
    ("is_given", "is_seen", "days_left", "state", "families_read"),
    [
        (False, False, None, MISSING, Told.NOTHING),
        (True, False, None, SAYS, Told.SAYS),
        (True, True, None, SEEN, Told.SEEN),
        (True, False, 31, SAYS, Told.SAYS),
        (True, True, 31, SEEN, Told.SEEN),
        (True, False, 30, ENDS_SOON, Told.SAYS),
        (True, True, 30, ENDS_SOON, Told.SEEN),
        (True, False, 0, ENDS_SOON, Told.SAYS),
        (True, True, 0, ENDS_SOON, Told.SEEN),
        (True, False, -1, LAPSED, Told.NOTHING),
        (True, True, -1, LAPSED, Told.NOTHING),
    ],
)
def test_the_truth_table(is_given, is_seen, days_left, state, families_read):
    last_day = None if days_left is None else TODAY + timedelta(days=days_left)
    found = standing(is_given=is_given, is_seen=is_seen, last_day=last_day, today=TODAY)
    assert found is state
    assert told(found, is_seen=is_seen) is families_read
