"""Pages for when something is wrong, as files in the reader's language with the numbers to call: for the web server
where the portal does not answer, and for the portal where the database does not."""

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from content import queries as content_queries
from portal.council import COUNCIL
from portal.languages import LANGUAGES, Language

_written_for: list[object] = []  # what this process wrote them for last
TEMPLATES = {404: "portal/alone/not_found.html", 500: "500.html", 502: "500.html", 503: "500.html"}


def write() -> int:
    """Write every page in every language; how many."""
    for language in LANGUAGES:
        folder = settings.ERROR_PAGES_DIR / language.code
        folder.mkdir(parents=True, exist_ok=True)
        for status, page in _pages(language).items():
            _put(folder / f"{status}.html", page)
    return len(LANGUAGES) * len(TEMPLATES)


def keep_true(*, now: datetime) -> None:
    """Write them again where a number changed since, or a day went by. The worker asks at each turn."""
    shown = (timezone.localdate(now), list(content_queries.first_helplines().values()))
    if _written_for != [shown] or kept(500, LANGUAGES[0]) is None:
        write()
        _written_for[:] = [shown]


def kept(status: int, language: Language) -> bytes | None:
    try:
        return (settings.ERROR_PAGES_DIR / language.code / f"{status}.html").read_bytes()
    except OSError:
        return None


def _pages(language: Language) -> dict[int, bytes]:
    return {status: _page(template, language) for status, template in TEMPLATES.items()}


def _page(template: str, language: Language) -> bytes:
    with override(language.code):
        helplines = list(content_queries.first_helplines())
        town = COUNCIL.town(language.code)
        said = {"language": language, "council": COUNCIL, "town": town, "helplines": helplines}
        return render_to_string(template, said).encode()


def _put(path: Path, page: bytes) -> None:
    """A reader meets no half of it."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(page)
    unfinished.rename(path)
