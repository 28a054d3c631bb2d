"""For staff: what families say is wrong, what nobody has answered first."""

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from directory.confirming.staff import KeepersReport, may_confirm
from directory.editors.access import SignedInRequest
from directory.models import Problem
from directory.problems.models import Outcome
from directory.problems.operations import answer


class ProblemsView(KeepersReport):
    model = Problem
    page_title = "What families say is wrong"
    page_subtitle = "Each waits for the group's answer, or for yours"
    header_icon = "warning"
    index_url_name = "listing-problems"
    index_results_url_name = "listing-problems-results"
    columns = [
        TitleColumn("listing", label="Listing", get_url=lambda problem: reverse("listing-problem", args=[problem.pk])),
        Column("group", label="Group", accessor=lambda problem: problem.listing.group),
        Column("kind", label="What is wrong", accessor=lambda problem: problem.get_kind_display()),
        DateColumn("said_on", label="Said on"),
        Column("outcome", label="Answer", accessor=lambda problem: problem.get_outcome_display() or "waits"),
        Column("answered_by", label="Answered by"),
    ]
    list_export = ["listing", "kind", "said_on", "outcome"]
    export_filename = "what-families-say-is-wrong"

    def get_queryset(self) -> QuerySet[Problem]:
        problems = Problem.objects.select_related("listing__group", "answered_by")
        return problems.order_by(F("answered_at").desc(nulls_first=True), "said_on", "pk")


def problem(request: SignedInRequest, number: int) -> HttpResponse:
    if not may_confirm(request.user):
        raise PermissionDenied
    said = get_object_or_404(Problem.objects.select_related("listing__group", "answered_by"), pk=number)
    if request.method == "POST":
        outcome = Outcome.CORRECTED if "corrected" in request.POST else Outcome.RIGHT
        if answer(problem=said, outcome=outcome, actor=request.user, now=timezone.now()):
            messages.success(request, "Your answer is kept.")
        else:
            messages.warning(request, "Somebody else has answered that already.")
        return redirect("listing-problems")
    return render(request, "directory/cms/problem.html", {"problem": said})
