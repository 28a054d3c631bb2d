"""A family's list of groups, with the library's ways to print a page and hand it on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control

from directory import queries
from directory.shortlist import MOST_GROUPS, Shortlist


@cache_control(no_cache=True)
def shortlist_page(request: HttpRequest, numbers: str = "") -> HttpResponse:
    """Says how many groups were withdrawn since, but not which: a number may be that of a draft."""
    shortlist = Shortlist.read(numbers)
    details = queries.details(shortlist.keys, get_language(), now=timezone.now())
    context = {
        "shortlist": shortlist,
        "details": details,
        "listed": Shortlist(tuple(detail.card.key for detail in details)),
        "withdrawn": len(shortlist.keys) - len(details),
        "most_groups": MOST_GROUPS,
        "term_dates_are_examples": any(detail.term_dates_are_examples for detail in details),
    }
    return render(request, "portal/shortlist.html", context)
