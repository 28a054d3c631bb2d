"""A list of groups and pages for one family: chosen, looked at as the family will read it, and only then sent."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from referrals import keyring, safe_contact
from referrals.operations import Opened
from referrals.safe_contact import Kind
from referrals.signposting.choice import MOST
from referrals.signposting.letter import letter
from referrals.signposting.operations import NothingChosen, NotOpen, hand_over_list, send_list
from referrals.signposting.suggestions import suggestions
from referrals.states import OPEN_STATES, State
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest
from referrals.workspace.forms import ListForm
from referrals.workspace.referral_views import back, for_its_team, opened_for

NOTHING = "Choose at least one group or page."
NOT_OPEN = "This referral is closed. Take it up again first."


@for_its_team
def signpost(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    action = request.POST.get("action") if request.method == "POST" else ""
    if action == "email":
        return _send(request, referral_id)
    if action == "print":
        return _print(request, referral_id)
    opened = opened_for(request, referral_id)
    if State(opened.referral.state) not in OPEN_STATES:
        return back(referral_id)
    form = ListForm(request.POST or None, content=opened.content)
    if action == "look" and form.is_valid():
        if not form.choice.groups and not form.choice.pages:
            return _choose(request, opened, form, NOTHING)
        return _look(request, opened, form)
    return _choose(request, opened, form)


def _choose(request: MemberRequest, opened: Opened, form: ListForm, refusal: str = "") -> HttpResponse:
    found = suggestions(opened.content, form.asked, form.choice, now=timezone.now())
    context = {
        "referral": opened.referral, "form": form, "refusal": refusal, "most": MOST, "given_up": found.given_up,
        "groups": [(card, miles, card.key in form.choice.groups) for card, miles in found.groups],
        "pages": [(number, title, number in form.choice.pages) for number, title in found.pages.items()],
    }  # fmt: skip
    return render(request, "referrals/workspace/signpost.html", context, status=400 if refusal else 200)


def _look(request: MemberRequest, opened: Opened, form: ListForm) -> HttpResponse:
    language, contact = form.cleaned_data["language"], opened.content["told"]["contact"]
    with override(language):
        found = letter(form.choice, language, now=timezone.now())
        shown = render_to_string("referrals/signposting/items.html", {"letter": found}, request)
    context = {
        "referral": opened.referral,
        "choice": form.choice,
        "carried": [form[name] for name in ("words", "near", "age", "spoken", "language")],
        "language_code": language,
        "shown": shown,
        "contact": contact,
        "may_email": safe_contact.may_be_shown(contact, Kind.EMAIL),
        "now": timezone.now(),
    }
    return render(request, "referrals/workspace/signpost_look.html", context)


def _send(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = ListForm(request.POST, content={})
    if not form.is_valid():
        return _refused(request, referral_id, form, NOTHING)
    try:
        send_list(
            referral_id=referral_id, actor=request.user, choice=form.choice, private_key_of=keyring.private_key,
            now=timezone.now(), **{name: form.cleaned_data[name] for name in ("language", "is_safe_time", "why")},
        )  # fmt: skip
    except safe_contact.CannotShow as error:
        return _refused(request, referral_id, form, wording.REFUSALS[error.reason])
    except NothingChosen:
        return _refused(request, referral_id, form, NOTHING)
    except NotOpen:
        return _refused(request, referral_id, form, NOT_OPEN)
    return back(referral_id, "timeline")


def _print(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    """The list as the family's own page, with a word of the worker's that is kept nowhere."""
    form = ListForm(request.POST, content={})
    if not form.is_valid():
        return _refused(request, referral_id, form, NOTHING)
    now, language = timezone.now(), form.cleaned_data["language"]
    try:
        hand_over_list(
            referral_id=referral_id, actor=request.user, choice=form.choice, private_key_of=keyring.private_key, now=now
        )
    except NothingChosen:
        return _refused(request, referral_id, form, NOTHING)
    except NotOpen:
        return _refused(request, referral_id, form, NOT_OPEN)
    with override(language):
        found = letter(form.choice, language, now=now)
        context = {"letter": found, "note": form.cleaned_data["note"], "is_paper": True}
        return render(request, "referrals/signposting/letter.html", context)


def _refused(request: MemberRequest, referral_id: UUID, form: ListForm, refusal: str) -> HttpResponse:
    return _choose(request, opened_for(request, referral_id), form, refusal)
