"""The teams' pages: what is in hand, one referral, and its moves. What is not a user's own does not exist for them."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from referrals import keyring, operations, queries, sealing, states
from referrals.in_words import in_words
from referrals.models import Referral
from referrals.states import TRANSITIONS, State
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest, for_members
from referrals.workspace.forms import MoveForm
from triage import queries as triage_queries


@for_members
def inbox(request: MemberRequest) -> HttpResponse:
    tables = {"In hand": queries.inbox(request.user), "Closed": queries.closed(request.user)}
    context = {"tables": {heading: _with_states(referrals) for heading, referrals in tables.items()}}
    return render(request, "referrals/workspace/inbox.html", context)


def _with_states(referrals: Iterable[Referral]) -> list[tuple[Referral, str]]:
    return [(referral, wording.STATES[State(referral.state)]) for referral in referrals]


@for_members
def referral(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    if request.method == "POST":
        return _moved(request, referral_id)
    return _opened(request, referral_id)


def _opened(request: MemberRequest, referral_id: UUID, *, refusal: str = "") -> HttpResponse:
    """The referral in words. Reading it is recorded, in one transaction with the reading."""
    try:
        opened = operations.open_referral(
            referral_id=referral_id, actor=request.user, private_key_of=keyring.private_key, now=timezone.now()
        )
    except Referral.DoesNotExist as error:
        raise Http404 from error
    except (keyring.NoPrivateKey, sealing.CannotOpen):
        return render(request, "referrals/workspace/locked.html", status=503)
    context = {**_in_words(opened), "refusal": refusal}
    return render(request, "referrals/workspace/referral.html", context, status=409 if refusal else 200)


def _in_words(opened: operations.Opened) -> dict:
    content, state = opened.content, State(opened.referral.state)
    return {
        "referral": opened.referral,
        "content": content,
        "contact": content["told"]["contact"],
        "parts": in_words(content["told"]),
        "why_here": wording.why_here(opened.referral, content["route"]),
        "explanation": triage_queries.explain(content["answers"], content["rules"], content["document"]),
        "history": [(entry.at, wording.history_line(entry)) for entry in queries.history(opened.referral)],
        "state": wording.STATES[state],
        "moves": [(to, wording.MOVES[to]) for to in TRANSITIONS[state]],
    }


def _moved(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = MoveForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such state.")
    try:
        operations.move_referral(referral_id=referral_id, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except Referral.DoesNotExist as error:
        raise Http404 from error
    except operations.MovedMeanwhile:
        return _opened(request, referral_id, refusal="Somebody else has moved this referral since you opened it.")
    except states.CannotMove:
        return _opened(request, referral_id, refusal="A referral cannot go from that state to this one.")
    return HttpResponseRedirect(request.path, status=303)
