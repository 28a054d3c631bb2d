"""What every template may use: the languages, the town, and the numbers to call first."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from content import queries as content_queries
from portal.council import COUNCIL
from portal.languages import BY_CODE, ENGLISH, LANGUAGES, Language, best_offer


def path_without_language(request: HttpRequest) -> str:
    """The rest of the address after `/ur/`, with its query; empty on pages that have no language."""
    code, _, rest = request.get_full_path().lstrip("/").partition("/")
    return rest if code in BY_CODE else ""


def language_offer(request: HttpRequest, code: str) -> Language | None:
    """The browser's own language, for the home page to offer to somebody who has not chosen one yet."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return None
    return best_offer(request.headers.get("Accept-Language", ""), current=code)


def site(request: HttpRequest) -> dict:
    code = get_language() or ENGLISH.code
    if request.path_info.startswith("/cms/"):
        return {}
    rest = path_without_language(request)
    return {
        "council": COUNCIL,
        "town": COUNCIL.town(code),
        "language": BY_CODE[code],
        "language_choices": [
            {"language": language, "url": reverse("choose-language", args=[language.code, ""]) + rest}
            for language in LANGUAGES
        ],
        "language_offer": language_offer(request, code),
        "first_helplines": content_queries.first_helplines,
    }
