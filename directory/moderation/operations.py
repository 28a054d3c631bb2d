"""What an editor of a group does: `newest` is what she changes, `propose` takes a step, `waiting` is what staff have
not approved of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from wagtail.models import Revision

from directory.models import Group
from directory.moderation.actions import PROPOSE
from directory.moderation.proposals import Proposal, proposal_of
from directory.moderation.publishing import ChangedMeanwhile, changed_meanwhile, lay_on_top, note, publish
from directory.moderation.rules import SESSIONS, kind_of, shown_at_once
from directory.moderation.steps import content_of_step
from directory.moderation.versions import (
    Difference,
    Record,
    content_of,
    differences,
    fresh,
    newest,
    places,
    waiting,
    with_values,
)

__all__ = ["ChangedMeanwhile", "Difference", "Proposed", "newest", "propose", "propose_version", "waiting"]


@dataclass(frozen=True)
class Proposed:
    """Names of fields: what families see by now of this step, and all that waits. `was` is for the next step."""

    shown: tuple[str, ...]
    waiting: tuple[str, ...]
    was: int | None


@transaction.atomic
def propose(*, record: Record, values: Mapping[str, Any], actor: User, was: int | None, now: datetime) -> Proposed:
    """Take one step of a form: what the rules let families see at once is published, the rest waits.

    `values` as content_of_step says; none at all put a new record before staff. `was` is the latest_revision_id of the
    version that the form was made of. Raises ChangedMeanwhile, and what content_of_step raises.
    """
    current = _unchanged(record, was)
    version = newest(current)
    before = content_of(version)
    return _take(current, before, content_of_step(version, values), actor, now)


@transaction.atomic
def propose_version(*, record: Record, revision: Revision, actor: User, was: int | None, now: datetime) -> Proposed:
    """Go back to what an earlier version said: a step like any other."""
    current = _unchanged(record, was)
    return _take(current, content_of(newest(current)), revision.content, actor, now)


def _unchanged(record: Record, was: int | None) -> Record:
    current = fresh(record, lock=True)
    if current.latest_revision_id != was:
        raise changed_meanwhile(current)
    return current


def _take(current: Record, before: Mapping[str, Any], after: Mapping[str, Any], actor: User, now: datetime) -> Proposed:
    changed = {one.field: one.after for one in differences(before, after)}
    at_once = {name: value for name, value in changed.items() if _is_shown_at_once(current, name, value)}
    is_new = not current.live and proposal_of(current) is None
    shown = publish(with_values(fresh(current), at_once), tuple(at_once), actor) if at_once else None
    if len(at_once) < len(changed) or is_new:
        _open(current, actor, now)
    if changed or is_new:
        lay_on_top(current, changed, actor)
        note(current, PROPOSE, actor, shown, fields=list(changed), shown=list(at_once))
    return Proposed(tuple(at_once), tuple(one.field for one in waiting(current)), fresh(current).latest_revision_id)


def _is_shown_at_once(current: Record, name: str, value: Any) -> bool:
    kind = kind_of(name)
    group = current if isinstance(current, Group) else current.group
    seen = content_of(current).get(SESSIONS, [])
    moved = name == SESSIONS and not places(value) <= places(seen)
    return kind is not None and shown_at_once(
        kind, is_live=current.live, is_trusted=group.is_trusted, at_a_new_place=moved
    )


def _open(current: Record, actor: User, now: datetime) -> None:
    """From now on it waits for staff; where something waited already, that has waited since it came."""
    of = {str(current._meta.model_name): current}
    proposal, _created = Proposal.objects.get_or_create(**of, defaults={"since": now})
    if proposal.sent_back_at:
        proposal.since, proposal.sent_back_at, proposal.reasons, proposal.remark = now, None, [], ""
    proposal.actor = actor
    proposal.save()
