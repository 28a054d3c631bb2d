"""What staff do about what a group changed: approve it, some of it, send it back, or go back to an earlier version.

Nothing is approved unseen: `seen` is the fingerprint of the differences that were on the screen, and ChangedMeanwhile
says that they are others by now.
"""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from wagtail.models import Revision

from directory.models import Group
from directory.moderation.actions import APPROVE, DISTRUST, ROLL_BACK, SEND_BACK, TRUST
from directory.moderation.proposals import Proposal, proposal_of
from directory.moderation.publishing import changed_meanwhile, lay_on_top, note, publish
from directory.moderation.reasons import REASONS
from directory.moderation.telling import tell_approved, tell_sent_back
from directory.moderation.versions import (
    Difference,
    Record,
    content_of,
    differences,
    fields_of,
    fingerprint,
    fresh,
    newest,
    waiting,
    with_values,
)


@transaction.atomic
def approve(
    *, record: Record, actor: User, seen: str, now: datetime, fields: Collection[str] | None = None
) -> tuple[str, ...]:
    """Let families see what waits, or these fields of it; the others wait on. What is new is approved as a whole.

    Returns the fields. Raises ChangedMeanwhile, and ValidationError for what cannot be published.
    """
    current, _proposal, what = _as_seen(record, seen)
    names = tuple(one.field for one in what if fields is None or not current.live or one.field in fields)
    if current.live:
        chosen = {one.field: one.after for one in what if one.field in names}
        shown = publish(with_values(current, chosen), names, actor)
        lay_on_top(current, {}, actor)
    else:
        shown = publish(newest(current), fields_of(type(current)), actor)
    note(current, APPROVE, actor, shown, fields=names)
    tell_approved(fresh(current), names, now)
    return names


@transaction.atomic
def send_back(*, record: Record, actor: User, seen: str, reasons: Collection[str], remark: str, now: datetime) -> None:
    """It stays with the group as a draft, which the group is told, and why: for some of REASONS, or in words.

    Raises ChangedMeanwhile, and ValueError where nothing says why.
    """
    if not (reasons or remark.strip()) or not set(reasons) <= set(REASONS):
        raise ValueError("Say why, with reasons of the list or in words.")
    current, proposal, what = _as_seen(record, seen)
    proposal.sent_back_at, proposal.reasons, proposal.remark = now, list(reasons), remark.strip()
    proposal.save()
    fields = [one.field for one in what]
    note(current, SEND_BACK, actor, None, fields=fields, reasons=list(reasons), remark=remark.strip())
    tell_sent_back(current, proposal, now)


@transaction.atomic
def roll_back(*, record: Record, revision: Revision, actor: User, was: int | None) -> tuple[str, ...]:
    """Let families see again what a version of a live record said. What waits, waits on.

    Returns the fields that changed. Raises ChangedMeanwhile, and ValidationError for what cannot be published.
    """
    current = fresh(record, lock=True)
    if current.latest_revision_id != was:
        raise changed_meanwhile(current)
    values = {one.field: one.after for one in differences(content_of(current), revision.content)}
    if values:
        shown = publish(with_values(current, values), tuple(values), actor)
        lay_on_top(current, {}, actor)
        note(current, ROLL_BACK, actor, shown, fields=list(values), to=revision.created_at)
    return tuple(values)


@transaction.atomic
def trust(*, group: Group, is_trusted: bool, actor: User) -> None:
    """From now on the rules let families see at once what a trusted group changes, or no longer."""
    if Group.objects.filter(pk=group.pk, is_trusted=not is_trusted).update(is_trusted=is_trusted):
        note(group, TRUST if is_trusted else DISTRUST, actor, None)


def _as_seen(record: Record, seen: str) -> tuple[Record, Proposal, tuple[Difference, ...]]:
    current = fresh(record, lock=True)
    what = waiting(current)
    proposal = proposal_of(current)
    if proposal is None or fingerprint(what) != seen:
        raise changed_meanwhile(current)
    return current, proposal, what
