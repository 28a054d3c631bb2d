"""Coming in: a password, then a second factor, which is set up at the first time. Whatever is wrong with a name or a
password, the answer is the same."""

from collections.abc import Callable

from django.contrib.auth import authenticate, logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration

from directory.accounts.adapter import is_local
from referrals import queries
from referrals.workspace import lockout, second_factor, sessions
from referrals.workspace.access import MemberRequest, for_everybody, for_members, for_pending
from referrals.workspace.forms import CodeForm, SignInForm
from referrals.workspace.second_factor import NotGood
from referrals.workspace.sessions import Pending
from referrals.workspace.setting_up import connect_app, connect_device, offered_app, set_up_page

WHY = {
    "idle": "You were signed out, because nothing happened for 15 minutes.",
    "ended": "You were signed out, because a session ends after 8 hours.",
    "again": "Sign in again to change how you sign in.",
}


@for_everybody
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _member(request, form.cleaned_data["username"], form.cleaned_data["password"])
        if user:
            sessions.begin(request, user=user, goes_on=request.POST.get("next", ""), now=timezone.now())
            return redirect("workspace:second" if second_factor.has_one(user) else "workspace:set-up")
        form.add_error(None, "The name or the password is not right.")
    context = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "why": WHY.get(request.GET.get("why", "")),
    }
    return render(request, "referrals/workspace/login.html", context)


def _member(request: HttpRequest, name: str, password: str) -> User | None:
    """Somebody who is in no team is counted and answered as whoever types a wrong password."""
    user = authenticate(request, username=name, password=password)
    if user is None or queries.is_member(user):
        return user
    lockout.count_wrong_name(request, name)
    return None


@for_pending
def second(request: HttpRequest, somebody: Pending) -> HttpResponse:
    """A code of the app or on paper."""
    if not second_factor.has_one(somebody.user):
        return redirect("workspace:set-up")
    if request.method != "POST":
        return _second_page(request, somebody, CodeForm())
    form = CodeForm(request.POST)
    if lockout.is_shut(request, somebody.user):
        return lockout.too_many_tries(request, None, None)
    try:
        if form.is_valid():
            second_factor.check_code(user=somebody.user, typed=form.cleaned_data["code"])
            return _signed_in(request, somebody)
    except NotGood:
        lockout.count_wrong_second(request, somebody.user)
        form.add_error("code", "This code is not right, or was used already. Wait for the next one.")
    return _second_page(request, somebody, form)


@for_pending
def second_device(request: HttpRequest, somebody: Pending) -> HttpResponse:
    """What a passkey is asked, then what it answered."""
    if request.method != "POST":
        return JsonResponse(begin_authentication(somebody.user))
    if lockout.is_shut(request, somebody.user):
        return lockout.too_many_tries(request, None, None)
    try:
        second_factor.check_device(user=somebody.user, answer=request.POST.get("credential", ""))
    except NotGood:
        lockout.count_wrong_second(request, somebody.user)
        return _second_page(request, somebody, CodeForm(), problem="This passkey does not sign you in.")
    return _signed_in(request, somebody)


@for_pending
def set_up(request: HttpRequest, somebody: Pending) -> HttpResponse:
    """The first second factor: nothing of a family is shown before there is one."""
    if second_factor.has_one(somebody.user):
        return redirect("workspace:second")
    if request.method != "POST":
        return set_up_page(request, offered_app(request, somebody.user), address="workspace:set-up")
    return _connected(request, somebody, connect_app)


@for_pending
def set_up_device(request: HttpRequest, somebody: Pending) -> HttpResponse:
    if second_factor.has_one(somebody.user):
        return redirect("workspace:second")
    if request.method != "POST":
        return JsonResponse(begin_registration(somebody.user, passwordless=False))
    return _connected(request, somebody, connect_device)


def _connected(request: HttpRequest, somebody: Pending, connect: Callable[[HttpRequest, User], None]) -> HttpResponse:
    try:
        connect(request, somebody.user)
    except NotGood:
        offered = offered_app(request, somebody.user)
        return set_up_page(request, offered, address="workspace:set-up", is_wrong=True)
    return _paper_codes(request, somebody)


@for_everybody
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """On every device: whoever signs out in a hurry need not remember where else they are signed in."""
    user = request.user
    logout(request)
    if isinstance(user, User):
        sessions.end_all(user, now=timezone.now())
    return redirect("workspace:login")


@for_members
@require_POST
def here(request: MemberRequest) -> HttpResponse:
    """Somebody types or reads without clicking: their session goes on."""
    return HttpResponse(status=204)


def _signed_in(request: HttpRequest, somebody: Pending) -> HttpResponse:
    sessions.finish(request, somebody.user, timezone.now())
    return HttpResponseRedirect(_goes_on(somebody))


def _paper_codes(request: HttpRequest, somebody: Pending) -> HttpResponse:
    codes = second_factor.new_paper_codes(user=somebody.user, now=timezone.now())
    sessions.finish(request, somebody.user, timezone.now())
    context = {"codes": codes, "goes_on": _goes_on(somebody)}
    return render(request, "referrals/workspace/paper_codes.html", context)


def _goes_on(somebody: Pending) -> str:
    return somebody.goes_on if is_local(somebody.goes_on) else reverse("workspace:inbox")


def _second_page(request: HttpRequest, somebody: Pending, form: CodeForm, problem: str = "") -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "has_passkey": second_factor.factors(somebody.user).filter(type=second_factor.Type.WEBAUTHN).exists(),
        "demonstration_code": second_factor.demonstration_code(somebody.user),
    }
    return render(request, "referrals/workspace/second.html", context)
