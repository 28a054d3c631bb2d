"""What families see of a record, what its group sees, and what differs between the two, field by field."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from directory.models import Group, Listing, Venue
from directory.moderation.proposals import Proposal, proposal_of
from directory.moderation.rules import KINDS, SESSIONS, kind_of

Record = Listing | Group
R = TypeVar("R", Listing, Group)
# Which row of a table a child is, and where, says nothing of what it says.
NOT_COMPARED = frozenset({"pk", "listing", "sort_order"})

CHILDREN = ("sessions", "other_costs", "pictures", "categories")


@dataclass(frozen=True)
class Difference:
    """As revisions have it: a child is a dictionary of its columns, a record its number. `before` is None where
    families see nothing yet."""

    field: str
    before: Any
    after: Any


def fields_of(model: type[models.Model]) -> tuple[str, ...]:
    """What a group may change, in the order of the rules, with a name for each language of a text."""
    names = {field.name for field in model._meta.get_fields()}
    order = list(KINDS)
    kept = [name for name in names if kind_of(name) and f"{name}_{settings.LANGUAGE_CODE}" not in names]
    languages = [code for code, _name in settings.LANGUAGES]
    return tuple(sorted(kept, key=lambda name: _place(name, order, languages)))


def _place(name: str, order: list[str], languages: list[str]) -> tuple[int, int]:
    if name in order:
        return order.index(name), 0
    base, _, language = name.rpartition("_")
    return order.index(base), languages.index(language)


def content_of(record: Record) -> dict[str, Any]:
    """What it says in the fields that a group may change, as its revisions have it."""
    content = json.loads(json.dumps(record.serializable_data(), cls=DjangoJSONEncoder))
    return {name: content[name] for name in fields_of(type(record))}


def with_values(record: R, values: Mapping[str, Any]) -> R:
    """A version of a record that says something else in some fields. It is not saved."""
    values = dict(values)
    if SESSIONS in values:
        values[SESSIONS] = _where_venues_are(values[SESSIONS])
    return record.with_content_json({**record.serializable_data(), **values})


def _where_venues_are(sessions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """A venue may have been deleted since; modelcluster then refuses the whole version."""
    kept = list(sessions)
    known = set(Venue.objects.filter(pk__in=[one["venue"] for one in kept]).values_list("pk", flat=True))
    return [one if one["venue"] in known else {**one, "venue": None} for one in kept]


def fresh(record: R, *, lock: bool = False) -> R:
    """As the database has it now; locked until the transaction ends, where the database can (SQLite has one writer)."""
    found = type(record)._base_manager.all()
    return cast(R, (found.select_for_update() if lock else found).get(pk=record.pk))


def newest(record: R) -> R:
    """The version that the group's editors see: with all that they changed, approved or not."""
    current = fresh(record)
    proposal = proposal_of(current)
    base = current if current.live else current.get_latest_revision_as_object()
    return with_values(base, proposal.values) if proposal and proposal.values else base


def newest_content(current: Record, proposal: Proposal | None) -> dict[str, Any]:
    """What `newest` says, of a record and its proposal as they were read. It looks nothing up, so a place that was
    deleted since is still in a version that waits."""
    content = content_of(current)
    if not current.live and current.latest_revision:
        content |= {name: value for name, value in current.latest_revision.content.items() if name in content}
    return content | (proposal.values if proposal else {})


def waiting(record: Record) -> tuple[Difference, ...]:
    """What differs between the newest version and what families see: nothing, where both say the same."""
    current = fresh(record)
    return waiting_of(current, proposal_of(current))


def waiting_of(current: Record, proposal: Proposal | None) -> tuple[Difference, ...]:
    """As `waiting`, of a record and its proposal as they were read."""
    if current.live:
        return differences(content_of(current), proposal.values if proposal else {})
    content = content_of(newest(current))
    return tuple(Difference(name, None, value) for name, value in content.items() if value not in (None, "", []))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """In the order of the fields of `before`."""
    return tuple(
        Difference(name, before[name], after[name])
        for name in before
        if name in after and not are_same(before[name], after[name])
    )


def are_same(one: Any, other: Any) -> bool:
    return _plain(one) == _plain(other)


def fingerprint(what: Iterable[Difference]) -> str:
    """Tells whether somebody saw just these."""
    seen = [(one.field, _plain(one.before), _plain(one.after)) for one in what]
    return hashlib.sha256(json.dumps(seen, sort_keys=True).encode()).hexdigest()[:32]


def settle(record: Record) -> None:
    """Forget of what waits what families see by now."""
    proposal, current = proposal_of(record), fresh(record)
    if proposal is None or not current.live:
        return
    proposal.values = {one.field: one.after for one in differences(content_of(current), proposal.values)}
    if proposal.values:
        proposal.save(update_fields=["values"])
    else:
        proposal.delete()


def places(sessions: Iterable[Mapping[str, Any]]) -> set[tuple[int | None, bool]]:
    """Where they are: a venue's number, and whether online."""
    return {(one["venue"], one["online"]) for one in sessions}


def _plain(value: Any) -> Any:
    """What is compared: nothing is nothing, however it is written, and a list of codes or sessions has no order."""
    if isinstance(value, dict):
        return {
            name: _plain(one)
            for name, one in value.items()
            if name not in NOT_COMPARED and f"{name}_{settings.LANGUAGE_CODE}" not in value
        }
    if isinstance(value, list):
        has_order = any(isinstance(one, dict) and "sort_order" in one for one in value)
        plain = [_plain(one) for one in value]
        return plain if has_order else sorted(plain, key=lambda one: json.dumps(one, sort_keys=True))
    return None if value == "" else value
