"""One referral, and what its team does with it. What is not of a user's own team does not exist for them."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals import casework, keyring, operations, queries, safe_contact, sealing, states
from referrals.in_words import Part, in_words
from referrals.models import Referral
from referrals.operations import MovedMeanwhile, Opened
from referrals.safe_contact import Kind
from referrals.states import TRANSITIONS, State
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest, View, for_members
from referrals.workspace.forms import GiveForm, MoveForm, NoteForm, ShowForm
from triage import queries as triage_queries

MEANWHILE = "Somebody else has changed this referral since you opened it. Look at what is new below, then decide again."

CANNOT_READ = (sealing.NoPrivateKey, sealing.CannotOpen, keyring.NotProtected, keyring.WrongPassphrase)


def for_its_team(view: Callable[..., HttpResponse]) -> View:
    """What a view meets when a referral cannot be read: none of the user's, or no key to it."""

    @for_members
    @wraps(view)
    def guarded(request: MemberRequest, referral_id: UUID) -> HttpResponse:
        try:
            return view(request, referral_id)
        except Referral.DoesNotExist as error:
            raise Http404 from error
        except CANNOT_READ:
            return render(request, "referrals/workspace/locked.html", status=503)

    return guarded


def sent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Going back or loading anew leads to the referral itself, without what the form had shown."""

    @wraps(view)
    def guarded(request: MemberRequest, referral_id: UUID) -> HttpResponse:
        return view(request, referral_id) if request.method == "POST" else _back(referral_id)

    return guarded


@for_its_team
@require_safe
def referral(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    return _page(request, _opened(request, referral_id))


@for_its_team
@sent
def move(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such state.")
    try:
        operations.move_referral(referral_id=referral_id, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except MovedMeanwhile:
        return _refused(request, referral_id, MEANWHILE)
    except states.CannotMove as error:
        return _refused(request, referral_id, wording.REFUSALS[error.reason])
    return _back(referral_id)


@for_its_team
@sent
def note(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, _opened(request, referral_id), note_form=form, status=400)
    casework.add_note(
        referral_id=referral_id,
        actor=request.user,
        words=form.cleaned_data["words"],
        private_key_of=keyring.private_key,
        now=timezone.now(),
    )
    return _back(referral_id, "timeline")


@for_its_team
@sent
def show_contact(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    """A number stands on the page that was asked for it and on no other: looking again asks, and records, again."""
    form = ShowForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such way.")
    try:
        opened = casework.show_contact(
            referral_id=referral_id,
            actor=request.user,
            private_key_of=keyring.private_key,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except safe_contact.CannotShow as error:
        return _refused(request, referral_id, wording.REFUSALS[error.reason])
    return _page(request, opened, shown=form.cleaned_data["kind"])


@for_its_team
@sent
def give(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    """To another team. From then on it is not this team's any more, unless somebody is in both."""
    seen = get_object_or_404(Referral.objects.visible_to(request.user).select_related("team"), pk=referral_id)
    form = GiveForm(request.POST, team=seen.team)
    if not form.is_valid():
        return _refused(request, referral_id, "Choose a team that can receive it.")
    try:
        operations.reassign_referral(
            referral_id=referral_id,
            actor=request.user,
            private_key_of=keyring.private_key,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except MovedMeanwhile:
        return _refused(request, referral_id, MEANWHILE)
    return redirect("workspace:inbox")


def _opened(request: MemberRequest, referral_id: UUID) -> Opened:
    """Reading is recorded, in one transaction with the reading."""
    return operations.open_referral(
        referral_id=referral_id, actor=request.user, private_key_of=keyring.private_key, now=timezone.now()
    )


def _refused(request: MemberRequest, referral_id: UUID, refusal: str) -> HttpResponse:
    return _page(request, _opened(request, referral_id), refusal=refusal, status=409)


def _page(
    request: MemberRequest,
    opened: Opened,
    *,
    refusal: str = "",
    shown: Kind | None = None,
    note_form: NoteForm | None = None,
    status: int = 200,
) -> HttpResponse:
    contact, state = opened.content["told"]["contact"], State(opened.referral.state)
    context = {
        **_in_words(opened),
        "refusal": refusal,
        "now": timezone.now(),
        "alarms": queries.alarms(request.user, timezone.now()),
        "contact": contact,
        "shown": contact[shown] if shown else "",
        "shown_kind": shown,
        "may_show": [(kind, wording.KINDS[kind]) for kind in Kind if safe_contact.may_be_shown(contact, kind)],
        "state": wording.STATES[state],
        "moves": [(to, wording.MOVES[to]) for to in TRANSITIONS[state] if to is not State.CLOSED],
        "outcomes": wording.OUTCOMES.items() if State.CLOSED in TRANSITIONS[state] else (),
        "note_form": note_form or NoteForm(),
        "give_form": GiveForm(None, team=opened.referral.team) if state in states.OPEN_STATES else None,
    }
    return render(request, "referrals/workspace/referral.html", context, status=status)


def _in_words(opened: Opened) -> dict:
    content = opened.content
    return {
        "referral": opened.referral,
        "content": content,
        "parts": [_without_numbers(part) for part in in_words(content["told"])],
        "why_here": wording.why_here(opened.referral, content["route"]),
        "explanation": triage_queries.explain(content["answers"], content["rules"], content["document"]),
        "timeline": wording.timeline(queries.history(opened.referral), opened.notes),
    }


def _without_numbers(part: Part) -> Part:
    """How to reach the family is shown when it is asked for, beside what is safe."""
    return replace(part, rows=tuple(row for row in part.rows if row.name not in set(Kind)))


def _back(referral_id: UUID, to: str = "") -> HttpResponse:
    address = reverse("workspace:referral", args=[referral_id])
    return HttpResponseRedirect(f"{address}#{to}" if to else address, status=303)
