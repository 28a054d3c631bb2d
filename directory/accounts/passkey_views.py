from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allauth.account.models import Login
from allauth.core.internal.ratelimit import consume
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login

from directory.accounts import passkeys
from directory.accounts.account_views import account_page
from directory.accounts.forms import EmailForm
from directory.accounts.signing_in_views import email_page, goes_on_to
from directory.accounts.who import may_sign_in_by_code
from directory.editors.access import SignedInRequest, for_editors


@for_editors
def add(request: SignedInRequest) -> HttpResponse:
    """What the device is asked, then what it answered. Staff have passwords, and no passkeys here."""
    if not may_sign_in_by_code(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse(begin_registration(request.user, passwordless=True))
    try:
        answer = request.POST.get("credential", "")
        passkeys.add_passkey(user=request.user, answer=answer, now=timezone.now(), language=get_language())
    except passkeys.NoPasskeyError:
        return account_page(request, problem=gettext("The passkey was not added. Please try again."))
    return redirect("editors:account")


@for_editors
@require_POST
def remove(request: SignedInRequest, number: int) -> HttpResponse:
    """A member of staff's passkey is a second factor, which a password alone must not take away."""
    if not may_sign_in_by_code(request.user):
        raise PermissionDenied
    passkeys.passkeys_of(request.user).filter(pk=number).delete()
    return redirect("editors:account")


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return JsonResponse(begin_authentication())
    goes_on = goes_on_to(request)
    try:
        if not consume(request, app="allauth.mfa", action="webauthn_login"):
            raise passkeys.NoPasskeyError
        passkey = passkeys.passkey_of(request.POST.get("credential", ""))
    except passkeys.NoPasskeyError:
        form = EmailForm({"email": ""})
        form.errors.clear()
        form.add_error(None, gettext("This passkey does not sign you in. Ask for a code instead."))
        return email_page(request, form, goes_on)
    return perform_passwordless_login(request, passkey, Login(user=passkey.user, redirect_url=goes_on))
