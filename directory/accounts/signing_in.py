"""Signing in by a code in an e-mail: one form for everybody. Whether an address is known is seen after its code was
typed, and by nobody before.

django-allauth keeps the state (the code, its age, wrong tries, where to go on) in the session and signs in; its own
flow has two forms, one for who is known and one for who is not.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController

from directory.accounts import codes
from directory.accounts.who import who_need_passwords
from notices.operations import tell


class NeedsPasswordError(Exception):
    """Somebody of this address may not be signed in by a code."""


class SigningIn(LoginCodeVerificationProcess):
    @classmethod
    def begin(cls, *, request: HttpRequest, email: str, goes_on: str, now: datetime, language: str) -> None:
        """Send a code to an address in small letters. Who may not use one is told so, in that mailbox alone."""
        login = Login(email=email, redirect_url=goes_on)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=email))
        stage.state["code"] = send_code(email=email, now=now, language=language)
        cls(stage).persist()

    @classmethod
    def current(cls, request: HttpRequest) -> "SigningIn | None":
        stage = LoginStageController.enter(request, LoginByCodeStage.key)
        return cls(stage).abort_if_invalid() if stage else None

    @property
    def email(self) -> str:
        return self.state["email"]

    @property
    def goes_on(self) -> str:
        return self.stage.login.redirect_url or ""

    def sign_in(self) -> HttpResponse:
        """Whoever typed the code reads the mailbox. Raises NeedsPasswordError."""
        user = account_of(self.email)
        return perform_login(self.request, Login(user=user, email=self.email, redirect_url=self.goes_on))


def send_code(*, email: str, now: datetime, language: str) -> str:
    """The code that was sent, empty where none may be."""
    code = "" if _needs_password(email) else codes.new_code()
    values = {"code": code} if code else {"address": f"{settings.WAGTAILADMIN_BASE_URL}/"}
    tell(
        message="sign-in-code" if code else "sign-in-by-password",
        address=email,
        values=values,
        cause=f"asked to sign in {get_random_string(22)}",
        now=now,
        language=language,
    )
    return code


@transaction.atomic
def account_of(email: str) -> User:
    """Who has this address, in small letters, and has proved it; an account is made at the first time."""
    if _needs_password(email):
        raise NeedsPasswordError
    proved = EmailAddress.objects.select_related("user").filter(email=email, verified=True).first()
    if proved:
        return proved.user
    # Compared here: a database takes letters for the same that a mail server does not.
    known = [user for user in User.objects.filter(email__iexact=email) if user.email.lower() == email]
    user = known[0] if known else _new_account(email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _needs_password(email: str) -> bool:
    theirs = Q(email__iexact=email) | Q(emailaddress__email__iexact=email)
    return who_need_passwords().filter(theirs).exists()


def _new_account(email: str) -> User:
    """Its name says nothing: names stand in logs and lists."""
    user = User(username=f"editor-{get_random_string(12).lower()}", email=email)
    user.set_unusable_password()
    user.save()
    return user
