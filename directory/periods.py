"""Dates as editors type them, one a line: "2026-12-24" or "24/12/2026", and "2026-12-21 to 2027-01-04" for every day
between the two, which both count. A dash between spaces says "to" in every language."""

import re
from datetime import date, datetime

from directory.schedule import Period

BETWEEN = re.compile(r"\s+(?:to|[-–—])\s+")
WRITTEN = ("%Y-%m-%d", "%d/%m/%Y")


def periods(text: str) -> tuple[Period, ...]:
    """What the lines say; a single date is a period of one day. Raises ValueError with the line that says nothing."""
    return tuple(_period(line) for line in map(str.strip, text.splitlines()) if line)


def single_days(text: str) -> frozenset[date]:
    """The lines that are one date each. Raises ValueError with a line that is none, or is a period."""
    days = periods(text)
    if longer := next((period for period in days if period.first != period.last), None):
        raise ValueError(f"{longer.first} to {longer.last}")
    return frozenset(period.first for period in days)


def _period(line: str) -> Period:
    days = BETWEEN.split(line, maxsplit=1)
    period = Period(_date(days[0], line), _date(days[-1], line))
    if period.last < period.first:
        raise ValueError(line)
    return period


def _date(text: str, line: str) -> date:
    for pattern in WRITTEN:
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise ValueError(line)
