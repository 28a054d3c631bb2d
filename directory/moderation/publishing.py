"""How versions of a record are written: what families see, and over it what waits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from wagtail.log_actions import log
from wagtail.models import Revision

from directory.moderation.actions import KEEP
from directory.moderation.proposals import proposal_of
from directory.moderation.steps import check
from directory.moderation.versions import Record, content_of, differences, fresh, newest, with_values


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since it was read; nothing was written. `by` is None where nobody knows."""

    def __init__(self, by: User | None, at: datetime | None) -> None:
        super().__init__(by, at)
        self.by, self.at = by, at


def changed_meanwhile(current: Record) -> ChangedMeanwhile:
    latest = current.latest_revision
    return ChangedMeanwhile(latest.user if latest else None, latest.created_at if latest else None)


def publish(version: Record, names: tuple[str, ...], actor: User) -> Revision:
    """Raises ValidationError for what these fields may not say. Whether this person may was asked before: an editor of
    a group has no rights in the CMS."""
    check(version, names)
    _keep_what_was_seen(version)
    revision = version.save_revision(user=actor, clean=False)
    revision.publish(user=actor, skip_permission_checks=True)
    return revision


def _keep_what_was_seen(record: Record) -> None:
    """A record that was seeded, imported or written past its revisions has no version to go back to."""
    current = fresh(record)
    kept = current.live_revision
    if current.live and (kept is None or differences(content_of(current), kept.content)):
        note(current, KEEP, None, current.save_revision(clean=False))


def lay_on_top(record: Record, changed: Mapping[str, Any], actor: User) -> None:
    """Make the newest version, with these changes, the latest revision: what families see, and over it all that
    waits. Nothing is written where nothing waits."""
    current = fresh(record)
    proposal = proposal_of(current)
    if proposal is None:
        return
    if current.live:
        proposal.values = {one.field: one.after for one in differences(content_of(current), proposal.values | changed)}
        version = with_values(current, proposal.values)
    else:
        version = with_values(newest(current), changed)
    proposal.version = version.save_revision(user=actor, clean=False)
    proposal.save()
    if current.live and not proposal.values:
        proposal.delete()
        type(current)._base_manager.filter(pk=current.pk).update(has_unpublished_changes=False)


def note(record: Record, action: str, actor: User | None, revision: Revision | None, **data: Any) -> None:
    """Write it into the audit log, with the revision that was published, or else that waits."""
    current = fresh(record)
    log(current, action, user=actor, data=data, revision=revision or current.latest_revision, content_changed=True)
