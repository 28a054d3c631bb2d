"""Safeguarding in the editors' area: what a group has given, a form for each slot, and its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from directory.editors.access import for_editors_of
from directory.models import Evidence, Group
from directory.safeguarding import operations, wording
from directory.safeguarding.forms import EvidenceForm
from directory.safeguarding.handing_out import file_response
from directory.safeguarding.queries import rows
from directory.safeguarding.slots import SLOTS, Slot


@require_safe
@for_editors_of
def overview(request: HttpRequest, group: Group) -> HttpResponse:
    context = {"group": group, "rows": rows(group, timezone.localdate())}
    return render(request, "directory/safeguarding/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors_of
def fill(request: HttpRequest, group: Group, slot: str) -> HttpResponse:
    asked, evidence = _slot(slot), group.evidence.filter(slot=slot).first()
    if request.method != "POST":
        return _shown(request, group, asked, evidence, EvidenceForm(asked, evidence))
    typed, files = request.POST, request.FILES  # read before what is known of reading them
    too_large: frozenset[str] = getattr(request, "files_too_large", frozenset())
    form = EvidenceForm(asked, evidence, typed, files, files_too_large=too_large)
    if not (form.is_valid() and _given(request, group, asked, form)):
        return _shown(request, group, asked, evidence, form)
    messages.success(request, gettext("It is saved. The council looks at it next."))
    return redirect("editors:safeguarding", group.key)


@require_POST
@for_editors_of
def take_away(request: HttpRequest, group: Group, slot: str) -> HttpResponse:
    evidence = get_object_or_404(group.evidence, slot=slot)
    operations.take_away(evidence=evidence, actor=request.user, now=timezone.now())
    messages.success(request, gettext("It is deleted."))
    return redirect("editors:safeguarding", group.key)


@require_safe
@for_editors_of
def download(request: HttpRequest, group: Group, slot: str) -> HttpResponse:
    return file_response(get_object_or_404(group.evidence, slot=slot))


def _slot(key: str) -> Slot:
    if key not in SLOTS:
        raise Http404
    return SLOTS[key]


def _given(request: HttpRequest, group: Group, slot: Slot, form: EvidenceForm) -> bool:
    """Whether it was written; else the form says why not."""
    try:
        operations.give(
            group=group,
            slot=slot,
            given=form.given,
            was=form.cleaned_data["was"],
            actor=request.user,
            now=timezone.now(),
        )
    except operations.Infected:
        form.add_error("file", str(wording.VIRUS))
    except operations.ChangedMeanwhile:
        form.add_error(
            None,
            gettext("Somebody else has changed this meanwhile. Open this page again and look at it, then give yours."),
        )
    return form.is_valid()


def _shown(
    request: HttpRequest, group: Group, slot: Slot, evidence: Evidence | None, form: EvidenceForm
) -> HttpResponse:
    context = {"group": group, "slot": slot, "evidence": evidence, "form": form}
    return render(request, "directory/safeguarding/slot.html", context)
