"""A person's own page: the language of messages, and an end to it all."""

from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from directory.accounts import people
from directory.accounts.forms import LanguageForm
from directory.accounts.passkeys import passkeys_of
from directory.accounts.who import may_sign_in_by_code
from directory.editors.access import SignedInRequest, for_editors


@for_editors
def account(request: SignedInRequest) -> HttpResponse:
    form = LanguageForm(request.POST or None, initial={"language": _language(request.user)})
    if request.method == "POST" and form.is_valid():
        people.speak(user=request.user, language=form.cleaned_data["language"])
        return redirect("editors:account")
    return account_page(request, form=form)


def account_page(request: SignedInRequest, form: LanguageForm | None = None, problem: str = "") -> HttpResponse:
    context = {
        "form": form or LanguageForm(initial={"language": _language(request.user)}),
        "has_groups": request.user.editorships.exists(),
        "is_ours": may_sign_in_by_code(request.user),
        "passkeys": passkeys_of(request.user),
        "problem": problem,
    }
    return render(request, "directory/accounts/account.html", context)


@for_editors
def delete(request: SignedInRequest) -> HttpResponse:
    """Not for staff, whose accounts are the council's."""
    user, problem = request.user, False
    if not may_sign_in_by_code(user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            people.delete_account(user=user, now=timezone.now())
            logout(request)
            return render(request, "directory/accounts/deleted.html")
        except people.LastEditorError:
            problem = True
    return render(request, "directory/accounts/delete.html", {"problem": problem, "alone": people.alone_in(user)})


def _language(user: User) -> str:
    first = user.editorships.first()
    return first.language if first else get_language()
