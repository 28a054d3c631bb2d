"""Reads of evidence: for families, for the editors of a group, and for staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from wagtail.models import ModelLogEntry

from directory.models import Group
from directory.safeguarding.models import Evidence
from directory.safeguarding.slots import SLOTS, Slot
from directory.safeguarding.standing import Standing, Told, told

# In the history that staff see.
ON_GROUP = ("directory.suspend_group", "directory.show_group_again", "directory.refuse_evidence")
MOST = 20


@dataclass(frozen=True)
class Row:
    """`evidence` is None where nothing was given."""

    slot: Slot
    evidence: Evidence | None
    standing: Standing

    @property
    def state(self) -> str:
        """Its name, for templates."""
        return self.standing.name


@dataclass(frozen=True)
class ForFamilies:
    """`seen_at` is None where only the group says so."""

    name: str | Promise
    seen_at: datetime | None


@dataclass(frozen=True)
class ToDo:
    """A group with the slots to look at, by what is the matter with them."""

    group: Group
    lapsed: tuple[Row, ...]
    to_check: tuple[Row, ...]
    ending: tuple[Row, ...]


def rows(group: Group, today: date) -> tuple[Row, ...]:
    """Every slot, in their order."""
    return _rows(group.evidence.all(), today)


def for_families(group: Group, today: date) -> tuple[ForFamilies, ...]:
    shown = []
    for row in rows(group, today):
        seen_at = row.evidence.seen_at if row.evidence else None
        if told(row.standing, is_seen=bool(seen_at)) is not Told.NOTHING:
            shown.append(ForFamilies(row.slot.name, seen_at))
    return tuple(shown)


def to_do(today: date) -> list[ToDo]:
    """Groups with something to check, or that lapsed or expires, the most pressing first; and those suspended."""
    groups = Group.objects.filter(stopped_at=None).prefetch_related("evidence")
    found = [_to_do(group, _rows(group.evidence.all(), today)) for group in groups]
    kept = [one for one in found if one.lapsed or one.to_check or one.ending or one.group.suspended_at]
    return sorted(kept, key=lambda one: (-len(one.lapsed), -len(one.to_check), -len(one.ending), one.group.name))


def history(group: Group) -> list[ModelLogEntry]:
    """What was done about the safeguarding of a group, the last first."""
    evidence = [str(key) for key in group.evidence.values_list("pk", flat=True)]
    about = ModelLogEntry.objects.filter(content_type__app_label="directory").select_related("user")
    of_group = about.filter(content_type__model="group", object_id=str(group.pk), action__in=ON_GROUP)
    of_evidence = about.filter(content_type__model="evidence", object_id__in=evidence)
    return sorted((*of_group[:MOST], *of_evidence[:MOST]), key=lambda entry: entry.timestamp, reverse=True)[:MOST]


def _rows(evidence: Iterable[Evidence], today: date) -> tuple[Row, ...]:
    given = {one.slot: one for one in evidence}
    return tuple(_row(slot, given.get(slot.key), today) for slot in SLOTS.values())


def _row(slot: Slot, evidence: Evidence | None, today: date) -> Row:
    return Row(slot, evidence, evidence.standing(today) if evidence else Standing.MISSING)


def _to_do(group: Group, rows: tuple[Row, ...]) -> ToDo:
    given = [(row, row.evidence) for row in rows if row.evidence]
    return ToDo(
        group=group,
        lapsed=tuple(row for row, _ in given if row.standing is Standing.LAPSED),
        to_check=tuple(row for row, one in given if row.standing is not Standing.LAPSED and not one.seen_at),
        ending=tuple(row for row, _ in given if row.standing is Standing.ENDS_SOON),
    )
