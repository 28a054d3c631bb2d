"""Pages that belong to the whole site: the way in, the choice of language, the way out, and what went wrong."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal import error_pages
from portal.council import COUNCIL
from portal.languages import BY_CODE, ENGLISH
from triage import drafts

COOKIE_DAYS = 365
SECURITY_CONTACT_DAYS = 90


@never_cache
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the language last chosen, or English. The home page there offers the browser's own language."""
    chosen = BY_CODE.get(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), ENGLISH)
    return HttpResponseRedirect(f"/{chosen.code}/")


@never_cache
@csrf_exempt  # Sets nothing but the language; the page that a form goes on to looks at its token.
def choose_language(request: HttpRequest, code: str, rest: str) -> HttpResponse:
    """Remember a language, in a cookie that holds nothing else, and show the same page in it. What a form posts here
    goes along (307), to the page that the form is of."""
    language = BY_CODE.get(code, ENGLISH)
    query = request.META.get("QUERY_STRING", "")
    target = f"/{language.code}/{rest}" + (f"?{query}" if query else "")
    response = HttpResponseRedirect(target, status=307 if request.method == "POST" else 302)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language.code,
        max_age=COOKIE_DAYS * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@csrf_exempt  # Deletes only the visitor's own unsent answers; the beacon that calls it as a page closes has no token.
def leave(request: HttpRequest) -> HttpResponse:
    """Forget what the visitor has answered so far and go to a page that nobody would question. A script, which asks by
    POST, goes there by itself.

    Chromium drops the pages before from its back-forward cache because an HttpOnly cookie goes: decision 26."""
    response = HttpResponse(status=204) if request.method == "POST" else HttpResponseRedirect(COUNCIL.exit_url)
    drafts.forget(request, response)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    return response


def security_contact(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116). It is written as it is asked for, so it is never out of date."""
    expires = timezone.now() + timedelta(days=SECURITY_CONTACT_DAYS)
    lines = {
        "Contact": COUNCIL.security_contact,
        "Expires": f"{expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages": "en",
    }
    return HttpResponse(
        "".join(f"{name}: {value}\n" for name, value in lines.items()), content_type="text/plain; charset=utf-8"
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "portal/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page that was written while all was well; without a file, one that asks the database nothing."""
    code = request.path_info.split("/", 2)[1]
    if page := error_pages.kept(500, BY_CODE.get(code, ENGLISH)):
        return HttpResponse(page, status=500)
    return render(request, "500.html", status=500)
