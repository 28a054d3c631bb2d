"""Pages that a parent keeps on their phone: the worker that keeps them, and the page that lists and removes them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

WORKER = settings.BASE_DIR / "static" / "js" / "worker.js"


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """From the root, because a worker answers only for what lies below its own address; and never an old one."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


@cache_control(no_cache=True)
def saved_pages(request: HttpRequest) -> HttpResponse:
    """Holds nothing: what is saved only the phone knows."""
    return render(request, "portal/saved_pages.html")
