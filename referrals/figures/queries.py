"""Reads: the figures of a month, with their names."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from directory.spreadsheets.cells import with_apostrophe
from places import queries as places_queries
from referrals import spoken
from referrals.figures.counting import MEDIAN, MOST
from referrals.figures.models import Figure, What
from triage import queries as triage_queries
from triage.words import ENGLISH, label, words

NOT_SHOWN = "not shown"
Numbers = Mapping[str, int | None]


@dataclass(frozen=True)
class Report:
    """`tables` leads from a heading to its rows, in words. Times are in hours; None stands for what is not shown."""

    referrals: int
    median: int | None
    nine_in_ten: int | None
    tables: Mapping[str, Numbers]


def months() -> list[date]:
    """Those that have figures, the last one first."""
    return list(Figure.objects.filter(what=What.REFERRALS).order_by("-month").values_list("month", flat=True))


def report(month: date) -> Report:
    """Of one of `months()`."""
    numbers: dict[str, dict[str, int | None]] = {what: {} for what in What.values}
    for figure in Figure.objects.filter(month=month):
        numbers[figure.what][figure.key] = figure.number
    return Report(
        referrals=numbers[What.REFERRALS][""] or 0,
        median=numbers[What.FIRST_CONTACT].get(MEDIAN),
        nine_in_ten=numbers[What.FIRST_CONTACT].get(MOST),
        tables={
            "Week": {f"From {date.fromisoformat(key):%-d %B %Y}": number for key, number in numbers[What.WEEK].items()},
            "Need": _named(numbers[What.NEED], _needs(numbers[What.NEED])),
            "Neighbourhood": _named(numbers[What.NEIGHBOURHOOD], _places()),
            "Language to speak": _named(numbers[What.LANGUAGE], dict(spoken.choices())),
        },
    )


def as_csv(month: date, found: Report) -> bytes:
    """For spreadsheet programs: which read UTF-8 by its mark, and run what looks like a formula."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["Month", "Counted by", "Which", "Number"])
    totals = {
        "Referrals": found.referrals,
        "Hours to first contact, half of the families": found.median,
        "Hours to first contact, nine in ten": found.nine_in_ten,
    }
    for heading, numbers in {"Whole month": totals, **found.tables}.items():
        for name, number in numbers.items():
            cells = [f"{month:%Y-%m}", heading, name, NOT_SHOWN if number is None else str(number)]
            rows.writerow([_safe(cell) for cell in cells])
    return file.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """Also without what stands before a formula and is not seen: a tab, a line's end."""
    return with_apostrophe(" ".join(text.split()))


def _named(numbers: Numbers, names: Mapping[str, str]) -> Numbers:
    """In the order of the names; what is no longer known goes by its key."""
    order = [*names, *numbers]
    return {names.get(key, key): numbers[key] for key in sorted(numbers, key=order.index)}


def _needs(keys: Mapping[str, object]) -> dict[str, str]:
    english = words(ENGLISH)
    known = triage_queries.document().question("needs").options
    return {key: label(english, "needs", key) for key in [*known, *keys]}


def _places() -> dict[str, str]:
    named = {place.key: place.name(ENGLISH) for place in places_queries.neighbourhoods()}
    return {**named, "": "No postcode, or one of none of these"}
