"""Groups that look like the one somebody types."""

from collections import defaultdict
from dataclasses import dataclass

from directory.accounts.look_alikes import Described, Sign, look_alikes
from directory.models import Group, Listing, Session


@dataclass(frozen=True)
class LookAlike:
    """`names` are those of its listings, as families see them."""

    group: Group
    signs: frozenset[Sign]
    names: tuple[str, ...]


def groups_like(typed: Described) -> list[LookAlike]:
    found = look_alikes(typed, _described())
    groups = {group.key: group for group in Group.objects.filter(key__in=found)}
    return [LookAlike(groups[key], signs, listed_names(groups[key])) for key, signs in found.items()]


def listed_names(group: Group) -> tuple[str, ...]:
    return tuple(str(listing) for listing in Listing.objects.listed().filter(group=group))


def _described() -> list[Described]:
    """What families can read of the groups that were ever shown. A venue whose address stays hidden is not among it:
    nobody can find out a refuge's postcode by asking."""
    phones, postcodes = defaultdict(set), defaultdict(set)
    for group, phone in Listing.objects.listed().exclude(phone="").values_list("group_id", "phone"):
        phones[group].add(phone)
    shown = Session.objects.filter(listing__in=Listing.objects.listed(), venue__address_hidden=False)
    for group, postcode in shown.values_list("listing__group_id", "venue__postcode"):
        postcodes[group].add(postcode)
    return [
        Described(
            key=group.key,
            name=group.name,
            charity_number=group.charity_number,
            phones=(group.phone, *phones[group.pk]),
            postcodes=tuple(postcodes[group.pk]),
        )
        for group in Group.objects.filter(live=True)
    ]
