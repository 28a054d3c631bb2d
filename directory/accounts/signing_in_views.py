"""Coming in and going out."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allauth.core.internal.ratelimit import consume

from directory.accounts.adapter import is_local
from directory.accounts.codes import is_same
from directory.accounts.forms import CodeForm, EmailForm
from directory.accounts.signing_in import NeedsPasswordError, SigningIn


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    goes_on = goes_on_to(request)
    if request.user.is_authenticated:
        return redirect(goes_on or "editors:home")
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if consume(request, app="allauth.account", action="request_login_code", key=email):
            SigningIn.begin(request=request, email=email, goes_on=goes_on, now=timezone.now(), language=get_language())
            return redirect("editors:code")
        form.add_error("email", gettext("We have sent you several codes. Wait a few minutes, then ask again."))
    return email_page(request, form, goes_on)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed. A code that is used up or too old leads back to the address, which is kept."""
    if request.user.is_authenticated:
        return redirect("editors:home")
    process = SigningIn.current(request)
    if not process:
        return redirect("editors:sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_same(form.cleaned_data["code"], process.code):
            try:
                return process.sign_in()
            except NeedsPasswordError:
                process.abort()
                return redirect("editors:sign-in")
        if not process.record_invalid_attempt():
            return _ask_again(request, process)
        form.add_error("code", gettext("This is not the code of the newest e-mail. Look again, or ask for a new code."))
    context = {"form": form, "email": process.email, "goes_on": process.goes_on}
    return render(request, "directory/accounts/code.html", context)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("editors:sign-in")


def _ask_again(request: HttpRequest, process: SigningIn) -> HttpResponse:
    form = EmailForm({"email": process.email})
    form.add_error("email", gettext("The code was wrong too often. Ask for a new one."))
    return email_page(request, form, process.goes_on)


def email_page(request: HttpRequest, form: EmailForm, goes_on: str) -> HttpResponse:
    return render(request, "directory/accounts/sign_in.html", {"form": form, "goes_on": goes_on})


def goes_on_to(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    return address if is_local(address) else ""
