"""The test suite: as development, with its files in a folder of its own and quick password hashing."""

import os
import tempfile
from pathlib import Path

import dj_database_url

from portal.settings.development import *  # noqa: F403  settings are layered by design

VAR_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
DATABASE_URL = os.environ.get("PORTAL_TEST_DATABASE_URL", "sqlite://:memory:")
DATABASES = {"default": {**dj_database_url.parse(DATABASE_URL)}}
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()  # WhiteNoise warns of a folder that is missing, and here a warning is an error
MEDIA_ROOT = VAR_DIR / "media"
SEARCH_INDEX_DIR = VAR_DIR / "index"
LIBRARY_INDEX_DIR = VAR_DIR / "library-index"
PAGE_FILES_DIR = VAR_DIR / "pages"
REFERRAL_KEYS_DIR = VAR_DIR / "keys"
AUDIT_ANCHORS = VAR_DIR / "audit-anchors.txt"
ERROR_PAGES_DIR = VAR_DIR / "errors"
EVIDENCE_DIR = VAR_DIR / "evidence"
SCANNER = ""
PLACES_FILE = VAR_DIR / "places.sqlite3"
OPEN_REFERRAL_REPORT = VAR_DIR / "open-referral.json"
EMAIL_FILE_PATH = VAR_DIR / "mail"
TALLY_SECONDS = None  # tests write counts themselves
WATCH_FOR_FLOODS = False  # tests type faster than anybody
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
