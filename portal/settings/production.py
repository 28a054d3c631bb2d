"""A council's own server. Every secret comes from the environment; none has a default."""

import os
from pathlib import Path

import dj_database_url

from portal.roles import Role
from portal.settings.base import *  # noqa: F403  settings are layered by design
from portal.settings.environment import listed, required

SECRET_KEY = required(
    "PORTAL_SECRET_KEY", how="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
)
ALLOWED_HOSTS = listed("PORTAL_HOSTS", how="Set it to the site's host names, parted by commas: families.example.gov.uk")
WAGTAILADMIN_BASE_URL = required("PORTAL_BASE_URL", how="Set it to the public address: https://families.example.gov.uk")
CMS_BASE_URL = os.environ.get("PORTAL_CMS_URL", WAGTAILADMIN_BASE_URL)
STAFF_BASE_URL = os.environ.get("PORTAL_STAFF_URL", WAGTAILADMIN_BASE_URL)
DATABASE_URL = required("PORTAL_DATABASE_URL", how="Set it to a database address: postgres://user:password@host/name")
ON_SQLITE = DATABASES["default"]  # noqa: F405  from base
DATABASES["default"] = {**dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}  # noqa: F405
if DATABASES["default"]["ENGINE"] == ON_SQLITE["ENGINE"]:  # noqa: F405
    DATABASES["default"]["OPTIONS"] = ON_SQLITE["OPTIONS"]  # noqa: F405  what lets several write, and survives a power cut
TEXTS_DIR = None
LOGGING["handlers"]["console"]["formatter"] = "json"  # type: ignore[index]  # noqa: F405  from base
NOTIFY_KEY = os.environ.get("PORTAL_NOTIFY_KEY", "")
if NOTIFY_KEY:
    EMAIL_BACKEND = "notices.notify.EmailBackend"
    NOTIFY_EMAIL_TEMPLATE = required(
        "PORTAL_NOTIFY_EMAIL_TEMPLATE", how="Set it to the template's id: see docs/operating.md."
    )
    NOTIFY_TEXT_TEMPLATE = os.environ.get("PORTAL_NOTIFY_TEXT_TEMPLATE", "")
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = required("PORTAL_SMTP_HOST", how="Set it to the council's mail server, or set PORTAL_NOTIFY_KEY.")
    EMAIL_PORT = int(os.environ.get("PORTAL_SMTP_PORT", "25"))
    EMAIL_HOST_USER = os.environ.get("PORTAL_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("PORTAL_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = os.environ.get("PORTAL_SMTP_TLS") == "yes"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = required("PORTAL_FROM_EMAIL", how="Set it to the address that messages come from.")
IS_DEMONSTRATION = False
ROLE = Role(
    required("PORTAL_ROLE", how="Set it to public, cms or staff, a process each, or to all: see docs/operating.md.")
)
if ROLE.holds_keys:
    REFERRAL_KEYS_DIR = Path(
        required(
            "PORTAL_KEYS_DIR", how="Set it to a folder for the teams' keys, apart from the database and its backups."
        )
    )
    REFERRAL_KEYS_PASSPHRASE = required(
        "PORTAL_KEYS_PASSPHRASE", how="Make one with: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
    )
REFERRAL_ESCROW_KEY = required(
    "PORTAL_ESCROW_KEY", how="Make one, on a machine that is offline, with: manage.py referral_keys new --escrow"
)

SECURE_SSL_REDIRECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the web server in front says who asks: without this, all are one, and counted as one
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the same proxy, which says who asks for codes
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
JOURNEY_COOKIE_NAME = "__Host-journey"
LANGUAGE_COOKIE_NAME = "__Host-language"
