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


def start(variables):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings.production", **variables}
    return subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(settings.DEBUG, settings.IS_DEMONSTRATION)"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_all_its_variables():
    assert start(COMPLETE).stdout == "False False\n"


@pytest.mark.parametrize("missing", COMPLETE)
def test_a_missing_variable_is_named_with_how_to_mend_it(missing):
    refusal = start({name: value for name, value in COMPLETE.items() if name != missing})

    assert refusal.returncode != 0
    assert f"The environment variable {missing} is not set." in refusal.stderr
