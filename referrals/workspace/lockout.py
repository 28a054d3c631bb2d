"""Too many wrong tries: django-axes counts them in the database, for all processes, and shuts the door for a while.

Passwords are counted by name and address together, so that nobody outside can shut out a member by trying their name.
Second factors are counted by the person alone: whoever tries one knows the password already.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from allauth.core.internal.httpkit import get_client_ip
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt

FORGOTTEN_AFTER = timedelta(days=1)


def counted_by(request: object, credentials: dict | None) -> list[Any]:
    return ["username"] if (credentials or {}).get("is_second") else [["username", "ip_address"]]


def address_of(request: HttpRequest) -> str | None:
    return get_client_ip(request)


def is_shut(request: HttpRequest, user: User) -> bool:
    return not AxesProxyHandler.is_allowed(request, _second(user))


def count_wrong_second(request: HttpRequest, user: User) -> None:
    user_login_failed.send(sender=__name__, credentials=_second(user), request=request)


def count_wrong_name(request: HttpRequest, name: str) -> None:
    user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)


def too_many_tries(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    return render(request, "referrals/workspace/too_many_tries.html", status=429)


def forget_wrong_tries(*, now: datetime) -> None:
    """They name people and addresses."""
    AccessAttempt.objects.filter(attempt_time__lt=now - FORGOTTEN_AFTER).delete()


def _second(user: User) -> dict[str, Any]:
    """A name that nobody can type in place of their own."""
    return {"username": salted_hmac("wrong second factors", str(user.pk)).hexdigest(), "is_second": True}
