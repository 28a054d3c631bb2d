"""The questionnaire in the CMS: what is in force and was, the copy that is worked on, and deciding on a proposal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from wagtail.admin import messages

from directory.menu import ItemFor
from triage.document import Document
from triage.versions import operations, reading
from triage.versions.models import Version, WorkingCopy
from triage.versions.operations import Refused
from triage.versions.proving import proof_of
from triage.versions.rights import StaffRequest, may_approve, may_look, may_propose, only
from triage.versions.showing import problems, shown

OVERVIEW, COPY, VERSION = "questionnaire", "questionnaire-copy", "questionnaire-version"


def item() -> ItemFor:
    return ItemFor(may_look, "Questionnaire", reverse(OVERVIEW), icon_name="clipboard-list", order=260)


@only(may_look)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    in_force = _in_force()
    proof = proof_of(reading.text_in_force()) if in_force else None
    versions = Version.objects.select_related("proposed_by", "decided_by")
    context = {
        "in_force": in_force,
        "version": in_force and versions.approved().filter(hash=in_force.hash).first(),
        "waiting": versions.waiting().first(),
        "versions": versions,
        "copy": WorkingCopy.objects.select_related("changed_by").first(),
        "proof": proof,
        "problems": problems(proof) if proof else [],
        "may_propose": may_propose(request.user),
    }
    return render(request, "triage/cms/overview.html", context)


@only(may_look)
def copy(request: StaffRequest) -> HttpResponse:
    """All of it, with its proof beside it: what leads where, what it would change, and the way to propose it."""
    kept = operations.working_copy()
    if request.method == "POST" and may_propose(request.user):
        return _done_with_copy(request, kept)
    context = {
        "copy": kept,
        "waiting": Version.objects.waiting().first(),
        "may_change": may_propose(request.user),
        **shown(kept.text, before=_in_force()),
    }
    return render(request, "triage/cms/copy.html", context)


@only(may_look)
def version(request: StaffRequest, number: int) -> HttpResponse:
    """As it was proposed, what it changes in what is in force now, and the decision."""
    proposed = get_object_or_404(Version.objects.select_related("proposed_by", "decided_by"), pk=number)
    if request.method == "POST":
        return _decided(request, proposed)
    context = {
        "version": proposed,
        "may_decide": may_approve(request.user) and proposed.proposed_by_id != request.user.pk,
        "may_change": may_propose(request.user),
        **shown(proposed.text, before=_in_force()),
    }
    return render(request, "triage/cms/version.html", context)


def _in_force() -> Document | None:
    try:
        return reading.document()
    except reading.NoQuestionnaire:
        return None


def _done_with_copy(request: StaffRequest, kept: WorkingCopy) -> HttpResponse:
    seen, now = request.POST.get("seen", ""), timezone.now()
    try:
        if seen != str(kept.number):
            raise operations.ChangedMeanwhile(kept)
        if "anew" in request.POST:
            operations.start_from(text=reading.text_in_force(), seen=kept.number, actor=request.user, now=now)
            messages.success(request, "The working copy is again what is in force.")
            return redirect(COPY)
        note = request.POST.get("note", "")
        proposed = operations.propose(text=kept.text, note=note, actor=request.user, now=now)
    except Refused as refused:
        messages.error(request, f"{refused} Nothing was done.")
        return redirect(COPY)
    messages.success(request, "It is proposed. Another person decides.")
    return redirect(VERSION, proposed.pk)


def _decided(request: StaffRequest, proposed: Version) -> HttpResponse:
    may = may_propose if "work_on" in request.POST else may_approve
    if not may(request.user):
        return redirect(VERSION, proposed.pk)
    try:
        messages.success(request, _decision(request, proposed))
    except Refused as refused:
        messages.error(request, f"{refused} Nothing was decided.")
    return redirect(COPY) if "work_on" in request.POST else redirect(VERSION, proposed.pk)


def _decision(request: StaffRequest, proposed: Version) -> str:
    """Does what was chosen, and says so."""
    now = timezone.now()
    if "work_on" in request.POST:
        seen = operations.working_copy().number
        operations.start_from(text=proposed.text, seen=seen, actor=request.user, now=now)
        return "The working copy is now this version."
    if "approve" in request.POST:
        operations.approve(version=proposed, actor=request.user, now=now)
        return "It is in force. Whoever is in the middle of the questions ends on the version they began with."
    operations.refuse(version=proposed, actor=request.user, why=request.POST.get("why", ""), now=now)
    return "It is refused, with your reason."
