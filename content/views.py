from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wagtail.models import Page, Site
from wagtail.views import serve

from content import queries
from content.activities import AGES, MINUTES, Wanted, activities, fits, least_sure, query, wanted
from content.blocks import KIT
from content.registry import Fact


def help_now(request: HttpRequest) -> HttpResponse:
    return render(
        request, "content/help_now.html", {"helplines": queries.helplines(), "facts": Fact.objects.all().by_key()}
    )


def activity_finder(request: HttpRequest) -> HttpResponse:
    asked = request.GET
    want = wanted(age=asked.get("age", ""), minutes=asked.get("minutes", ""), kit=asked.getlist("kit"))
    every = activities(request.LANGUAGE_CODE, Wanted())
    context = {
        "every": every,
        "found": [item for item in every if fits(item.activity, want)],
        "want": want,
        "query": query(want),
        "state": least_sure(every),
        "ages": AGES,
        "minutes": MINUTES,
        "kit": KIT,
        "facts": Fact.objects.all().by_key(),
    }
    return render(request, "content/activities.html", context)


def serve_in_reader_language(request: HttpRequest, path: str) -> HttpResponse:
    """The page in the language of its address or, where that is missing, the English one, marked as English."""
    found = Page.route_for_request(request, path)
    # An alias is a copy of the English page under another language's address.
    if not found or found[0].alias_of_id:
        # Where Wagtail looks for what it found, so that its own checks run for either page.
        setattr(request, "_wagtail_route_for_request", _english_page(request, path))  # noqa: B010  mypy knows it not
    response = serve(request, path)
    if served := getattr(response, "context_data", None):
        response.headers["Content-Language"] = served.get("content_language", request.LANGUAGE_CODE)
    return response


def _english_page(request: HttpRequest, path: str) -> tuple[Page, list, dict]:
    """Raises Http404 where there is no such page in English either."""
    site = Site.find_for_request(request)
    if site is None or site.root_page.locale.language_code == request.LANGUAGE_CODE:
        raise Http404
    components = [component for component in path.split("/") if component]
    return site.root_page.specific.route(request, components)
