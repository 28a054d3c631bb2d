"""Writes what a plan says: all of it, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

from directory.models import Group, Listing, Session, Venue
from directory.search import index
from directory.spreadsheets.known import directory_state
from directory.spreadsheets.plan import Change, Plan

CHUNK = 500
SESSION_FIELDS = ("weekday", "starts", "ends", "venue", "online")


class NotWritten(Exception):
    """The plan has faults."""


class DirectoryChanged(Exception):
    """Somebody wrote to the directory since the plan was made."""


def apply_plan(*, plan: Plan, actor: User | None, now: datetime) -> None:
    """Raises NotWritten or DirectoryChanged, and nothing was written. Families search the new words afterwards.

    Whoever writes to SQLite waits for this transaction, a family's referral included: it holds nothing but writes.
    """
    if plan.faults:
        raise NotWritten
    with transaction.atomic():
        _wait_for_other_imports()
        if directory_state() != plan.state:
            raise DirectoryChanged
        _write_places(plan, actor)
        _write_listings(plan, now)
        _write_sessions(plan)
        _write_categories(plan)
        _write_revisions(plan.changed, actor, now)
        _write_log(plan, actor, now)
        keys = [change.listing.pk for change in plan.changes]
        index.note_change(keys)
        # Robust: an index that cannot be written undoes no import; what it lacks stays written down.
        transaction.on_commit(index.refresh_changed, robust=True)
        transaction.on_commit(lambda: _refresh_references(keys), robust=True)


def _wait_for_other_imports() -> None:
    """A transaction of SQLite waits for others in any case."""
    ContentType.objects.select_for_update(no_key=True).get(pk=ContentType.objects.get_for_model(Listing).pk)


def _write_places(plan: Plan, actor: User | None) -> None:
    Group.objects.bulk_create(plan.groups, batch_size=CHUNK)
    Venue.objects.bulk_create(plan.venues, batch_size=CHUNK)
    for venue in plan.to_hide:
        venue.save()
        log(venue, "wagtail.edit", user=actor)  # the open feed tells whoever has the address that something changed


def _write_listings(plan: Plan, now: datetime) -> None:
    new = [change.listing for change in plan.new]
    for listing in new:
        listing.first_published_at = listing.last_published_at = now
    Listing.objects.bulk_create(new, batch_size=CHUNK)
    for change in plan.changed:
        published = {"last_published_at": now, "has_unpublished_changes": False} if change.listing.live else {}
        Listing.objects.filter(pk=change.listing.pk).update(**change.values, **published)


def _write_sessions(plan: Plan) -> None:
    gone = [session.pk for change in plan.changes for session in change.gone]
    for first in range(0, len(gone), CHUNK):
        Session.objects.filter(pk__in=gone[first : first + CHUNK]).delete()
    new = []
    for change in plan.changes:
        for session in change.sessions:
            if session.pk:
                values = {name: getattr(session, name) for name in SESSION_FIELDS}
                Session.objects.filter(pk=session.pk).update(**values)
            else:
                session.listing = change.listing
                new.append(session)
    Session.objects.bulk_create(new, batch_size=CHUNK)


def _write_categories(plan: Plan) -> None:
    through = Listing.categories.through
    sorted_anew = [change for change in plan.changes if change.categories is not None]
    keys = [change.listing.pk for change in sorted_anew if not change.is_new]
    for first in range(0, len(keys), CHUNK):
        through.objects.filter(listing__in=keys[first : first + CHUNK]).delete()
    rows = [
        through(listing_id=change.listing.pk, category_id=category.pk)
        for change in sorted_anew
        for category in change.categories or ()
    ]
    through.objects.bulk_create(rows, batch_size=CHUNK)


def _write_revisions(changes: Sequence[Change], actor: User | None, now: datetime) -> None:
    """For listings that the CMS has revisions of: it edits the last, which would bring back what the file changed."""
    keys = [change.listing.pk for change in changes if change.listing.latest_revision_id]
    kind = ContentType.objects.get_for_model(Listing)
    for first in range(0, len(keys), CHUNK):
        for listing in Listing.objects.filter(pk__in=keys[first : first + CHUNK]):
            revision = Revision(
                content_type=kind,
                base_content_type=kind,
                object_id=str(listing.pk),
                user=actor,
                created_at=now,
                content=listing.serializable_data(),
                object_str=str(listing),
            )
            revision.save()
            shown = {"live_revision": revision} if listing.live else {}
            Listing.objects.filter(pk=listing.pk).update(latest_revision=revision, **shown)


def _write_log(plan: Plan, actor: User | None, now: datetime) -> None:
    """One entry a listing, which the CMS shows together: they share the import's number."""
    kind, number = ContentType.objects.get_for_model(Listing), uuid4()
    entries = [
        ModelLogEntry(
            content_type=kind,
            object_id=str(change.listing.pk),
            label=str(change.listing)[:255],
            action="wagtail.create" if change.is_new else "wagtail.edit",
            content_changed=True,
            timestamp=now,
            user=actor,
            uuid=number,
            data={},
        )
        for change in plan.changes
    ]
    ModelLogEntry.objects.bulk_create(entries, batch_size=CHUNK)


def _refresh_references(keys: Sequence[int]) -> None:
    """Wagtail's table of what is used where."""
    for first in range(0, len(keys), CHUNK):
        with transaction.atomic():
            part = Listing.objects.filter(pk__in=keys[first : first + CHUNK])
            for listing in part.prefetch_related("sessions", "pictures"):
                ReferenceIndex.create_or_update_for_object(listing)
