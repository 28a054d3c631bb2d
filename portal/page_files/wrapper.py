"""Page files in front of Django, for a server that has no web server before it, and to make them for one that has."""

import hashlib
import logging
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpResponse

from portal.page_files import changes, folder
from portal.page_files.asked import VARIES, for_nobody, is_kept, page_asked_for
from portal.page_files.watch import Watch

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Any]

LIST = re.compile(r"\s*,\s*")

logger = logging.getLogger(__name__)


def before(application: Application) -> Application:
    """The families' process, with page files before it."""
    if not settings.ROLE.serves_families:
        return application
    watch = Watch()
    watch.start()
    return PageFiles(application, lambda: watch.folder)


class PageFiles:
    """`shown` says where the files lie that are shown now; None while that is not known."""

    def __init__(self, application: Application, shown: Callable[[], Path | None]) -> None:
        self._application = application
        self._shown = shown

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        page = page_asked_for(environ)
        shown = self._shown()
        if page is None or shown is None:
            return self._application(environ, start_response)
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if kept := folder.read(shown, page, encoding):
            return _answer(environ, start_response, *kept, encoding)
        if is_kept(environ["PATH_INFO"]):
            return self._make(page, environ, start_response, encoding)
        return self._application(environ, start_response)

    def _make(self, page: str, environ: Environ, start_response: StartResponse, encoding: str) -> Iterable[bytes]:
        """The page as Django makes it. It is kept if nothing changed in the meantime."""
        before = _state()
        answered: list[Any] = []
        response = self._application(
            for_nobody(environ), lambda *status_and_headers: answered.extend(status_and_headers)
        )
        body = b"".join(response)
        status, headers = answered[:2]
        if before and _is_for_everybody(response, environ["PATH_INFO"]) and _state() == before:
            _keep(folder.folder_of(before), page, dict(headers), body)
        response.close()
        if before and (kept := folder.read(folder.folder_of(before), page, encoding)):
            return _answer(environ, start_response, *kept, encoding)
        start_response(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _state() -> str:
    """Empty while the database does not answer: then nothing is kept."""
    try:
        return changes.state()
    except Error:
        return ""


def _is_for_everybody(response: HttpResponse, path: str) -> bool:
    varies = {name.lower() for name in LIST.split(response.get("Vary", "")) if name}
    return (
        response.status_code == 200
        and response["Content-Type"].startswith("text/html")
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and response["Cache-Control"] == "no-cache"
        and varies <= VARIES.get(path, set())
    )


def _keep(shown: Path, page: str, headers: dict[str, str], body: bytes) -> None:
    """A page that cannot be kept is shown all the same."""
    headers["ETag"] = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers["Vary"] = ", ".join(filter(None, [headers.get("Vary"), "Accept-Encoding"]))
    headers.pop("Content-Length", None)
    try:
        folder.write(shown, page, headers, body)
    except OSError:
        logger.exception("A page cannot be kept.")


def _answer(
    environ: Environ, start_response: StartResponse, headers: dict[str, str], body: bytes, encoding: str
) -> list[bytes]:
    if headers["ETag"] in LIST.split(environ.get("HTTP_IF_NONE_MATCH", "")):
        start_response("304 Not Modified", [*headers.items()])
        return []
    encoded = [("Content-Encoding", encoding)] if encoding else []
    start_response("200 OK", [*headers.items(), *encoded, ("Content-Length", str(len(body)))])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _encoding(accepted: str) -> str:
    """The smallest that the browser takes. What it gives a quality of 0 it does not take."""
    for encoding in ("br", "gzip"):
        if re.search(rf"(?:^|,)\s*{encoding}\s*(?:;(?!\s*q=0(?:\.0*)?\s*(?:,|$))|,|$)", accepted):
            return encoding
    return ""
