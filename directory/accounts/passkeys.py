"""Signing in with a passkey, for those who want one: another way in beside the code, for the same people.

django-allauth and fido2 check what the device answers; static/js/passkeys.js asks the device.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import WebAuthn

from directory.accounts.who import may_sign_in_by_code
from directory.editors.links import link
from notices.operations import tell

MOST = 10


class NoPasskeyError(Exception):
    """What came is no answer of a device to what it was asked, or of one that is not known."""


def passkeys_of(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at")


@transaction.atomic
def add_passkey(*, user: User, answer: str, now: datetime, language: str) -> None:
    """Keep what a device answered, and say so by e-mail. Raises NoPasskeyError."""
    form = AddWebAuthnForm(data={"name": "passkey", "credential": answer, "passwordless": "on"}, user=user)
    if passkeys_of(user).count() >= MOST or not _is_valid(form):
        raise NoPasskeyError
    WebAuthn.add(user, "", form.cleaned_data["credential"])
    tell(
        message="passkey-added",
        address=user.email,
        values={"address": link("account", language=language)},
        cause=f"passkey added {get_random_string(22)}",
        now=now,
        language=language,
    )


def passkey_of(answer: str) -> Authenticator:
    """The passkey that a device answered with, of a person who may sign in with one. Raises NoPasskeyError."""
    form = LoginWebAuthnForm(data={"credential": answer})
    if not _is_valid(form) or not may_sign_in_by_code(form.cleaned_data["credential"].user):
        raise NoPasskeyError
    return form.cleaned_data["credential"]


def _is_valid(form: Any) -> bool:
    """What no device sends can be of any shape, and their parsers stumble over it in as many ways."""
    try:
        return form.is_valid()
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
