"""Read settings from the environment; what is missing says how to mend it."""

import os

from django.core.exceptions import ImproperlyConfigured


def required(name: str, *, how: str) -> str:
    """The variable's value. Raises ImproperlyConfigured, with `how` to mend it, where it is missing or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"The environment variable {name} is not set. {how}")
    return value


def listed(name: str, *, how: str) -> list[str]:
    return [part.strip() for part in required(name, how=how).split(",") if part.strip()]
