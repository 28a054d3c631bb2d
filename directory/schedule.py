"""When a session meets: its rule, held against school terms, bank holidays and the dates that the group itself names.

Times are those of clocks in London: ten o'clock stays ten o'clock when the clocks change. What nobody has put into the
table of school terms is not known: a session that keeps to terms has no dates there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from heapq import merge
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule
from dateutil.rrule import weekday as day_of_week

LONDON = ZoneInfo("Europe/London")
FORTNIGHT = 14
LAST = -1
# The summer holiday has six or seven weeks. Where more lies between two terms, the table lacks one.
LONGEST_HOLIDAY = timedelta(weeks=10)
LOOK_AHEAD = timedelta(days=366)


class Frequency(StrEnum):
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    ONCE = "once"


@dataclass(frozen=True, order=True)
class Period:
    """Days from `first` to `last`, which both count."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Calendar:
    """When schools are open, by half terms, and the bank holidays."""

    terms: tuple[Period, ...] = ()
    bank_holidays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Rule:
    """How often a session meets, and at what time; 0 is Monday.

    A monthly one is on the `nth` such weekday, 1 to 4 or LAST; a fortnightly one is counted from `first_date`; one that
    meets once meets then, whatever its weekday says. That date and the `extra_dates` were named on purpose: no school
    or bank holiday cancels them, though `exceptions` and `breaks` do. Raises ValueError where a part is missing.
    """

    frequency: Frequency
    weekday: int
    starts: time
    ends: time
    nth: int | None = None
    first_date: date | None = None
    last_date: date | None = None
    term_time_only: bool = False
    runs_on_bank_holidays: bool = False
    exceptions: frozenset[date] = frozenset()
    breaks: tuple[Period, ...] = ()
    extra_dates: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.frequency in (Frequency.FORTNIGHTLY, Frequency.ONCE) and not self.first_date:
            raise ValueError(f"A {self.frequency} session needs a first date.")
        if self.frequency is Frequency.MONTHLY and self.nth not in (1, 2, 3, 4, LAST):
            raise ValueError(f"{self.nth!r} is no week of the month.")

    @property
    def named_dates(self) -> frozenset[date]:
        if self.frequency is Frequency.ONCE and self.first_date:
            return self.extra_dates | {self.first_date}
        return self.extra_dates


@dataclass(frozen=True, order=True)
class Occurrence:
    """One meeting; its times know their zone."""

    starts: datetime
    ends: datetime


def occurrences(rule: Rule, calendar: Calendar, after: datetime, until: date) -> Iterator[Occurrence]:
    """The meetings that are not over at `after`, which knows its zone, and begin on `until` at latest; in order."""
    first = after.astimezone(LONDON).date()
    named = sorted(day for day in rule.named_dates if first <= day <= until)
    earlier = None
    for day in merge(regular_days(rule, calendar, first, until), named):
        if day != earlier and meets_on(rule, calendar, day):
            meeting = occurrence_on(rule, day)
            if meeting.ends > after:
                yield meeting
        earlier = day


def next_occurrence(rule: Rule, calendar: Calendar, after: datetime) -> Occurrence | None:
    """The first meeting that is not over, if there is one in the year ahead, or in the year after its first date."""
    today = after.astimezone(LONDON).date()
    until = max(today, rule.first_date or today) + LOOK_AHEAD
    return next(occurrences(rule, calendar, after, until), None)


def skipped_days(rule: Rule, calendar: Calendar, first: date, last: date) -> list[date]:
    """The days on which it would meet, but for a holiday, a break or an exception."""
    return [day for day in regular_days(rule, calendar, first, last) if not meets_on(rule, calendar, day)]


def regular_days(rule: Rule, calendar: Calendar, first: date, last: date) -> Iterator[date]:
    """The days of its rhythm, holidays and exceptions among them, as far as they can be known; in order."""
    if rule.frequency is Frequency.ONCE:
        return iter(())
    known = terms_known_until(calendar, first) if rule.term_time_only else last
    rhythm = rrule(
        MONTHLY if rule.frequency is Frequency.MONTHLY else WEEKLY,
        dtstart=datetime.combine(_first_counted(rule, first), time.min),
        until=datetime.combine(min(last, known, rule.last_date or last), time.max),
        interval=2 if rule.frequency is Frequency.FORTNIGHTLY else 1,
        byweekday=day_of_week(rule.weekday, rule.nth if rule.frequency is Frequency.MONTHLY else None),
    )
    return (moment.date() for moment in rhythm)


def meets_on(rule: Rule, calendar: Calendar, day: date) -> bool:
    """Whether it meets on a day of its rhythm, or one that is named."""
    if day in rule.exceptions or any(day in pause for pause in rule.breaks):
        return False
    if day in rule.named_dates:
        return True
    if rule.term_time_only and not any(day in term for term in calendar.terms):
        return False
    return rule.runs_on_bank_holidays or day not in calendar.bank_holidays


def occurrence_on(rule: Rule, day: date) -> Occurrence:
    return Occurrence(datetime.combine(day, rule.starts, LONDON), datetime.combine(day, rule.ends, LONDON))


def terms_known_until(calendar: Calendar, day: date) -> date:
    """The last day of which it is known, from `day` on, whether schools are open: before `day` if it is not known."""
    known = max((term.last for term in calendar.terms if term.first <= day), default=day)
    for term in sorted(term for term in calendar.terms if term.first > day):
        if term.first - known > LONGEST_HOLIDAY:
            break
        known = max(known, term.last)
    return known


def waits_for_term_dates(rule: Rule, calendar: Calendar, day: date) -> bool:
    """Whether it may go on after the last term that is known."""
    if not rule.term_time_only or rule.frequency is Frequency.ONCE:
        return False
    return rule.last_date is None or rule.last_date > max(day, terms_known_until(calendar, day))


def _first_counted(rule: Rule, first: date) -> date:
    """The day from which the rhythm is counted to reach `first` soonest."""
    begins = rule.first_date or first
    if rule.frequency is not Frequency.FORTNIGHTLY:
        return max(begins, first)
    begins += timedelta(days=(rule.weekday - begins.weekday()) % 7)
    return begins + max(0, -((begins - first).days // FORTNIGHT)) * timedelta(days=FORTNIGHT)
