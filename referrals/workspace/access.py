"""Who may open a page of the teams. Each view carries its rule in `for_whom`; a view without one fails the build."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from referrals import queries, row_security
from referrals.workspace import sessions
from referrals.workspace.sessions import Standing

View = Callable[..., HttpResponse]


class ForWhom(StrEnum):
    EVERYBODY = "everybody"
    PENDING = "whoever knows a member's password"
    MEMBERS = "members of a team, with their second factor"
    JUST_SIGNED_IN = "members who signed in a moment ago"


class MemberRequest(HttpRequest):
    """A request that `for_members` let through."""

    user: User


def for_everybody(view: View) -> View:
    return _with_rule(ForWhom.EVERYBODY, never_cache(view))


def for_pending(view: View) -> View:
    """Only between the password and the second factor; the view is given who it is."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        somebody = sessions.pending(request.session, timezone.now())
        if somebody is None:
            return HttpResponseRedirect(sign_in_address())
        row_security.name_who_signs_in(somebody.user.pk)
        return view(request, somebody, *args, **kwargs)

    return _with_rule(ForWhom.PENDING, guarded)


def for_members(view: View) -> View:
    """Only for members of a team who showed their second factor. To whoever is signed in without being a member, the
    page does not exist; a password alone, such as the CMS asks for, opens nothing."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        standing = sessions.standing(request.session, now)
        if request.user.is_authenticated and not queries.is_member(request.user):
            raise Http404
        if not request.user.is_authenticated or standing is Standing.NOT_SIGNED_IN:
            return HttpResponseRedirect(sign_in_address(goes_on=_goes_on(request)))
        if standing is not Standing.GOOD:
            logout(request)
            return HttpResponseRedirect(sign_in_address(goes_on=_goes_on(request), why=standing))
        sessions.see(request.session, now)
        return view(request, *args, **kwargs)

    return _with_rule(ForWhom.MEMBERS, guarded)


def for_just_signed_in(view: View) -> View:
    """An unlocked screen that somebody walked away from changes nobody's way of signing in."""

    @wraps(view)
    def guarded(request: MemberRequest, *args, **kwargs) -> HttpResponse:
        if not sessions.is_fresh(request.session, timezone.now()):
            return HttpResponseRedirect(sign_in_address(goes_on=reverse("workspace:you"), why="again"))
        return view(request, *args, **kwargs)

    return _with_rule(ForWhom.JUST_SIGNED_IN, for_members(guarded))


def sign_in_address(*, goes_on: str = "", why: str = "") -> str:
    query = {key: value for key, value in {"next": goes_on, "why": why}.items() if value}
    return reverse("workspace:login") + (f"?{urlencode(query)}" if query else "")


def _goes_on(request: HttpRequest) -> str:
    """Where a form was sent to is no page to come back to."""
    return request.get_full_path() if request.method == "GET" else ""


def _with_rule(for_whom: ForWhom, view: View) -> View:
    view.for_whom = for_whom  # type: ignore[attr-defined]
    return view
