"""The portal, filled: migrating and filling take more than a minute, a copy no time."""

import os
import subprocess
import sys
from pathlib import Path

from tests.kept import PORTAL, ROOT, copy_of

LIBRARY_OF = (
    "content/**/*.*",
    "words/**/*.py",
    "portal/languages.py",
    "portal/settings/*.py",
    "*/migrations/*.py",
    "requirements.txt",
)
FILL = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.utils.translation import activate
from content.seeding import seed_library
activate("en")
call_command("migrate", verbosity=0)
seed_library()
connection.cursor().execute("PRAGMA journal_mode=DELETE")
"""
FILL_THE_REST = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
call_command("seed", verbosity=0)
call_command("build_index", verbosity=0)
call_command("collectstatic", "--noinput", verbosity=0)
connection.cursor().execute("PRAGMA journal_mode=DELETE")
"""


def copy_filled_library(target: Path) -> None:
    """Put the database of a filled library, and its pictures, into a folder that may exist already."""
    copy_of("library", LIBRARY_OF, lambda folder: _run(FILL, folder), target)


def copy_filled_portal(target: Path) -> None:
    """As `make run` leaves it: its groups, its demonstration logins, its index and its style sheets too."""
    copy_of("portal", PORTAL, _fill_portal, target)


def _fill_portal(folder: Path) -> None:
    copy_filled_library(folder)
    _run(FILL_THE_REST, folder)


def _run(script: str, folder: Path) -> None:
    environment = {**os.environ, "PORTAL_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.browser.settings"}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
