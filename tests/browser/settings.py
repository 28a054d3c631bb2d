"""As `make run` has them; but a browser that a test leads types faster than anybody, as a machine that floods would."""

from portal.settings.development import *  # noqa: F403 - settings are

WATCH_FOR_FLOODS = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # as it is the portal of the other tests, too
