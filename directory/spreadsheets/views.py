"""Listings from a spreadsheet, in the CMS: a file goes up, the officer sees what it would change, and decides."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from wagtail.admin import messages

from directory.models import TRANSLATED_INTO
from directory.spreadsheets import kept_file
from directory.spreadsheets.decoding import LARGEST_BYTES, TOO_LARGE
from directory.spreadsheets.export import write_listings
from directory.spreadsheets.in_words import counts, excerpts, remarks_in_words
from directory.spreadsheets.operations import DirectoryChanged, apply_plan
from directory.spreadsheets.plan import Plan
from directory.spreadsheets.planning import plan_import
from directory.spreadsheets.remarks import Refused, Remark

# An import adds and publishes listings, and their groups and venues; it can hide an address.
RIGHTS = [
    f"directory.{right}"
    for right in ("add_listing", "change_listing", "publish_listing", "add_group", "add_venue", "change_venue")
]
MOST_SHOWN = 200
SESSION_KEY = "listings_spreadsheet"
START, CHECK = "listings-spreadsheet", "listings-spreadsheet-check"


def may_import(user: User | AnonymousUser) -> bool:
    return user.has_perms(RIGHTS)


def start(request: HttpRequest) -> HttpResponse:
    _check_rights(request)
    kept_file.forget_old(timezone.now())
    if request.method != "POST":
        return render(request, "directory/cms/spreadsheet.html", {"codes": list(TRANSLATED_INTO)})
    file = request.FILES.get("spreadsheet")
    if file is None or file.size is None or file.size > LARGEST_BYTES:
        messages.error(request, TOO_LARGE if file else "Choose a CSV file first.")
        return redirect(START)
    _forget(request)
    request.session[SESSION_KEY] = {"kept": kept_file.keep(file.chunks()), "called": file.name}
    return redirect(CHECK)


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """The dry run."""
    _check_rights(request)
    data = _kept(request)
    if data is None:
        messages.error(request, "The file is no longer here. Choose it again.")
        return redirect(START)
    try:
        plan = plan_import(data=data)
    except Refused as error:
        plan = Plan(faults=[error.remark])
    context = _in_words(plan) | {"called": request.session[SESSION_KEY]["called"]}
    if plan.faults:
        _forget(request)
    return render(request, "directory/cms/spreadsheet_check.html", context)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Write what the officer saw, which the form names by its digest; if that is no longer what would happen, show it
    anew."""
    _check_rights(request)
    data = _kept(request)
    if data is None:
        messages.error(request, "Nothing was changed: the file is no longer here. Choose it again.")
        return redirect(START)
    if "cancel" in request.POST:
        _forget(request)
        messages.success(request, "Nothing was changed, and the file is deleted.")
        return redirect(START)
    try:
        plan = plan_import(data=data)
        if plan.faults or plan.digest != request.POST.get("digest"):
            raise DirectoryChanged
        assert isinstance(request.user, User)
        apply_plan(plan=plan, actor=request.user, now=timezone.now())
    except DirectoryChanged:
        messages.error(request, "Nothing was changed: somebody has changed the directory meanwhile. Look at it again.")
        return redirect(CHECK)
    _forget(request)
    messages.success(request, f"The listings are imported: {counts(plan)}")
    return redirect(reverse("wagtailsnippets_directory_listing:list"))


@require_GET
def export(request: HttpRequest) -> StreamingHttpResponse:
    _check_rights(request)
    name = f"listings-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(write_listings(), content_type="text/csv; charset=utf-8", headers=headers)


def _check_rights(request: HttpRequest) -> None:
    if not may_import(request.user):
        raise PermissionDenied


def _kept(request: HttpRequest) -> bytes | None:
    state = request.session.get(SESSION_KEY)
    return kept_file.read(state["kept"]) if state else None


def _forget(request: HttpRequest) -> None:
    if state := request.session.pop(SESSION_KEY, None):
        kept_file.forget(state["kept"])


def _in_words(plan: Plan) -> dict[str, object]:
    """What the page shows: the first of everything, and how many more there are."""
    remarks = remarks_in_words(plan)
    changes = [
        (change, [(one.column, *excerpts(one)) for one in change.differences]) for change in plan.changed[:MOST_SHOWN]
    ]
    return {
        "plan": plan,
        "counts": counts(plan),
        "changes": changes,
        "new": plan.new[:MOST_SHOWN],
        "faults": _with_rows(plan.faults, plan),
        "remarks": _with_rows(remarks, plan),
        "more": {
            "changes": max(0, len(plan.changed) - MOST_SHOWN),
            "new": max(0, len(plan.new) - MOST_SHOWN),
            "faults": max(0, len(plan.faults) - MOST_SHOWN),
            "remarks": max(0, len(remarks) - MOST_SHOWN),
        },
    }


def _with_rows(remarks: Sequence[Remark], plan: Plan) -> list[tuple[Remark, int]]:
    """With their rows in Excel."""
    return [(one, plan.excel_rows.get(one.line, one.line)) for one in remarks[:MOST_SHOWN]]
