"""A tap on a group's number, as a small script tells it; and a group's own figures."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from directory.editors.access import SignedInRequest, for_editors_of
from directory.models import Group, Listing
from directory.tallies import counting
from directory.tallies.models import What
from directory.tallies.queries import Met, met

MONTHS_SHOWN = 3


@csrf_exempt  # A beacon brings no token; all that it can do is to count.
@require_POST
def called(request: HttpRequest, slug: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.listed(), slug=slug)
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        counting.count(listing.pk, What.CALLED)
    return HttpResponse(status=204)


@for_editors_of
def figures(request: SignedInRequest, group: Group) -> HttpResponse:
    """How families met the group's listings in the last months, and whether the editor is told of it by e-mail."""
    editorship = group.editorships.get(user=request.user)
    if request.method == "POST":
        editorship.wants_notes = not editorship.wants_notes
        editorship.save(update_fields=["wants_notes"])
        return redirect("editors:figures", group.key)
    listings = list(Listing.objects.listed().filter(group=group).order_by("pk"))
    month = localdate().replace(day=1)
    months: list[tuple[date, list[tuple[Listing, Met]]]] = []
    for _ in range(MONTHS_SHOWN):
        counted = met([listing.pk for listing in listings], month)
        if counted or not months:
            months.append((month, [(listing, counted.get(listing.pk, Met())) for listing in listings]))
        month = (month - timedelta(days=1)).replace(day=1)
    return render(
        request, "directory/tallies/figures.html", {"group": group, "months": months, "editorship": editorship}
    )
