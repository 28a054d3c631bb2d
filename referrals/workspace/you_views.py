"""A member's own page: how they sign in."""

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_registration

from referrals.workspace import second_factor, sessions
from referrals.workspace.access import MemberRequest, for_just_signed_in, for_members
from referrals.workspace.forms import PasswordForm
from referrals.workspace.second_factor import NotGood, Type
from referrals.workspace.setting_up import connect_app, connect_device, offered_app, set_up_page

ADD = "workspace:add"


@for_members
def you(request: MemberRequest) -> HttpResponse:
    own = second_factor.factors(request.user)
    context = {
        "app": own.filter(type=Type.TOTP).first(),
        "passkeys": own.filter(type=Type.WEBAUTHN),
        "left_on_paper": second_factor.left_on_paper(request.user),
        "may_remove": _in_hand(request.user).count() > 1,
    }
    return render(request, "referrals/workspace/you.html", context)


@for_just_signed_in
def add(request: MemberRequest) -> HttpResponse:
    """An app in place of the one before, or one more passkey."""
    if request.method != "POST":
        return set_up_page(request, offered_app(request, request.user), address=ADD)
    try:
        connect_app(request, request.user)
    except NotGood:
        return set_up_page(request, offered_app(request, request.user), address=ADD, is_wrong=True)
    return redirect("workspace:you")


@for_just_signed_in
def add_device(request: MemberRequest) -> HttpResponse:
    if request.method != "POST":
        return JsonResponse(begin_registration(request.user, passwordless=False))
    try:
        connect_device(request, request.user)
    except NotGood:
        return set_up_page(request, offered_app(request, request.user), address=ADD, is_wrong=True)
    return redirect("workspace:you")


@for_just_signed_in
@require_POST
def remove(request: MemberRequest, number: int) -> HttpResponse:
    """Never the last one: codes on paper alone would soon run out."""
    factor = get_object_or_404(_in_hand(request.user), pk=number)
    if _in_hand(request.user).count() > 1:
        second_factor.remove(factor=factor, now=timezone.now())
    return redirect("workspace:you")


@for_just_signed_in
@require_POST
def new_paper_codes(request: MemberRequest) -> HttpResponse:
    codes = second_factor.new_paper_codes(user=request.user, now=timezone.now())
    return render(request, "referrals/workspace/paper_codes.html", {"codes": codes})


@for_just_signed_in
def password(request: MemberRequest) -> HttpResponse:
    form = PasswordForm(request.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "referrals/workspace/password.html", {"form": form})
    new = form.cleaned_data["new_password1"]
    sessions.change_password(request, user=request.user, password=new, now=timezone.now())
    return redirect("workspace:you")


def _in_hand(user: User) -> QuerySet[Authenticator]:
    return second_factor.factors(user).exclude(type=Type.RECOVERY_CODES)
