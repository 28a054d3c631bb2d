"""The report of journeys in the CMS."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.timezone import localdate

from wagtail import hooks

from content.reports import ReportItem, may_read
from places.queries import neighbourhoods
from triage import queries
from triage.counts.chart import chart
from triage.counts.disclosure import FEWEST, Cell
from triage.counts.queries import months, report
from triage.document import LEVELS
from triage.words import ENGLISH, question_words, words
from words.spoken import SPOKEN_LANGUAGES

OUTCOMES = {
    "self_help": "Ideas for home",
    "self_help_plus_groups": "Ideas and groups",
    "refer": "The family team",
    "refer_priority": "The family team, first in line",
}
Counts = Mapping[str, int | None]


def journeys_report(request: HttpRequest) -> HttpResponse:
    """Of one month, the last that is over unless another is asked for."""
    if not may_read(request.user):
        raise PermissionDenied
    over = months(localdate())
    month = next((one for one in over if f"{one:%Y-%m}" == request.GET.get("month")), next(iter(over), None))
    context = {"months": over, "month": month, "fewest": FEWEST, **(_of(month) if month else {})}
    return render(request, "triage/cms/journeys.html", context)


def _of(month: date) -> dict:
    found = report(month)
    asked = [question.id for question in queries.document().questions]
    places = {place.key: place.name(ENGLISH) for place in neighbourhoods()}
    spoken = words(ENGLISH)
    questions = {question_words(spoken, key): found.questions.get(key) for key in asked}
    return {
        "ended": found.ended,
        "median": found.median,
        "charts": [
            ("Questions answered", "How many journeys answered each question.", chart(questions)),
            ("Where they led", "How many journeys came to each outcome.", chart(_named(found.outcomes, OUTCOMES))),
            ("Week by week", "How many journeys ended in each week.", chart(_weeks(found.weeks))),
            ("Languages", "In which language the outcome was read.", chart(_named(found.languages, SPOKEN_LANGUAGES))),
            ("Neighbourhoods", "Of those who gave a postcode.", chart(_named(found.neighbourhoods, places))),
        ],
        "tables": [
            ("Outcomes by language", *_table(found.by_language, SPOKEN_LANGUAGES)),
            ("Outcomes by neighbourhood", *_table(found.by_neighbourhood, places)),
        ],
    }


def _named(counts: Counts, names: Mapping[str, str]) -> Counts:
    """In the order of the names; what is no longer known goes by its key."""
    return {names.get(key, key): counts[key] for key in sorted(counts, key=[*names, *counts].index)}


def _weeks(counts: Mapping[date, int | None]) -> Counts:
    return {f"From {week:%-d %B %Y}": counts[week] for week in sorted(counts)}


def _table(cells: Mapping[Cell, int | None], names: Mapping[str, str]) -> tuple[list[str], list]:
    """The headings of the columns, and the rows: an outcome and its counts."""
    columns = sorted({column for _row, column in cells}, key=[*names, *(column for _row, column in cells)].index)
    rows = [
        (OUTCOMES[level], [cells[level, column] for column in columns])
        for level in LEVELS
        if any(row == level for row, _column in cells)
    ]
    return [names.get(column, column) for column in columns], rows


@hooks.register("register_admin_urls")
def journeys_url():
    return [path("reports/journeys/", journeys_report, name="journeys-report")]


@hooks.register("register_reports_menu_item")
def journeys_item():
    return ReportItem("Journeys through the questions", reverse("journeys-report"), icon_name="order", order=103)
