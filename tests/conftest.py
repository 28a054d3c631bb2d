import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.utils.translation import activate

import pytest

from directory.search import unfinished
from tests.filled import copy_filled_portal

INDEXES = ("SEARCH_INDEX_DIR", "LIBRARY_INDEX_DIR")


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


@pytest.fixture(autouse=True)
def nothing_is_left_to_index():
    """What a test changed is rolled back, never committed. Left written down, a later test's search would index it as
    that test's own database says it is, for all the tests after."""
    yield
    for name in INDEXES:
        notes = Path(getattr(settings, name)) / "unfinished"
        unfinished.done(notes, unfinished.taken(notes).name)


@pytest.fixture
def django_capture_on_commit_callbacks(django_capture_on_commit_callbacks, settings, tmp_path):
    """Who commits in a test writes to a copy of the indexes: the database is put back, they would not be."""
    for name in INDEXES:
        kept = Path(getattr(settings, name))
        if kept.is_relative_to(settings.VAR_DIR):
            copy = tmp_path / "indexes" / kept.name
            # Files of an index are never written again, so that links are as good as copies.
            shutil.copytree(kept, copy, symlinks=True, copy_function=os.link)
            setattr(settings, name, copy)
    return django_capture_on_commit_callbacks
