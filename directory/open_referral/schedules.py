"""When a session meets, in the recurrence fields of the standard. What those cannot say is in words."""

from datetime import date

from directory.open_referral.record import Record, filled
from directory.schedule import Frequency, Period, Rule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
IN_PERSON, ONLINE = "In person", "Online"
TERM_TIME_ONLY = "In school term time only."
BANK_HOLIDAYS_TOO, NOT_ON_BANK_HOLIDAYS = "On bank holidays too.", "Not on bank holidays."


def schedule(rule: Rule) -> Record:
    """Without its ids. What meets once is a weekly rule that ends with its first date."""
    once = rule.frequency is Frequency.ONCE
    monthly = rule.frequency is Frequency.MONTHLY
    last = rule.first_date if once else rule.last_date
    return filled(
        valid_from=_day(rule.first_date),
        valid_to=_day(last),
        dtstart=_day(rule.first_date),
        until=_day(last),
        count=1 if once else None,
        freq="MONTHLY" if monthly else "WEEKLY",
        interval=2 if rule.frequency is Frequency.FORTNIGHTLY else 1,
        byday=f"{rule.nth if monthly else ''}{DAYS[_weekday(rule)]}",
        opens_at=f"{rule.starts:%H:%M}",
        closes_at=f"{rule.ends:%H:%M}",
        description=" ".join(_holidays(rule)),
        notes=" ".join(_dates(rule)),
    )


def _weekday(rule: Rule) -> int:
    return rule.first_date.weekday() if rule.frequency is Frequency.ONCE and rule.first_date else rule.weekday


def _holidays(rule: Rule) -> list[str]:
    if rule.frequency is Frequency.ONCE:
        return []
    in_term = [TERM_TIME_ONLY] if rule.term_time_only else []
    return [*in_term, BANK_HOLIDAYS_TOO if rule.runs_on_bank_holidays else NOT_ON_BANK_HOLIDAYS]


def _dates(rule: Rule) -> list[str]:
    """Single dates and pauses, as a program can read them too."""
    off = sorted([*(Period(day, day) for day in rule.exceptions), *rule.breaks])
    not_on = ", ".join(f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}" for one in off)
    also_on = ", ".join(f"{day}" for day in sorted(rule.extra_dates))
    return [*([f"Not on {not_on}."] if off else []), *([f"Also on {also_on}."] if also_on else [])]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
