"""One referral, and what its team does with it. What is not of a user's own team does not exist for them."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from directory.safeguarding.handing_out import HEADERS
from referrals import casework, keyring, operations, queries, safe_contact, sealing, sorting, states
from referrals.attachments.opening import CannotHandOut, files_of, hand_out
from referrals.in_words import Part, in_words
from referrals.models import AuditEntry, Referral
from referrals.operations import MovedMeanwhile, Opened
from referrals.safe_contact import Kind
from referrals.signposting.queries import sent_lists
from referrals.states import TRANSITIONS, Outcome, State
from referrals.trays import UNSORTED, Tray
from referrals.unsent import FILES
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest, View, for_members
from referrals.workspace.forms import GiveForm, MoveForm, NoteForm, ShowForm, SortForm
from triage import queries as triage_queries

# What is no referral is closed as such where it was laid apart.
OUTCOMES = [(outcome, words) for outcome, words in wording.OUTCOMES.items() if outcome is not Outcome.NO_REFERRAL]
MEANWHILE = "Somebody else has changed this referral since you opened it. Look at what is new below, then decide again."

CANNOT_READ = (sealing.NoPrivateKey, sealing.CannotOpen, keyring.NotProtected, keyring.WrongPassphrase)


def for_its_team(view: Callable[..., HttpResponse]) -> View:
    """What a view meets when a referral cannot be read: none of the user's, or no key to it."""

    @for_members
    @wraps(view)
    def guarded(request: MemberRequest, referral_id: UUID, **more: int) -> HttpResponse:
        try:
            return view(request, referral_id, **more)
        except Referral.DoesNotExist as error:
            raise Http404 from error
        except CANNOT_READ:
            return render(request, "referrals/workspace/locked.html", status=503)

    return guarded


def sent(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Going back or loading anew leads to the referral itself, without what the form had shown."""

    @wraps(view)
    def guarded(request: MemberRequest, referral_id: UUID) -> HttpResponse:
        return view(request, referral_id) if request.method == "POST" else back(referral_id)

    return guarded


@for_its_team
@require_safe
def referral(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    return _page(request, opened_for(request, referral_id))


@for_its_team
@sent
def move(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such state.")
    try:
        operations.move_referral(referral_id=referral_id, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except MovedMeanwhile:
        return refused(request, referral_id, MEANWHILE)
    except states.CannotMove as error:
        return refused(request, referral_id, wording.REFUSALS[error.reason])
    return back(referral_id)


@for_its_team
@sent
def sort(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    """What was laid apart is a referral like any other, or is closed as none."""
    form = SortForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("Say whether it is genuine.")
    decide = sorting.call_genuine if form.cleaned_data["genuine"] else sorting.call_no_referral
    try:
        decide(referral_id=referral_id, actor=request.user, version=form.cleaned_data["version"], now=timezone.now())
    except (MovedMeanwhile, states.CannotMove):
        return refused(request, referral_id, MEANWHILE)
    return back(referral_id)


@for_its_team
@sent
def note(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, opened_for(request, referral_id), note_form=form, status=400)
    casework.add_note(
        referral_id=referral_id,
        actor=request.user,
        words=form.cleaned_data["words"],
        private_key_of=keyring.private_key,
        now=timezone.now(),
    )
    return back(referral_id, "timeline")


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
        return refused(request, referral_id, wording.REFUSALS[error.reason])
    return _page(request, opened, shown=form.cleaned_data["kind"])


@for_its_team
@require_safe
def file(request: MemberRequest, referral_id: UUID, number: int) -> HttpResponse:
    """Saved, never opened by the browser."""
    try:
        handed = hand_out(
            referral_id=referral_id,
            number=number,
            actor=request.user,
            private_key_of=keyring.private_key,
            now=timezone.now(),
        )
    except CannotHandOut as error:
        return refused(request, referral_id, wording.REFUSALS[error.reason])
    disposition = content_disposition_header(as_attachment=True, filename=handed.name) or "attachment"
    return HttpResponse(handed.content, headers={**HEADERS, "Content-Disposition": disposition})


@for_its_team
@sent
def give(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    """To another team. From then on it is not this team's any more, unless somebody is in both."""
    seen = get_object_or_404(Referral.objects.visible_to(request.user).select_related("team"), pk=referral_id)
    form = GiveForm(request.POST, team=seen.team)
    if not form.is_valid():
        return refused(request, referral_id, "Choose a team that can receive it.")
    try:
        operations.reassign_referral(
            referral_id=referral_id,
            actor=request.user,
            private_key_of=keyring.private_key,
            now=timezone.now(),
            **form.cleaned_data,
        )
    except MovedMeanwhile:
        return refused(request, referral_id, MEANWHILE)
    return redirect("workspace:inbox")


def opened_for(request: MemberRequest, referral_id: UUID) -> Opened:
    """Reading is recorded, in one transaction with the reading."""
    return operations.open_referral(
        referral_id=referral_id, actor=request.user, private_key_of=keyring.private_key, now=timezone.now()
    )


def refused(request: MemberRequest, referral_id: UUID, refusal: str) -> HttpResponse:
    return _page(request, opened_for(request, referral_id), refusal=refusal, status=409)


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
    tray = Tray(opened.referral.tray)
    is_open = state in states.OPEN_STATES
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
        "outcomes": OUTCOMES if State.CLOSED in TRANSITIONS[state] else (),
        "why_apart": wording.WHY_APART[tray] if tray in UNSORTED and is_open else "",
        "lists": sent_lists(opened.referral.pk),
        "offered": _offered(opened.referral),
        "is_open": is_open,
        "note_form": note_form or NoteForm(),
        "give_form": GiveForm(None, team=opened.referral.team) if is_open else None,
    }
    return render(request, "referrals/workspace/referral.html", context, status=status)


def why(opened: Opened) -> list[str]:
    """What led the referral to its team, in words."""
    content = opened.content
    explanation = triage_queries.explain(content["answers"], content["rules"], content["document"])
    return [*wording.why_here(opened.referral, content["route"]), *explanation]


def _offered(referral: Referral) -> Outcome | None:
    """What may have become of it, from what was done."""
    was_sent = queries.history(referral).filter(verb=AuditEntry.Verb.SIGNPOSTED).exists()
    return Outcome.SIGNPOSTED if was_sent else None


def _in_words(opened: Opened) -> dict:
    content = opened.content
    return {
        "referral": opened.referral,
        "content": content,
        "parts": [_without_numbers(part) for part in in_words(content["told"]) if part.key != FILES],
        "files": files_of(opened),
        "has_scanner": bool(settings.SCANNER),
        "why": why(opened),
        "timeline": wording.timeline(queries.history(opened.referral), opened.notes),
    }


def _without_numbers(part: Part) -> Part:
    """How to reach the family is shown when it is asked for, beside what is safe."""
    return replace(part, rows=tuple(row for row in part.rows if row.name not in set(Kind)))


def back(referral_id: UUID, to: str = "") -> HttpResponse:
    address = reverse("workspace:referral", args=[referral_id])
    return HttpResponseRedirect(f"{address}#{to}" if to else address, status=303)
