"""The referral form: one neutral address for every step, so that neither address bar nor history tells an answer."""

import logging
from dataclasses import asdict

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from referrals import flood, operations, queries
from referrals.attachments import store
from referrals.attachments.limits import Refusal
from referrals.attachments.receiving import Received, sealing_files
from referrals.forms import STEPS, SendForm
from referrals.in_words import in_words
from referrals.intake import INTAKE
from referrals.replies import reply_by
from referrals.submission import Submission, submission
from referrals.trays import Tray
from referrals.unsent import BY_KEY, CHECK, FILES, Sent, Unsent, will_call_us
from triage import drafts
from triage import queries as triage_queries

logger = logging.getLogger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sealing_files
def form(request: HttpRequest, received: Received) -> HttpResponse:
    step = request.POST.get("step", "")  # read before the draft, which may change while files arrive
    unsent = Unsent(drafts.load(request))
    if unsent.sent:
        return _see_other("referrals:sent")
    try:
        return _posted(request, unsent, step, received) if request.method == "POST" else _shown(request, unsent)
    except triage_queries.NoQuestionnaire:
        return render(request, "triage/numbers_only.html")


@never_cache
@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The reference, for minutes: a second click or a reload must not lose it, and whoever comes next not find it."""
    was_sent = Unsent(drafts.load(request)).sent
    return render(request, "referrals/sent.html", {"sent": was_sent})


def _shown(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    if unsent.step == CHECK:
        return _check(request, unsent)
    form = unsent.judged(unsent.step) if unsent.was_refused else unsent.form(unsent.step)
    number = list(BY_KEY).index(unsent.step) + 1
    context = {
        "form": form,
        "number": number,
        "total": len(STEPS) + 1,
        "unsent": unsent,
        "has_scanner": bool(settings.SCANNER),
    }
    return render(request, "referrals/form.html", context)


def _check(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    told = unsent.told()
    ready = _ready(unsent, told, agrees=unsent.agrees)
    context = {
        "parts": in_words(told),
        "form": SendForm(initial={"agrees": unsent.agrees}),
        "unsent": unsent,
        "total": len(STEPS) + 1,
        "is_priority": ready.route.is_priority,
        "will_call_us": will_call_us(told),
    }
    return render(request, "referrals/check.html", context)


def _posted(request: HttpRequest, unsent: Unsent, step: str, received: Received) -> HttpResponse:
    """Keep what was typed on the step that the page names, and lead on, back, to a change, or to the end."""
    action, _, named = request.POST.get("action", "").partition(":")
    unsent.notice_loss(step)
    unsent.notice_sender(request.POST, now=timezone.now())
    if step == FILES:
        _keep_files(unsent, received, action, named)
    elif step in BY_KEY:
        unsent.keep(step, request.POST, is_old=drafts.is_old(unsent.draft, request.POST))
    if action == "language":
        return _same(request, unsent, step)
    if action == "change" and named in BY_KEY:
        return _kept(request, unsent, named)
    if action == "back":
        return _back(request, unsent, step)
    if step in BY_KEY and not unsent.judged(step).is_valid():
        return _kept(request, unsent, step, was_refused=True)
    if action in ("add", "remove"):
        return _kept(request, unsent, FILES)
    if action == "send" and unsent.is_ready:
        return _send(request, unsent)
    return _kept(request, unsent, unsent.first_unfinished())


def _keep_files(unsent: Unsent, received: Received, action: str, named: str) -> None:
    if action == "remove" and unsent.take_out(named):
        store.take_out(named)
    refused = [f"{reason} {name}" for reason, name in received.refused]
    if action == "add" and not received.added and not refused:
        refused = [Refusal.NOTHING_CHOSEN.value]
    unsent.keep_files(map(asdict, received.added), refused)


def _same(request: HttpRequest, unsent: Unsent, step: str) -> HttpResponse:
    """The same step, which is about to be shown in another language."""
    if step in BY_KEY:
        return _kept(request, unsent, step, was_refused=unsent.was_refused)
    unsent.agrees = "agrees" in request.POST
    return _kept(request, unsent, unsent.first_unfinished())


def _kept(request: HttpRequest, unsent: Unsent, step: str, *, was_refused: bool = False) -> HttpResponse:
    """Lead on by a GET, also to errors: a browser keeps what it posted, and Back would post it again."""
    unsent.go_to(step, was_refused=was_refused)
    response = _see_other("referrals:form")
    drafts.save(request, response, unsent.draft)
    return response


def _back(request: HttpRequest, unsent: Unsent, step: str) -> HttpResponse:
    before = unsent.before(step if step in BY_KEY else CHECK)
    if before:
        return _kept(request, unsent, before)
    response = _see_other("triage:journey")
    drafts.save(request, response, unsent.draft)
    return response


def _send(request: HttpRequest, unsent: Unsent) -> HttpResponse:
    """Store the referral, and only then show a reference. Whatever goes wrong, what was typed stays in the draft."""
    told, now = unsent.told(), timezone.now()
    tray = flood.tray(request, is_trapped=unsent.is_trapped, began_at=unsent.began_at, now=now)
    ready = _ready(unsent, told, agrees="agrees" in request.POST, tray=tray)
    try:
        reference = operations.submit_referral(
            content=ready.content,
            route=ready.route,
            team=queries.receiving_team(ready.route.team_key),
            idempotency_key=unsent.idempotency_key,
            tray=tray,
            code=unsent.code(told),
            now=now,
        )
    except (queries.NobodyCanReceive, DatabaseError):
        logger.exception("A referral could not be stored")
        return render(request, "referrals/cannot_send.html", status=503)
    reply = reply_by(now, is_priority=ready.route.is_priority)
    done = Sent(reference, reply.isoformat(), will_call_us(told), unsent.code(told))
    response = _see_other("referrals:sent")
    drafts.save(request, response, {"referral": {"sent": asdict(done)}}, minutes=INTAKE.reference_minutes)
    return response


def _ready(unsent: Unsent, told: dict[str, dict], *, agrees: bool, tray: Tray = Tray.MAIN) -> Submission:
    return submission(
        told,
        unsent.answers,
        language=get_language() or "en",
        agrees=agrees,
        version=unsent.version,
        tray=tray,
        files=unsent.files,
    )


def _see_other(name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name), status=303)
