"""The second factor of a member: codes of an app or a passkey, and codes on paper for the day when the phone is lost.

django-allauth keeps them. Which code of an app was used last is kept here, in the database: its own note of it is one
of a single process.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import WebAuthn

from referrals.models import AuditEntry

Type = Authenticator.Type


class NotGood(Exception):
    """What came is no code or no answer of a device that signs this person in."""


def factors(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user).order_by("created_at")


def has_one(user: User) -> bool:
    """Codes on paper count: whoever has them set up a factor before, and must not be asked to set up a first one."""
    return factors(user).exists()


@transaction.atomic
def check_code(*, user: User, typed: str) -> None:
    """A code of the app or on paper, good once. Raises NotGood."""
    found = {factor.type: factor for factor in factors(user).select_for_update()}
    app, paper = found.get(Type.TOTP), found.get(Type.RECOVERY_CODES)
    if not (app and _is_of_app(app, typed)) and not (paper and RecoveryCodes(paper).validate_code(typed)):
        raise NotGood


def check_device(*, user: User, answer: str) -> None:
    """What a passkey of the user answered. Raises NotGood."""
    _check(AuthenticateWebAuthnForm({"credential": answer}, user=user))


@transaction.atomic
def add_app(*, user: User, secret: str, typed: str, now: datetime) -> None:
    """An app in place of the one before. Raises NotGood where the code is not of this secret."""
    if not totp.validate_totp_code(secret, typed):
        raise NotGood
    factors(user).filter(type=Type.TOTP).delete()
    totp.TOTP.activate(user, secret)
    _record(user, "app connected", now)


@transaction.atomic
def add_device(*, user: User, answer: str, now: datetime) -> None:
    """Raises NotGood."""
    form = AddWebAuthnForm({"name": f"Passkey of {now:%d.%m.%Y}", "credential": answer}, user=user)
    _check(form)
    WebAuthn.add(user, form.cleaned_data["name"], form.cleaned_data["credential"])
    _record(user, "passkey added", now)


@transaction.atomic
def remove(*, factor: Authenticator, now: datetime) -> None:
    factor.delete()
    _record(factor.user, f"{factor.type} removed", now)


@transaction.atomic
def forget_all(*, user: User, now: datetime) -> None:
    """By whoever runs the portal, for somebody who lost them all."""
    factors(user).delete()
    _record(user, "all forgotten", now)


@transaction.atomic
def new_paper_codes(*, user: User, now: datetime) -> list[str]:
    """Ten codes in place of those before, parted in the middle for the eye."""
    factors(user).filter(type=Type.RECOVERY_CODES).delete()
    _record(user, "codes on paper", now)
    return [f"{code[:4]} {code[4:]}" for code in RecoveryCodes.activate(user).generate_codes()]


def left_on_paper(user: User) -> int:
    paper = factors(user).filter(type=Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(paper).get_unused_codes()) if paper else 0


def demonstration_code(user: User) -> str:
    """What the app would show now. Empty without an app, and everywhere but on a demonstration."""
    app = factors(user).filter(type=Type.TOTP).first() if settings.IS_DEMONSTRATION else None
    return current_code(decrypt(app.data["secret"])) if app else ""


def current_code(secret: str) -> str:
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def _record(user: User, what: str, now: datetime) -> None:
    AuditEntry.objects.create(actor=user, verb=AuditEntry.Verb.CHANGED_SIGN_IN, at=now, detail=what)


def _is_of_app(app: Authenticator, typed: str) -> bool:
    """Whoever looks over a shoulder cannot use the code again, except on a demonstration, which shows it to all."""
    secret = decrypt(app.data["secret"])
    fits = [counter for counter in totp.yield_hotp_counters_from_time() if _is_at(secret, counter, typed)]
    if not fits or (fits[-1] <= app.data.get("used", 0) and not settings.IS_DEMONSTRATION):
        return False
    app.data["used"] = fits[-1]
    app.save(update_fields=["data"])
    return True


def _is_at(secret: str, counter: int, typed: str) -> bool:
    return compare_user_code(actual=typed, expected=totp.format_hotp_value(totp.hotp_value(secret, counter)))


def _check(form: Any) -> None:
    """What no device sends can be of any shape, and their parsers stumble over it in as many ways."""
    try:
        is_good = form.is_valid()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise NotGood from error
    if not is_good:
        raise NotGood
