"""When a month is over, its slips are opened, added up and destroyed, all at once; fewer than ten are not counted.

So the database never holds a number that grew by one family, nor one that may not be shown.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from referrals import keyring, sealing
from referrals.figures.models import Figure, Tally, What
from referrals.figures.tallies import Counted, read
from referrals.models import Referral
from triage.counts.disclosure import FEWEST, large, parts

logger = logging.getLogger(__name__)
MEDIAN, MOST = "median", "nine in ten"


def count_months(*, now: datetime) -> None:
    """A week belongs to the month of its Monday."""
    today = localdate(now)
    this_week = today - timedelta(days=today.weekday())
    waiting = {week.replace(day=1) for week in Tally.objects.values_list("week", flat=True).distinct()}
    for month in sorted(waiting):
        if _next(month) <= this_week:
            _count(month)


@transaction.atomic
def _count(month: date) -> None:
    """Where none of its slips can be opened here, they stay for another day."""
    waiting = Tally.objects.filter(week__gte=month, week__lt=_next(month)).select_for_update()
    slips = [(tally.week, counted) for tally in waiting if (counted := _read(tally))]
    if waiting and not slips:
        raise sealing.NoPrivateKey
    if len(slips) >= FEWEST:
        Figure.objects.bulk_create(_figures(month, slips))
    waiting.delete()


def _read(tally: Tally) -> Counted | None:
    try:
        return read(tally, keyring.private_key)
    except (sealing.NoPrivateKey, sealing.CannotOpen):
        logger.warning("One referral of the week from %s cannot be counted: the key to its slip is gone.", tally.week)
        return None


def _figures(month: date, slips: list[tuple[date, Counted]]) -> Iterator[Figure]:
    weeks = Counter({str(monday): 0 for monday in _mondays(month)})
    weeks.update(str(week) for week, _ in slips)
    counted = [one for _, one in slips]
    shown: dict[What, Mapping[str, int | None]] = {
        What.REFERRALS: {"": len(slips)},
        What.WEEK: parts(weeks),
        What.NEED: large(Counter(need for one in counted for need in set(one.needs))),
        What.NEIGHBOURHOOD: parts(Counter(one.neighbourhood for one in counted)),
        What.LANGUAGE: parts(Counter(one.language for one in counted)),
        What.FIRST_CONTACT: _hours(_waits(month)),
    }
    for what, numbers in shown.items():
        for key, number in numbers.items():
            yield Figure(month=month, what=what, key=key, number=number)


def _waits(month: date) -> list[timedelta]:
    """How long families waited who were first contacted in these weeks, the shortest first."""
    mondays = list(_mondays(month))
    begin, end = (make_aware(datetime.combine(day, time())) for day in (mondays[0], mondays[-1] + timedelta(weeks=1)))
    contacted = Referral.objects.filter(first_contact_at__gte=begin, first_contact_at__lt=end)
    times = contacted.values_list("first_contact_at", "received_at")
    return sorted(at - received for at, received in times if at)


def _hours(waits: list[timedelta]) -> dict[str, int | None]:
    """In whole hours, each part of one as an hour: within which half of them, and nine in ten, were contacted."""
    if len(waits) < FEWEST:
        return {MEDIAN: None, MOST: None}
    return {MEDIAN: _up_to(waits, 50), MOST: _up_to(waits, 90)}


def _up_to(waits: list[timedelta], hundredths: int) -> int:
    """The least of so many hundredths of them, by the nearest rank."""
    wait = waits[-(-len(waits) * hundredths // 100) - 1]
    return -(-wait // timedelta(hours=1))


def _mondays(month: date) -> Iterable[date]:
    monday = month + timedelta(days=-month.weekday() % 7)
    while monday < _next(month):
        yield monday
        monday += timedelta(weeks=1)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
