"""Reads: what staff may see of the counts, by month. Months are shown when they are over, and once for all: whoever
could see a number grow from day to day would see single people."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from triage.counts.disclosure import FEWEST, Cell, large, parts, table
from triage.counts.models import JourneyCount, What

A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Report:
    """None stands for what is not shown. `ended` are journeys that came to an outcome, `median` the questions that
    those were asked. Keys of `by_language` and `by_neighbourhood` are an outcome and another key."""

    questions: Mapping[str, int | None]
    weeks: Mapping[date, int | None]
    ended: int | None
    median: float | None
    outcomes: Mapping[str, int | None]
    languages: Mapping[str, int | None]
    neighbourhoods: Mapping[str, int | None]
    by_language: Mapping[Cell, int | None]
    by_neighbourhood: Mapping[Cell, int | None]


def months(today: date) -> list[date]:
    """The first days of the months that are over and have counts, the last one first. A week belongs to the month of
    its Monday."""
    this_week = today - timedelta(days=today.weekday())
    counted = {week.replace(day=1) for week in JourneyCount.objects.values_list("week", flat=True).distinct()}
    return sorted((month for month in counted if _next_month(month) <= this_week), reverse=True)


def report(month: date) -> Report:
    counts: dict[str, Counter[str]] = {what: Counter() for what in What.values}
    weeks: Counter[str] = Counter({str(week): 0 for week in _weeks(month)})
    for row in JourneyCount.objects.filter(week__gte=month, week__lt=_next_month(month)):
        counts[row.what][row.key] += row.times
        if row.what == What.OUTCOME:
            weeks[str(row.week)] += row.times
    ended = counts[What.OUTCOME].total()
    return Report(
        questions=large(counts[What.QUESTION]),
        weeks={date.fromisoformat(week): times for week, times in parts(weeks).items()},
        ended=ended if ended >= FEWEST else None,
        median=median({int(length): times for length, times in counts[What.LENGTH].items()}),
        outcomes=parts(counts[What.OUTCOME]),
        languages=parts(counts[What.LANGUAGE]),
        neighbourhoods=parts(counts[What.NEIGHBOURHOOD]),
        by_language=_pairs(counts[What.OUTCOME_AND_LANGUAGE]),
        by_neighbourhood=_pairs(counts[What.OUTCOME_AND_NEIGHBOURHOOD]),
    )


def median(lengths: Mapping[int, int]) -> float | None:
    """Exactly, of so many journeys of each length; None where they are fewer than FEWEST."""
    in_order = sorted(Counter(lengths).elements())
    middle = len(in_order) // 2
    if len(in_order) < FEWEST:
        return None
    return in_order[middle] if len(in_order) % 2 else (in_order[middle - 1] + in_order[middle]) / 2


def _pairs(counts: Mapping[str, int]) -> dict[Cell, int | None]:
    """The whole table: a pair that nobody came to is a cell as well."""
    cells = [tuple(key.split(" ", 1)) for key in counts]
    whole = product({row for row, _column in cells}, {column for _row, column in cells})
    return table({(row, column): counts.get(f"{row} {column}", 0) for row, column in whole})


def _weeks(month: date) -> Iterable[date]:
    monday = month + timedelta(days=-month.weekday() % 7)
    while monday < _next_month(month):
        yield monday
        monday += A_WEEK


def _next_month(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
