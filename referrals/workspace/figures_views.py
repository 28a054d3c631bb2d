"""Figures of months that are over, for every member alike: they tell of no family, and of no team's own."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referrals.figures import queries as figures
from referrals.workspace.access import MemberRequest, for_members
from referrals.workspace.export_views import download
from triage.counts.chart import chart
from triage.counts.disclosure import FEWEST


@for_members
@require_safe
def dashboard(request: MemberRequest) -> HttpResponse:
    """Of one month, the last that was counted unless another is asked for."""
    counted = figures.months()
    month = _asked(request, counted) or next(iter(counted), None)
    context = {"months": counted, "month": month, "fewest": FEWEST, **(_of(month) if month else {})}
    return render(request, "referrals/workspace/figures.html", context)


@for_members
@require_safe
def spreadsheet(request: MemberRequest) -> HttpResponse:
    month = _asked(request, figures.months())
    if month is None:
        raise Http404
    file = figures.as_csv(month, figures.report(month))
    return download(file, "text/csv; charset=utf-8", f"referrals-{month:%Y-%m}.csv")


def _of(month: date) -> dict:
    found = figures.report(month)
    return {"report": found, "charts": [(name, chart(numbers)) for name, numbers in found.tables.items()]}


def _asked(request: MemberRequest, counted: list[date]) -> date | None:
    return next((month for month in counted if f"{month:%Y-%m}" == request.GET.get("month")), None)
