"""For staff, in the CMS: who says that a group is theirs, and who edits a group."""

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from directory.accounts import claims, people
from directory.accounts.finding import groups_like, listed_names
from directory.accounts.look_alikes import Described
from directory.accounts.models import Claim
from directory.groups import Group
from directory.moderation.operations import ChangedMeanwhile, waiting
from directory.moderation.versions import fingerprint

RIGHTS = ("directory.change_group", "directory.publish_group")


def may_decide(user) -> bool:
    return user.has_perms(RIGHTS)


class ClaimsView(ReportView):
    model = Claim
    page_title = "Claims"
    page_subtitle = "Who says that a group is theirs, and waits for us; the oldest first"
    header_icon = "user"
    index_url_name = "group-claims"
    index_results_url_name = "group-claims-results"
    columns = [
        TitleColumn("group", label="Group", url_name="decide-claim"),
        BooleanColumn("is_new", label="New"),
        Column("user", label="Person", accessor="user.email"),
        Column("for_staff_since", label="Waits since"),
    ]
    list_export: list[str] = []

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        _decider(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Claim]:
        return Claim.objects.for_staff().select_related("group", "user")


def decide_claim(request: HttpRequest, number: int) -> HttpResponse:
    actor = _decider(request)
    claim = get_object_or_404(Claim.objects.for_staff().select_related("group", "user"), pk=number)
    if request.method == "POST":
        refused_for = "" if "approve" in request.POST else request.POST.get("refused_for", "")
        if "approve" not in request.POST and refused_for not in Claim.Refusal.values:
            messages.error(request, "Say why it is refused.")
            return redirect("decide-claim", claim.pk)
        seen, now = request.POST.get("seen", ""), timezone.now()
        try:
            is_ours = claims.decide(claim=claim, refused_for=refused_for, actor=actor, now=now, seen=seen)
        except ChangedMeanwhile:
            messages.error(request, "The group changed something meanwhile. Nothing is approved yet: look again.")
            return redirect("decide-claim", claim.pk)
        if is_ours:
            messages.success(request, f"{claim.user.email} is told of your answer.")
        else:
            messages.error(request, "Somebody else decided meanwhile.")
        return redirect("group-claims")
    return render(request, "directory/cms/claim.html", _about(claim))


def _about(claim: Claim) -> dict:
    group = claim.group
    described = Described(
        name=group.name, charity_number=group.charity_number, phones=(group.phone,), postcodes=(claim.postcode,)
    )
    return {
        "claim": claim,
        "reasons": Claim.Refusal.choices,
        "names": listed_names(group),
        "editors": group.editorships.select_related("user"),
        "addresses": claims.listed_addresses(group),
        "seen": fingerprint(waiting(group)),
        "alike": [one.group for one in groups_like(described) if one.group != group] if claim.is_new else [],
    }


class PassOnForm(forms.Form):
    email = forms.EmailField(label="E-mail address of the person who edits it from now on")
    why = forms.CharField(label="Why, for the record", max_length=300)
    alone = forms.BooleanField(label="Nobody who edits it now does so any longer", required=False)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


def group_editors(request: HttpRequest, number: int) -> HttpResponse:
    """Who edits a group; staff pass it on where a volunteer is lost."""
    actor = _decider(request)
    group = get_object_or_404(Group, pk=number)
    form = PassOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.pass_on(group=group, actor=actor, now=timezone.now(), **form.cleaned_data)
            messages.success(request, f"{form.cleaned_data['email']} is invited to edit {group}.")
            return redirect("group-editors", group.pk)
        except people.TooManyError:
            form.add_error("email", "Several people are invited already.")
        except people.NotLookedAtError:
            form.add_error(None, "Publish the group first.")
    context = {
        "group": group,
        "form": form,
        "editors": group.editorships.select_related("user"),
        "invitations": group.invitations.good(timezone.now()),
    }
    return render(request, "directory/cms/group_editors.html", context)


def _decider(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not may_decide(request.user):
        raise PermissionDenied
    return request.user
