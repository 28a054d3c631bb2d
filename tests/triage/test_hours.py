"""When the office is open, and by when a reply comes, as truth tables."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.hours import OfficeHours, read_week

LONDON = ZoneInfo("Europe/London")
# Christmas 2026: Friday 25 is a holiday, and Monday 28 is one in place of Saturday 26.
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
WORKDAYS = dict.fromkeys(range(5), (time(9), time(17)))
OFFICE = OfficeHours(WORKDAYS, CHRISTMAS, LONDON)
SHORT_FRIDAY = OfficeHours({**WORKDAYS, 4: (time(9), time(16, 30))}, frozenset(), LONDON)
NIGHT = OfficeHours({6: (time(0), time(6))}, frozenset(), LONDON)


def at(text):
    """ "2026-11-23 09:00" on the clock in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def told(moment):
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("moment", "is_open", "opens"),
    [
        ("2026-11-23 08:59", False, "2026-11-23 09:00"),
        ("2026-11-23 09:00", True, "2026-11-23 09:00"),
        ("2026-11-23 16:59", True, "2026-11-23 09:00"),
        ("2026-11-23 17:00", False, "2026-11-24 09:00"),
        ("2026-11-22 12:00", False, "2026-11-23 09:00"),
        ("2026-11-27 17:30", False, "2026-11-30 09:00"),
        ("2026-12-25 12:00", False, "2026-12-29 09:00"),
        ("2026-12-24 23:59", False, "2026-12-29 09:00"),
        # Summer time: nine o'clock is eight in UTC.
        ("2026-07-01 08:59", False, "2026-07-01 09:00"),
        ("2026-07-01 09:00", True, "2026-07-01 09:00"),
        # The clocks go back on Sunday 25 October 2026, and forward on Sunday 28 March 2027.
        ("2026-10-24 12:00", False, "2026-10-26 09:00"),
        ("2027-03-27 12:00", False, "2027-03-29 09:00"),
    ],
)
def test_open_and_closed(moment, is_open, opens):
    assert OFFICE.is_open(at(moment)) is is_open
    assert told(OFFICE.opening(at(moment)).opens) == opens


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-11-23 09:00", "2026-11-23 13:00"),
        ("2026-11-23 11:07", "2026-11-23 15:07"),
        ("2026-11-23 13:00", "2026-11-23 17:00"),
        ("2026-11-23 13:01", "2026-11-24 09:01"),
        ("2026-11-23 20:00", "2026-11-24 13:00"),
        ("2026-11-22 03:00", "2026-11-23 13:00"),
        ("2026-11-27 16:00", "2026-11-30 12:00"),
        ("2026-12-24 15:00", "2026-12-29 11:00"),
        ("2026-10-23 16:00", "2026-10-26 12:00"),
        ("2027-03-26 16:00", "2027-03-29 12:00"),
    ],
)
def test_four_working_hours(sent, due):
    assert told(OFFICE.after_hours(at(sent), 4)) == due


@pytest.mark.parametrize(
    ("sent", "days", "due"),
    [
        ("2026-11-23 11:07", 1, "2026-11-24 11:07"),
        ("2026-11-23 09:00", 1, "2026-11-23 17:00"),
        ("2026-11-22 12:00", 1, "2026-11-23 17:00"),
        ("2026-11-22 12:00", 3, "2026-11-25 17:00"),
        ("2026-11-23 16:59", 1, "2026-11-24 16:59"),
        ("2026-11-23 17:00", 1, "2026-11-24 17:00"),
        ("2026-11-27 10:00", 1, "2026-11-30 10:00"),
        ("2026-11-27 10:00", 3, "2026-12-02 10:00"),
        ("2026-12-24 10:00", 1, "2026-12-29 10:00"),
        ("2026-12-24 18:00", 1, "2026-12-29 17:00"),
        ("2026-10-23 10:00", 1, "2026-10-26 10:00"),
    ],
)
def test_working_days(sent, days, due):
    assert told(OFFICE.after_days(at(sent), days)) == due


def test_a_day_that_closes_early_is_not_passed():
    assert told(SHORT_FRIDAY.after_days(at("2026-11-26 16:45"), 1)) == "2026-11-27 16:30"


@pytest.mark.parametrize(
    ("due", "named"),
    [
        ("2026-11-26 15:00", "2026-11-26 15:00"),
        ("2026-11-26 15:01", "2026-11-26 16:00"),
        ("2026-11-27 16:10", "2026-11-27 16:30"),
        ("2026-11-27 16:30", "2026-11-27 16:30"),
    ],
)
def test_a_full_hour_is_named_at_which_somebody_is_still_there(due, named):
    assert told(SHORT_FRIDAY.at_the_hour(at(due))) == named


@pytest.mark.parametrize("sent", ["midnight", "the day before"])
@pytest.mark.parametrize(
    ("opens", "due"),
    [
        ("2026-11-22 00:00", "2026-11-22 04:00"),
        ("2026-10-25 00:00", "2026-10-25 03:00"),  # an hour comes twice
        ("2027-03-28 00:00", "2027-03-28 05:00"),  # an hour is missing
    ],
)
def test_hours_are_real_ones_in_the_night_in_which_clocks_change(sent, opens, due):
    moment = at(opens) - timedelta(hours=0 if sent == "midnight" else 12)

    assert told(NIGHT.after_hours(moment, 4)) == due


# Both nights in which clocks change are among them.
MOMENTS = st.integers(0, 240 * 24 * 60).map(
    lambda minutes: (datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(LONDON)
)


@given(MOMENTS, MOMENTS, st.integers(1, 12))
def test_who_sends_later_is_never_due_earlier_and_is_due_in_working_time(one, other, amount):
    earlier, later = sorted((one, other), key=lambda moment: moment.timestamp())
    for after in (OFFICE.after_hours, OFFICE.after_days):
        due = after(earlier, amount)
        assert due.timestamp() <= after(later, amount).timestamp()
        assert OFFICE.is_open(due - timedelta(seconds=1))
        assert due.timestamp() > earlier.timestamp()
        assert due <= OFFICE.at_the_hour(due) < due + timedelta(hours=1)


@pytest.mark.parametrize("hours", [{}, {"monday": ("17:00", "09:00")}, {"mon": ("9", "10")}, {"monday": ("9", "x")}])
def test_a_week_that_cannot_be_is_refused(hours):
    with pytest.raises(ValueError):
        read_week(hours)
