"""A family says that something is wrong; a group's editors read it and answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from directory.editors.access import SignedInRequest, for_editors_of
from directory.models import Group, Listing, Problem
from directory.problems.forms import ProblemForm
from directory.problems.models import Kind, Outcome, ProblemQuerySet
from directory.problems.operations import answer, say_what_is_wrong
from words.text import ENGLISH, text

ANSWERED_SHOWN = 20


def wrong(request: HttpRequest, slug: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.listed().select_related("group"), slug=slug)
    form = ProblemForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        say_what_is_wrong(
            listing=listing,
            kind=Kind(said["kind"]),
            note=said["note"],
            language=get_language() or ENGLISH,
            now=timezone.now(),
        )
        return redirect("directory:thanks-for-problem", slug)
    return render(request, "directory/problems/wrong.html", _context(listing) | {"form": form})


def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.listed(), slug=slug)
    return render(request, "directory/problems/thanks.html", _context(listing))


@for_editors_of
def problems(request: SignedInRequest, group: Group) -> HttpResponse:
    said = _of(group)
    context = {"group": group, "open": said.open(), "answered": said.exclude(answered_at=None)[:ANSWERED_SHOWN]}
    return render(request, "directory/problems/of_group.html", context)


@require_POST
@for_editors_of
def answer_problem(request: SignedInRequest, group: Group, number: int) -> HttpResponse:
    problem = get_object_or_404(_of(group), pk=number)
    outcome = Outcome.CORRECTED if "corrected" in request.POST else Outcome.RIGHT
    if answer(problem=problem, outcome=outcome, actor=request.user, now=timezone.now()):
        messages.success(request, gettext("Thank you. Your answer is kept."))
    else:
        messages.info(request, gettext("Somebody else has answered that already."))
    return redirect("editors:problems", group.key)


def _of(group: Group) -> ProblemQuerySet:
    return Problem.objects.filter(listing__group=group).select_related("listing__group", "answered_by")


def _context(listing: Listing) -> dict:
    return {"slug": listing.slug, "name": text(listing, "name", get_language() or ENGLISH)}
