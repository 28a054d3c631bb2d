"""How anybody's program is answered: any site may ask, nothing is kept about who asks, and what has not changed is not
sent again. Errors are problem details (RFC 9457)."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.csrf import csrf_exempt

from directory.open_referral.parameters import Refused

METHODS = ("GET", "HEAD", "OPTIONS")
FOR_EVERY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, no-cache",
}
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"

View = Callable[..., HttpResponseBase]


def json_response(content: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(content, ensure_ascii=False), content_type="application/json")


def lines_response(request: HttpRequest, lines: Iterable[str]) -> HttpResponseBase:
    """A stream has no ETag: it would have to be read twice."""
    return StreamingHttpResponse(() if request.method == "HEAD" else lines, content_type=NDJSON)


def problem(status: int, title: str, detail: str, **more: Any) -> HttpResponse:
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return HttpResponse(json.dumps(content), status=status, content_type=PROBLEM)


def open_to_all(view: View) -> View:
    """Reads only. A question that cannot be answered is told what is wrong with it, and nothing is repeated from it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(request, view, *args, **kwargs)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response) or response
        for name, value in FOR_EVERY_SITE.items():
            response[name] = value
        return response

    return csrf_exempt(answer)


def _answer(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        response = problem(405, "Method not allowed", "This is to be read: GET, HEAD or OPTIONS.")
        response["Allow"] = ", ".join(METHODS)
        return response
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return problem(404, "Not found", "There is no such record or address. /open-referral/ says what there is.")
    except Refused as error:
        reasons = [{"name": name, "reason": reason} for name, reason in error.reasons.items()]
        detail = " ".join(f"{name}: {reason}" for name, reason in error.reasons.items())
        return problem(400, "Bad parameters", detail, parameters=reasons)
