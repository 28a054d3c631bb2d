"""Which backups are kept: all of two hours, the first of each hour for two days, the first of each day for five weeks.

No longer: an old backup can hold what was forgotten since (decision 27).
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

Rule = tuple[timedelta, Callable[[datetime], object]]
RULES: tuple[Rule, ...] = (
    (timedelta(hours=2), lambda at: at),
    (timedelta(days=2), lambda at: (at.date(), at.hour)),
    (timedelta(weeks=5), lambda at: at.date()),
)


def kept(taken: Iterable[datetime], now: datetime) -> set[datetime]:
    """Of backups, by when they were taken, those to keep. The newest is always one of them."""
    every = sorted(taken)
    firsts = {at for age, period in RULES for at in _firsts(every, period) if now - at <= age}
    return firsts | set(every[-1:])


def _firsts(every: list[datetime], period: Callable[[datetime], object]) -> list[datetime]:
    return list({period(at): at for at in reversed(every)}.values())
