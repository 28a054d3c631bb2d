"""Calendar files, read again by the library that phones' calendars agree with."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rruleset, rrulestr
from hypothesis import given, settings
from icalendar import Calendar as File

from directory.calendars import Meeting, calendar_file
from directory.schedule import LAST, LONDON, LOOK_AHEAD, Calendar, Frequency, occurrences
from tests.directory.test_schedule import CALENDAR, FORTNIGHT, MONDAY, ONCE, a_rule, on, rules

NOW = datetime(2026, 3, 1, 12, 34, 56, tzinfo=UTC)


def a_meeting(rule, **facts):
    told = {
        "name": "Tea",
        "where": "Long Hall",
        "note": "",
        "url": "https://example.org/en/groups/tea/",
        "language": "en",
    }
    return Meeting(uid="session-1@example.org", rule=rule, **told | facts)


def read(*meetings, calendar=CALENDAR, now=NOW):
    return File.from_ical(calendar_file(meetings, calendar, now=now))


def dates(file):
    """Every date in the file, as a phone works it out."""
    return sorted(moment for event in file.walk("VEVENT") for moment in _dates(event))


def _dates(event):
    starts = event.decoded("dtstart")
    found = rruleset()
    if "rrule" in event:
        found.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=starts))
    else:
        found.rdate(starts)
    listed = event.get("exdate", [])
    for one in listed if isinstance(listed, list) else [listed]:
        for day in one.dts:
            found.exdate(day.dt)
    return list(found)


def test_a_session_is_an_event_that_repeats():
    rule = a_rule(weekday=MONDAY, exceptions=on("2026-03-16"), last_date=date(2026, 4, 20))
    (event,) = read(a_meeting(rule)).walk("VEVENT")
    lines = event.to_ical().decode().splitlines()
    for line in (
        "SUMMARY;LANGUAGE=en:Tea",
        "DTSTART;TZID=Europe/London:20260302T100000",
        "DTEND;TZID=Europe/London:20260302T113000",
        "DTSTAMP:20260301T123456Z",
        "UID:session-1@example.org",
        "RRULE:FREQ=WEEKLY;UNTIL=20260420T090000Z;INTERVAL=1;BYDAY=MO",
        "EXDATE;TZID=Europe/London:20260316T100000,20260406T100000",
        "LOCATION:Long Hall",
        "URL:https://example.org/en/groups/tea/",
    ):
        assert line in lines, lines


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (FORTNIGHT, "FREQ=WEEKLY;UNTIL=20270302T100000Z;INTERVAL=2;BYDAY=TU"),
        (
            {"frequency": Frequency.MONTHLY, "weekday": MONDAY, "nth": 1},
            "FREQ=MONTHLY;UNTIL=20270301T100000Z;BYDAY=1MO",
        ),
        ({"frequency": Frequency.MONTHLY, "nth": LAST}, "FREQ=MONTHLY;UNTIL=20270223T100000Z;BYDAY=-1TU"),
        # No further than school terms are known.
        ({"term_time_only": True}, "FREQ=WEEKLY;UNTIL=20261020T090000Z;INTERVAL=1;BYDAY=TU"),
    ],
)
def test_the_rhythm_is_written_as_calendars_read_it(facts, rule):
    (event,) = read(a_meeting(a_rule(**facts))).walk("VEVENT")
    assert event["rrule"].to_ical().decode() == rule


def test_what_meets_once_and_extra_dates_are_events_of_their_own():
    (event,) = read(a_meeting(a_rule(**ONCE))).walk("VEVENT")
    assert "rrule" not in event
    file = read(a_meeting(a_rule(extra_dates=on("2026-03-05", "2026-02-05"))))
    regular, extra = file.walk("VEVENT")
    assert regular["uid"] != extra["uid"]
    assert extra.decoded("dtstart") == datetime(2026, 3, 5, 10, tzinfo=LONDON)


def test_a_calendar_without_a_date_to_come_is_no_file():
    assert calendar_file([a_meeting(a_rule(last_date=date(2026, 2, 1)))], CALENDAR, now=NOW) == b""
    assert calendar_file([a_meeting(a_rule(term_time_only=True))], Calendar(), now=NOW) == b""
    assert calendar_file([], CALENDAR, now=NOW) == b""


def test_words_of_any_script_and_with_any_sign_come_back_whole():
    name, where = 'چائے; "tea", \\ and\nmilk', "Long Hall, Lane 1; LU4"
    (event,) = read(a_meeting(a_rule(), name=name, where=where, language="ur")).walk("VEVENT")
    assert (str(event["summary"]), event["summary"].params["language"]) == (name, "ur")
    assert str(event["location"]) == where


def test_the_clocks_in_the_file_are_londons():
    zone = read(a_meeting(a_rule())).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    for hour in range(0, 2 * 366 * 24):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        assert moment.astimezone(zone).utcoffset() == moment.astimezone(LONDON).utcoffset(), moment


@settings(max_examples=150, deadline=None, database=None)
@given(rules)
def test_a_phone_reads_the_dates_that_the_page_says(rule):
    midnight = datetime.combine(date(2026, 3, 1), time.min, LONDON)
    told = occurrences(rule, CALENDAR, midnight, midnight.date() + LOOK_AHEAD)
    # What is named may lie further ahead than a year.
    told = {meeting.starts for meeting in told}
    file = calendar_file([a_meeting(rule)], CALENDAR, now=midnight)
    read_again = dates(File.from_ical(file)) if file else []
    assert len(read_again) == len(set(read_again))
    assert told == {moment for moment in read_again if moment.date() <= midnight.date() + LOOK_AHEAD}
