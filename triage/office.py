"""The front door's telephone: when it is answered, and whom to call now."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from content import queries as content_queries
from content.registry import Fact
from directory import queries as directory_queries
from triage.hours import OfficeHours, read_week

OFFICE_FILE = Path(__file__).parent / "data" / "office.toml"


@dataclass(frozen=True)
class Office:
    """`open` and `closed` are keys of the numbers to call while it is open, and while it is not."""

    open: str
    closed: str
    week: dict[int, tuple[time, time]]


@dataclass(frozen=True)
class Now:
    """Whom to call now, and whom at other times. `changes` is when the office closes or, where it is closed, opens.
    A number that nobody keeps in the registry is None."""

    is_open: bool
    changes: datetime
    call: Fact | None
    otherwise: Fact | None


def read_office(path: Path) -> Office:
    """A missing key raises KeyError with its name; hours that are none, ValueError."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Office(open=data["numbers"]["open"], closed=data["numbers"]["closed"], week=read_week(data["hours"]))


@cache
def office() -> Office:
    return read_office(OFFICE_FILE)


def office_hours() -> OfficeHours:
    """With the bank holidays that editors keep."""
    return OfficeHours(office().week, directory_queries.calendar().bank_holidays, ZoneInfo(settings.TIME_ZONE))


def now(moment: datetime) -> Now:
    hours = office_hours()
    opening, is_open = hours.opening(moment), hours.is_open(moment)
    keys = [office().open, office().closed]
    numbers = {helpline.key: helpline for helpline in content_queries.helplines_named(keys)}
    call, otherwise = keys if is_open else reversed(keys)
    return Now(
        is_open=is_open,
        changes=opening.closes if is_open else opening.opens,
        call=numbers.get(call),
        otherwise=numbers.get(otherwise),
    )
