"""`make run` on anybody's machine: no variable to set, nothing to start first. Never for real families."""

from portal.settings.base import *  # noqa: F403  settings are layered by design

SECRET_KEY = "development-only-and-public"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SERVE_MEDIA = True
IS_DEMONSTRATION = True
DEMONSTRATION_PASSWORD = "family-portal-demo"
# Its other half, for `referral_keys escrow-test`, is as public as this one:
# XZHD CEF3 H6WK KRLT QQ7R CQEL 45VR MCWJ GRUX 5ZBN AMMQ 3HPH LMZE VKZI
REFERRAL_ESCROW_KEY = "FDxg5UUtvQ+KdbksmnY/fw8wk6hr3x/68vJZ7ItsDR4="
