"""Packs in the CMS: out for whoever translates into a language, in for whoever may publish in it."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from wagtail.admin import messages

from content.models import HomePage
from portal.languages import BY_CODE, ENGLISH, LANGUAGES, Language
from portal.packs.pack import NotAPack, read_pack, write_pack


def packs(request: HttpRequest) -> HttpResponse:
    rows = [(language, _may(request, language, "publish")) for language in LANGUAGES if _may(request, language, "edit")]
    if not rows:
        raise PermissionDenied
    return render(request, "portal/cms/packs.html", {"rows": rows})


def download(request: HttpRequest, code: str) -> HttpResponse:
    language = _language(code)
    if not _may(request, language, "edit"):
        raise PermissionDenied
    response = HttpResponse(write_pack(language.code), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{language.code}.zip"'
    return response


@require_POST
def upload(request: HttpRequest, code: str) -> HttpResponse:
    language = _language(code)
    if not _may(request, language, "publish"):
        raise PermissionDenied
    file = request.FILES.get("pack")
    if file is None:
        messages.error(request, "Choose a zip file first.")
        return redirect("translation-packs")
    try:
        outcome = read_pack(file.read(), language.code, actor=signed_in(request), with_software=False)
    except NotAPack as error:
        messages.error(request, f"Nothing was changed. {error}")
        return redirect("translation-packs")
    return render(request, "portal/cms/pack_read.html", {"outcome": outcome, "target": language})


def signed_in(request: HttpRequest) -> User:
    """Whoever the CMS let in."""
    assert isinstance(request.user, User)
    return request.user


def _language(code: str) -> Language:
    if code not in BY_CODE or code == ENGLISH.code:
        raise Http404
    return BY_CODE[code]


def _may(request: HttpRequest, language: Language, action: str) -> bool:
    home = HomePage.objects.filter(locale__language_code=language.code).first()
    if home is None or language == ENGLISH:
        return False
    rights = home.permissions_for_user(request.user)
    return rights.can_publish() if action == "publish" else rights.can_edit()
