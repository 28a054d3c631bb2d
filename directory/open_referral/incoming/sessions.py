"""Sessions out of another feed's schedules. What the portal cannot hold is left out and told; nonsense is refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from directory.open_referral.incoming.complaints import Reading
from directory.open_referral.record import Record
from directory.open_referral.schedules import BANK_HOLIDAYS_TOO, DAYS, TERM_TIME_ONLY
from directory.sessions import FORTNIGHTLY, MONTHLY, ONCE, WEEKLY, Nth

CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?(Z|[+-][0-9]{2}:?[0-9]{2})?")
BY_DAY = re.compile(rf"([+-]?[1-5])?({'|'.join(DAYS)})")
DATES = r"([0-9, to-]+)\."


@dataclass(frozen=True)
class IncomingSession:
    """`facts` are fields of a session; `place` the id of the service at its location, if one is named."""

    facts: Mapping[str, Any]
    place: str
    online: bool


def sessions_of(schedule: Record, where: str, reading: Reading) -> list[IncomingSession]:
    """One for each day of the week that the schedule names; none where it was complained of."""
    starts, ends = (_clock(schedule, name, where, reading) for name in ("opens_at", "closes_at"))
    dates = {name: _date(schedule, name, where, reading) for name in ("dtstart", "valid_from", "until", "valid_to")}
    first, last = dates["dtstart"] or dates["valid_from"], dates["until"] or dates["valid_to"]
    days = _days(schedule, first, where, reading)
    if not (starts and ends and days):
        return []
    facts = {"starts": starts, "ends": ends, **_in_words(schedule)}
    place, online = str(schedule.get("service_at_location_id", "")).lower(), schedule.get("attending_type") == "Online"
    if first and (schedule.get("count") == 1 or first == last):
        facts |= {"frequency": ONCE, "weekday": first.weekday(), "starts_on": first}
        return [IncomingSession(facts, place, online)]
    rhythms = (_rhythm(schedule, nth, day, first, last, where, reading) for nth, day in days)
    return [IncomingSession({**facts, **rhythm}, place, online) for rhythm in rhythms if rhythm]


def _clock(schedule: Record, name: str, where: str, reading: Reading) -> time | None:
    """A time of clocks in London: an offset says no more."""
    text = schedule.get(name)
    if text is None:
        reading.leave_out(f"{where}/{name}", "A session without this is left out.")
        return None
    found = CLOCK.fullmatch(str(text))
    if not found:
        reading.refuse(f"{where}/{name}", "This is no time, as in 10:30.")
        return None
    return time(int(found[1]), int(found[2]))


def _date(schedule: Record, name: str, where: str, reading: Reading) -> date | None:
    text = schedule.get(name)
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        reading.refuse(f"{where}/{name}", "This is no date, as in 2026-03-04.")
        return None


def _days(schedule: Record, first: date | None, where: str, reading: Reading) -> list[tuple[int | None, int]]:
    """Which of the month, if it says so, and the day of the week, from 0."""
    text = str(schedule.get("byday") or "").replace(" ", "").upper()
    if not text and schedule.get("bymonthday"):
        reading.leave_out(f"{where}/bymonthday", "A session on a day of the month is left out.")
        return []
    if not text and not first:
        reading.leave_out(f"{where}/byday", "A session without a day of the week is left out.")
        return []
    found = [BY_DAY.fullmatch(part) for part in text.split(",")] if text else [BY_DAY.fullmatch(DAYS[first.weekday()])]  # type: ignore[union-attr]
    if not all(found):
        reading.refuse(f"{where}/byday", "Days are MO, TU, WE, TH, FR, SA and SU, or 2TU for the second Tuesday.")
        return []
    return [(int(one[1]) if one[1] else None, DAYS.index(one[2])) for one in found if one]


def _rhythm(
    schedule: Record,
    nth: int | None,
    day: int,
    first: date | None,
    last: date | None,
    where: str,
    reading: Reading,
) -> dict[str, Any] | None:
    every, often = str(schedule.get("freq") or "WEEKLY"), schedule.get("interval") or 1
    facts = {"weekday": day, "starts_on": first, "ends_on": last}
    match every, often:
        case "WEEKLY", 1:
            return {"frequency": WEEKLY, **facts}
        case "WEEKLY", 2 if first:
            return {"frequency": FORTNIGHTLY, **facts, "starts_on": _first_of_rhythm(first, day)}
        case "WEEKLY", 2:
            reading.refuse(f"{where}/dtstart", "Every second week has to be counted from a date.")
        case "MONTHLY", 1 if nth in Nth.values:
            return {"frequency": MONTHLY, "nth": nth, **facts}
        case (("WEEKLY" | "MONTHLY"), _):
            reading.leave_out(f"{where}/freq", "A session in this rhythm is left out.")
        case _:
            reading.refuse(f"{where}/freq", "This is WEEKLY or MONTHLY.")
    return None


def _first_of_rhythm(first: date, day: int) -> date:
    """The first such day on or after a date, in the weeks that are counted from its own."""
    in_first_week = first + timedelta(days=day - first.weekday())
    return in_first_week if in_first_week >= first else in_first_week + timedelta(days=14)


def _in_words(schedule: Record) -> dict[str, Any]:
    """What schedules.py says in words; other feeds' words stay unread."""
    about, notes = str(schedule.get("description") or ""), str(schedule.get("notes") or "")
    lines = {
        name: re.search(f"{words} {DATES}", notes)
        for name, words in (("exceptions", "Not on"), ("extra_dates", "Also on"))
    }
    return {
        "term_time_only": TERM_TIME_ONLY in about,
        "runs_on_bank_holidays": BANK_HOLIDAYS_TOO in about,
        **{name: found[1].replace(", ", "\n") for name, found in lines.items() if found},
    }
