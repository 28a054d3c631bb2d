"""A list of groups in a frame of somebody else's page: a school's, a GP's. It runs no script and keeps nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from csp.constants import NONE
from csp.decorators import csp_replace

from directory import queries
from directory.forms import SearchForm
from directory.searching import search

GROUPS_SHOWN = 20
SECONDS_KEPT = 60  # a group that is suspended is gone, here too
ANY_SITE = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}  # the other rules stay


@require_safe
@xframe_options_exempt
@csp_replace(ANY_SITE)
@cache_control(public=True, max_age=SECONDS_KEPT)
def embedded_list(request: HttpRequest) -> HttpResponse:
    """What the same address of the search finds, without its list: a page that many families get is nobody's own."""
    language = get_language()
    form = SearchForm(request.GET, category_keys=[category.key for category in queries.category_labels(language)])
    if form.names_a_home:
        return redirect(reverse("directory:embedded") + form.asked.query)
    now = timezone.now()
    found = search(form.asked, language, now=now)
    keys = [hit.key for hit in (*found.hits, *found.unplaced)]
    context = {
        "listings": queries.cards(keys[:GROUPS_SHOWN], language, now=now),
        "total": len(keys),
        "query": found.asked.query,
    }
    return render(request, "directory/embedded.html", context)
