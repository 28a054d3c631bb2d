"""`make run` on anybody's machine: no variable to set, nothing to start first. Never for real families."""

from portal.settings.base import *  # noqa: F403  settings are layered by design

SECRET_KEY = "development-only-and-public"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SERVE_MEDIA = True
IS_DEMONSTRATION = True
DEMONSTRATION_PASSWORD = "family-portal-demo"
