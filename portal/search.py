"""One box for the library and the groups: what either has for some words, and a count of the words that neither has.

Words of danger are answered with numbers to call, before anything else.
"""

import logging

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from content.queries import helplines_named
from directory import queries
from directory.asked import Asked
from directory.forms import SearchForm
from directory.operations import record_unanswered_search
from directory.search import index
from directory.search.engine import SearchQuery
from directory.search.questions import asked_about
from directory.search_page import search_page
from directory.tallies.counting import count_found
from portal import library_search
from portal.danger import helpline_keys, kinds_named
from portal.danger_words import DANGER_WORDS

PAGES_FIRST = 4
PAGES_A_PAGE = 20

logger = logging.getLogger(__name__)


@gzip_page  # A fifth of the weight; nothing on the page is a secret that its length could tell.
@csrf_exempt  # It changes nothing; a token would put a cookie on every reader's phone.
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Groups, and before them the pages that answer the words best.

    The form is posted, since what a browser puts into an address is kept in its history and in the server's log, and a
    family may type its whole postcode. The answer is an address to share, in which the postcode's sector stands. Only a
    place that is no postcode at all stands in no address: it may be where a family lives. Then the page comes at once.
    """
    typed = request.POST if request.method == "POST" else request.GET
    language = get_language()
    categories = queries.category_labels(language)
    form = SearchForm(typed, category_keys=[category.key for category in categories])
    if form.names_a_home or (request.method == "POST" and (form.asked.near or not form.place)):
        part = "#groups-title" if "to" in typed else ""
        return redirect(reverse("directory:search") + form.asked.query + part)
    groups = search_page(
        asked=form.asked,
        language=language,
        page_number=form.page_number,
        categories=categories,
        now=timezone.now(),
    )
    help_first = _help_first(form.words)
    if form.words and not help_first["in_danger"]:
        count_found([result.card.key for result in groups.results], form.words)
    context = {
        "search": groups,
        "shortlist": groups.asked.shortlist,
        "typed_place": form.place,
        **_first_pages(form, language),
        **help_first,
    }
    return render(request, "directory/search.html", context)


def pages(request: HttpRequest) -> HttpResponse:
    """Every page that answers the words."""
    language = get_language()
    form = SearchForm(request.GET, category_keys=())
    if form.names_a_home:
        return redirect(reverse("search-pages") + Asked(words=form.words).query)
    found = library_search.find(form.words, language)
    page = Paginator(found.hits, PAGES_A_PAGE).get_page(form.page_number)
    context = {
        "words": form.words,
        "state": {"q": form.words},
        "some_words": found.some_words,
        "page": page,
        "pages": library_search.cards([hit.key for hit in page.object_list], language),
        **_help_first(form.words),
    }
    return render(request, "portal/page_results.html", context)


def _help_first(words: str) -> dict:
    """The numbers to call where the words name a danger."""
    kinds = kinds_named(words, DANGER_WORDS.forms)
    return {"in_danger": bool(kinds), "danger_helplines": helplines_named(helpline_keys(kinds, DANGER_WORDS.helplines))}


def _first_pages(form: SearchForm, language: str) -> dict:
    """The best pages, above the first page of groups, and how many there are."""
    if form.page_number > 1:
        return {}
    hits = library_search.find(form.words, language).hits
    if not hits and form.words and not form.asked.filters:
        _note_unanswered(form.words, language)
    best = [hit.key for hit in hits[:PAGES_FIRST]]
    return {"pages": library_search.cards(best, language), "pages_found": len(hits)}


def _note_unanswered(words: str, language: str) -> None:
    """Count words that no group answers either, unless of danger. Counting them must not cost a family its search."""
    if kinds_named(words, DANGER_WORDS.forms):
        return
    try:
        if not index.find(SearchQuery(asked_about(words, language), language)).hits:
            record_unanswered_search(typed=words, language=language, today=timezone.localdate())
    except Exception as error:
        # Not logger.exception: what a database says of an error may quote the words.
        logger.error("A search that found nothing could not be counted: %s.", type(error).__name__)  # noqa: TRY400
