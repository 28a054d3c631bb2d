"""Members of teams, who sign in with a password and a second factor."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from referrals.workspace import sessions
from referrals.workspace.second_factor import current_code

PASSWORD = "a long pass phrase"
LOGIN = reverse("workspace:login")
SECOND = reverse("workspace:second")
INBOX = reverse("workspace:inbox")


def signed_in(user: User) -> Client:
    """As after a password and a second factor, without the time that both take."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[sessions.SINCE] = session[sessions.SEEN] = timezone.now().isoformat()
    session.save()
    return client


def knock(client: Client, name: str = "worker", password: str = PASSWORD, **more):
    return client.post(LOGIN, {"username": name, "password": password}, **more)


def show_code(client: Client, code: str, **more):
    return client.post(SECOND, {"code": code}, **more)


def app_of(user: User) -> str:
    """Connects an app; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret: str) -> str:
    return current_code(secret)


def page_of(referral, name: str = "referral") -> str:
    return reverse(f"workspace:{name}", args=[referral.pk])


def press(client: Client, referral, to: str, *, version: int | None = None, **more):
    """Presses a button that moves a referral, on the page as it is now or was at a version."""
    referral.refresh_from_db()
    seen = referral.version if version is None else version
    return client.post(page_of(referral, "move"), {"version": seen, "to": to, **more})


def note(client: Client, referral, words: str):
    return client.post(page_of(referral, "note"), {"words": words})


def show(client: Client, referral, kind: str = "phone", **more):
    return client.post(page_of(referral, "contact"), {"kind": kind, **more})
