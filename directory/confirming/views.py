"""The page that a link in an e-mail opens: what families read, and one button, which no program presses that follows
links."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from directory import queries
from directory.confirming import links
from directory.confirming.operations import confirm


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
