"""The people of a group, and the page that an invitation leads to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allauth.core.internal.ratelimit import consume

from directory.accounts import people
from directory.accounts.forms import InviteForm
from directory.accounts.models import Invitation
from directory.editors.access import SignedInRequest, for_editors_of
from directory.models import Group


@for_editors_of
def list_people(request: SignedInRequest, group: Group) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not consume(request, app="allauth.account", action="invite"):
            form.add_error("email", gettext("You have sent many invitations. Wait an hour, then go on."))
            return _people_page(request, group, form)
        try:
            people.invite(
                group=group, actor=request.user, now=timezone.now(), language=get_language(), **form.cleaned_data
            )
            return redirect("editors:people", group.key)
        except people.NotLookedAtError:
            return redirect("editors:people", group.key)
        except people.TooManyError:
            form.add_error("email", gettext("You have invited several people already. Take one invitation back first."))
    return _people_page(request, group, form)


@for_editors_of
def remove(request: SignedInRequest, group: Group, number: int) -> HttpResponse:
    editorship = get_object_or_404(group.editorships.select_related("user"), pk=number)
    if not people.may_remove(editorship, group.editorships.get(user=request.user)):
        return redirect("editors:people", group.key)
    if request.method == "POST":
        people.remove(editorship=editorship, actor=request.user, now=timezone.now())
        return redirect("editors:people", group.key)
    return render(request, "directory/accounts/remove.html", {"group": group, "editorship": editorship})


@for_editors_of
@require_POST
def take_back(request: SignedInRequest, group: Group, number: int) -> HttpResponse:
    group.invitations.filter(pk=number).delete()
    return redirect("editors:people", group.key)


@for_editors_of
def leave(request: SignedInRequest, group: Group) -> HttpResponse:
    is_last = not group.editorships.exclude(user=request.user).exists() and not group.stopped_at
    if request.method == "POST" and not is_last:
        try:
            people.leave(group=group, user=request.user, now=timezone.now())
            return redirect("editors:home")
        except people.LastEditorError:
            is_last = True
    return render(request, "directory/accounts/leave.html", {"group": group, "is_last": is_last})


@for_editors_of
def stopped(request: SignedInRequest, group: Group) -> HttpResponse:
    """Says that the group has stopped, or takes that back."""
    if request.method == "POST":
        if "go-on" in request.POST:
            people.go_on(group=group, actor=request.user)
        elif not group.stopped_at:
            people.stop(group=group, actor=request.user, now=timezone.now())
        return redirect("editors:stopped", group.key)
    return render(request, "directory/accounts/stopped.html", {"group": group})


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """One button: what opens links in e-mails by itself presses none. Whoever is not signed in yet comes back here."""
    found = people.invitation_of(token, timezone.now())
    if not found:
        return render(request, "directory/accounts/no_invitation.html", status=404)
    is_other = False
    if request.method == "POST" and request.user.is_authenticated:
        try:
            people.accept(invitation=found, user=request.user, now=timezone.now())
            return redirect("editors:group", found.group.key)
        except people.OtherAddressError:
            is_other = True
        except Invitation.DoesNotExist:
            return render(request, "directory/accounts/no_invitation.html", status=404)
    context = {"group": found.group, "is_other": is_other, "here": request.path}
    return render(request, "directory/accounts/invitation.html", context)


def _people_page(request: SignedInRequest, group: Group, form: InviteForm) -> HttpResponse:
    mine = group.editorships.get(user=request.user)
    editorships = group.editorships.select_related("user")
    context = {
        "group": group,
        "editors": [(one, people.may_remove(one, mine)) for one in editorships],
        "mine": mine,
        "invitations": group.invitations.good(timezone.now()),
        "form": form,
    }
    return render(request, "directory/accounts/people.html", context)
