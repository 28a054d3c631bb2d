"""The page on which a member connects an app or a passkey: at the first time, and later."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from nacl.exceptions import CryptoError

from referrals.workspace import second_factor
from referrals.workspace.forms import CodeForm
from referrals.workspace.second_factor import NotGood

SECRET = "workspace secret"  # noqa: S105  the name of it


@dataclass(frozen=True)
class App:
    """What an app is told. `key` is the secret in fours, for who cannot point a camera at `picture`, which is SVG."""

    key: str
    picture: str


def offered_app(request: HttpRequest, user: User) -> App:
    """The same one until it is connected: a page that was loaded twice fits what the app was told."""
    adapter = get_adapter()
    if SECRET not in request.session:
        request.session[SECRET] = adapter.encrypt(generate_totp_secret())
    secret = adapter.decrypt(request.session[SECRET])
    address = adapter.build_totp_url(user, secret)
    key = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return App(key, segno.make_qr(address, error="m").svg_inline(omitsize=True, svgclass=None, lineclass=None))


def connect_app(request: HttpRequest, user: User) -> None:
    """Raises NotGood where the code that was typed is not of the app that was offered."""
    try:
        secret = get_adapter().decrypt(request.session.get(SECRET, ""))
    except (CryptoError, ValueError) as error:
        raise NotGood from error
    second_factor.add_app(user=user, secret=secret, typed=request.POST.get("code", ""), now=timezone.now())
    del request.session[SECRET]


def connect_device(request: HttpRequest, user: User) -> None:
    """Raises NotGood."""
    second_factor.add_device(user=user, answer=request.POST.get("credential", ""), now=timezone.now())


def set_up_page(request: HttpRequest, app: App, *, address: str, is_wrong: bool = False) -> HttpResponse:
    form = CodeForm({"code": ""} if is_wrong else None)
    if is_wrong:
        form.errors.clear()
        form.add_error("code", "That did not work. Try again with the code that the app shows now.")
    context = {"form": form, "app": app, "address": address, "device_address": f"{address}-device"}
    return render(request, "referrals/workspace/set_up.html", context)
