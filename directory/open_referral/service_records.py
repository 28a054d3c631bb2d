"""Listings and groups as services and organizations of HSDS-UK 3.0, in English.

The profile for the UK has no field for a telephone number, an e-mail address of a contact or the name of a language.
Those of the international standard, HSDS 3.0, are used beside its own: a record is valid under both.
"""

from directory.audiences import AUDIENCES
from directory.models import Group, Listing, Session
from directory.open_referral.locations import Site, Sites, full_location, location, site_of_session
from directory.open_referral.publisher import Publisher
from directory.open_referral.record import FREE, Record, filled, moment, plain_number
from directory.open_referral.schedules import IN_PERSON, ONLINE, schedule
from directory.open_referral.taxonomies import attributes
from directory.schedule import LONDON
from words.spoken import SPOKEN_LANGUAGES

EXAMPLE = "Example, not a real group."
HOW_TO_JOIN = {"required": "Book first.", "referral": "A professional refers.", "none": "Just turn up."}
WAITING_LIST = {"yes": "There is a waiting list.", "no": "There is no waiting list."}


def service_id(listing: Listing, by: Publisher) -> str:
    return by.id_of("service", listing.reference)


def organization_id(group: Group, by: Publisher) -> str:
    return by.id_of("organization", group.key)


def organization(group: Group, by: Publisher) -> Record:
    """Groups have no description, which the standard requires: it is the name again."""
    return filled(
        id=organization_id(group, by),
        name=group.name,
        description=EXAMPLE if group.is_example else group.name,
        email=group.email,
        website=group.website,
    )


def service(listing: Listing, by: Publisher) -> Record:
    """What a service itself says, without its lists; of one that was withdrawn, only that. `listing` is one
    out of changes.listings_by_key."""
    if not listing.is_listed:
        return _withdrawn(listing, by)
    group = listing.group
    return filled(
        id=service_id(listing, by),
        organization_id=organization_id(group, by),
        name=listing.name_en,
        description="\n\n".join(filter(None, (listing.summary_en, listing.description_en))),
        url=listing.website or group.website,
        email=listing.email or group.email,
        status="active",
        application_process=" ".join(
            filter(None, (HOW_TO_JOIN[listing.booking], WAITING_LIST.get(listing.waiting_list)))
        ),
        eligibility_description="; ".join(AUDIENCES[code] for code in AUDIENCES if code in listing.who_for),
        minimum_age=_years(listing.age_from_months),
        maximum_age=_years(listing.age_to_months),
        assured_date=_assured_date(listing),
        alert=EXAMPLE if group.is_example else "",
        last_modified=moment(listing.changed),
        organization=organization(group, by),
    )


def full_service(listing: Listing, sites: Sites, by: Publisher, *, with_locations: bool = True) -> Record:
    """With all its lists. `listing` has its categories, sessions and venues."""
    basic = service(listing, by)
    if not listing.is_listed:
        return basic
    key = basic["id"]
    return basic | filled(
        phones=_phones(listing, key, by),
        schedules=[_schedule(session, listing, site_of_session(session, sites), by) for session in _sessions(listing)],
        service_at_locations=_at_locations(listing, sites, by) if with_locations else [],
        languages=_languages(listing, key, by),
        cost_options=_cost_options(listing, key, by),
        contacts=_contacts(listing, key, by),
        attributes=attributes(listing, key, by),
    )


def minimal_service(listing: Listing, by: Publisher) -> Record:
    return filled(id=service_id(listing, by), last_modified=moment(listing.changed))


def at_location_id(listing: Listing, site: Site, by: Publisher) -> str:
    return by.id_of("service_at_location", listing.reference, *site.key)


def at_location(listing: Listing, site: Site, by: Publisher) -> Record:
    """Of a service that was withdrawn, not where it was."""
    key = {"id": at_location_id(listing, site, by), "service_id": service_id(listing, by)}
    if not listing.is_listed:
        return key | {"service": service(listing, by)}
    where = location(site, by)
    return key | {"location_id": where["id"], "location": where, "service": service(listing, by)}


def full_at_location(listing: Listing, site: Site, sites: Sites, by: Publisher) -> Record:
    if not listing.is_listed:
        return at_location(listing, site, by)
    whole = full_service(listing, sites, by, with_locations=False)
    return at_location(listing, site, by) | {"location": full_location(site, listing, by), "service": whole}


def _assured_date(listing: Listing) -> str | None:
    """The day in London on which somebody last confirmed it; nobody can confirm what is made up."""
    confirmed = None if listing.group.is_example else listing.confirmed_at
    return confirmed.astimezone(LONDON).date().isoformat() if confirmed else None


def _withdrawn(listing: Listing, by: Publisher) -> Record:
    return filled(
        id=service_id(listing, by),
        organization_id=organization_id(listing.group, by),
        name=listing.name_en or listing.slug,
        status="defunct",
        last_modified=moment(listing.changed),
    )


def _sessions(listing: Listing) -> list[Session]:
    return sorted(listing.sessions.all(), key=lambda session: (session.weekday, session.starts, session.pk))


def _schedule(session: Session, listing: Listing, site: Site | None, by: Publisher) -> Record:
    return filled(
        id=by.id_of("schedule", listing.reference, session.pk),
        service_id=service_id(listing, by),
        service_at_location_id=at_location_id(listing, site, by) if site else None,
        attending_type=(IN_PERSON if site.place else ONLINE) if site else "",
        **schedule(session.rule),
    )


def _at_locations(listing: Listing, sites: Sites, by: Publisher) -> list[Record]:
    found = (site_of_session(session, sites) for session in _sessions(listing))
    return [
        {
            "id": at_location_id(listing, site, by),
            "service_id": service_id(listing, by),
            "location_id": by.id_of("location", *site.key),
            "location": full_location(site, listing, by),
        }
        for site in dict.fromkeys(site for site in found if site)
    ]


def _languages(listing: Listing, key: str, by: Publisher) -> list[Record]:
    return [
        filled(
            id=by.id_of("language", listing.reference, code),
            service_id=key,
            name=SPOKEN_LANGUAGES.get(code, code),
            code=code,
        )
        for code in listing.languages_spoken
    ]


def _cost_options(listing: Listing, key: str, by: Publisher) -> list[Record]:
    """What it costs everybody, then what it costs some."""
    costs = [] if listing.cost_pence is None else [(listing.reference, "", listing.cost_pence)]
    costs += [(f"{listing.reference}/{one.pk}", one.for_whom_en, one.pence) for one in listing.other_costs.all()]
    return [
        filled(
            id=by.id_of("cost_option", known_as),
            service_id=key,
            option=for_whom or ("" if pence else FREE),
            amount=plain_number(pence / 100),
            currency="GBP",
            amount_description="For each session" if pence else "",
        )
        for known_as, for_whom, pence in costs
    ]


def _contacts(listing: Listing, key: str, by: Publisher) -> list[Record]:
    email = listing.email or listing.group.email
    if not (listing.contact_name or email):
        return []
    return [filled(id=by.id_of("contact", listing.reference), service_id=key, name=listing.contact_name, email=email)]


def _phones(listing: Listing, key: str, by: Publisher) -> list[Record]:
    number = listing.phone or listing.group.phone
    return [{"id": by.id_of("phone", listing.reference), "service_id": key, "number": number}] if number else []


def _years(months: int | None) -> int | float | None:
    return None if months is None else plain_number(months / 12)
