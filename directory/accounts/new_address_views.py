from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from allauth.core.internal.ratelimit import consume

from directory.accounts.codes import is_same
from directory.accounts.forms import CodeForm, EmailForm
from directory.accounts.new_address import AddressTakenError, NewAddress, change_address
from directory.accounts.who import may_sign_in_by_code
from directory.editors.access import SignedInRequest, for_editors


@for_editors
def new_address(request: SignedInRequest) -> HttpResponse:
    """Not for staff, whose addresses are the council's."""
    if not may_sign_in_by_code(request.user):
        raise PermissionDenied
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if consume(request, app="allauth.account", action="request_login_code", key=email):
            NewAddress.begin(request=request, email=email, now=timezone.now(), language=get_language())
            return redirect("editors:new-address-code")
        form.add_error("email", gettext("We have sent you several codes. Wait a few minutes, then ask again."))
    return _address_page(request, form)


@for_editors
def new_address_code(request: SignedInRequest) -> HttpResponse:
    process = NewAddress.current(request)
    if not process or not may_sign_in_by_code(request.user):
        return redirect("editors:new-address")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_same(form.cleaned_data["code"], process.code):
            return _change(request, process)
        if not process.record_invalid_attempt():
            again = EmailForm({"email": process.email})
            again.add_error("email", gettext("The code was wrong too often. Ask for a new one."))
            return _address_page(request, again)
        form.add_error("code", gettext("This is not the code of the newest e-mail. Look again, or ask for a new code."))
    return render(request, "directory/accounts/new_address_code.html", {"form": form, "email": process.email})


def _change(request: SignedInRequest, process: NewAddress) -> HttpResponse:
    process.abort()
    try:
        change_address(user=request.user, email=process.email, now=timezone.now(), language=get_language())
    except AddressTakenError:
        return redirect("editors:new-address")
    return redirect("editors:account")


def _address_page(request: SignedInRequest, form: EmailForm) -> HttpResponse:
    return render(request, "directory/accounts/new_address.html", {"form": form})
