"""Reading about a group. Finding one is in portal/search.py, since the same box finds pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from directory import queries
from directory.models import Listing


def listing(request: HttpRequest, slug: str) -> HttpResponse:
    return listing_page(request, get_object_or_404(Listing.objects.listed(), slug=slug))


def listing_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The page of a listing, listed or previewed."""
    shown = queries.detail(listing, get_language())
    return render(request, "directory/listing.html", {"detail": shown, "listing": shown.card})
