"""A listing out of a service of another feed: what it would say here, and what cannot be taken over."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from directory.audiences import AUDIENCES
from directory.models import Venue
from directory.open_referral.incoming.complaints import Complaint, Reading
from directory.open_referral.incoming.sessions import IncomingSession, sessions_of
from directory.open_referral.locations import ACCESS
from directory.open_referral.parameters import OLDEST, UUID
from directory.open_referral.record import FREE, Record
from places.postcodes import PostcodeError, normalise
from words.spoken import SPOKEN_LANGUAGES

LONGEST_SUMMARY = 250
BOOKING = {"Book first.": "required", "A professional refers.": "referral"}
WAITING_LIST = {"There is a waiting list.": "yes", "There is no waiting list.": "no"}


@dataclass(frozen=True)
class IncomingPlace:
    """Online where there is no `venue`. A venue without an address has one that stays hidden."""

    key: str
    venue: Mapping[str, Any] | None
    where: str


@dataclass(frozen=True)
class IncomingListing:
    """`facts` are fields of a listing. `terms` are ids and names of what it is sorted into. `sessions` is None where
    the record says nothing of them, as in a list; `organization_id` is empty where it says nothing of that."""

    key: str
    organization_id: str
    organization: Record | None
    facts: Mapping[str, Any]
    terms: tuple[tuple[str, str], ...]
    places: Mapping[str, IncomingPlace]
    sessions: tuple[IncomingSession, ...] | None
    withdrawn: bool
    complaints: tuple[Complaint, ...]


def incoming_listing(record: Record) -> IncomingListing:
    reading = Reading()
    key = identifier_of(record)
    if not key:
        reading.refuse("id", "This is no UUID.")
    places = {place.key: place for place in _places(record, reading)}
    organization = record.get("organization")
    return IncomingListing(
        key=key or "",
        organization_id=_organization_id(record, organization),
        organization=organization if isinstance(organization, dict) else None,
        facts=_facts(record, reading),
        terms=tuple(_terms(record)),
        places=places,
        sessions=_sessions(record, reading),
        withdrawn=record.get("status") in ("defunct", "inactive"),
        complaints=tuple(reading.complaints),
    )


def identifier_of(record: Record) -> str | None:
    """As the ids of this feed are written; None where it is no UUID."""
    text = str(record.get("id", "")).lower()
    return text if UUID.fullmatch(text) else None


def _organization_id(record: Record, organization: Any) -> str:
    key = identifier_of(organization) if isinstance(organization, dict) else None
    return key or identifier_of({"id": record.get("organization_id")}) or ""


def _facts(record: Record, reading: Reading) -> dict[str, Any]:
    if not record.get("name"):
        reading.refuse("name", "A service needs a name.")
    summary, description = _summary(str(record.get("description") or ""))
    process = str(record.get("application_process") or "")
    facts = {
        "name_en": str(record.get("name") or ""),
        "summary_en": summary,
        "description_en": description,
        "website": str(record.get("url") or ""),
        "email": str(record.get("email") or ""),
        "age_from_months": _months(record, "minimum_age", reading),
        "age_to_months": _months(record, "maximum_age", reading),
        "booking": next((code for words, code in BOOKING.items() if words in process), "none"),
        "waiting_list": next((code for words, code in WAITING_LIST.items() if words in process), ""),
        **_access(record),
    }
    return facts | _from_lists(record, reading)


def _from_lists(record: Record, reading: Reading) -> dict[str, Any]:
    """Only of the lists that are there: a record in a list of services has none."""
    facts: dict[str, Any] = {}
    if contacts := _records(record, "contacts"):
        facts["contact_name"] = str(contacts[0].get("name") or "")
    if phones := _records(record, "phones"):
        facts["phone"] = str(phones[0].get("number") or "")
    if "cost_options" in record:
        facts |= _costs(_records(record, "cost_options"), reading)
    if "languages" in record:
        facts["languages_spoken"] = _languages(_records(record, "languages"), reading)
    return facts


def _summary(text: str) -> tuple[str, str]:
    """Our own feed puts the summary first, and an empty line after it."""
    first, gap, rest = text.partition("\n\n")
    return (first, rest) if gap and len(first) <= LONGEST_SUMMARY else ("", text)


def _months(record: Record, name: str, reading: Reading) -> int | None:
    years = record.get(name)
    if years is None:
        return None
    if not _is_number(years) or not 0 <= years <= OLDEST:
        reading.refuse(name, "This is no age in years.")
        return None
    return round(years * 12)


def _costs(options: list[Record], reading: Reading) -> dict[str, Any]:
    """What it costs everybody, and whom it costs something else."""
    priced = [option for option in options if option.get("amount") is not None]
    if not all(_is_number(one["amount"]) and 0 <= one["amount"] < 100_000 for one in priced):
        reading.refuse("cost_options/amount", "This is no price.")
        return {}
    named = [one for one in priced if one.get("option") not in (None, "", FREE)] if len(priced) > 1 else []
    usual = {_pence(one) for one in priced if one not in named}
    if len(usual) > 1:
        reading.leave_out("cost_options", "It has several prices that do not say whose they are: they are left out.")
    return {
        "cost_pence": usual.pop() if len(usual) == 1 else None,
        "other_costs": tuple((str(one["option"]), _pence(one)) for one in named),
    }


def _pence(option: Record) -> int:
    return round(100 * option["amount"])


def _languages(languages: list[Record], reading: Reading) -> list[str]:
    names = {name.casefold(): code for code, name in SPOKEN_LANGUAGES.items()}
    spoken = []
    for number, one in enumerate(languages):
        code = str(one.get("code") or "").lower()
        code = code if code in SPOKEN_LANGUAGES else names.get(str(one.get("name") or "").casefold(), "")
        if code:
            spoken.append(code)
        elif one.get("code") or one.get("name"):
            reading.leave_out(f"languages/{number}", f"{one.get('name') or one.get('code')} is no language known here.")
    return [code for code in SPOKEN_LANGUAGES if code in spoken]


def _access(record: Record) -> dict[str, str]:
    places = (one.get("location") for one in _records(record, "service_at_locations"))
    entries = (entry for place in places if isinstance(place, dict) for entry in _records(place, "accessibility"))
    said = [entry.get("description") for entry in entries]
    return {name: value for (name, value), words in ACCESS.items() if words in said}


def _terms(record: Record) -> list[tuple[str, str]]:
    """The id of each term, and its name."""
    found = []
    for one in _records(record, "attributes"):
        term: Any = one.get("taxonomy_term")
        term = term if isinstance(term, dict) else {}
        found.append((str(one.get("taxonomy_term_id") or term.get("id") or "").lower(), str(term.get("name") or "")))
    return found


def audience_named(name: str) -> str | None:
    return next((code for code, words in AUDIENCES.items() if words.casefold() == name.casefold()), None)


def _places(record: Record, reading: Reading) -> list[IncomingPlace]:
    found = []
    for number, one in enumerate(_records(record, "service_at_locations")):
        where = f"service_at_locations/{number}"
        location = one.get("location")
        if not isinstance(location, dict) or not identifier_of(location):
            reading.leave_out(f"{where}/location", "A place without a location is left out.")
            continue
        online = location.get("location_type") == "virtual"
        venue = None if online else _venue(location, f"{where}/location", reading)
        found.append(IncomingPlace(str(one.get("id", "")).lower(), venue, f"{where}/location"))
    return found


def _venue(location: Record, where: str, reading: Reading) -> dict[str, Any]:
    addresses = _records(location, "addresses")
    address = addresses[0] if addresses else {}
    lines = [str(address[name]) for name in ("address_1", "address_2", "city") if address.get(name)]
    return {
        "key": identifier_of(location),
        "name": str(location.get("name") or (lines[0] if lines else "An address that stays hidden")),
        "address": ", ".join(lines),
        "postcode": _postcode(address, f"{where}/addresses/0/postal_code", reading),
        **_position(location, where, reading),
        "address_hidden": not lines,
    }


def _position(location: Record, where: str, reading: Reading) -> dict[str, float | None]:
    """Both parts or none."""
    found = {name: location.get(name) for name in ("latitude", "longitude")}
    for name, value in found.items():
        if value is not None and not _is_number(value):
            reading.refuse(f"{where}/{name}", "This is no number.")
            return {}
    try:
        Venue(**found).clean_fields(exclude={"id", "key", "name", "address", "postcode"})
    except ValidationError:
        reading.leave_out(f"{where}/latitude", "This lies outside the United Kingdom: the position is left out.")
        return {"latitude": None, "longitude": None}
    return found if None not in found.values() else {"latitude": None, "longitude": None}


def _postcode(address: Record, where: str, reading: Reading) -> str:
    try:
        return normalise(str(address["postal_code"])) if address.get("postal_code") else ""
    except PostcodeError:
        reading.leave_out(where, "This is no postcode of the United Kingdom: it is left out.")
        return ""


def _sessions(record: Record, reading: Reading) -> tuple[IncomingSession, ...] | None:
    if "schedules" not in record:
        return None
    found = enumerate(_records(record, "schedules"))
    return tuple(session for number, one in found for session in sessions_of(one, f"schedules/{number}", reading))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _records(record: Record, name: str) -> list[Record]:
    found = record.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
