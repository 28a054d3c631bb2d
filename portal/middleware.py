"""What every request passes through: its language, its security policy, and the check of where a form came from."""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from csp.constants import NONE, SELF, UNSAFE_INLINE

from portal.cms_scripts import SIGN
from portal.languages import BY_CODE, ENGLISH

CMS_PREFIX = "/cms/"

# Wagtail's editor needs inline styles and a few scripts, which are signed: see cms_scripts.py.
CMS_POLICY = {
    "default-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


def language_from_path(get_response):
    """The address alone says the language (`/ur/…`); pages for staff, which have none, are in English.

    Django's LocaleMiddleware would also look at the browser's languages: the staff's pages would change language with
    the browser, and every page would carry `Vary: Accept-Language`.
    """

    def middleware(request):
        code = request.path_info.split("/", 2)[1]
        language = BY_CODE.get(code, ENGLISH)
        request.LANGUAGE_CODE = language.code
        with translation.override(language.code):
            response = get_response(request)
        response.headers.setdefault("Content-Language", language.code)
        return response

    return middleware


def asked_for_anew(get_response):
    """No cache gives a page without asking whether it is still so: a group that is suspended is gone at once."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


# A preview is a page of the site in a frame of the editor. Wagtail asks for it as if a visitor did.
PREVIEW_POLICY = {"frame-ancestors": [SELF]}

# What somebody uploaded, opened by itself, is only to be looked at.
UPLOAD_POLICY = {"script-src": [NONE], "sandbox": [""]}


def content_security_policy(get_response):
    """The strict policy for families' and teams' pages, one that Wagtail can work under for the editors'.

    `_csp_replace` is how django-csp's own decorators hand a policy over.
    """

    def of_the_cms(request):
        sign = secrets.token_urlsafe(16)
        token = SIGN.set(sign)
        try:
            response = get_response(request)
        finally:
            SIGN.reset(token)
        response._csp_replace = {**CMS_POLICY, "script-src": [SELF, f"'nonce-{sign}'"]}
        return response

    def middleware(request):
        if request.path_info.startswith(CMS_PREFIX):
            return of_the_cms(request)
        response = get_response(request)
        if getattr(request, "is_dummy", False):
            response._csp_replace = PREVIEW_POLICY
        elif request.path_info.startswith(settings.MEDIA_URL):
            response._csp_replace = UPLOAD_POLICY
        return response

    return middleware


def says_where_it_leads(get_response):
    """A script that sends a step (steps.js) is told where it leads, and opens that itself: a redirect would be
    followed, and the page be made twice."""

    def middleware(request):
        response = get_response(request)
        if "X-Step" not in request.headers or response.status_code not in (302, 303):
            return response
        told = HttpResponse(status=204, headers={"X-Leads-To": response["Location"]})
        told.cookies = response.cookies
        return told

    return middleware


def origin_without_referrer(get_response):
    """Let our own forms pass the cross-site check although no page tells where it came from.

    With `Referrer-Policy: no-referrer` a browser sends `Origin: null` with a form, even to its own site (Fetch
    standard, "append a request Origin header"), and Django refuses that. `Sec-Fetch-Site` cannot be set by a page and
    says whether the form was ours; browsers too old to send it still have to bring the secret token, from a cookie that
    is SameSite=Strict.
    """

    def middleware(request):
        is_ours = request.META.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
        if is_ours and request.META.get("HTTP_ORIGIN") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        return get_response(request)

    return middleware
