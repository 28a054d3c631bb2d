"""Another e-mail address for an account: a code proves it, as when signing in. Whether another person has it is told in
that mailbox alone."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from allauth.account import app_settings
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.models import EmailAddress

from directory.accounts import codes
from directory.editors.links import link
from notices.operations import tell

KEPT_AS = "new_address"


class AddressTakenError(Exception):
    """Another person has it by now."""


class NewAddress(AbstractCodeVerificationProcess):
    """Kept in the session: the address, the code, its age and the wrong tries."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        super().__init__(app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS, app_settings.LOGIN_BY_CODE_TIMEOUT, state)
        self.session = request.session

    @classmethod
    def begin(cls, *, request: HttpRequest, email: str, now: datetime, language: str) -> None:
        process = cls(request, cls.initial_state(user=None, email=email))
        process.state["code"] = _send_code(email, now=now, language=language)
        process.persist()

    @classmethod
    def current(cls, request: HttpRequest) -> "NewAddress | None":
        state = request.session.get(KEPT_AS)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        return self.state["email"]

    def persist(self) -> None:
        self.session[KEPT_AS] = self.state

    def abort(self) -> None:
        self.session.pop(KEPT_AS, None)

    def send(self) -> None:
        """Sent when it began."""


@transaction.atomic
def change_address(*, user: User, email: str, now: datetime, language: str) -> None:
    """Raises AddressTakenError."""
    if _is_taken(email):
        raise AddressTakenError
    before = user.email
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    user.email = email
    user.save(update_fields=["email"])
    contact = f"{settings.WAGTAILADMIN_BASE_URL}/{language}/contact/"
    _tell("address-changed", before, {"address": contact}, now=now, language=language)


def _send_code(email: str, *, now: datetime, language: str) -> str:
    if _is_taken(email):
        _tell("address-taken", email, {"address": link("sign-in", language=language)}, now=now, language=language)
        return ""
    code = codes.new_code()
    _tell("new-address", email, {"code": code}, now=now, language=language)
    return code


def _is_taken(email: str) -> bool:
    return User.objects.filter(Q(email__iexact=email) | Q(emailaddress__email__iexact=email)).exists()


def _tell(message: str, address: str, values: dict[str, str], *, now: datetime, language: str) -> None:
    cause = f"{message} {get_random_string(22)}"
    tell(message=message, address=address, values=values, cause=cause, now=now, language=language)
