"""Reading about a group. Finding one is in portal/search.py, since the same box finds pages."""

from collections.abc import Iterable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from directory import queries
from directory.asked import LIST
from directory.calendars import Meeting, calendar_file
from directory.in_words import place_in_words
from directory.models import Listing
from directory.queries import ListingCard, SessionTime
from directory.safeguarding.queries import for_families
from directory.shortlist import Shortlist
from directory.tallies import counting
from directory.tallies.models import What


def listing(request: HttpRequest, slug: str) -> HttpResponse:
    found = _listed(slug)
    counting.count(found.pk, What.SEEN)
    return listing_page(request, found, Shortlist.read(request.GET.get(LIST, "")))


def listing_page(request: HttpRequest, listing: Listing, shortlist: Shortlist | None = None) -> HttpResponse:
    """The page of a listing; without a list, previewed."""
    shown = queries.detail(listing, get_language(), now=timezone.now())
    context = {
        "detail": shown,
        "listing": shown.card,
        "shortlist": shortlist,
        "safeguarding": for_families(listing.group, timezone.localdate()),
    }
    return render(request, "directory/listing.html", context)


def listing_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    card = queries.card(_listed(slug), get_language(), now=now)
    return _calendar(request, card, card.sessions, now)


def session_calendar(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    now = timezone.now()
    card = queries.card(_listed(slug), get_language(), now=now)
    return _calendar(request, card, [session for session in card.sessions if session.key == key], now)


def _listed(slug: str) -> Listing:
    return get_object_or_404(Listing.objects.listed(), slug=slug)


def _calendar(request: HttpRequest, card: ListingCard, sessions: Iterable[SessionTime], now: datetime) -> HttpResponse:
    # The same words as on the page.
    made_up = gettext("This is an example. The group, its address and its phone number are made up.")
    url = request.build_absolute_uri(reverse("directory:listing", args=[card.slug]))
    meetings = [
        Meeting(
            uid=f"session-{session.key}@{request.get_host()}",
            rule=session.rule,
            name=card.name.value,
            where=place_in_words(session.place, session.online),
            note=made_up if card.is_example else "",
            url=url,
            language=card.name.language,
        )
        for session in sessions
    ]
    file = calendar_file(meetings, queries.calendar(), now=now)
    if not file:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{card.slug}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)
