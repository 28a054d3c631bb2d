"""Addresses that another process answers: they can be written here, as links, and lead there."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver

Address = URLPattern | URLResolver


def elsewhere(addresses: Iterable[Address]) -> list[Address]:
    """The same addresses under the same names, each of which leads to the families' site."""
    return [_elsewhere(address) for address in addresses]


def _elsewhere(address: Address) -> Address:
    if isinstance(address, URLPattern):
        return URLPattern(address.pattern, _leads_there, address.default_args, address.name)
    return URLResolver(
        address.pattern,
        elsewhere(address.url_patterns),
        address.default_kwargs,
        address.app_name,
        address.namespace,
    )


def _leads_there(request: HttpRequest, *args, **kwargs) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        raise Http404
    return HttpResponseRedirect(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + request.get_full_path())
