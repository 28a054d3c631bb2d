"""Moderation in the CMS: what waits, one change and what is done about it, and what became of a record."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from wagtail.admin import messages

from directory.models import Group, Listing
from directory.moderation import decisions, queries
from directory.moderation.in_words import rows
from directory.moderation.labels import label, labels
from directory.moderation.proposals import proposal_of
from directory.moderation.publishing import ChangedMeanwhile
from directory.moderation.reasons import REASONS
from directory.moderation.rules import kind_of
from directory.moderation.versions import Record, fingerprint, newest, waiting

RIGHT = "directory.publish_listing"
QUEUE, CHANGE, HISTORY, TRUST = "moderation", "moderation-change", "moderation-history", "moderation-trust"
MODELS: dict[str, type[Listing] | type[Group]] = {"listing": Listing, "group": Group}


def may_moderate(user: User | AnonymousUser) -> bool:
    return user.has_perm(RIGHT)


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_moderate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


@for_moderators
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    context = {"groups": queries.queue(now=timezone.now()), "sent_back": queries.sent_back()}
    return render(request, "directory/cms/moderation_queue.html", context)


@for_moderators
def change(request: HttpRequest, model: str, key: int) -> HttpResponse:
    record = _record(model, key)
    proposal, what = proposal_of(record), waiting(record)
    if proposal is None or (record.live and not what):
        messages.success(request, f"Nothing of {record} waits any more.")
        return redirect(QUEUE)
    if request.method == "POST":
        return _decide(request, record, model)
    context = {
        "record": record,
        "model": model,
        "name": newest(record),
        "group": record if isinstance(record, Group) else record.group,
        "proposal": proposal,
        "rows": rows(record),
        "seen": fingerprint(what),
        "reasons": REASONS,
        "form": f"wagtailsnippets_directory_{model}:edit",
    }
    return render(request, "directory/cms/moderation_change.html", context)


@for_moderators
def history(request: HttpRequest, model: str, key: int) -> HttpResponse:
    record = _record(model, key)
    if request.method == "POST":
        return _roll_back(request, record, model)
    events = [(event, labels(event.fields)) for event in queries.history(record)]
    group = record if isinstance(record, Group) else record.group
    context = {"record": record, "model": model, "name": newest(record), "group": group, "events": events}
    return render(request, "directory/cms/moderation_history.html", context)


@for_moderators
@require_POST
def trust(request: HttpRequest, key: int) -> HttpResponse:
    group = get_object_or_404(Group, pk=key)
    is_trusted = "trust" in request.POST
    decisions.trust(group=group, is_trusted=is_trusted, actor=cast(User, request.user))
    messages.success(request, f"{group} is {'trusted now' if is_trusted else 'trusted no longer'}.")
    return redirect(HISTORY, "group", group.pk)


def _record(model: str, key: int) -> Record:
    if model not in MODELS:
        raise Http404
    return get_object_or_404(MODELS[model], pk=key)


def _decide(request: HttpRequest, record: Record, model: str) -> HttpResponse:
    try:
        messages.success(request, _done(request, record))
    except ChangedMeanwhile as changed:
        messages.error(request, f"{_changed(changed)} Nothing was decided: look at it again.")
    except ValidationError as error:
        messages.error(request, _why_not(error))
    except ValueError as error:
        messages.error(request, str(error))
    return redirect(CHANGE, model, record.pk) if proposal_of(record) else redirect(QUEUE)


def _done(request: HttpRequest, record: Record) -> str:
    """Does what was chosen, and says so."""
    posted, now, actor = request.POST, timezone.now(), cast(User, request.user)
    seen = posted.get("seen", "")
    if "send_back" in posted:
        reasons, remark = posted.getlist("reasons"), posted.get("remark", "")
        decisions.send_back(record=record, actor=actor, seen=seen, reasons=reasons, remark=remark, now=now)
        return f"{newest(record)} was sent back, and the group is told why."
    if "some" in posted and not posted.getlist("fields"):
        raise ValueError("Tick what families may see.")
    fields = posted.getlist("fields") if "some" in posted else None
    approved = decisions.approve(record=record, actor=actor, seen=seen, now=now, fields=fields)
    return f"Approved of {newest(record)}: {', '.join(labels(approved))}. The group is told."


def _roll_back(request: HttpRequest, record: Record, model: str) -> HttpResponse:
    actor, was = cast(User, request.user), _number(request.POST.get("was", ""))
    revision = get_object_or_404(record.revisions, pk=_number(request.POST.get("revision", "")))
    try:
        changed = decisions.roll_back(record=record, revision=revision, actor=actor, was=was)
        said = ", ".join(labels(changed)) or "nothing, it was the same"
        messages.success(request, f"As it was on {timezone.localtime(revision.created_at):%-d %B %Y %H:%M}: {said}.")
    except ChangedMeanwhile as meanwhile:
        messages.error(request, f"{_changed(meanwhile)} Nothing was rolled back: look at it again.")
    except ValidationError as error:
        messages.error(request, _why_not(error))
    return redirect(HISTORY, model, record.pk)


def _why_not(error: ValidationError) -> str:
    faults = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = (
        f"{label(field)}: {' '.join(texts)}" if kind_of(field) else " ".join(texts) for field, texts in faults.items()
    )
    return f"This cannot be shown to families. {' '.join(said)}"


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _changed(changed: ChangedMeanwhile) -> str:
    who = (changed.by.get_full_name() or changed.by.get_username()) if changed.by else "Somebody"
    return f"{who} changed it meanwhile{f' ({timezone.localtime(changed.at):%-d %B, %H:%M})' if changed.at else ''}."
