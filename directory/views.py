"""Finding a group, and reading about one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from directory import queries
from directory.forms import SearchForm
from directory.models import Listing
from directory.search_page import search_page


def search(request: HttpRequest) -> HttpResponse:
    language = get_language()
    categories = queries.category_labels(language)
    form = SearchForm(request.GET, category_keys=[category.key for category in categories])
    page = search_page(
        words=form.words,
        filters=form.filters,
        language=language,
        page_number=form.page_number,
        categories=categories,
    )
    return render(request, "directory/search.html", {"search": page})


def listing(request: HttpRequest, slug: str) -> HttpResponse:
    return listing_page(request, get_object_or_404(Listing.objects.listed(), slug=slug))


def listing_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    """The page of a listing, listed or previewed."""
    shown = queries.detail(listing, get_language())
    return render(request, "directory/listing.html", {"detail": shown, "listing": shown.card})
