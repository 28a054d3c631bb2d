"""The page that a link in an e-mail opens: what families read, and one button, which no program presses that follows
links."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from directory import queries
from directory.confirming import links
from directory.confirming.operations import confirm
from directory.editors.access import SignedInRequest, for_editors_of
from directory.models import Group


@require_POST
@for_editors_of
def still_right_in_area(request: SignedInRequest, group: Group, slug: str) -> HttpResponse:
    listing = get_object_or_404(group.listings.filter(live=True), slug=slug)
    confirm(listing=listing, since=listing.known_since, actor=request.user, by="editor", now=timezone.now())
    messages.success(request, gettext("Thank you. Families see that it was checked today."))
    return redirect("editors:listing", group.key, slug)


@never_cache
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    link = links.read(token)
    if link is None:
        raise Http404
    now = timezone.now()
    if request.method == "POST":
        actor = link.editorship.user if link.editorship else None
        confirm(listing=link.listing, since=link.since, actor=actor, by="link", now=now)
        return redirect("directory:still-right", token)
    detail = queries.detail(link.listing, get_language(), now=now)
    template = "done" if link.is_used else "still_right"
    context = {"detail": detail, "listing": detail.card, "group": link.listing.group, "since": link.since}
    return render(request, f"directory/confirming/{template}.html", context)
