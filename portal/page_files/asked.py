"""Which requests a page file may answer: those whose answer is the same for everybody.

What is kept is made for nobody: of the request, only what is named here gets as far as the page.
"""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import parse_cookie
from django.urls import Resolver404, resolve
from django.utils import translation

from portal.languages import BY_CODE, best_offer

# Every other view is asked each time.
KEPT_VIEWS = {"activities", "help-now", "saved-pages", "wagtail_serve"}
PATH = re.compile(r"/([a-z]{2,3})/(?:[a-z0-9-]+/)*", re.ASCII)
HOST = re.compile(r"([a-z0-9][a-z0-9.-]*)(?::\d+)?", re.ASCII)
LONGEST_PATH = 200
# The home pages vary by what a browser offers; who is offered something is never answered from a file.
VARIES = {f"/{code}/": {"accept-language", "cookie"} for code in BY_CODE}
GETS_THROUGH = (
    "HTTP_HOST", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "REQUEST_METHOD", "SCRIPT_NAME", "SERVER_", "wsgi.",
)  # fmt: skip


def page_asked_for(environ: Mapping[str, Any]) -> str | None:
    """Where its file lies, below its host's name; None where the answer is not the same for everybody."""
    path = environ.get("PATH_INFO", "")
    address, host = PATH.fullmatch(path), HOST.fullmatch(environ.get("HTTP_HOST", "").lower())
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING") or not address or not host:
        return None
    if len(path) > LONGEST_PATH or address[1] not in BY_CODE or _goes_to_https(environ) or _is_offered(environ, path):
        return None
    return host[1] + path


def _goes_to_https(environ: Mapping[str, Any]) -> bool:
    return settings.SECURE_SSL_REDIRECT and _scheme(environ) != "https"


def _scheme(environ: Mapping[str, Any]) -> str:
    name, secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
    return "https" if name and environ.get(name) == secure else environ.get("wsgi.url_scheme", "http")


def _is_offered(environ: Mapping[str, Any], path: str) -> bool:
    """Whether the home page offers the browser's own language, which it does until one is chosen."""
    if path not in VARIES or not best_offer(environ.get("HTTP_ACCEPT_LANGUAGE", ""), current=path.strip("/")):
        return False
    return settings.LANGUAGE_COOKIE_NAME not in parse_cookie(environ.get("HTTP_COOKIE", ""))


def is_kept(path: str) -> bool:
    """Whether the view that answers is one whose pages are kept."""
    with translation.override(path.split("/", 2)[1]):
        try:
            return resolve(path).view_name in KEPT_VIEWS
        except Resolver404:
            return False


def for_nobody(environ: Mapping[str, Any]) -> dict[str, Any]:
    """The same request without anything of who asks."""
    asked = {name: value for name, value in environ.items() if name.startswith(GETS_THROUGH)}
    if (proxy := settings.SECURE_PROXY_SSL_HEADER) and proxy[0] in environ:
        asked[proxy[0]] = environ[proxy[0]]
    return asked | {"REQUEST_METHOD": "GET", "HTTP_HOST": environ["HTTP_HOST"].lower().partition(":")[0]}
