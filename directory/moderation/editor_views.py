"""What became of a group and its listings, for its editors; and the way back, which is a change like any other."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from directory.editors.access import for_editors_of
from directory.models import Group
from directory.moderation import queries
from directory.moderation.labels import labels
from directory.moderation.operations import ChangedMeanwhile, Proposed, propose_version
from directory.moderation.versions import Record, newest


@for_editors_of
def history_of_group(request: HttpRequest, group: Group) -> HttpResponse:
    return _history(request, group, group)


@for_editors_of
def history_of_listing(request: HttpRequest, group: Group, slug: str) -> HttpResponse:
    return _history(request, group, get_object_or_404(group.listings, slug=slug))


def _history(request: HttpRequest, group: Group, record: Record) -> HttpResponse:
    if request.method == "POST":
        _go_back(request, record)
        return redirect(request.path)
    colleagues = set(User.objects.filter(editorships__group=group))
    events = [(event, labels(event.fields), _who(event.actor, colleagues)) for event in queries.history(record)]
    context = {"group": group, "record": record, "newest": newest(record), "events": events}
    return render(request, "directory/editors/history.html", context)


def _go_back(request: HttpRequest, record: Record) -> None:
    posted = request.POST
    revision = get_object_or_404(record.revisions, pk=_number(posted.get("revision", "")))
    was = _number(posted.get("was", ""))
    try:
        actor = cast(User, request.user)
        done = propose_version(record=record, revision=revision, actor=actor, was=was, now=timezone.now())
        messages.success(request, _said(done))
    except ChangedMeanwhile:
        messages.error(request, gettext("Somebody changed this meanwhile. Please look at it again."))
    except ValidationError:
        messages.error(request, gettext("That version does not fit what the directory needs today."))


def _said(done: Proposed) -> str:
    if done.waiting:
        return gettext("Your change waits for the council. Until then, families see what they saw before.")
    return gettext("Families see that version now.")


def _who(actor: User | None, colleagues: set[User]) -> str:
    """Staff of the council are not named."""
    if actor in colleagues and actor:
        return actor.get_full_name() or actor.email or actor.get_username()
    return gettext("The council") if actor else ""


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
