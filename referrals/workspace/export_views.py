"""A referral as a file to keep elsewhere: asked for by a button, never by an address, and on record."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest
from django.utils import timezone

from referrals import keyring, queries
from referrals.exports.as_json import as_json
from referrals.exports.as_pdf import CannotSetType, as_pdf
from referrals.exports.operations import Format
from referrals.exports.operations import take_out as take_out_referral
from referrals.in_words import in_words
from referrals.operations import Opened
from referrals.states import Outcome, State
from referrals.workspace import wording
from referrals.workspace.access import MemberRequest
from referrals.workspace.forms import TakeOutForm
from referrals.workspace.referral_views import for_its_team, refused, sent, why

TYPES = {Format.PDF: "application/pdf", Format.JSON: "application/json"}
NO_TYPE = (
    "This server cannot make a PDF: it lacks the libraries that docs/operating.md names. The JSON file says the same."
)


@for_its_team
@sent
def take_out(request: MemberRequest, referral_id: UUID) -> HttpResponse:
    form = TakeOutForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest("There is no such format.")
    format, now = form.cleaned_data["format"], timezone.now()
    opened = take_out_referral(
        referral_id=referral_id, actor=request.user, format=format, private_key_of=keyring.private_key, now=now
    )
    history, by = queries.history(opened.referral), request.user.get_username()
    try:
        file = (
            as_json(opened, history, why=why(opened), by=by, now=now)
            if format is Format.JSON
            else as_pdf("referrals/exports/referral.html", {**_on_paper(opened), "by": by, "now": now})
        )
    except CannotSetType:
        return refused(request, referral_id, NO_TYPE)
    return download(file, TYPES[format], f"{opened.referral.reference}.{format}")


def download(file: bytes, content_type: str, name: str) -> HttpResponse:
    """To be kept, never shown by the browser as a page of ours."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(file, content_type=content_type, headers=headers)


def _on_paper(opened: Opened) -> dict:
    referral, content = opened.referral, opened.content
    return {
        "referral": referral,
        "content": content,
        "contact": content["told"]["contact"],
        "state": wording.STATES[State(referral.state)],
        "outcome": wording.OUTCOMES[Outcome(referral.outcome)] if referral.outcome else "",
        "parts": in_words(content["told"]),
        "why": why(opened),
        "timeline": wording.timeline(queries.history(referral), opened.notes),
    }
