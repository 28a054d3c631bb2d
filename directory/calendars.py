"""Calendar files (RFC 5545), for a phone to add to its own calendar.

A file is read once and never again, so it tells of a year at most, and of no school term that is not known yet.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar as File
from icalendar import Event, Timezone, TimezoneDaylight, TimezoneStandard

from directory.schedule import (
    LONDON,
    LOOK_AHEAD,
    Calendar,
    Frequency,
    Rule,
    meets_on,
    occurrence_on,
    regular_days,
)

PRODUCT = "-//Family portal//Groups//EN"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SUMMER, WINTER = timedelta(hours=1), timedelta(0)


@dataclass(frozen=True)
class Meeting:
    """A session in the words of `language`; `uid` is its own for ever, and the same in every language."""

    uid: str
    rule: Rule
    name: str
    where: str
    note: str
    url: str
    language: str


def calendar_file(meetings: Iterable[Meeting], calendar: Calendar, *, now: datetime) -> bytes:
    """The file; empty where none of them has a date to come, since a calendar without a date is none."""
    events = [event for meeting in meetings for event in _events(meeting, calendar, now)]
    if not events:
        return b""
    file = File()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add_component(_london())
    for event in events:
        file.add_component(event)
    return file.to_ical()


def _events(meeting: Meeting, calendar: Calendar, now: datetime) -> Iterator[Event]:
    """One that repeats, and one for each date that is named beside its rhythm."""
    rule, today = meeting.rule, now.astimezone(LONDON).date()
    rhythm = list(regular_days(rule, calendar, today, today + LOOK_AHEAD))
    met = [day for day in rhythm if meets_on(rule, calendar, day)]
    if met:
        yield _repeated(meeting, met, [day for day in rhythm if met[0] < day < met[-1] and day not in met], now)
    for day in sorted(rule.named_dates - set(met)):
        if day >= today and meets_on(rule, calendar, day):
            yield _event(meeting, f"{day:%Y%m%d}-{meeting.uid}", day, now)


def _repeated(meeting: Meeting, met: list[date], off: list[date], now: datetime) -> Event:
    event = _event(meeting, meeting.uid, met[0], now)
    event.add("rrule", _recurrence(meeting.rule, met[-1]))
    if off:
        event.add("exdate", [occurrence_on(meeting.rule, day).starts for day in off])
    return event


def _event(meeting: Meeting, uid: str, day: date, now: datetime) -> Event:
    times = occurrence_on(meeting.rule, day)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", times.starts)
    event.add("dtend", times.ends)
    event.add("summary", meeting.name, parameters={"language": meeting.language})
    for name, words in (("location", meeting.where), ("description", meeting.note)):
        if words:
            event.add(name, words)
    event.add("url", meeting.url)
    return event


def _recurrence(rule: Rule, last: date) -> dict:
    until = occurrence_on(rule, last).starts.astimezone(UTC)
    if rule.frequency is Frequency.MONTHLY:
        return {"freq": "monthly", "byday": f"{rule.nth}{DAYS[rule.weekday]}", "until": until}
    weeks = 2 if rule.frequency is Frequency.FORTNIGHTLY else 1
    return {"freq": "weekly", "interval": weeks, "byday": DAYS[rule.weekday], "until": until}


def _london() -> Timezone:
    """The clocks as they have changed since 1996, in a tenth of the bytes of the library's own table."""
    zone = Timezone()
    zone.add("tzid", str(LONDON))
    for part, name, month, hour, before, then in (
        (TimezoneDaylight(), "BST", 3, 1, WINTER, SUMMER),
        (TimezoneStandard(), "GMT", 10, 2, SUMMER, WINTER),
    ):
        part.add("tzname", name)
        part.add("dtstart", datetime(1996, month, 31 if month == 3 else 27, hour))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", then)
        zone.add_component(part)
    return zone
