"""Where the portal or its database is away, a reader is told in their language, with the numbers to call."""

import os
import subprocess
import sys
from datetime import timedelta

from django.utils import timezone

import pytest

from content.registry import Fact
from portal import error_pages
from portal.languages import BY_CODE, LANGUAGES
from tests.portal.test_settings import COMPLETE

ASK = """
import django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}).enable()
client = Client(raise_request_exception=False, headers={"host": "families.example.gov.uk"})
answer = client.get("/ur/help-now/", secure=True)
print(answer.status_code, answer.headers["Content-Security-Policy"], answer.content.decode())
"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.ERROR_PAGES_DIR = tmp_path / "errors"
    return settings.ERROR_PAGES_DIR


@pytest.mark.django_db
def test_every_page_in_every_language_holds_the_first_numbers_and_the_way_out(folder):
    assert error_pages.write() == 4 * len(LANGUAGES)
    for language in LANGUAGES:
        for status in (404, 500, 502, 503):
            page = (folder / language.code / f"{status}.html").read_text(encoding="utf-8")
            assert f'<html lang="{language.code}" dir="{language.direction}">' in page
            assert "data-leave" in page
            numbers = Fact.objects.helplines().filter(is_first=True).values_list("value", flat=True)
            assert all(f"tel:{number.replace(' ', '')}" in page for number in numbers)


@pytest.mark.django_db
def test_a_number_that_changed_is_on_them_at_the_workers_next_turn(folder):
    now = timezone.now()
    error_pages.keep_true(now=now)
    written = (folder / "pl/503.html").stat().st_mtime_ns
    error_pages.keep_true(now=now + timedelta(seconds=5))
    assert (folder / "pl/503.html").stat().st_mtime_ns == written

    Fact.objects.filter(key="111").update(value="0161 496 0111")
    error_pages.keep_true(now=now + timedelta(seconds=10))

    assert b"0161 496 0111" in error_pages.kept(503, BY_CODE["pl"])


@pytest.mark.django_db
@pytest.mark.parametrize("is_written", [True, False])
def test_with_the_database_away_a_reader_of_urdu_reads_urdu(tmp_path, settings, is_written):
    settings.ERROR_PAGES_DIR = tmp_path / "errors"
    if is_written:
        error_pages.write()
    away = {"PORTAL_DATABASE_URL": "postgres://portal@127.0.0.1:1/portal", "PORTAL_VAR": str(tmp_path)}
    environment = {"PATH": os.environ["PATH"], **COMPLETE, **away}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"

    said = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=False)

    assert said.stdout.startswith("500 "), said.stderr
    assert "default-src 'none'" in said.stdout.splitlines()[0]
    assert '<html lang="ur" dir="rtl">' in said.stdout
    assert 'href="tel:999"' in said.stdout
    assert ("عاجل" in said.stdout or "NHS" in said.stdout) is is_written
