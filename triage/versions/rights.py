"""Who may do what with the questionnaire in the CMS."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

Visitor = User | AnonymousUser
View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """The CMS lets nobody in who is not signed in."""

    user: User


def may_propose(user: Visitor) -> bool:
    return user.has_perm("triage.propose_version")


def may_approve(user: Visitor) -> bool:
    return user.has_perm("triage.approve_version")


def may_word(user: Visitor, language: str) -> bool:
    return user.has_perm(f"triage.translate_{language}")


def may_look(user: Visitor) -> bool:
    return may_propose(user) or may_approve(user) or any(may_word(user, code) for code, _name in settings.LANGUAGES)


def permissions() -> QuerySet[Permission]:
    """Those that an administrator gives to groups."""
    ours = Permission.objects.filter(content_type__app_label="triage")
    names = ["propose_version", "approve_version", *(f"translate_{code}" for code, _name in settings.LANGUAGES)]
    return ours.filter(codename__in=names)


def only(may: Callable[[Visitor], bool]) -> Callable[[View], View]:
    """For a view that is not for everybody in the CMS."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return decorate
