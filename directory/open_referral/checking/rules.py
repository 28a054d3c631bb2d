"""Whether the feed is as it should be: each record by our own schemas, which are stricter than the standard's, and all
of them together; and by the standard's own schemas, where somebody has them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from directory.open_referral.endpoints import ENDPOINTS
from directory.open_referral.openapi import page_schema, schemas
from directory.open_referral.pages import every_record, page
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Record

# Lists whose records belong to one service alone, and the field in which they name it.
OWN_LISTS = {
    "phones": "service_id",
    "schedules": "service_id",
    "service_at_locations": "service_id",
    "languages": "service_id",
    "cost_options": "service_id",
    "contacts": "service_id",
    "attributes": "link_id",
}
# So that what is referred to is met before what refers to it.
ORDER = ("taxonomies", "taxonomy_terms", "organizations", "services", "service_at_locations")


@dataclass(frozen=True)
class Fault:
    """`where` is the way to a field in the record, or empty."""

    endpoint: str
    record: str
    where: str
    what: str


Judge = Callable[[str, Record], Iterator[Fault]]


@dataclass
class Met:
    """The ids met so far, by what they are of."""

    ids: dict[str, set[str]] = field(default_factory=dict)

    def new(self, kind: str, identifier: str) -> bool:
        known = self.ids.setdefault(kind, set())
        is_new = identifier not in known
        known.add(identifier)
        return is_new

    def knows(self, kind: str, identifier: str) -> bool:
        return identifier in self.ids.get(kind, ())


def feed(by: Publisher, now: datetime) -> Iterator[tuple[str, Record]]:
    """All that the feed says: each record whole, with the name of its endpoint; and the first page of each list, as
    "services list"."""
    for name in ORDER:
        endpoint = ENDPOINTS[name]
        for record in every_record(endpoint, {"full": True}, by, now):
            yield name, record
        yield f"{name} list", page(endpoint, {}, by, now)


def faults(name: str, record: Record, met: Met, judges: list[Judge]) -> Iterator[Fault]:
    """What is wrong with a record, on its own and among those met before."""
    for judge in judges:
        yield from judge(name, record)
    if name.endswith(" list"):
        return
    identifier = str(record.get("id", ""))
    if not met.new(name, identifier):
        yield Fault(name, identifier, "id", "Another record has this id.")
    for where, what in TOGETHER.get(name, _none)(record, met):
        yield Fault(name, identifier, where, what)


def our_judge() -> Judge:
    """By the schemas of our own OpenAPI document."""
    from jsonschema import Draft202012Validator  # slow to load, and no page needs it

    def validator(schema: Mapping[str, Any]) -> Draft202012Validator:
        whole = {"components": {"schemas": schemas()}, **schema}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)

    of_name = {name: validator({"$ref": f"#/components/schemas/{one.kind}"}) for name, one in ENDPOINTS.items()}
    of_name |= {f"{name} list": validator(page_schema(one)) for name, one in ENDPOINTS.items()}

    def judge(name: str, record: Record) -> Iterator[Fault]:
        return schema_faults(of_name[name], name, record)

    return judge


def schema_faults(validator: Any, name: str, record: Record) -> Iterator[Fault]:
    for error in validator.iter_errors(record):
        where = "/".join(str(part) for part in error.absolute_path)
        yield Fault(name, str(record.get("id", "")), where, error.message[:200])


Faults = Iterator[tuple[str, str]]


def _service_faults(record: Record, met: Met) -> Faults:
    key = record.get("id")
    if not met.knows("organizations", record.get("organization_id", "")):
        yield "organization_id", "No organization has this id."
    for name, owner in OWN_LISTS.items():
        for number, one in enumerate(record.get(name, ())):
            if not met.new(f"{name} of services", one.get("id", "")):
                yield f"{name}/{number}/id", "Another record has this id."
            if one.get(owner) != key:
                yield f"{name}/{number}/{owner}", "It names another service."
    places = {one.get("id") for one in record.get("service_at_locations", ())}
    for number, one in enumerate(record.get("schedules", ())):
        if one.get("service_at_location_id", None) not in {None, *places}:
            yield f"schedules/{number}/service_at_location_id", "The service has no such place."
    for number, one in enumerate(record.get("attributes", ())):
        if not met.knows("taxonomy_terms", one.get("taxonomy_term_id", "")):
            yield f"attributes/{number}/taxonomy_term_id", "No term has this id."


def _place_faults(record: Record, met: Met) -> Faults:
    if not met.knows("services", record.get("service_id", "")):
        yield "service_id", "No service has this id."
    if record.get("location", {}).get("id") != record.get("location_id"):
        yield "location_id", "It names another location."
    if "location" in record and not met.knows("service_at_locations of services", record.get("id", "")):
        yield "id", "Its service does not name this place."


def _none(record: Record, met: Met) -> Faults:
    return iter(())


TOGETHER = {"services": _service_faults, "service_at_locations": _place_faults}
