"""Settings that hold everywhere. What differs is in development.py, test.py and production.py."""

import os
import uuid
from pathlib import Path

from portal.council import COUNCIL
from portal.languages import LANGUAGES as PORTAL_LANGUAGES
from portal.languages import register_with_django
from portal.roles import Role
from portal.settings.security import *  # noqa: F403  settings are layered by design
from portal.settings.signing_in import *  # noqa: F403  settings are layered by design

register_with_django()

BASE_DIR = Path(__file__).resolve().parents[2]
# Everything that the portal writes: the database, pictures, the search index, mail, keys.
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)  # SQLite makes its file, but not the folder

# Which process this is: families', editors', the teams', or all of them in one.
ROLE = Role(os.environ.get("PORTAL_ROLE", "all"))

INSTALLED_APPS = [
    # First, so that its manager and admin patches are in place before any model loads.
    "modeltranslation",
    "portal",
    "content",
    "directory",
    "triage",
    "referrals",
    "notices",
    "places",
    "words",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.watching.answers_watchers",
    "portal.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.content_security_policy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.language_from_path",
    "portal.middleware.asked_for_anew",
    "portal.middleware.says_where_it_leads",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.origin_without_referrer",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # A page that moved is found at the address that was printed, saved or sent.
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

if ROLE == Role.STAFF:
    MIDDLEWARE.append("referrals.row_security.as_the_user")

ROOT_URLCONF = "portal.urls"
EVERY_ADDRESS = "portal.addresses"  # to reverse() the name of a page that another process answers
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "portal.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: what was acknowledged survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }
}

# Languages: portal/languages.py is the only list.
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [(language.code, language.english_name) for language in PORTAL_LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = COUNCIL.time_zone
LANGUAGE_COOKIE_NAME = "language"
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
# A page sent for translation stays a draft until it is complete, so that no English shows under another language.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# None, so that no text leaves the server, unless PORTAL_MACHINE_TRANSLATOR names a class of the adapter's interface,
# wagtail_localize.machine_translators.base.BaseMachineTranslator. What it writes is marked as a machine's.
MACHINE_TRANSLATOR = os.environ.get("PORTAL_MACHINE_TRANSLATOR", "")
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": MACHINE_TRANSLATOR} if MACHINE_TRANSLATOR else None

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SERVE_MEDIA = False
SEARCH_INDEX_DIR = VAR_DIR / "index"
LIBRARY_INDEX_DIR = VAR_DIR / "library-index"
PAGE_FILES_DIR = VAR_DIR / "pages"  # families' pages as they were made last: a web server may send pages/current
# Of the database that holds the indexes in place of these folders, which several servers cannot share.
SEARCH_DATABASE_URL = os.environ.get("PORTAL_SEARCH_DATABASE_URL", "")
REFERRAL_KEYS_DIR = Path(os.environ.get("PORTAL_KEYS_DIR", VAR_DIR / "keys"))
REFERRAL_KEYS_PASSPHRASE = os.environ.get("PORTAL_KEYS_PASSPHRASE", "")
BACKUP_KEY = os.environ.get("PORTAL_BACKUP_KEY", "")  # public; its other half is on paper: manage.py backup --new-key
AUDIT_ANCHORS = Path(os.environ.get("PORTAL_AUDIT_ANCHORS", VAR_DIR / "audit-anchors.txt"))
ERROR_PAGES_DIR = VAR_DIR / "errors"  # for the web server, and for us where the database is away
EVIDENCE_DIR = VAR_DIR / "evidence"  # what groups show of safeguarding: beside the media, which anybody may read
# host:port of clamd, which looks at what families and groups upload. Without it, staff read that nothing was scanned.
SCANNER = os.environ.get("PORTAL_SCANNER", "")
PLACES_FILE = VAR_DIR / "places.sqlite3"  # made by import_postcodes; without it, places/data/sectors.toml alone
# No SVG and no HTML from editors: opened by itself, such a file runs its script on the teams' origin. The drawings of
# the seed are our own.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.pictures.PictureForm"
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.documents.DocumentForm"
# A file that goes on for ever is dropped on its way in. Each form says what it takes, which is less.
LARGEST_FILE_RECEIVED = 80 * 2**20
FILE_UPLOAD_HANDLERS = [
    "portal.uploads.DropWhatIsTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Mail: to a folder, until a server is set.
MESSAGES_A_MINUTE = int(os.environ.get("PORTAL_MESSAGES_A_MINUTE", "100"))  # mail servers close on who sends faster
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
TEXTS_DIR: Path | None = VAR_DIR / "texts"
NOTIFY_KEY = NOTIFY_EMAIL_TEMPLATE = NOTIFY_TEXT_TEMPLATE = ""
NOTIFY_URL = os.environ.get("PORTAL_NOTIFY_URL", "https://api.notifications.service.gov.uk")

# Who keeps the directory and is told, without details, what waits for staff. Empty: nobody; it is in the CMS's reports.
DIRECTORY_EMAIL = os.environ.get("PORTAL_DIRECTORY_EMAIL", "")

# How long counts of what families see stay in memory.
TALLY_SECONDS: int | None = 60

# Wagtail. No page of the admin may call a third party.
WAGTAIL_SITE_NAME = f"Family support in {COUNCIL.town('en')}"
WAGTAILADMIN_BASE_URL = os.environ.get("PORTAL_BASE_URL", "http://127.0.0.1:8000")
CMS_BASE_URL = os.environ.get("PORTAL_CMS_URL", WAGTAILADMIN_BASE_URL)
STAFF_BASE_URL = os.environ.get("PORTAL_STAFF_URL", WAGTAILADMIN_BASE_URL)
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# Logs carry no addresses of people and no request bodies: Django's own lines hold a path and a status.
# `mail_admins`, Django's default, would post a family's form to an inbox: nothing is ever mailed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "django.template": {"level": "INFO"},  # below, it would log all that a page was made of
        "axes": {"level": "CRITICAL"},  # it would log names and addresses, which are in its table for a day
        "notifications_python_client": {"level": "CRITICAL"},  # it would log what Notify answers, which names people
    },
    "formatters": {"json": {"()": "portal.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The open feed. Its ids are made of this and of a record's own key: change it, and every reader meets strangers.
OPEN_REFERRAL_NAMESPACE: uuid.UUID = uuid.uuid5(uuid.NAMESPACE_URL, f"open-referral:{COUNCIL.name}")
OPEN_REFERRAL_TOWN: str = COUNCIL.town("en")
# The standard's own schemas are no part of the portal. Without this folder, our own rules alone check the feed.
OPEN_REFERRAL_SCHEMAS = Path(os.environ.get("PORTAL_OPEN_REFERRAL_SCHEMAS", BASE_DIR.parent / "shared/oruk/schemas"))
OPEN_REFERRAL_REPORT = VAR_DIR / "open-referral.json"  # what validate_open_referral found last

# Whether referrals that are sent too fast, or too many at once, are laid in a tray of their own: referrals/flood.py.
WATCH_FOR_FLOODS = True

# How long a family's unsent answers are kept, in minutes.
JOURNEY_MINUTES = 30
JOURNEY_COOKIE_NAME = "journey"
