"""When the office is open, and what a number of working hours or days after a moment is.

All moments are aware. Working time is counted in real time, so a night in which clocks change adds or takes none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Opening:
    """From `opens` until just before `closes`, on one day."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class OfficeHours:
    """`week` leads from a weekday (0 is Monday) to when it opens and closes; `closed` are days off, bank holidays."""

    week: Mapping[int, tuple[time, time]]
    closed: frozenset[date]
    zone: ZoneInfo

    def is_open(self, moment: datetime) -> bool:
        return self.opening(moment).opens <= moment

    def opening(self, moment: datetime) -> Opening:
        """The one at that moment, or else the next."""
        return next(self._openings(moment))

    def after_hours(self, moment: datetime, hours: int) -> datetime:
        """When the office has been open for so many hours since."""
        left = hours * AN_HOUR
        for opening in self._openings(moment):
            starts = max(moment.astimezone(UTC), opening.opens)
            if starts + left <= opening.closes:
                return (starts + left).astimezone(self.zone)
            left -= opening.closes - starts
        raise AssertionError("openings never end")

    def after_days(self, moment: datetime, days: int) -> datetime:
        """The same time so many working days later. From before an opening, that many days end as the last closes."""
        first, *later = islice(self._openings(moment), days + 1)
        if moment <= first.opens:
            return [first, *later][days - 1].closes.astimezone(self.zone)
        last = later[-1]
        on_day = last.opens.astimezone(self.zone).date()
        same_time = datetime.combine(on_day, moment.astimezone(self.zone).time(), self.zone)
        return min(max(same_time, last.opens), last.closes).astimezone(self.zone)

    def at_the_hour(self, due: datetime) -> datetime:
        """The full hour to name for a moment of working time: it, or the next, but no later than the office closes."""
        past = timedelta(minutes=due.minute, seconds=due.second, microseconds=due.microsecond)
        full = due - past + (AN_HOUR if past else timedelta(0))
        opening = self._opening(due.astimezone(self.zone).date())
        return min(full, opening.closes).astimezone(self.zone) if opening else full

    def _openings(self, moment: datetime) -> Iterator[Opening]:
        """Those that are not over, in order, without end."""
        today = moment.astimezone(self.zone).date()
        for days in count():
            opening = self._opening(today + timedelta(days=days))
            if opening and opening.closes > moment:
                yield opening

    def _opening(self, day: date) -> Opening | None:
        if day in self.closed or day.weekday() not in self.week:
            return None
        opens, closes = (datetime.combine(day, at, self.zone).astimezone(UTC) for at in self.week[day.weekday()])
        return Opening(opens, closes)


def read_week(hours: Mapping[str, tuple[str, str]]) -> dict[int, tuple[time, time]]:
    """The week of {"monday": ("09:00", "17:00")}. Raises ValueError for what is no weekday or no time, for a day that
    closes before it opens, and for a week that never opens."""
    week = {
        WEEKDAYS.index(day): (time.fromisoformat(opens), time.fromisoformat(shuts))
        for day, (opens, shuts) in hours.items()
    }
    if not week or any(opens >= closes for opens, closes in week.values()):
        raise ValueError("The office must open on some day, and close after it opens.")
    return week
