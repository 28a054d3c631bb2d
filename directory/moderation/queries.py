"""What waits for staff, what they answered, and what became of a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from directory.models import Group, Proposal
from directory.moderation.actions import APPROVE, DISTRUST, KEEP, PROPOSE, ROLL_BACK, SEND_BACK, TRUST
from directory.moderation.rules import is_overdue
from directory.moderation.telling import why
from directory.moderation.versions import CHILDREN, Record, differences, fields_of, newest, waiting_of

PUBLISH = "wagtail.publish"
DONE = {
    PROPOSE: _("Changed by the group"),
    APPROVE: _("Approved"),
    SEND_BACK: _("Sent back"),
    ROLL_BACK: _("Put back as it was before"),
    KEEP: _("As it was before"),
    TRUST: _("Trusted: its times, cost and pictures are shown at once"),
    DISTRUST: _("Trusted no longer: everything waits"),
    PUBLISH: _("Shown to families"),
    "wagtail.unpublish": _("Not shown to families any more"),
    "wagtail.create": _("Added"),
    "wagtail.edit": _("Changed by staff"),
    "wagtail.revert": _("Changed by staff"),
}
OWN = frozenset({PROPOSE, APPROVE, SEND_BACK, ROLL_BACK})
MOST_SHOWN = 100


@dataclass(frozen=True)
class Item:
    """A record of which something waits, under the name that families see. `model` and `key` stand in addresses."""

    model: str
    key: int
    name: str
    is_new: bool
    fields: tuple[str, ...]
    actor: User | None
    since: datetime
    days: int
    is_overdue: bool


@dataclass(frozen=True)
class Answer:
    """Why staff sent a change back, in the language that is active."""

    at: datetime
    why: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """`fields` are empty where nobody wrote them down. `revision` is what families saw from then on, or None."""

    at: datetime
    actor: User | None
    what: str
    fields: tuple[str, ...]
    revision: int | None


def queue(*, now: datetime) -> list[tuple[Group, list[Item]]]:
    """By group, both those and what waits of each in the order in which they began to wait."""
    by_group: dict[Group, list[Item]] = {}
    for proposal in _proposals().filter(sent_back_at=None):
        record = proposal.record
        fields = tuple(one.field for one in waiting_of(record, proposal))
        if fields or not record.live:
            group = record if isinstance(record, Group) else record.group
            by_group.setdefault(group, []).append(_item(proposal, fields, now))
    return list(by_group.items())


def sent_back() -> list[Proposal]:
    """What waits for its group, the longest first."""
    return list(_proposals().filter(sent_back_at__isnull=False).order_by("sent_back_at"))


def answers(record: Record) -> Answer | None:
    """What staff said of what the group changed, until the group changes it."""
    proposal = getattr(record, "proposal", None)  # one query less where it was read with the record
    if proposal is None or proposal.sent_back_at is None:
        return None
    return Answer(proposal.sent_back_at, tuple(why(proposal)))


def history(record: Record) -> list[Event]:
    """The latest first."""
    entries = registry.get_logs_for_instance(record).select_related("user", "revision").order_by("-timestamp", "-pk")
    return _events(list(entries[:MOST_SHOWN]))


def _proposals() -> QuerySet[Proposal]:
    found = Proposal.objects.select_related("listing__group", "group", "actor")
    return found.prefetch_related(*(f"listing__{name}" for name in CHILDREN))


def _item(proposal: Proposal, fields: tuple[str, ...], now: datetime) -> Item:
    record = proposal.record
    return Item(
        model=record._meta.model_name,
        key=record.pk,
        name=str(record if record.live else newest(record)),
        is_new=not record.live,
        fields=fields,
        actor=proposal.actor,
        since=proposal.since,
        days=(now - proposal.since).days,
        is_overdue=is_overdue(proposal.since, now),
    )


def _events(entries: list[ModelLogEntry]) -> list[Event]:
    """Wagtail notes a publication too; where moderation says more of it, that is told."""
    told = {entry.revision_id for entry in entries if entry.action in OWN}
    shown = [entry for entry in entries if entry.action in (PUBLISH, KEEP) and entry.revision]
    published = {entry.revision_id for entry in shown}
    previous = dict(zip((one.pk for one in shown), shown[1:], strict=False))
    return [
        Event(
            at=entry.timestamp,
            actor=entry.user,
            what=str(DONE.get(entry.action) or entry.message),
            fields=_fields(entry, previous),
            revision=entry.revision_id if entry.revision_id in published else None,
        )
        for entry in entries
        if entry.action in OWN or entry.revision_id is None or entry.revision_id not in told
    ]


def _fields(entry: ModelLogEntry, previous: Mapping[int, ModelLogEntry]) -> tuple[str, ...]:
    if entry.action in OWN:
        return tuple(entry.data.get("fields", ()))
    earlier = previous.get(entry.pk)
    if earlier is None or entry.revision is None or earlier.revision is None:
        return ()
    content = earlier.revision.content
    before = {name: content[name] for name in fields_of(entry.content_type.model_class()) if name in content}
    return tuple(one.field for one in differences(before, entry.revision.content))
