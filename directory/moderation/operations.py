"""Writes of moderation. Each is one transaction, locks its record, and writes its entry of the audit log inside.

The interface of the forms: `newest` is what an editor changes, `propose` takes a step, `waiting` is what staff have not
approved of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from wagtail.log_actions import log
from wagtail.models import Revision

from directory.models import Group
from directory.moderation.actions import PROPOSE
from directory.moderation.proposals import Proposal, proposal_of
from directory.moderation.rules import SESSIONS, kind_of, shown_at_once
from directory.moderation.steps import check, content_of_step
from directory.moderation.versions import (
    Difference,
    Record,
    are_same,
    content_of,
    fresh,
    newest,
    places,
    waiting,
    with_values,
)

__all__ = ["ChangedMeanwhile", "Difference", "Proposed", "newest", "propose", "waiting"]


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since it was read; nothing was written. `by` is None where nobody knows."""

    def __init__(self, by: User | None, at: datetime | None) -> None:
        super().__init__(by, at)
        self.by, self.at = by, at


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
    current = fresh(record, lock=True)
    if current.latest_revision_id != was:
        raise _changed_meanwhile(current)
    version = newest(current)
    before = content_of(version)
    step = content_of_step(version, values)
    changed = {name: value for name, value in step.items() if not are_same(before[name], value)}
    return _take(current, changed, actor, now)


def _take(current: Record, changed: Mapping[str, Any], actor: User, now: datetime) -> Proposed:
    is_new = not current.live and proposal_of(current) is None
    at_once = {name: value for name, value in changed.items() if _is_shown_at_once(current, name, value)}
    if changed or is_new:
        if at_once:
            _publish(current, at_once, actor)
        if len(at_once) < len(changed) or is_new:
            _open(current, now)
        _lay_on_top(current, {name: value for name, value in changed.items() if name not in at_once}, actor)
        _log(current, PROPOSE, actor, {"fields": list(changed), "shown": list(at_once)})
    rest = tuple(one.field for one in waiting(current))
    return Proposed(tuple(at_once), rest, fresh(current).latest_revision_id)


def _is_shown_at_once(current: Record, name: str, value: Any) -> bool:
    kind = kind_of(name)
    group = current if isinstance(current, Group) else current.group
    seen = content_of(current).get(SESSIONS, [])
    moved = name == SESSIONS and not places(value) <= places(seen)
    return kind is not None and shown_at_once(
        kind, is_live=current.live, is_trusted=group.is_trusted, at_a_new_place=moved
    )


def _open(current: Record, now: datetime) -> None:
    """From now on it waits for staff; what waited for them already has waited since it came."""
    of = {str(current._meta.model_name): current}
    proposal, created = Proposal.objects.get_or_create(**of, defaults={"since": now})
    if not created and proposal.sent_back_at:
        proposal.since, proposal.sent_back_at, proposal.reasons, proposal.remark = now, None, [], ""
        proposal.save()


def _lay_on_top(current: Record, changed: Mapping[str, Any], actor: User) -> None:
    """Make the newest version the latest revision: what families see, and over it all that waits."""
    current = fresh(current)
    proposal = proposal_of(current)
    if proposal is None:
        return
    version = with_values(newest(current), changed)
    if current.live:
        after = proposal.values | changed
        seen = content_of(current)
        proposal.values = {name: value for name, value in after.items() if not are_same(seen[name], value)}
    proposal.version = version.save_revision(user=actor, clean=False)
    proposal.actor = actor
    proposal.save()
    if current.live and not proposal.values:
        proposal.delete()
        type(current)._base_manager.filter(pk=current.pk).update(has_unpublished_changes=False)


def _publish(current: Record, values: Mapping[str, Any], actor: User) -> Revision:
    """Over what families see. Who takes part has no rights in the CMS: the rules were asked before."""
    version = with_values(fresh(current), values)
    check(version, tuple(values))
    revision = version.save_revision(user=actor, clean=False)
    revision.publish(user=actor, skip_permission_checks=True)
    return revision


def _log(record: Record, action: str, actor: User, data: dict[str, Any]) -> None:
    current = fresh(record)
    log(current, action, user=actor, data=data, revision=current.latest_revision, content_changed=True)


def _changed_meanwhile(current: Record) -> ChangedMeanwhile:
    latest = current.latest_revision
    return ChangedMeanwhile(latest.user if latest else None, latest.created_at if latest else None)
