"""Which listings a person may edit: those of the groups that they edit. Any other does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from directory.editors.access import for_editors_of
from directory.models import Group, Listing

P = ParamSpec("P")


def for_editors_of_listing(
    view: Callable[Concatenate[HttpRequest, Listing, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    @for_editors_of
    @wraps(view)
    def checked(request: HttpRequest, group: Group, slug: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        listing = get_object_or_404(group.listings.select_related("group", "latest_revision"), slug=slug)
        return view(request, listing, *args, **kwargs)

    return checked
