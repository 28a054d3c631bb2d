"""Takes over services of another feed: all of a file, or nothing. They become drafts, for an editor to publish."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from wagtail.log_actions import log

from directory.audiences import AUDIENCES
from directory.models import Group, Listing, OtherCost, Session, Venue
from directory.open_referral.incoming.complaints import Complaint
from directory.open_referral.incoming.known import Known, known_records
from directory.open_referral.incoming.listings import IncomingListing, IncomingPlace, audience_named, incoming_listing
from directory.open_referral.incoming.sessions import IncomingSession
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record
from directory.whereabouts import point_of
from places.distance import Point

# Our fields by what the standard calls them.
STANDARD_NAMES = {
    "name_en": "name",
    "summary_en": "description",
    "description_en": "description",
    "website": "url",
    "age_from_months": "minimum_age",
    "age_to_months": "maximum_age",
    "phone": "phones/0/number",
    "contact_name": "contacts/0/name",
    "languages_spoken": "languages",
    "cost_pence": "cost_options",
}


# A listing has its own only where it differs from the group's.
CONTACTS = ("email", "phone", "website")


@dataclass(frozen=True)
class Remark:
    """What is to be told of a record: its number in the file, its id, and a complaint."""

    number: int
    key: str
    complaint: Complaint


class FileRefused(Exception):
    """Nothing was written; `remarks` say why."""

    def __init__(self, remarks: list[Remark]) -> None:
        super().__init__("1 fault." if len(remarks) == 1 else f"{len(remarks)} faults.")
        self.remarks = remarks


@dataclass
class Outcome:
    """How many listings were created, changed, unchanged or passed over, and what was left out of them."""

    listings: Counter[str] = field(default_factory=Counter)
    remarks: list[Remark] = field(default_factory=list)


@transaction.atomic
def import_services(*, records: Iterable[Record], by: Publisher, dry_run: bool) -> Outcome:
    """Raises FileRefused, having looked at every record."""
    known, outcome, serious = known_records(by), Outcome(), list[Remark]()
    for number, record in enumerate(records, start=1):
        incoming = incoming_listing(record)
        complaints = [*incoming.complaints]
        if not any(one.serious for one in complaints):
            complaints += _import_one(incoming, known, outcome)
        remarks = [Remark(number, incoming.key, one) for one in complaints]
        serious += [one for one in remarks if one.complaint.serious]
        outcome.remarks += [one for one in remarks if not one.complaint.serious]
    if serious:
        raise FileRefused(serious)
    transaction.set_rollback(dry_run)
    return outcome


def _import_one(incoming: IncomingListing, known: Known, outcome: Outcome) -> list[Complaint]:
    key = known.listings.get(incoming.key)
    existing = Listing.objects.get(pk=key) if key else Listing.objects.filter(reference=incoming.key).first()
    if incoming.withdrawn:
        outcome.listings["passed over"] += 1
        is_seen = existing is not None and existing.live
        return (
            [Complaint("status", "It was withdrawn there, and families see it here.", serious=False)] if is_seen else []
        )
    try:
        group = _group(incoming, existing, known)
        left_out = _listing(incoming, existing, group, known, outcome)
    except ValidationError as error:
        return list(_complaints(error))
    return left_out


def _group(incoming: IncomingListing, existing: Listing | None, known: Known) -> Group:
    """A listing that is known stays with its group where the record names none."""
    if not incoming.organization_id:
        if existing is None:
            raise ValidationError({"organization": "A service needs an organization, or the id of one known here."})
        return existing.group
    key = known.groups.get(incoming.organization_id)
    wanted = {"pk": key} if key else {"key": incoming.organization_id}
    group = Group.objects.filter(**wanted).first()
    if incoming.organization is None:
        if group is None:
            raise ValidationError({"organization_id": "There is no such organization here, and the record has none."})
        return group
    group = group or Group(key=incoming.organization_id)
    said = {name: str(incoming.organization.get(name) or "") for name in ("name", "email", "website")}
    _write(group, said, "organization")
    return group


def _listing(
    incoming: IncomingListing, existing: Listing | None, group: Group, known: Known, outcome: Outcome
) -> list[Complaint]:
    listing = existing.get_latest_revision_as_object() if existing else _new(incoming)
    before = _content(listing) if existing else None
    facts = {**incoming.facts, "group": group}
    if "other_costs" in facts:
        listing.other_costs = _other_costs(listing, facts.pop("other_costs"))
    for name, value in facts.items():
        setattr(listing, name, "" if name in CONTACTS and value == getattr(group, name) else value)
    left_out = _sort(listing, incoming, known)
    if incoming.sessions is not None:
        venues = {key: _venue(place, known) for key, place in incoming.places.items() if place.venue}
        listing.sessions = _sessions(listing, incoming, venues)
    _check(listing)
    changed = _content(listing) != before
    outcome.listings["created" if not existing else "changed" if changed else "unchanged"] += 1
    if changed:
        _save(listing)
    return left_out


def _content(listing: Listing) -> dict[str, Any]:
    """What it says, whatever the order."""
    data = listing.serializable_data()
    return {**data, "categories": sorted(data["categories"]), "sessions": sorted(map(str, data["sessions"]))}


def _new(incoming: IncomingListing) -> Listing:
    slug = f"{slugify(incoming.facts['name_en'])[:80]}-{incoming.key[:8]}"
    return Listing(slug=slug, reference=incoming.key, live=False)


def _save(listing: Listing) -> None:
    """What families see stays as it is until an editor publishes the draft."""
    if not listing.live:
        listing.save()
    listing.save_revision()


def _sort(listing: Listing, incoming: IncomingListing, known: Known) -> list[Complaint]:
    """Into the categories and audiences that are known here; the names of others are told."""
    if not incoming.terms:
        return []
    categories, audiences, strange = [], set(), []
    for key, name in incoming.terms:
        audience = known.audiences.get(key) or audience_named(name)
        category = known.categories.get(key) or known.categories.get(name.casefold())
        if audience:
            audiences.add(audience)
        elif category:
            categories.append(category)
        elif name:
            strange.append(Complaint("attributes", f"There is no category “{name}” here.", serious=False))
    listing.categories = list(dict.fromkeys(categories))
    listing.who_for = [code for code in AUDIENCES if code in audiences]
    return strange


def _venue(place: IncomingPlace, known: Known) -> Venue:
    """One that is hidden here stays as it is, and so does a position that is that of the postcode."""
    facts = dict(place.venue or {})
    identifier = facts.pop("key")
    key = known.venues.get(identifier)
    venue = Venue.objects.filter(**{"pk": key} if key else {"key": identifier}).first() or Venue(key=identifier)
    if venue.pk and venue.address_hidden:
        return venue
    if facts["postcode"] == venue.postcode and point_of(venue) == Point(facts["latitude"], facts["longitude"]):
        facts |= {"latitude": venue.latitude, "longitude": venue.longitude}
    _write(venue, facts, place.where)
    return venue


def _write(record: Group | Venue, facts: Mapping[str, Any], where: str) -> None:
    """Only what differs; the CMS logs it, and our own feed reads there when it changed."""
    is_new = record.pk is None
    if not is_new and all(getattr(record, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(record, name, value)
    _check(record, where)
    record.save()
    log(record, "wagtail.create" if is_new else "wagtail.edit")


def _sessions(listing: Listing, incoming: IncomingListing, venues: Mapping[str, Venue]) -> list[Session]:
    """A session that is as it was keeps its key, and so its address in calendars."""
    there = {_facts(session): session for session in listing.sessions.all()}
    found = []
    for number, one in enumerate(incoming.sessions or ()):
        session = _session(one, incoming, venues)
        _check(session, f"schedules/{number}", exclude=("listing",))
        found.append(there.pop(_facts(session), session))
    return found


def _other_costs(listing: Listing, costs: Iterable[tuple[str, int]]) -> list[OtherCost]:
    there = {(one.for_whom_en, one.pence): one for one in listing.other_costs.all()}
    found = []
    for for_whom, pence in costs:
        cost = there.pop((for_whom, pence), None) or OtherCost(for_whom_en=for_whom, pence=pence)
        _check(cost, "cost_options", exclude=("listing",))
        found.append(cost)
    return found


def _session(one: IncomingSession, incoming: IncomingListing, venues: Mapping[str, Venue]) -> Session:
    only = next(iter(incoming.places)) if len(incoming.places) == 1 else ""
    key = one.place if one.place in incoming.places else only
    is_virtual = key in incoming.places and key not in venues
    return Session(**one.facts, venue=venues.get(key), online=is_virtual or (one.online and key not in venues))


def _facts(session: Session) -> tuple[Any, ...]:
    fields = (one for one in Session._meta.concrete_fields if one.name not in ("id", "listing"))
    return tuple(getattr(session, one.attname) for one in fields)


def _check(record: Any, where: str = "", exclude: tuple[str, ...] = ()) -> None:
    """Raises ValidationError with the way to each field in the file."""
    try:
        record.full_clean(exclude=exclude)
    except ValidationError as error:
        names = {name: STANDARD_NAMES.get(name, name) for name in error.message_dict}
        ways = {name: "/".join(filter(None, (where, names[name].replace("__all__", "")))) for name in names}
        raise ValidationError({ways[name] or "record": texts for name, texts in error.message_dict.items()}) from error


def _complaints(error: ValidationError) -> Iterable[Complaint]:
    for where, texts in error.message_dict.items():
        yield from (Complaint(where, text) for text in texts)
