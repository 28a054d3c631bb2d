"""Who may be in the editors' area: a person who is signed in, and of a group only its editors."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from directory.models import Group

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """Of somebody who is signed in."""

    user: User  # type: ignore[assignment]


def for_editors(view: Callable[Concatenate[SignedInRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    @never_cache
    def checked(request: SignedInRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("editors:sign-in"))
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return checked


def for_editors_of(view: Callable[Concatenate[SignedInRequest, Group, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """To everybody else the group of this key does not exist."""

    @for_editors
    @wraps(view)
    def checked(request: SignedInRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        group = get_object_or_404(Group.objects.edited_by(request.user), key=key)
        return view(request, group, *args, **kwargs)

    return checked
