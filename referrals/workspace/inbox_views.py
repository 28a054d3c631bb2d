"""What a member's teams have in hand, and how to find one referral: by its reference, and by nothing else."""

from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from referrals import due, queries
from referrals.models import Referral
from referrals.queries import LANES_APART, Lane
from referrals.states import State
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest, for_members
from referrals.workspace.forms import FindForm

ON_A_PAGE = 50


@for_members
def inbox(request: MemberRequest) -> HttpResponse:
    return _inbox(request, FindForm())


@for_members
@require_POST
def find(request: MemberRequest) -> HttpResponse:
    form = FindForm(request.POST)
    if form.is_valid():
        found = queries.by_reference(request.user, form.cleaned_data["reference"])
        if found:
            return redirect("workspace:referral", found.pk)
        form.add_error("reference", "None of your teams has a referral with this reference.")
    return _inbox(request, form)


def _inbox(request: MemberRequest, form: FindForm) -> HttpResponse:
    now, team = timezone.now(), request.GET.get("team", "")
    lanes = queries.lanes(request.user, now=now, today_ends=due.day_ends(now), team=team)
    lane = next((lane for lane in Lane if lane == request.GET.get("lane")), Lane.IN_HAND)
    page = Paginator(lanes[lane], ON_A_PAGE).get_page(request.GET.get("page"))
    counts = {each: referrals.count() for each, referrals in lanes.items()}
    context = {
        "form": form,
        "lanes": [(wording.LANES[each], count, _address(each, team), each is lane) for each, count in counts.items()],
        "also_waiting": [
            (wording.LANES[each], counts[each], _address(each, team))
            for each in LANES_APART
            if counts[each] and each is not lane
        ],
        "heading": wording.LANES[lane],
        "rows": [(referral, wording.STATES[State(referral.state)], _standing(referral, now)) for referral in page],
        "page": page,
        "before_and_after": _beside(page, lane, team),
        "teams": [(each, _address(lane, each.key), each.key == team) for each in queries.teams_of(request.user)],
        "all_teams": _address(lane, ""),
        "team": team,
        "alarms": queries.alarms(request.user, now),
    }
    return render(request, "referrals/workspace/inbox.html", context, status=400 if form.errors else 200)


def _standing(referral: Referral, now: datetime) -> str:
    if referral.state == State.NEW and referral.alarm_at and referral.alarm_at <= now:
        return "alarm"
    return "overdue" if referral.due_at and referral.due_at < now else ""


def _address(lane: Lane, team: str, page: int = 1) -> str:
    query = {"lane": lane.value, "team": team, "page": page if page > 1 else ""}
    return "?" + urlencode({key: value for key, value in query.items() if value})


def _beside(page: Page, lane: Lane, team: str) -> dict[str, str]:
    beside = {}
    if page.has_previous():
        beside["Previous page"] = _address(lane, team, page.previous_page_number())
    if page.has_next():
        beside["Next page"] = _address(lane, team, page.next_page_number())
    return beside
