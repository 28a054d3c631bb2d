"""What is asked by programs on this machine that watch the portal, and by no browser. It comes before all other
middleware, so that no host's name and no https is asked of them; through the web server only /health/live answers."""

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from portal import health, metrics

Answer = Callable[[], HttpResponse]


def answers_watchers(get_response):
    def middleware(request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path_info)
        if answer is None:
            return get_response(request)
        if answer is not _live and "HTTP_X_FORWARDED_FOR" in request.META:
            return HttpResponseNotFound()
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def _live() -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("live\n", content_type="text/plain")


def _ready() -> HttpResponse:
    found = health.now_of(settings.ROLE)
    said = {"role": settings.ROLE.value, "ready": not found.unfit, "unfit": found.unfit, "troubled": found.troubled}
    status = 503 if found.unfit else 200
    return HttpResponse(json.dumps(said, indent=1) + "\n", content_type="application/json", status=status)


def _metrics() -> HttpResponse:
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4")


ANSWERS: dict[str, Answer] = {"/health/live": _live, "/health/ready": _ready, "/metrics": _metrics}
