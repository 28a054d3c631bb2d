"""Who may be in the editors' area: a person who is signed in, and of a group only its editors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from directory.models import Group

P = ParamSpec("P")


def for_editors(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    @never_cache
    def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("editors:sign-in"))
        return view(request, *args, **kwargs)

    return checked


def for_editors_of(view: Callable[Concatenate[HttpRequest, Group, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """To everybody else the group of this key does not exist."""

    @for_editors
    @wraps(view)
    def checked(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        group = get_object_or_404(Group.objects.edited_by(request.user), key=key)
        return view(request, group, *args, **kwargs)

    return checked
