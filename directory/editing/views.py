"""A group's own pages: what it runs, one step of a form at a time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from directory.editing import queries
from directory.editing.access import for_editors_of_listing
from directory.editing.operations import start_listing
from directory.editing.reasons import STATE_NAMES, WHY
from directory.editing.saving import fill_in
from directory.editing.steps import HEADINGS, ORDER, STEPS, DetailsStep
from directory.editing.words_steps import NewListing
from directory.editors.access import for_editors_of
from directory.models import Group, Listing
from directory.moderation.operations import newest

GO_ON = "go-on"


@for_editors_of_listing
def listing_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    overview = queries.overview(listing)
    return shown(request, listing, "listing", overview=overview, words=queries.words_of(listing))


@for_editors_of_listing
def step_page(request: HttpRequest, listing: Listing, step: str) -> HttpResponse:
    if step not in STEPS:
        raise Http404
    filled_in = fill_in(request, listing, STEPS[step])
    if filled_in is None:
        return redirect(after(request, listing, step))
    return shown(request, listing, "step", step=step, **filled_in._asdict())


@for_editors_of
def details_page(request: HttpRequest, group: Group) -> HttpResponse:
    filled_in = fill_in(request, group, DetailsStep)
    if filled_in is None:
        return redirect("editors:group", group.key)
    return render(request, "directory/editing/details.html", {"group": group, **filled_in._asdict()})


@for_editors_of
def new_listing(request: HttpRequest, group: Group) -> HttpResponse:
    language = get_language() or "en"
    form = NewListing(request.POST or None, version=Listing(group=group), language=language)
    if request.method == "POST" and form.is_valid():
        listing = start_listing(
            group=group,
            name=form.cleaned_data["name"],
            language=language,
            actor=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        return redirect("editors:step", group.key, listing.slug, ORDER[0])
    return render(request, "directory/editing/new.html", {"group": group, "form": form})


def after(request: HttpRequest, listing: Listing, step: str) -> str:
    """The next step, or the list of them."""
    number = ORDER.index(step) + 1
    if request.POST.get("then") != GO_ON or number == len(ORDER):
        return reverse("editors:listing", args=[listing.group.key, listing.slug])
    return step_url(listing, ORDER[number])


def step_url(listing: Listing, step: str) -> str:
    return reverse("editors:step", args=[listing.group.key, listing.slug, step])


def shown(request: HttpRequest, listing: Listing, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    version = newest(listing)
    context |= {
        "group": listing.group,
        "listing": listing,
        "version": version,
        "name": queries.name_of(vars(version), version.slug, get_language() or "en"),
        "headings": HEADINGS,
        "state_names": STATE_NAMES,
        "why": WHY,
        **_place_of(context.get("step")),
    }
    return render(request, f"directory/editing/{template}.html", context, status=status)


def _place_of(step: str | None) -> dict[str, Any]:
    if step is None:
        return {}
    number = ORDER.index(step) + 1
    return {"step_number": number, "steps_in_all": len(ORDER), "next_step": next(iter(ORDER[number:]), None)}
