"""What django-allauth is told of this portal. Its own pages, mails and messages are not used."""

from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from allauth.account.adapter import DefaultAccountAdapter


def is_local(address: str) -> bool:
    """A path of this site, and nothing that a browser takes for another."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class AccountAdapter(DefaultAccountAdapter):
    def login(self, request: HttpRequest, user: User) -> None:
        user.backend = "directory.accounts.backend.CodeBackend"
        super().login(request, user)

    def get_login_stages(self) -> list[str]:
        """A passkey is another way in, never a second lock: a lost telephone locks nobody out."""
        return ["allauth.account.stages.LoginByCodeStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("editors:home")

    def is_safe_url(self, url: str | None) -> bool:
        return bool(url) and is_local(str(url))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Its messages name addresses, in a cookie."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        raise NotImplementedError("Mail leaves through notices.")
