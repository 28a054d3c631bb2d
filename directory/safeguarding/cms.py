"""Safeguarding in the CMS: which groups need a look, what one has given, and whether it shows at all."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wagtail.admin import messages
from wagtail.log_actions import log

from directory.models import Evidence, Group
from directory.safeguarding import operations
from directory.safeguarding.forms import SeenForm, SentBackForm, ShownAgainForm, SuspensionForm
from directory.safeguarding.handing_out import file_response
from directory.safeguarding.queries import history, rows, to_do
from directory.safeguarding.suspending import may_suspend, show_again, suspend
from directory.safeguarding.wording import SUSPENDED_FOR

View = Callable[..., HttpResponse]
CHANGED = "The group has changed this meanwhile. Look at it again."


def may_check(user) -> bool:
    return user.has_perm("directory.publish_listing")


def for_staff(may: Callable[..., bool]) -> Callable[[View], View]:
    def wrapped(view: View) -> View:
        @never_cache
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not may(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked

    return wrapped


@require_safe
@for_staff(may_check)
def overview(request: HttpRequest) -> HttpResponse:
    context = {"groups": to_do(timezone.localdate()), "has_scanner": bool(settings.SCANNER)}
    return render(request, "directory/safeguarding/cms/overview.html", context)


@require_safe
@for_staff(may_check)
def group_page(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk)
    forms = [
        (row, SeenForm(initial=_was(row.evidence)), SentBackForm(initial=_was(row.evidence)))
        for row in rows(group, timezone.localdate())
    ]
    context = {
        "group": group,
        "forms": forms,
        "reason": SUSPENDED_FOR.get(group.suspended_for, group.suspended_for),
        "may_suspend": may_suspend(request.user),
        "has_scanner": bool(settings.SCANNER),
        "history": history(group),
    }
    return render(request, "directory/safeguarding/cms/group.html", context)


@require_POST
@for_staff(may_check)
def see(request: HttpRequest, pk: int) -> HttpResponse:
    evidence, form = get_object_or_404(Evidence, pk=pk), SeenForm(request.POST)
    return _decided(request, evidence, form, operations.see, "Families read now that the council has seen it.")


@require_POST
@for_staff(may_check)
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    evidence, form = get_object_or_404(Evidence, pk=pk), SentBackForm(request.POST)
    return _decided(request, evidence, form, operations.send_back, "It is deleted, and the group is asked for another.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(may_check)
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that nothing has scanned comes only to who has read so, and posts."""
    evidence = get_object_or_404(Evidence.objects.select_related("group"), pk=pk)
    if evidence.waits_for_scan and request.method != "POST":
        context = {"evidence": evidence, "has_scanner": bool(settings.SCANNER)}
        return render(request, "directory/safeguarding/cms/not_scanned.html", context)
    response = file_response(evidence)
    log(evidence, "directory.read_evidence", user=request.user, data={"scanned": not evidence.waits_for_scan})
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(may_suspend)
def suspend_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk)
    form = SuspensionForm(request.POST or None, initial={"reason": request.GET.get("reason")})
    if not form.is_valid():
        return render(request, "directory/safeguarding/cms/suspend.html", {"group": group, "form": form})
    suspend(group=group, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, f"{group} shows nowhere any more.")
    return redirect("safeguarding-group", group.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(may_suspend)
def show_group_again(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=pk)
    form = ShownAgainForm(request.POST or None)
    if not form.is_valid():
        return render(request, "directory/safeguarding/cms/show_again.html", {"group": group, "form": form})
    show_again(group=group, actor=request.user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, f"{group} shows again.")
    return redirect("safeguarding-group", group.pk)


def _was(evidence: Evidence | None) -> dict[str, object]:
    return {"was": evidence.given_at} if evidence else {}


def _decided(request: HttpRequest, evidence: Evidence, form, operation: Callable[..., None], said: str) -> HttpResponse:
    if not form.is_valid():
        messages.error(request, "Nothing was changed: the form was not whole.")
    else:
        try:
            operation(evidence=evidence, actor=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, said)
        except operations.ChangedMeanwhile:
            messages.error(request, CHANGED)
    return redirect("safeguarding-group", evidence.group_id)


urlpatterns = [
    path("safeguarding/", overview, name="safeguarding"),
    path("safeguarding/<int:pk>/", group_page, name="safeguarding-group"),
    path("safeguarding/<int:pk>/suspend/", suspend_group, name="safeguarding-suspend"),
    path("safeguarding/<int:pk>/show-again/", show_group_again, name="safeguarding-show-again"),
    path("safeguarding/evidence/<int:pk>/seen/", see, name="evidence-seen"),
    path("safeguarding/evidence/<int:pk>/back/", send_back, name="evidence-back"),
    path("safeguarding/evidence/<int:pk>/file/", download, name="evidence-file"),
]
