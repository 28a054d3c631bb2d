"""What keeps a process from starting: keys that it must not reach, or could not use (`manage.py check --tag keys`)."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured

from referrals import wrapping

SHORTEST_PASSPHRASE = 20


@register("keys")
def keys(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    return [*_escrow(), *(_own() if settings.ROLE.holds_keys else _out_of_reach())]


def refuse_to_start_wrongly() -> None:
    """For the application server, which runs no checks by itself. Raises ImproperlyConfigured."""
    if errors := run_checks(tags=["keys"]):
        raise ImproperlyConfigured("\n".join(str(error) for error in errors))


def _escrow() -> list[CheckMessage]:
    try:
        wrapping.escrow_key()
    except ValueError as error:
        how = "Copy it again from what `referral_keys new --escrow` printed."
        return [Error(f"PORTAL_ESCROW_KEY is no public key. {error}", hint=how, id="keys.E001")]
    return []


def _out_of_reach() -> list[CheckMessage]:
    """For a process that may open no referral."""
    errors: list[CheckMessage] = []
    if settings.REFERRAL_KEYS_PASSPHRASE:
        how = "Unset PORTAL_KEYS_PASSPHRASE for it."
        errors.append(Error(f"The {settings.ROLE} process was given the keys' passphrase.", hint=how, id="keys.E002"))
    if any(os.access(path, os.R_OK) for path in _files()):
        how = f"Run it as another account than the staff's process, which alone may read {settings.REFERRAL_KEYS_DIR}."
        errors.append(Error(f"The {settings.ROLE} process can read the teams' keys.", hint=how, id="keys.E003"))
    return errors


def _own() -> list[CheckMessage]:
    """For a process that opens referrals."""
    errors: list[CheckMessage] = []
    if not settings.IS_DEMONSTRATION and len(settings.REFERRAL_KEYS_PASSPHRASE) < SHORTEST_PASSPHRASE:
        how = "Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        said = f"PORTAL_KEYS_PASSPHRASE has fewer than {SHORTEST_PASSPHRASE} signs."
        errors.append(Error(said, hint=how, id="keys.E004"))
    loose = [path.name for path in _files() if path.stat().st_mode & 0o077]
    if loose:
        how = "Take their rights from everybody but the owner: chmod 600."
        errors.append(Error(f"Other accounts can read {', '.join(loose)}.", hint=how, id="keys.E005"))
    return errors


def _files() -> list[Path]:
    return sorted(Path(settings.REFERRAL_KEYS_DIR).glob("*.key"))
