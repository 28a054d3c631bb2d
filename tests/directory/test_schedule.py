"""Which dates a session's rule makes. 3 March 2026 is a Tuesday; the clocks change on 29 March and 25 October."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.schedule import (
    LAST,
    LONDON,
    LOOK_AHEAD,
    Calendar,
    Frequency,
    Period,
    Rule,
    next_occurrence,
    occurrences,
    skipped_days,
    terms_known_until,
    waits_for_term_dates,
)

MONDAY, TUESDAY, FRIDAY, SUNDAY = 0, 1, 4, 6
TERMS = (
    Period(date(2026, 1, 5), date(2026, 2, 13)),
    Period(date(2026, 2, 23), date(2026, 3, 27)),
    Period(date(2026, 4, 13), date(2026, 7, 21)),
    Period(date(2026, 9, 2), date(2026, 10, 23)),
)


def on(*days):
    return frozenset(map(date.fromisoformat, days))


CALENDAR = Calendar(TERMS, on("2026-04-03", "2026-04-06", "2026-05-04", "2026-05-25"))


def a_rule(frequency=Frequency.WEEKLY, weekday=TUESDAY, starts=time(10), ends=time(11, 30), **facts):
    return Rule(frequency, weekday, starts, ends, **facts)


def days(rule, first, last, calendar=CALENDAR):
    found = occurrences(rule, calendar, datetime.combine(first, time.min, LONDON), last)
    return [f"{meeting.starts:%d %b}" for meeting in found]


MARCH = (date(2026, 3, 1), date(2026, 3, 31))
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
MAY = (date(2026, 5, 1), date(2026, 5, 31))
SUMMER = (date(2026, 7, 1), date(2026, 9, 30))
FORTNIGHT = {"frequency": Frequency.FORTNIGHTLY, "first_date": date(2026, 3, 3)}
ENDED = {"last_date": date(2026, 3, 10)}
ONCE = {"frequency": Frequency.ONCE, "first_date": date(2026, 5, 4)}


@pytest.mark.parametrize(
    ("facts", "between", "expected"),
    [
        ({}, MARCH, ["03 Mar", "10 Mar", "17 Mar", "24 Mar", "31 Mar"]),
        ({"weekday": SUNDAY}, MARCH, ["01 Mar", "08 Mar", "15 Mar", "22 Mar", "29 Mar"]),
        # From and to: both ends count.
        ({"first_date": date(2026, 3, 17)}, MARCH, ["17 Mar", "24 Mar", "31 Mar"]),
        ({"first_date": date(2026, 3, 18)}, MARCH, ["24 Mar", "31 Mar"]),
        ({"last_date": date(2026, 3, 17)}, MARCH, ["03 Mar", "10 Mar", "17 Mar"]),
        ({"last_date": date(2026, 2, 28)}, MARCH, []),
        # A fortnight is counted from its first date, however long ago, and never before it.
        (FORTNIGHT, MARCH, ["03 Mar", "17 Mar", "31 Mar"]),
        (FORTNIGHT, APRIL, ["14 Apr", "28 Apr"]),
        (FORTNIGHT | {"first_date": date(2026, 3, 10)}, MARCH, ["10 Mar", "24 Mar"]),
        (FORTNIGHT | {"first_date": date(2020, 1, 7)}, MARCH, ["10 Mar", "24 Mar"]),
        (FORTNIGHT | {"first_date": date(2026, 4, 14)}, MARCH, []),
        # A first date on another weekday: the first such weekday after it.
        (FORTNIGHT | {"first_date": date(2026, 3, 4)}, MARCH, ["10 Mar", "24 Mar"]),
        # A cancelled date does not shift the fortnight.
        (FORTNIGHT | {"exceptions": on("2026-03-17")}, MARCH, ["03 Mar", "31 Mar"]),
        # The nth of the month, and the last.
        ({"frequency": Frequency.MONTHLY, "weekday": MONDAY, "nth": 1}, MARCH, ["02 Mar"]),
        ({"frequency": Frequency.MONTHLY, "nth": 4}, MARCH, ["24 Mar"]),
        ({"frequency": Frequency.MONTHLY, "nth": LAST}, MARCH, ["31 Mar"]),
        ({"frequency": Frequency.MONTHLY, "weekday": FRIDAY, "nth": LAST}, MARCH, ["27 Mar"]),
        (
            {"frequency": Frequency.MONTHLY, "weekday": FRIDAY, "nth": LAST},
            (date(2026, 1, 15), date(2026, 6, 26)),
            ["30 Jan", "27 Feb", "27 Mar", "24 Apr", "29 May", "26 Jun"],
        ),
        # The first Monday of May 2026 is a bank holiday; it does not move to the next.
        ({"frequency": Frequency.MONTHLY, "weekday": MONDAY, "nth": 1}, MAY, []),
        ({"weekday": MONDAY}, MAY, ["11 May", "18 May"]),
        ({"weekday": MONDAY, "runs_on_bank_holidays": True}, MAY, ["04 May", "11 May", "18 May", "25 May"]),
        # Terms: the first and last day count, half term does not.
        ({"term_time_only": True}, (date(2026, 2, 9), date(2026, 2, 28)), ["10 Feb", "24 Feb"]),
        ({"term_time_only": True, "weekday": FRIDAY}, MARCH, ["06 Mar", "13 Mar", "20 Mar", "27 Mar"]),
        ({"term_time_only": True, "weekday": MONDAY}, APRIL, ["13 Apr", "20 Apr", "27 Apr"]),
        ({"term_time_only": True}, SUMMER, ["07 Jul", "14 Jul", "21 Jul", "08 Sep", "15 Sep", "22 Sep", "29 Sep"]),
        ({"term_time_only": True, "weekday": MONDAY}, MAY, ["11 May", "18 May"]),
        (
            {"term_time_only": True, "weekday": MONDAY, "runs_on_bank_holidays": True},
            MAY,
            ["04 May", "11 May", "18 May", "25 May"],
        ),
        # Exceptions and breaks.
        ({"exceptions": on("2026-03-10", "2026-03-11")}, MARCH, ["03 Mar", "17 Mar", "24 Mar", "31 Mar"]),
        ({"breaks": (Period(date(2026, 3, 10), date(2026, 3, 24)),)}, MARCH, ["03 Mar", "31 Mar"]),
        # A date that is named is not cancelled by holidays, only by name.
        ({"extra_dates": on("2026-03-05", "2026-03-10")} | ENDED, MARCH, ["03 Mar", "05 Mar", "10 Mar"]),
        ({"weekday": MONDAY, "extra_dates": on("2026-05-04")}, MAY, ["04 May", "11 May", "18 May"]),
        ({"extra_dates": on("2026-03-05"), "exceptions": on("2026-03-05")} | ENDED, MARCH, ["03 Mar", "10 Mar"]),
        (ONCE, MAY, ["04 May"]),
        (ONCE | {"term_time_only": True, "first_date": date(2026, 8, 4)}, SUMMER, ["04 Aug"]),
        (ONCE, MARCH, []),
        (ONCE | {"exceptions": on("2026-05-04")}, MAY, []),
    ],
)
def test_the_dates_of_a_rule(facts, between, expected):
    assert days(a_rule(**facts), *between) == expected


@pytest.mark.parametrize(
    ("after", "first"),
    [
        (datetime(2026, 3, 3, 9, tzinfo=LONDON), "03 Mar"),
        (datetime(2026, 3, 3, 10, tzinfo=LONDON), "03 Mar"),
        (datetime(2026, 3, 3, 11, 29, tzinfo=LONDON), "03 Mar"),
        (datetime(2026, 3, 3, 11, 30, tzinfo=LONDON), "10 Mar"),
        (datetime(2026, 3, 3, 23, 59, tzinfo=LONDON), "10 Mar"),
        # The day is London's: it is Tuesday the 31st there, for half an hour, while it is Monday in UTC.
        (datetime(2026, 3, 30, 23, 30, tzinfo=UTC), "31 Mar"),
        # It is Wednesday already where the question comes from.
        (datetime(2026, 3, 4, 1, tzinfo=timezone(timedelta(hours=14))), "03 Mar"),
        # In summer ten o'clock is nine in UTC.
        (datetime(2026, 3, 31, 10, 29, tzinfo=UTC), "31 Mar"),
        (datetime(2026, 3, 31, 10, 30, tzinfo=UTC), "07 Apr"),
    ],
)
def test_next_is_the_first_that_is_not_over(after, first):
    assert f"{next_occurrence(a_rule(), CALENDAR, after).starts:%d %b}" == first


@pytest.mark.parametrize(
    ("first", "weekday", "in_utc"),
    [
        (date(2026, 3, 22), SUNDAY, ["22 10:00", "29 09:00", "05 09:00"]),
        (date(2026, 10, 18), SUNDAY, ["18 09:00", "25 10:00", "01 10:00"]),
    ],
)
def test_ten_oclock_stays_ten_oclock_when_the_clocks_change(first, weekday, in_utc):
    rule = a_rule(weekday=weekday)
    found = list(occurrences(rule, CALENDAR, datetime.combine(first, time.min, LONDON), first + timedelta(days=14)))
    assert [f"{meeting.starts:%H:%M} {meeting.ends:%H:%M}" for meeting in found] == ["10:00 11:30"] * 3
    assert [f"{meeting.starts.astimezone(UTC):%d %H:%M}" for meeting in found] == in_utc


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(TypeError):
        next_occurrence(a_rule(), CALENDAR, datetime(2026, 3, 3, 9))


@pytest.mark.parametrize(
    "facts",
    [
        {"frequency": Frequency.FORTNIGHTLY},
        {"frequency": Frequency.ONCE},
        {"frequency": Frequency.MONTHLY},
        {"frequency": Frequency.MONTHLY, "nth": 5},
    ],
)
def test_a_rule_that_lacks_a_part_is_refused(facts):
    with pytest.raises(ValueError):
        a_rule(**facts)


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2026, 3, 1), date(2026, 10, 23)),
        (date(2026, 8, 1), date(2026, 10, 23)),
        (date(2026, 12, 1), date(2026, 10, 23)),
        (date(2025, 12, 20), date(2026, 10, 23)),
        (date(2024, 1, 1), date(2024, 1, 1)),
    ],
)
def test_school_terms_are_known_as_far_as_the_table_goes(day, known):
    assert terms_known_until(CALENDAR, day) == known


def test_a_year_that_is_missing_between_two_is_not_taken_for_a_long_holiday():
    calendar = Calendar((*TERMS, Period(date(2027, 9, 1), date(2027, 10, 22))))
    november = datetime(2026, 11, 2, tzinfo=LONDON)
    assert terms_known_until(calendar, november.date()) == date(2026, 10, 23)
    assert next_occurrence(a_rule(term_time_only=True), calendar, november) is None
    assert next_occurrence(a_rule(term_time_only=True), calendar, datetime(2027, 9, 1, tzinfo=LONDON))


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"term_time_only": True}, True),
        ({"term_time_only": True, "last_date": date(2026, 11, 30)}, False),
        ({"term_time_only": True, "last_date": date(2027, 3, 30)}, True),
        ({}, False),
        (ONCE | {"term_time_only": True}, False),
    ],
)
def test_it_is_known_whether_a_session_waits_for_term_dates_or_has_ended(facts, waits):
    after = datetime(2026, 12, 1, tzinfo=LONDON)
    rule = a_rule(**facts)
    assert waits_for_term_dates(rule, CALENDAR, after.date()) is waits
    assert (next_occurrence(rule, CALENDAR, after) is None) is bool(facts)


def test_what_meets_once_is_next_however_far_ahead():
    rule = a_rule(Frequency.ONCE, first_date=date(2029, 6, 1))
    assert next_occurrence(rule, CALENDAR, datetime(2026, 3, 1, tzinfo=LONDON)).starts.date() == date(2029, 6, 1)


def test_a_session_that_never_meets_has_no_next():
    always = (Period(date.min, date.max),)
    assert next_occurrence(a_rule(breaks=always), CALENDAR, datetime(2026, 3, 1, tzinfo=LONDON)) is None


def test_the_days_it_is_off_are_those_of_its_rhythm():
    rule = a_rule(weekday=MONDAY, exceptions=on("2026-04-20", "2026-04-21"))
    assert skipped_days(rule, CALENDAR, *APRIL) == [date(2026, 4, 6), date(2026, 4, 20)]


some_days = st.dates(date(2025, 6, 1), date(2027, 6, 1))
rules = st.builds(
    Rule,
    frequency=st.sampled_from(Frequency),
    weekday=st.integers(0, 6),
    starts=st.times(max_value=time(11)).map(lambda moment: moment.replace(second=0, microsecond=0)),
    ends=st.just(time(12)),
    nth=st.sampled_from([1, 2, 3, 4, LAST]),
    first_date=some_days,
    last_date=st.none() | some_days,
    term_time_only=st.booleans(),
    runs_on_bank_holidays=st.booleans(),
    exceptions=st.frozensets(some_days, max_size=3),
    breaks=st.lists(st.builds(Period, some_days, some_days), max_size=2).map(tuple),
    extra_dates=st.frozensets(some_days, max_size=3),
)


@settings(max_examples=200, deadline=None, database=None)
@given(rules, some_days, st.integers(0, 400))
def test_the_dates_do_not_depend_on_the_day_of_asking(rule, day, ahead):
    """What is asked from the start and what is asked later are the same dates, in order, none twice."""
    calendar = Calendar((Period(date(2025, 1, 1), date(2028, 1, 1)),), CALENDAR.bank_holidays)
    until, asked = day + timedelta(days=ahead), datetime.combine(day, time(11, 30), LONDON)
    early = list(occurrences(rule, calendar, datetime(2025, 6, 1, tzinfo=LONDON), until))
    assert list(occurrences(rule, calendar, asked, until)) == [meeting for meeting in early if meeting.ends > asked]
    assert early == sorted(set(early))
    first = next_occurrence(rule, calendar, asked)
    horizon = max(day, rule.first_date) + LOOK_AHEAD
    assert first == next(iter(occurrences(rule, calendar, asked, horizon)), None)


@settings(max_examples=200, deadline=None, database=None)
@given(rules)
def test_every_date_keeps_to_the_rule(rule):
    for meeting in occurrences(rule, CALENDAR, datetime(2025, 6, 1, tzinfo=LONDON), date(2027, 6, 1)):
        day = meeting.starts.date()
        assert day not in rule.exceptions
        assert not any(day in pause for pause in rule.breaks)
        assert (meeting.starts.time(), meeting.ends.time()) == (rule.starts, rule.ends)
        if day not in rule.named_dates:
            assert day.weekday() == rule.weekday
            assert rule.first_date <= day <= (rule.last_date or day)
            assert rule.runs_on_bank_holidays or day not in CALENDAR.bank_holidays
            assert not rule.term_time_only or any(day in term for term in TERMS)
