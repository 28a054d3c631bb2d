"""What the feed offers: at each address, which questions it answers and with which records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.open_referral import selection, service_lists, taxonomies
from directory.open_referral.parameters import Asked
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import Entry, Record

Entries = Callable[[Asked, Publisher, datetime], list[Entry]]
Records = Callable[[Sequence[Entry], Asked, Publisher], list[Record]]
One = Callable[[str, Asked, Publisher], Record | None]

PAGED = ("search", "page", "per_page", "format")
OF_SERVICES = (
    "taxonomy_term_id",
    "taxonomy_id",
    "organization_id",
    "modified_after",
    "minimal",
    "full",
    "minimum_age",
    "maximum_age",
    "start_time",
    "end_time",
    "day",
)


@dataclass(frozen=True)
class Endpoint:
    """`entries` finds what answers, `records` makes records of some of them, `one` finds a record by its id.

    `kind` is the schema of the whole record, `kinds` those that a list may hold.
    """

    name: str
    kind: str
    kinds: tuple[str, ...]
    about: str
    parameters: tuple[str, ...]
    entries: Entries
    records: Records
    one: One
    parameters_of_one: tuple[str, ...] = ()


ENDPOINTS = {
    endpoint.name: endpoint
    for endpoint in (
        Endpoint(
            name="services",
            kind="service",
            kinds=("service", "service_basic", "change"),
            about="What groups offer to families",
            parameters=(*PAGED, *OF_SERVICES),
            entries=selection.services,
            records=service_lists.service_records,
            one=service_lists.one_service,
        ),
        Endpoint(
            name="service_at_locations",
            kind="service_at_location",
            kinds=("service_at_location", "service_at_location_basic", "change"),
            about="Services, once for each place where they meet",
            parameters=(*PAGED, *OF_SERVICES, "postcode", "proximity"),
            entries=selection.at_locations,
            records=service_lists.at_location_records,
            one=service_lists.one_at_location,
        ),
        Endpoint(
            name="organizations",
            kind="organization",
            kinds=("organization", "organization_basic"),
            about="Groups that run services",
            parameters=(*PAGED, "full", "full_service"),
            entries=selection.organizations,
            records=service_lists.organization_records,
            one=service_lists.one_organization,
            parameters_of_one=("full_service",),
        ),
        Endpoint(
            name="taxonomies",
            kind="taxonomy",
            kinds=("taxonomy",),
            about="Ways to sort services",
            parameters=PAGED,
            entries=taxonomies.taxonomy_entries,
            records=taxonomies.taxonomy_records,
            one=taxonomies.one_taxonomy,
        ),
        Endpoint(
            name="taxonomy_terms",
            kind="taxonomy_term",
            kinds=("taxonomy_term",),
            about="What services are sorted into",
            parameters=(*PAGED, "taxonomy_id", "top_only", "parent_id"),
            entries=taxonomies.term_entries,
            records=taxonomies.term_records,
            one=taxonomies.one_term,
        ),
    )
}
