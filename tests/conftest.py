import sqlite3
from contextlib import closing

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.utils.translation import activate

import pytest

from tests.filled import copy_filled_portal


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test meets the portal as `make run` leaves it: filled, indexed, with its demonstration logins.

    On SQLite; with `--migrations` and a PORTAL_TEST_DATABASE_URL on another database, filled anew each time.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _copy_portal()
        else:
            call_command("seed", verbosity=0)
            call_command("build_index", verbosity=0)
        ContentType.objects.clear_cache()  # it holds the numbers of the tables that were migrated before


def _copy_portal():
    copy_filled_portal(settings.VAR_DIR)
    with closing(sqlite3.connect(settings.VAR_DIR / "portal.sqlite3")) as portal:
        connection.ensure_connection()
        portal.backup(connection.connection)


@pytest.fixture(autouse=True)
def english():
    activate("en")
