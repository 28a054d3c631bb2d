"""Addresses of the groups' area, as messages give them."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def link(name: str, *args: object, language: str) -> str:
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(f"editors:{name}", args=args)
