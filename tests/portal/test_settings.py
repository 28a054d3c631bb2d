"""Production starts only with its secrets, and says how to mend what is missing."""

import os
import subprocess
import sys

import pytest

COMPLETE = {
    "PORTAL_SECRET_KEY": "a" * 25 + "b1!" * 15,
    "PORTAL_HOSTS": "families.example.gov.uk",
    "PORTAL_BASE_URL": "https://families.example.gov.uk",
    "PORTAL_DATABASE_URL": "sqlite:///production.sqlite3",
    "PORTAL_KEYS_DIR": "/etc/family-portal/keys",
    "PORTAL_ROLE": "all",
    "PORTAL_KEYS_PASSPHRASE": "gravel-otter-lantern-7421",
    "PORTAL_ESCROW_KEY": "FDxg5UUtvQ+KdbksmnY/fw8wk6hr3x/68vJZ7ItsDR4=",
    "PORTAL_SMTP_HOST": "localhost",
    "PORTAL_FROM_EMAIL": "families@example.gov.uk",
}


COOKIES = """
from django.conf import settings
for kind in ("SESSION", "CSRF"):
    what = ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN", "PATH")
    print(*(getattr(settings, f"{kind}_COOKIE_{each}") for each in what))
"""


def start(variables, program="from django.conf import settings; print(settings.DEBUG, settings.IS_DEMONSTRATION)"):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production", **variables}
    return subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_other_host_and_no_script_has_the_sessions_cookie():
    """S5: what `__Host-` asks of a browser: secure, of this host alone, for every path."""
    assert start(COMPLETE, COOKIES).stdout.splitlines() == [
        "__Host-session True True Strict None /",
        "__Host-csrf True True Strict None /",
    ]


def test_production_starts_with_all_its_variables():
    assert start(COMPLETE).stdout == "False False\n"


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_missing_variable_is_named_with_how_to_mend_it(missing):
    refusal = start({name: value for name, value in COMPLETE.items() if name != missing})

    assert refusal.returncode != 0
    assert f"The environment variable {missing} is not set." in refusal.stderr
